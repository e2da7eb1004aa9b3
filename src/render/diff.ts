/** A line of a change: kept, taken out, put in. */
export interface DiffLine {
  sign: " " | "-" | "+";
  text: string;
}

const linesOf = (text: string): string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

/**
 * The difference of two short texts, line by line, by their longest common subsequence.
 * @param before the old text; empty for a new file
 */
export const diffLines = (before: string, after: string): DiffLine[] => {
  const [old, now] = [linesOf(before), linesOf(after)];
  // common[i][j]: length of the longest common subsequence of old[i…] and now[j…].
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    const row = common[i];
    if (!row) continue;
    for (let j = now.length - 1; j >= 0; j--)
      row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ sign: " ", text: old[i] ?? "" });
      i++;
      j++;
    } else if (i < old.length && (j >= now.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: "-", text: old[i++] ?? "" });
    } else lines.push({ sign: "+", text: now[j++] ?? "" });
  }
  return lines;
};
