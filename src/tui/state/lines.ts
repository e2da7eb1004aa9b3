/** Lines in a chunk; all chunks but the last are full, so that a line is found without a search. */
const CHUNK = 1000;
/** Lines that are kept; older ones go, a chunk at a time. */
const MOST = 100_000;

/** A long text that grows at its end and never in memory. Adding to it makes a new one and shares what was there. */
export interface Lines {
  readonly chunks: readonly (readonly string[])[];
  readonly length: number;
  /** Lines that were dropped from the beginning. */
  readonly dropped: number;
}

export const noLines: Lines = { chunks: [], length: 0, dropped: 0 };

/** The text with more lines at its end. */
export const addLines = (lines: Lines, more: readonly string[]): Lines => {
  if (more.length === 0) return lines;
  const last = lines.chunks.at(-1);
  const open = last !== undefined && last.length < CHUNK ? last : null;
  const chunks: (readonly string[])[] = open ? lines.chunks.slice(0, -1) : [...lines.chunks];
  const pending = open ? [...open, ...more] : more;
  for (let at = 0; at < pending.length; at += CHUNK) chunks.push(pending.slice(at, at + CHUNK));
  let { dropped } = lines;
  let length = lines.length + more.length;
  while (length > MOST) {
    const gone = chunks.shift()?.length ?? 0;
    dropped += gone;
    length -= gone;
  }
  return { chunks, length, dropped };
};

/** The line at an index from 0, of those that are kept. */
export const lineAt = ({ chunks }: Lines, index: number): string | undefined =>
  chunks[Math.floor(index / CHUNK)]?.[index % CHUNK];

/** So many lines from an index on. */
export const sliceLines = (lines: Lines, from: number, count: number): string[] => {
  const to = Math.min(lines.length, from + count);
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => lineAt(lines, from + index) ?? "");
};

/** All lines, for a file. */
export const allLines = ({ chunks }: Lines): string[] => chunks.flat();

/**
 * The next line that holds a text, from `from` on in a direction, round the end; null when none does.
 * @param text lower case
 */
export const findLine = (lines: Lines, text: string, from: number, by: 1 | -1): number | null => {
  for (let step = 0; step < lines.length; step++) {
    const index = (((from + by * step) % lines.length) + lines.length) % lines.length;
    if (lineAt(lines, index)?.toLowerCase().includes(text)) return index;
  }
  return null;
};
