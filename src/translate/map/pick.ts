import type { CommandSpec, FlagSpec } from "../spec.ts";
import { allLoaders, allPaths, groupLoaderOf } from "../specs/index.ts";

/** Every command of docker's and ctool's own, in the order of the tables; `--help` and `--version` are no commands. */
export async function everyCommand(): Promise<CommandSpec[]> {
  const files = await Promise.all(allLoaders().map((load) => load()));
  return files.flatMap(({ commands }) => commands.filter(({ path }) => !path.startsWith("-")));
}

/** How people say a command: the path with the fewest words, the canonical one where that is as short (`ps`, `rm`, `stack deploy`). */
export function shortName({ path, aliases }: Pick<CommandSpec, "path" | "aliases">): string {
  const count = (text: string): number => text.split(" ").length;
  return aliases.reduce((best, alias) => (count(alias) < count(best) ? alias : best), path);
}

/**
 * The commands that a word or two name: one command by any of its names, or all of a group (`compose`, `image`).
 * @param words as typed: `ps`, `container ls`, `compose`
 */
export function commandsUnder(commands: readonly CommandSpec[], words: string): CommandSpec[] {
  const named = commands.filter(({ path, aliases }) => path === words || aliases.includes(words));
  return named.length > 0 ? named : commands.filter(({ path }) => path.startsWith(`${words} `));
}

/** @returns the flags that stand between an object and its verb (`compose -f x up`); none for most objects */
export async function groupFlagsOf(group: string): Promise<readonly FlagSpec[]> {
  return (await groupLoaderOf(group)?.())?.groupFlags ?? [];
}

/** Every path of docker's verbs and ctool's own (`pods`), as they may be typed. */
export async function typedPaths(): Promise<string[]> {
  const own = (await allLoaders().at(-1)?.())?.commands ?? [];
  return [...allPaths().filter((path) => !path.startsWith("-")), ...own.map(({ path }) => path)];
}
