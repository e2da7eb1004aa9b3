import type { Problem, TranslationReport } from "../../model/index.ts";
import type { TranslateOptions } from "../translate.ts";
import type { ForeignLine } from "./foreign-line.ts";
import { readNerdctl } from "./nerdctl.ts";
import { countProblem, type Misread, miscount, readLine } from "./read-line.ts";
import { reportOnNerdctl, reportOnTool } from "./report.ts";

/**
 * What a line of nerdctl, crictl, ctr or kubectl is in docker and in the other tools.
 * @returns a report with one entry per tool other than the line's own, docker first; `problems` says what is wrong with a line that
 *   its tool would not take, and then there are no translations
 */
export async function translateForeignLine(line: ForeignLine, options: TranslateOptions): Promise<TranslationReport> {
  const { tool, words, live } = line;
  const reading = await (tool === "nerdctl" ? readNerdctl(words, live) : readLine(tool, words, live));
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
