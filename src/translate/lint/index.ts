import type { Problem, TranslationReport } from "../../model/index.ts";
import { type ForeignLine, foreignLine, toKubectl, translateForeign } from "../reverse/index.ts";
import { splitLine } from "../reverse/line.ts";
import { reportOn, type TranslateOptions, translate, understand } from "../translate.ts";
import { findProblems } from "./finding.ts";
import { checkPflag } from "./nerdctl.ts";
import { checkOf } from "./tool-lines.ts";

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
  const cut = typeof input === "string" ? splitLine(input) : { words: [...input], live: [], problem: null };
  if (cut.problem !== null) return [cut.problem];
  const prefix = cut.words[0] === "sudo" ? ["sudo"] : [];
  const rest = cut.words.slice(prefix.length);
  const said = rest[0]?.slice(rest[0].lastIndexOf("/") + 1);
  const words = ["docker", ...(said === "docker" || said === "ctool" ? rest.slice(1) : rest)];
  const own = said === "docker" ? ownVerb(words) : null;
  if (own !== null) return [own];
  return findProblems(words, checkPflag("docker", options.versions, cut.live), prefix, cut.live);
}

/** ctool's own verbs are none of docker's. */
function ownVerb(words: readonly string[]): Problem | null {
  const verb = words[1] ?? "";
  const instead = { pods: "crictl pods", namespaces: "ctr namespaces ls" }[verb];
  if (instead === undefined) return null;
  return { code: "foreign-verb", message: `docker: unknown command: docker ${verb}`, suggestion: instead };
}

function lintForeign(
  { tool, words, prefix, live }: ForeignLine,
  { versions }: Pick<TranslateOptions, "versions">,
): Promise<Problem[]> {
  if (tool === "kubectl") return Promise.resolve([]);
  const check = tool === "nerdctl" ? checkPflag("nerdctl", versions, live) : checkOf(tool, versions, live);
  return findProblems(words, check, prefix, live);
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
    const problems = await lintForeign(foreign, options);
    return { ...report, problems: problems.length > 0 ? problems : report.problems };
  }
  const understood = await understandWithPlaceholders(input);
  if ("problem" in understood) {
    const report = await translate(input, options);
    const problems = await lint(input, options);
    return { ...report, problems: problems.length > 0 ? problems : report.problems };
  }
  const report = reportOn(understood, options);
  const kubectl = options.tools === undefined ? toKubectl(understood.command, understood.live) : null;
  const translations = kubectl === null ? report.translations : [...report.translations, kubectl];
  return { ...report, translations, problems: await lint(input, options) };
}

/** Reads a docker line; placeholders such as `<container-id>` are words of it, not redirections. */
async function understandWithPlaceholders(input: string | readonly string[]): ReturnType<typeof understand> {
  if (typeof input !== "string" || !input.includes("<")) return understand(input);
  const cut = splitLine(input);
  if (cut.problem !== null) return understand(input);
  const understood = await understand(cut.words);
  return "problem" in understood ? understood : { ...understood, live: cut.live, input: input.trim() };
}
