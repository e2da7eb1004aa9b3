import type { Context, Verb } from "./context.ts";
import { exitCodes } from "./errors.ts";
import { type GlobalFlag, globalFlags } from "./globals.ts";
import { verbFor } from "./verbs.ts";

/**
 * Where the word `docker` stands in the place of a verb (`ctool docker ps`, `ctool --demo docker ps`); the launcher puts it
 * there when it is called by that name.
 * @returns its index, or null: docker mode is off
 */
export const dockerWord = (words: readonly string[]): number | null => {
  let index = 0;
  for (let word = words[0]; word?.startsWith("--"); word = words[index]) {
    const name = word.slice(2);
    const takesNext = Object.hasOwn(globalFlags, name) && globalFlags[name as GlobalFlag].value !== null;
    index += takesNext ? 2 : 1;
  }
  return words[index] === "docker" ? index : null;
};

/** Whether stdout is to look as docker's does: its tables, no lines of ctool's own, the chosen target alone. */
export const isDockerMode = ({ dockerMode }: Context): boolean => dockerMode;

/** `docker --version`: who it is that answers. Scripts read the third word. */
const sayVersion: Verb = async (_, { io, version }) => {
  io.out(`ctool version ${version}, answering as docker\n`);
  return exitCodes.done;
};

/** What is to run for a line in docker mode: as `verbFor`, but bare `docker` is help, and `--version` is asked of a client. */
export const dockerVerbFor = async (
  before: readonly string[],
  fromVerb: readonly string[],
): Promise<{ run: Verb; words: string[] }> => {
  const [only, ...more] = before;
  if (fromVerb.length > 0) return verbFor(before, fromVerb);
  if ((only === "--version" || only === "-v") && more.length === 0) return { run: sayVersion, words: [] };
  return verbFor([], ["help"]);
};

/** One line on stderr that says whose answer this is, where a person sees it. */
export const sayWhere = (
  { dockerMode, io, recording }: Context,
  target: { id: string; engine: string; namespace: string | null } | null,
): void => {
  if (!dockerMode || !io.stderrIsTerminal || target === null || recording) return;
  const namespace = target.namespace === null ? "" : `, namespace ${target.namespace}`;
  io.err(`ctool: ${target.id} (${target.engine}${namespace})\n`);
};
