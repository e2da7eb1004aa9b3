import type { Problem, TranslationReport } from "../../model/index.ts";
import type { TranslateOptions } from "../translate.ts";
import type { ForeignLine } from "./foreign-line.ts";
import { type NerdctlLine, type NerdctlMisread, readNerdctl } from "./nerdctl.ts";
import { countProblem, type Misread, miscount, readLine } from "./read-line.ts";
import { reportOnNerdctl, reportOnTool } from "./report.ts";
import type { ToolLine } from "./tool-spec.ts";

/** A line as its tool reads it, right or wrong. */
export type Reading = NerdctlLine | NerdctlMisread | ToolLine | Misread;

export interface ForeignReport {
  report: TranslationReport;
  reading: Reading;
}

/** See `translateForeign` in index.ts, which loads this file. */
export async function translateForeignLine(line: ForeignLine, options: TranslateOptions): Promise<ForeignReport> {
  const { tool, words, live } = line;
  const reading = await (tool === "nerdctl" ? readNerdctl(words, live) : readLine(tool, words, live));
  return { reading, report: await reportOnReading(reading, line, options) };
}

async function reportOnReading(
  reading: Reading,
  line: ForeignLine,
  options: TranslateOptions,
): Promise<TranslationReport> {
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
