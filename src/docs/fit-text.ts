import { wrap } from "../render/measure.ts";

/** Lines that belong together: a paragraph, or an item whose text hangs behind a term. */
interface Piece {
  /** What stands in front of the first line: blanks, or a term and blanks. */
  lead: string;
  lines: string[];
  source: string[];
}

const pieceOf = (line: string): Piece => {
  const [, lead = "", text = ""] = /^(\s*(?:\S.*?\s{2,})?)(.*)$/.exec(line) ?? [];
  return { lead, lines: [text], source: [line] };
};

/** Whether a line goes on with what stands before it: below an item's text, or in the same paragraph. */
const goesOn = ({ lead, lines }: Piece, line: string): boolean => {
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  const isItem = /\S\s{2,}\S/.test(line);
  return !isItem && indent === lead.length && lines[0] !== "";
};

/**
 * Text that is laid out in lines, no wider than `width`: what is too wide is broken anew, hanging below its own text; what fits
 * stays as it is.
 */
export const fitText = (text: string, width: number): string => {
  const pieces: Piece[] = [];
  for (const line of text.split("\n")) {
    const last = pieces.at(-1);
    if (last && line !== "" && goesOn(last, line)) {
      last.lines.push(line.trim());
      last.source.push(line);
    } else pieces.push(pieceOf(line));
  }
  return pieces
    .flatMap(({ lead, lines, source }) => {
      if (source.every((line) => line.length <= width)) return source;
      const room = Math.max(20, width - lead.length);
      return wrap(lines.join(" "), room).map((line, index) => (index === 0 ? lead : " ".repeat(lead.length)) + line);
    })
    .join("\n");
};

/** Widest term that its meaning still stands beside; a longer one stands above it. */
const MAX_TERM = 26;

/** Terms and what they mean, in two columns: `  --json   print …`. */
export const definitions = (items: readonly (readonly [term: string, meaning: string])[], width: number): string[] => {
  const column = Math.max(0, ...items.map(([term]) => term.length).filter((length) => length <= MAX_TERM)) + 4;
  return items.flatMap(([term, meaning]) => {
    const lines = wrap(meaning, Math.max(20, width - column));
    const hung = lines.map((line) => " ".repeat(column) + line);
    if (term.length > MAX_TERM) return [`  ${term}`, ...hung];
    return [`  ${term}`.padEnd(column) + (lines[0] ?? ""), ...hung.slice(1)];
  });
};
