import { graphemesOf, widthOf } from "./cells.ts";

export { graphemesOf, widthOf };

/** As many whole graphemes from the front as fit. */
const takeFront = (letters: readonly string[], width: number): string => {
  let taken = "";
  let used = 0;
  for (const letter of letters) {
    const next = used + widthOf(letter);
    if (next > width) break;
    taken += letter;
    used = next;
  }
  return taken;
};

/** As many whole graphemes from the back as fit, in order. */
const takeBack = (letters: readonly string[], width: number): string => {
  let from = letters.length;
  let used = 0;
  while (from > 0) {
    const next = used + widthOf(letters[from - 1] ?? "");
    if (next > width) break;
    used = next;
    from--;
  }
  return letters.slice(from).join("");
};

/**
 * A text no wider than `width` cells; what is left out is shown by `ellipsis`, at the end or in the middle. Graphemes stay whole.
 */
export const cut = (text: string, width: number, ellipsis = "…", where: "end" | "middle" = "end"): string => {
  if (widthOf(text) <= width) return text;
  const room = width - widthOf(ellipsis);
  if (room < 0) return "";
  const letters = graphemesOf(text);
  if (where === "end") return takeFront(letters, room) + ellipsis;
  const head = takeFront(letters, Math.ceil(room / 2));
  return head + ellipsis + takeBack(letters, room - widthOf(head));
};

/** A text filled up with blanks to `width` cells. */
export const pad = (text: string, width: number, align: "left" | "right" = "left"): string => {
  const blanks = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "left" ? text + blanks : blanks + text;
};

/** A word in pieces of at most `width` cells. A grapheme that is wider than that is left out. */
const piecesOf = (word: string, width: number): string[] => {
  const pieces: string[] = [];
  let piece = "";
  let used = 0;
  for (const letter of graphemesOf(word)) {
    const cells = widthOf(letter);
    if (cells > width) continue;
    if (used + cells > width) {
      pieces.push(piece);
      piece = "";
      used = 0;
    }
    piece += letter;
    used += cells;
  }
  if (piece !== "") pieces.push(piece);
  return pieces;
};

/** A text as lines of at most `width` cells, broken at blanks, at graphemes where a word is too long. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/).flatMap((each) => (widthOf(each) > width ? piecesOf(each, width) : [each]))) {
    if (line === "") line = word;
    else if (widthOf(line) + 1 + widthOf(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== "") lines.push(line);
  return lines;
};
