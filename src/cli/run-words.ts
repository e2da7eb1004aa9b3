import type { Context } from "./context.ts";
import { type Globals, splitGlobals } from "./globals.ts";
import { ownFlagsOf, verbFor } from "./verbs.ts";

/** The flags of one line on top of those that hold anyway. */
const over = (base: Globals, typed: Globals): Globals => ({
  switches: new Set([...[...base.switches].filter((name) => !typed.off.has(name)), ...typed.switches]),
  off: new Set([...base.off, ...typed.off]),
  values: new Map([...base.values, ...typed.values]),
  assume: [...base.assume, ...typed.assume],
});

/**
 * Runs a ctool line inside this process, on the same node and under the same flags: how the workbench shows what verbs print.
 * @param words what follows `ctool`
 * @returns the exit code
 * @throws {CtoolError} as the verb does
 */
export const runWords = async (words: readonly string[], base: Context): Promise<number> => {
  const { globals, before, fromVerb } = await splitGlobals(words, ownFlagsOf);
  const verb = await verbFor(before, fromVerb);
  const input = ["docker", ...before, ...fromVerb].join(" ");
  return verb.run(verb.words, { ...base, globals: over(base.globals, globals), input });
};
