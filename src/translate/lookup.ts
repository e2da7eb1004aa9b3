import type { Draft } from "./draft.ts";
import { isId, namePattern, piecesOf } from "./pieces.ts";

/** What is listed to find an id, and what stands for it in the next step. */
const LISTS = {
  running: { words: ["ps"], captures: "<container-id>" },
  all: { words: ["ps", "-a"], captures: "<container-id>" },
  pods: { words: ["pods"], captures: "<pod-id>" },
} as const;

/**
 * crictl knows ids only: names become one look-up before the command.
 * @param words names and ids, mixed
 * @returns what to pass on: the ids as they are, and one word for all that is looked up where the first name stood
 */
export function lookUp(draft: Draft, words: readonly string[], among: keyof typeof LISTS): string[] {
  const isName = (word: string) => !isId(word, draft.ids);
  const names = words.filter(isName);
  if (names.length === 0) return [...words];
  const { words: list, captures } = LISTS[among];
  draft.before.push({ argv: ["crictl", ...list, "-q", "--name", namePattern(names)], captures });
  for (const name of names) {
    const live = piecesOf(name).find((piece) => piece.live)?.text;
    if (live === undefined) continue;
    draft.tell(null, `${live} is taken for a name, which is looked up; an id in it would not be found that way`);
  }
  const first = words.findIndex(isName);
  return words.flatMap((word, i) => (i === first ? [captures] : isName(word) ? [] : [word]));
}
