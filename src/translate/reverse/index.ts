import { once } from "../once.ts";
import type { TranslateOptions } from "../translate.ts";
import type { ForeignLine } from "./foreign-line.ts";
import type { ForeignReport } from "./translate-foreign.ts";

export { type ForeignLine, foreignLine, foreignWords } from "./foreign-line.ts";
export { splitLine } from "./line.ts";
export { toKubectl } from "./to-kubectl.ts";
export type { Source } from "./tool-spec.ts";

const backward = once(() => import("./translate-foreign.ts"));

/**
 * What a line of nerdctl, crictl, ctr or kubectl is in docker and in the other tools. Loads the tables of that tool when it is
 * asked for the first time.
 * @returns a report with one entry per tool other than the line's own, docker first; its `problems` say what is wrong with a line
 *   that its tool would not take, and then there are no translations. With it, how the line was read
 */
export async function translateForeign(line: ForeignLine, options: TranslateOptions = {}): Promise<ForeignReport> {
  const { translateForeignLine } = await backward();
  return translateForeignLine(line, options);
}
