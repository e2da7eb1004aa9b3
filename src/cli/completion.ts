import { completionScript, SHELLS } from "../completion/index.ts";
import type { Context } from "./context.ts";
import { exitCodes, usageError } from "./errors.ts";
import type { VerbInput } from "./verbs.ts";

/** `ctool completion SHELL`: the shell's script on stdout. */
export const runCompletion = async ({ operands }: VerbInput, { io }: Context): Promise<number> => {
  const shell = SHELLS.find((name) => name === operands[0]);
  if (shell === undefined || operands.length > 1)
    throw usageError(
      operands.length === 0 ? "completion needs the name of a shell" : `no completion for ${operands.join(" ")}`,
      `The shells are ${SHELLS.join(", ")}; for this one:`,
      'eval "$(ctool completion bash)"',
    );
  io.out(completionScript(shell));
  return exitCodes.done;
};
