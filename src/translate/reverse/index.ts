import type { Problem, TranslationReport } from "../../model/index.ts";
import type { TranslateOptions } from "../translate.ts";
import { quote, type Words } from "../words.ts";
import { showLine, sourceOf, splitLine } from "./line.ts";
import { type NerdctlLine, type NerdctlMisread, readNerdctl } from "./nerdctl.ts";
import { type Misread, miscount, readLine } from "./read-line.ts";
import { reportOnNerdctl, reportOnTool } from "./report.ts";
import type { Source, ToolLine } from "./tool-spec.ts";

export { sourceOf, splitLine } from "./line.ts";
export { toKubectl } from "./to-kubectl.ts";
export type { Source } from "./tool-spec.ts";

/** A line of another tool than docker, cut into words. */
export interface ForeignLine {
  tool: Source;
  /** The tool's plain name first. */
  words: string[];
  /** What stood before the tool: `sudo`, `k3s`. */
  prefix: string[];
  live: readonly string[];
  /** As typed. */
  input: string;
}

/** What a foreign line was read as. */
export type ForeignReading = ToolLine | Misread | NerdctlLine | NerdctlMisread;

/**
 * Whether a line is another tool's.
 * @param input a line as typed, or the words
 * @returns null for a docker line, and for one that cannot be cut into words
 */
export function foreignLine(input: string | readonly string[]): ForeignLine | null {
  const cut: Words = typeof input === "string" ? splitLine(input) : { words: [...input], live: [], problem: null };
  if (cut.problem !== null) return null;
  const source = sourceOf(cut.words);
  if (source === null) return null;
  return { ...source, live: cut.live, input: typeof input === "string" ? input.trim() : quote(input) };
}

/** Reads a foreign line as its own tool does. */
export function readForeign({ tool, words, live }: ForeignLine): Promise<ForeignReading> {
  return tool === "nerdctl" ? readNerdctl(words, live) : readLine(tool, words, live);
}

/**
 * What a line of nerdctl, crictl, ctr or kubectl is in docker and in the other tools.
 * @returns a report with one entry per tool other than the line's own, docker first; `problems` says what is wrong with a line that
 *   its tool would not take, and then there are no translations
 */
export async function translateForeign(line: ForeignLine, options: TranslateOptions = {}): Promise<TranslationReport> {
  const reading = await readForeign(line);
  if ("own" in reading) return reportOnNerdctl(reading, line.input, options);
  if ("problem" in reading) return unread(line, { ...reading.problem, suggestion: null });
  if ("why" in reading)
    return unread(line, { code: codeOf(reading), message: `${line.tool}: ${reading.message}`, suggestion: null });
  const wrong = reading.help ? null : miscount(reading);
  if (wrong === "missing" || (wrong === "extra" && line.tool === "crictl"))
    return unread(line, countProblem(reading, wrong));
  return reportOnTool(reading, line.input, options);
}

function codeOf({ why, flag }: Misread): string {
  return flag?.code ?? why;
}

/** Too few or too many operands, in the words of the tool's usage line. */
export function countProblem({ tool, command: { path, operands } }: ToolLine, wrong: "missing" | "extra"): Problem {
  const usage = `${tool} ${path}${operands.usage === "" ? "" : ` ${operands.usage}`}`;
  return wrong === "missing"
    ? { code: "operand-missing", message: `too few operands: ${usage}`, suggestion: null }
    : { code: "operand-extra", message: `too many operands: ${usage}`, suggestion: null };
}

function unread({ input, tool }: ForeignLine, problem: Problem): TranslationReport {
  return {
    schemaVersion: 1,
    input,
    from: tool,
    command: null,
    risk: null,
    translations: [],
    flags: [],
    problems: [problem],
  };
}

/** The line as one would type it again. */
export function shown({ words, live }: ForeignLine): string {
  return showLine(words, live);
}
