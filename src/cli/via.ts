import { TOOLS, type Tool } from "../model/index.ts";
import type { Context } from "./context.ts";
import { usageError } from "./errors.ts";

/**
 * `--via`, checked; null when it was not typed.
 * @throws {CtoolError} usage
 */
export const viaOf = ({ globals }: Context): Tool | null => {
  const via = globals.values.get("via");
  if (via === undefined) return null;
  const tool = TOOLS.find((one) => one === via);
  if (tool) return tool;
  throw usageError(`--via ${via} is no tool`, `${TOOLS.join(", ")} are.`);
};
