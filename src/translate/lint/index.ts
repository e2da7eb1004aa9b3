import type { Problem, Tool, TranslationReport } from "../../model/index.ts";
import { type ForeignLine, foreignLine, toKubectl, translateForeign } from "../reverse/index.ts";
import { splitLine } from "../reverse/line.ts";
import { reportOn, type TranslateOptions, translate, understand } from "../translate.ts";
import type { Versions } from "../versions.ts";
import { checkGoodLine } from "./good-line.ts";
import type { GoodLine } from "./pflag-line.ts";

/**
 * What is wrong with a line of docker, nerdctl, crictl or ctr, whether its tool refuses it or does something else than it says.
 * @param input a line as typed, or the words
 * @returns nothing for a line that is right; each problem with the whole line (or lines) as it was probably meant
 */
export async function lint(
  input: string | readonly string[],
  options: Pick<TranslateOptions, "versions"> = {},
): Promise<Problem[]> {
  const foreign = foreignLine(input);
  if (foreign !== null) return lintForeign(foreign, options);
  const line = dockerLine(input);
  return "problem" in line ? [line.problem] : lintDocker(line, options);
}

/** A docker line, cut into words. */
interface DockerLine {
  /** `docker` first, whatever was typed. */
  words: string[];
  prefix: string[];
  live: readonly string[];
  /** `docker` itself was typed: ctool's own verbs are wrong then. */
  said: boolean;
}

function dockerLine(input: string | readonly string[]): DockerLine | { problem: Problem } {
  const cut = typeof input === "string" ? splitLine(input) : { words: [...input], live: [], problem: null };
  if (cut.problem !== null) return { problem: cut.problem };
  const prefix = cut.words[0] === "sudo" ? ["sudo"] : [];
  const rest = prefix.length === 0 ? cut.words : cut.words.slice(1);
  const first = rest[0]?.slice(rest[0].lastIndexOf("/") + 1);
  const said = first === "docker";
  return { words: ["docker", ...(said || first === "ctool" ? rest.slice(1) : rest)], prefix, live: cut.live, said };
}

async function lintDocker(
  { words, prefix, live, said }: DockerLine,
  { versions }: Pick<TranslateOptions, "versions">,
): Promise<Problem[]> {
  const own = said ? ownVerb(words) : null;
  if (own !== null) return [own];
  return findWrong("docker", words, prefix, live, versions);
}

/** ctool's own verbs are none of docker's. */
function ownVerb(words: readonly string[]): Problem | null {
  const verb = words[1] ?? "";
  const instead = { pods: "crictl pods", namespaces: "ctr namespaces ls" }[verb];
  if (instead === undefined) return null;
  return { code: "foreign-verb", message: `docker: unknown command: docker ${verb}`, suggestion: instead };
}

async function lintForeign(
  { tool, words, prefix, live }: ForeignLine,
  { versions }: Pick<TranslateOptions, "versions">,
): Promise<Problem[]> {
  return tool === "kubectl" ? [] : findWrong(tool, words, prefix, live, versions);
}

/** The rules are loaded when there is a line to mend. */
async function findWrong(
  tool: Tool,
  words: readonly string[],
  prefix: readonly string[],
  live: readonly string[],
  versions: Versions | undefined,
): Promise<Problem[]> {
  const { findProblems } = await import("./finding.ts");
  if (tool === "docker" || tool === "nerdctl") {
    const { checkPflag } = await import("./nerdctl.ts");
    return findProblems(words, checkPflag(tool, versions, live), prefix, live);
  }
  const { checkOf } = await import("./tool-lines.ts");
  return findProblems(words, checkOf(tool, versions, live), prefix, live);
}

/**
 * Any line in all other tools, with what is wrong with it: `translate` for docker, nerdctl, crictl, ctr and kubectl lines.
 * @returns a report with one entry per tool other than the line's own, and kubectl as an extra one where it has a form
 */
export async function translateLine(
  input: string | readonly string[],
  options: TranslateOptions = {},
): Promise<TranslationReport> {
  const foreign = foreignLine(input);
  if (foreign !== null) {
    const report = await translateForeign(foreign, options);
    return withProblems(report, await lintForeign(foreign, options));
  }
  const line = dockerLine(input);
  const understood = "problem" in line ? null : await understand(line.words);
  if ("problem" in line || understood === null || "problem" in understood) {
    const report = await translate(input, options);
    return withProblems(report, "problem" in line ? [] : await lintDocker(line, options));
  }
  const { words, live, said } = line;
  const shown = typeof input === "string" ? input.trim() : understood.input;
  const report = reportOn({ ...understood, live, input: shown }, options);
  const kubectl = options.tools === undefined ? toKubectl(understood.command, live) : null;
  if (kubectl !== null) report.translations.push(kubectl);
  const good: GoodLine = { tool: "docker", words, command: understood.command, offset: 0, globals: [] };
  const right = checkGoodLine(good, NOTHING) === null && !(said && ownVerb(words) !== null);
  return right ? report : withProblems(report, await lintDocker(line, options));
}

const NOTHING: ReadonlySet<string> = new Set();

function withProblems(report: TranslationReport, problems: Problem[]): TranslationReport {
  return problems.length === 0 ? report : { ...report, problems };
}
