import type { TranslationReport } from "../../model/index.ts";
import type { TranslateOptions } from "../translate.ts";
import type { ForeignLine } from "./foreign-line.ts";

export { type ForeignLine, foreignLine } from "./foreign-line.ts";
export { splitLine } from "./line.ts";
export { toKubectl } from "./to-kubectl.ts";
export type { Source } from "./tool-spec.ts";

/**
 * What a line of nerdctl, crictl, ctr or kubectl is in docker and in the other tools. Loads the tables of that tool when it is
 * asked for the first time.
 * @returns a report with one entry per tool other than the line's own, docker first; `problems` says what is wrong with a line that
 *   its tool would not take, and then there are no translations
 */
export async function translateForeign(line: ForeignLine, options: TranslateOptions = {}): Promise<TranslationReport> {
  const { translateForeignLine } = await import("./translate-foreign.ts");
  return translateForeignLine(line, options);
}
