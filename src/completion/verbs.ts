import { explainCommand } from "../translate/index.ts";
import { typedPaths } from "../translate/map/index.ts";
import type { Candidate } from "./types.ts";

/**
 * Docker's verbs (and ctool's own compared ones) that begin with `word`, one word each.
 * @param before words of the verb that stand already: `["container"]`
 * @returns sorted by name; a group has no meaning of its own
 */
export const dockerVerbs = async (before: readonly string[], word: string): Promise<Candidate[]> => {
  const prefix = before.length === 0 ? "" : `${before.join(" ")} `;
  const next = new Map<string, string | null>();
  for (const path of await typedPaths()) {
    if (!path.startsWith(prefix + word)) continue;
    const [text = "", ...deeper] = path.slice(prefix.length).split(" ");
    if (deeper.length === 0) next.set(text, path);
    else if (!next.has(text)) next.set(text, null);
  }
  const found = await Promise.all(
    [...next].map(async ([text, path]) => ({
      text,
      meaning: path === null ? "" : ((await explainCommand(path.split(" ")))?.summary ?? ""),
    })),
  );
  return found.sort((a, b) => (a.text < b.text ? -1 : 1));
};
