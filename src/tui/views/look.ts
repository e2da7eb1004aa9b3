import { cleanLine } from "../../model/clean.ts";
import { cut, type Glyphs, glyphsFor, makePaint, type Paint, pad, type Style, widthOf } from "../../render/index.ts";

/** How the workbench may draw. */
export interface Look {
  colour: boolean;
  ascii: boolean;
}

/** Signs that the screen is built of, besides those of tables. */
export interface Frame {
  cursor: string;
  rule: string;
  corner: { topLeft: string; topRight: string; bottomLeft: string; bottomRight: string };
  side: string;
}

const UNICODE: Frame = {
  cursor: "▸",
  rule: "─",
  corner: { topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘" },
  side: "│",
};

const ASCII: Frame = {
  cursor: ">",
  rule: "-",
  corner: { topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+" },
  side: "|",
};

/** What every part draws with. */
export interface Pen {
  paint: Paint;
  glyphs: Glyphs;
  frame: Frame;
  look: Look;
}

/** What the parts draw with under this look. */
export const penFor = (look: Look): Pen => ({
  paint: makePaint(look.colour),
  glyphs: glyphsFor(look.ascii),
  frame: look.ascii ? ASCII : UNICODE,
  look,
});

/** A piece of a line with one look. */
export type Piece = readonly [text: string, style: Style];

/** Pieces side by side, cut and filled up to so many cells. Escapes in them are dropped: colour is the pen's. */
export const drawPieces = (pieces: readonly Piece[], width: number, { paint, glyphs }: Pen): string => {
  let line = "";
  let left = width;
  for (const [text, style] of pieces) {
    const whole = cleanLine(text);
    const shown = cut(whole, left, glyphs.ellipsis);
    line += paint(style, shown);
    left -= widthOf(shown);
    if (shown !== whole) break;
  }
  return line + " ".repeat(Math.max(0, left));
};

/** A text of one look, cut and filled up to so many cells. */
export const drawText = (text: string, style: Style, width: number, pen: Pen): string =>
  drawPieces([[text, style]], width, pen);

/** Two texts at the ends of a line; the right one goes where there is no room for both. */
export const drawEnds = (left: readonly Piece[], right: readonly Piece[], width: number, pen: Pen): string => {
  const widthAll = (pieces: readonly Piece[]): number => pieces.reduce((sum, [text]) => sum + widthOf(text), 0);
  const room = width - widthAll(right);
  if (right.length === 0 || widthAll(left) + 2 > room) return drawPieces(left, width, pen);
  return drawPieces(left, room, pen) + drawPieces(right, width - room, pen);
};

/** So many lines: what is too much is left out, what lacks is blank. */
export const exactly = (lines: readonly string[], height: number, width: number): string[] =>
  Array.from({ length: height }, (_, index) => lines[index] ?? pad("", width));
