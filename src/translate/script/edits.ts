/** Text to put in place of a range of the source; offsets are UTF-16, as in JavaScript strings. */
export interface Edit {
  pos: number;
  end: number;
  text: string;
}

/** The source with all edits; they must not overlap. `from` and `to` cut a piece out of it. */
export function applyEdits(source: string, edits: readonly Edit[], from = 0, to = source.length): string {
  let out = "";
  let at = from;
  for (const edit of edits.filter(({ pos, end }) => pos >= from && end <= to).sort((a, b) => a.pos - b.pos)) {
    if (edit.pos < at) continue;
    out += source.slice(at, edit.pos) + edit.text;
    at = edit.end;
  }
  return out + source.slice(at, to);
}

/** Tells the line (from 1) of an offset. */
export function lineIndex(source: string): (offset: number) => number {
  const starts = [0];
  for (let i = source.indexOf("\n"); i !== -1; i = source.indexOf("\n", i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
