import type { Context } from "../cli/context.ts";
import { CtoolError } from "../cli/errors.ts";
import { processIo } from "../cli/io.ts";
import { runWords } from "../cli/run-words.ts";

/** Shells in the order in which people like them. */
const SHELLS = ["bash", "sh", "ash"] as const;

/** What `exec` answers with when the file is not there: the runtime's and the shells' codes (126, 127), and ctool's own 1. */
const notThere = (exitCode: number): boolean => exitCode === 126 || exitCode === 127;

const tell = (error: unknown): string => {
  if (!(error instanceof CtoolError)) return error instanceof Error ? error.message : String(error);
  return [error.message, error.hint, error.fix].filter((text) => text !== null).join("\n  ");
};

/** Waits for Enter, so that what was printed can be read before the workbench covers it. */
const pause = async (why: string): Promise<void> => {
  const io = processIo();
  await io.ask(`${why} Enter goes back to ctool `);
};

/** Runs a line on the terminal itself: it may read keys, and answers with its own exit code. */
export const attach = async (words: readonly string[], context: Context): Promise<void> => {
  try {
    const exitCode = await runWords(words, { ...context, io: processIo() });
    if (exitCode !== 0) await pause(`exit ${exitCode}.`);
  } catch (error) {
    await pause(`${tell(error)}\n`);
  }
};

/** A shell in a container: bash, else sh, else ash; words where it has none. */
export const enterContainer = async (id: string, at: readonly string[], context: Context): Promise<void> => {
  const io = processIo();
  for (const shell of SHELLS) {
    // Asked without a terminal first: what a shell that is not there prints would stand on the screen.
    const probe = { ...io, out: () => {}, err: () => {}, pass: async () => {}, inheritable: false };
    try {
      const found = await runWords([...at, "exec", id, shell, "-c", "exit 0"], { ...context, io: probe });
      if (found !== 0) continue;
      await runWords([...at, "exec", "-it", id, shell], { ...context, io });
      return;
    } catch (error) {
      if (error instanceof CtoolError && notThere(error.exitCode)) continue;
      await pause(`${tell(error)}\n`);
      return;
    }
  }
  await pause(
    `No shell in ${id.slice(0, 12)}: its image has neither bash nor sh (distroless, scratch).\nkubectl debug, or nsenter -t PID from the node, bring one along.\n`,
  );
};
