import { ownVerbs } from "../cli/verbs.ts";
import { completeWords, type Tables } from "../completion/index.ts";
import { splitWords } from "../translate/index.ts";
import type { NamePlace } from "./names.ts";
import { type Candidate, type Candidates, ownCommands } from "./state/index.ts";

/** The line is docker's: of ctool's own flags none is offered, so that what is shown is what docker has. */
const tables: Tables = { verbs: ownVerbs, globals: [], topics: [] };

/** The words behind `docker`. */
const withoutDocker = (words: readonly string[]): string[] => {
  const rest = words[0] === "sudo" ? words.slice(1) : [...words];
  return rest[0] === "docker" || rest[0] === "ctool" ? rest.slice(1) : rest;
};

/** The word at the cursor and those before it; null inside quotes, or behind what a shell would do: no place for a word. */
const wordAt = (text: string, cursor: number): { before: string[]; word: string; from: number } | null => {
  const head = text.slice(0, cursor);
  const word = /\S*$/.exec(head)?.[0] ?? "";
  const from = cursor - word.length;
  const { words, problem } = splitWords(head.slice(0, from));
  return problem !== null || /["'`$\\]/.test(word) ? null : { before: words, word, from };
};

const candidatesOf = (items: readonly Candidate[], word: string, from: number): Candidates | null => {
  const [only] = items;
  return only === undefined || (items.length === 1 && only.text === word) ? null : { from, items };
};

/**
 * The verbs, flags and values that would fit at the cursor, out of the tables, and whether names on this node would.
 * `candidates` is null where nothing would, or where the word is whole and nothing else begins like it.
 */
export const findCandidates = async (
  text: string,
  cursor: number,
): Promise<{ candidates: Candidates | null; live: NamePlace | null }> => {
  const at = wordAt(text, cursor);
  if (at === null) return { candidates: null, live: null };
  const { before, word, from } = at;
  const words = withoutDocker(before);
  if ((word === "" && before.length === 0) || (words.length === 0 && word.startsWith("-")))
    return { candidates: null, live: null };
  const { candidates: found, live, prefix } = await completeWords([...words, word], tables);
  const isVerb = words.length === 0;
  const items = found.filter((one) => !isVerb || one.text !== "docker" || before.length === 0);
  return {
    candidates: candidatesOf(items, word, from),
    live: live === null ? null : { kind: live, from, prefix, typed: word.slice(prefix.length) },
  };
};

/** What would fit after `:`: the workbench's own commands, then what fits in a line. */
export const findCommands = async (text: string, cursor: number): Promise<Candidates | null> => {
  const at = wordAt(text, cursor);
  if (at === null) return null;
  const { before, word, from } = at;
  const { candidates } = word === "" && before.length === 0 ? { candidates: null } : await findCandidates(text, cursor);
  if (before.length > 0) return candidates;
  const own = Object.entries(ownCommands)
    .filter(([name]) => name.startsWith(word))
    .map(([name, meaning]) => ({ text: name, meaning }));
  const others = (candidates?.items ?? []).filter((one) => !own.some((mine) => mine.text === one.text));
  return candidatesOf([...own, ...others], word, from);
};
