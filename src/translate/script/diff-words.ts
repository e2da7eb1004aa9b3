/** What becomes of the words of a call: pairs of indexes, null where a word goes or comes. The first words are always a pair. */
export type Pairs = readonly (readonly [old: number | null, put: number | null])[];

/**
 * Matches the words of the old and the new command so that as many as possible stay where they are (longest common subsequence);
 * between those, words are replaced one by one.
 */
export function matchWords(old: readonly string[], put: readonly string[]): Pairs {
  const lengths: number[][] = Array.from({ length: old.length + 1 }, () => new Array<number>(put.length + 1).fill(0));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = old.length - 1; i > 0; i--)
    for (let j = put.length - 1; j > 0; j--)
      (lengths[i] as number[])[j] = old[i] === put[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number | null, number | null][] = [[0, 0]];
  let gone: number[] = [];
  let come: number[] = [];
  const flush = () => {
    for (let k = 0; k < Math.max(gone.length, come.length); k++) pairs.push([gone[k] ?? null, come[k] ?? null]);
    gone = [];
    come = [];
  };
  let i = 1;
  let j = 1;
  while (i < old.length || j < put.length) {
    if (i < old.length && j < put.length && old[i] === put[j]) {
      flush();
      pairs.push([i++, j++]);
    } else if (j >= put.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) gone.push(i++);
    else come.push(j++);
  }
  flush();
  return pairs;
}
