import type { Translation, TranslationReport } from "../../../src/model/index.ts";
import { foreignLine, translateForeign } from "../../../src/translate/reverse/index.ts";

/** The report on a line of another tool than docker. */
export async function translateText(line: string | readonly string[]): Promise<TranslationReport> {
  const foreign = foreignLine(line);
  if (foreign === null) throw new Error(`docker's own: ${line}`);
  return (await translateForeign(foreign)).report;
}

/** One entry of a report. */
export function entry(report: TranslationReport, tool: Translation["tool"]): Translation {
  const found = report.translations.find((translation) => translation.tool === tool);
  if (found === undefined) throw new Error(`no ${tool} in ${JSON.stringify(report)}`);
  return found;
}
