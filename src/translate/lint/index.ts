import type { Problem, TranslationReport } from "../../model/index.ts";
import { withInnerLines } from "../inner-lines.ts";
import { once } from "../once.ts";
import { dockerOf } from "../program.ts";
import { type ForeignLine, foreignWords, toKubectl, translateForeign } from "../reverse/index.ts";
import { splitLine } from "../reverse/line.ts";
import type { Reading } from "../reverse/translate-foreign.ts";
import { failed, readDocker, reportOn, type TranslateOptions } from "../translate.ts";
import { quote, type Words } from "../words.ts";
import { checkGoodLine } from "./good-line.ts";
import type { BadLine, GoodLine } from "./pflag-line.ts";

type Options = Pick<TranslateOptions, "versions">;

/**
 * What is wrong with a line of docker, nerdctl, crictl or ctr, whether its tool refuses it or does something else than it says.
 * @param input a line as typed, or the words
 * @returns nothing for a line that is right; each problem with the whole line (or lines) as it was probably meant
 */
export async function lint(input: string | readonly string[], options: Options = {}): Promise<Problem[]> {
  const cut = cutLine(input);
  if (cut.problem !== null) return [cut.problem];
  const foreign = foreignWords(cut.words, cut.live, "");
  if (foreign !== null) return lintForeign(foreign, options);
  return lintDocker(dockerLine(cut), options);
}

/** More words than anybody types; `xargs` passes on fewer. */
const MOST_WORDS = 10_000;
/** Linux takes no longer argument (MAX_ARG_STRLEN, execve(2)). */
const LONGEST_WORD = 128 * 1024;
/** More letters than a group of flags such as `-it` can have. */
const MOST_LETTERS = 1000;

function cutLine(input: string | readonly string[]): Words {
  const cut: Words = typeof input === "string" ? splitLine(input) : { words: [...input], live: [], problem: null };
  const message = tooLong(cut.words);
  return message === null ? cut : { ...cut, problem: { code: "line-too-long", message, suggestion: null } };
}

function tooLong(words: readonly string[]): string | null {
  if (words.length > MOST_WORDS) return `a line of more than ${MOST_WORDS} words: that is a job for xargs`;
  for (const word of words) {
    if (word.length > LONGEST_WORD)
      return `a word of more than ${LONGEST_WORD} letters: Linux takes no longer argument`;
    if (word.length > MOST_LETTERS && /^-[a-zA-Z]+$/.test(word))
      return `a group of more than ${MOST_LETTERS} flags in one word`;
  }
  return null;
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

function dockerLine(cut: Words): DockerLine {
  return { ...dockerOf(cut.words), live: cut.live };
}

async function lintDocker(
  { words, prefix, live, said }: DockerLine,
  { versions }: Options,
  known?: BadLine | GoodLine,
): Promise<Problem[]> {
  const own = said ? ownVerb(words) : null;
  if (own !== null) return [own];
  const { findProblems } = await finding();
  const { checkPflag } = await pflag();
  return findProblems(words, checkPflag("docker", versions, live, known), prefix, live);
}

/** ctool's own verbs, in the tools that have them. */
const OWN_VERBS: Readonly<Record<string, string>> = {
  pods: "crictl pods",
  namespaces: "ctr namespaces ls",
  snapshots: "ctr snapshots ls",
  content: "ctr content ls",
};

/** ctool's own verbs are none of docker's. */
function ownVerb(words: readonly string[]): Problem | null {
  const verb = words[1] ?? "";
  const instead = Object.hasOwn(OWN_VERBS, verb) ? OWN_VERBS[verb] : undefined;
  if (instead === undefined) return null;
  return { code: "foreign-verb", message: `docker: unknown command: docker ${verb}`, suggestion: instead };
}

/** The rules are loaded when there is a line to mend. */
const finding = once(() => import("./finding.ts"));
const pflag = once(() => import("./nerdctl.ts"));
const toolLines = once(() => import("./tool-lines.ts"));
const shellLines = once(() => import("../script/shell-line.ts"));

/** @param known the line as it was read before */
async function lintForeign(
  { tool, words, prefix, live }: ForeignLine,
  { versions }: Options,
  known?: Reading,
): Promise<Problem[]> {
  if (tool === "kubectl") return [];
  const { findProblems } = await finding();
  if (tool === "nerdctl") {
    const { checkPflag, pflagLine } = await pflag();
    return findProblems(words, checkPflag(tool, versions, live, known && pflagLine(known)), prefix, live);
  }
  const { checkOf } = await toolLines();
  return findProblems(words, checkOf(tool, versions, live, known), prefix, live);
}

/**
 * Any line in all other tools, with what is wrong with it: `translate` for docker, nerdctl, crictl, ctr and kubectl lines.
 * @returns a report with one entry per tool other than the line's own, and kubectl as an extra one where it has a form
 */
export async function translateLine(
  input: string | readonly string[],
  options: TranslateOptions = {},
): Promise<TranslationReport> {
  const cut = cutLine(input);
  const report = await translateCut(cut, input, options);
  return cut.live.length === 0 || report.translations.length === 0
    ? report
    : withInnerLines(report, cut.live, (line) => translateLine(line, options));
}

async function translateCut(
  cut: Words,
  input: string | readonly string[],
  options: TranslateOptions,
): Promise<TranslationReport> {
  const shown = typeof input === "string" ? input.trim() : quote(input);
  if (cut.problem !== null) {
    const isShells = cut.problem.code === "shell-syntax";
    const report = isShells ? await (await shellLines()).translateShellLine(shown, options.versions) : null;
    return report ?? failed(shown, cut.problem, null);
  }
  const foreign = foreignWords(cut.words, cut.live, shown);
  if (foreign !== null) {
    const { reading, report } = await translateForeign(foreign, options);
    return withProblems(report, await lintForeign(foreign, options, reading));
  }
  const line = dockerLine(cut);
  const { words, live, said } = line;
  const command = await readDocker(words);
  if ("problem" in command) {
    const bad: BadLine = { tool: "docker", words, ...command.problem, spec: command.command };
    return withProblems(failed(shown, command.problem, command.command), await lintDocker(line, options, bad));
  }
  const report = reportOn({ command, live, input: shown }, options);
  const kubectl = options.tools === undefined ? toKubectl(command, live) : null;
  if (kubectl !== null) report.translations.push(kubectl);
  const good: GoodLine = { tool: "docker", words, command, offset: 0, globals: [] };
  const right = checkGoodLine(good, NOTHING) === null && !(said && ownVerb(words) !== null);
  return right ? report : withProblems(report, await lintDocker(line, options, good));
}

const NOTHING: ReadonlySet<string> = new Set();

function withProblems(report: TranslationReport, problems: Problem[]): TranslationReport {
  return problems.length === 0 ? report : { ...report, problems };
}
