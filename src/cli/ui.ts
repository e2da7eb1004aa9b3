import type { Context } from "./context.ts";
import { exitCodes, usageError } from "./errors.ts";
import type { Io } from "./io.ts";
import type { VerbInput } from "./verbs.ts";

/** Whether there is a terminal that the workbench can draw on. */
export const mayDraw = ({ stdoutIsTerminal, stdinIsTerminal }: Io): boolean =>
  stdoutIsTerminal && stdinIsTerminal && process.env.TERM !== "dumb";

/**
 * `ctool ui`, and bare `ctool` on a terminal: the workbench.
 * @throws {CtoolError} usage, with the plain command to type instead, where there is no terminal to draw on
 */
export const runUi = async (_input: VerbInput, context: Context): Promise<number> => {
  const { io } = context;
  if (!mayDraw(io))
    throw usageError("the workbench needs a terminal to draw on", "The same as plain text:", "ctool ps -a");
  // React and Ink's colour library look at these once, when they are loaded.
  Object.assign(process.env, { NODE_ENV: "production" }, io.colour ? {} : { FORCE_COLOR: "0" });
  // Ink reads constants of its layout engine as it is loaded.
  await (await import("../tui/yoga.ts")).yogaReady;
  const { openWorkbench } = await import("../tui/index.ts");
  await openWorkbench(context);
  return exitCodes.done;
};
