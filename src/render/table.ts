import { cleanLine } from "../model/clean.ts";
import { type Glyphs, glyphsFor } from "./glyphs.ts";
import { cut, widthOf } from "./measure.ts";
import { makePaint, type Paint, type Style } from "./paint.ts";

/** A column of a table. */
export interface Column {
  header: string;
  align?: "left" | "right";
  /** Fewest cells it may be cut to; without it the column is shown whole or not at all. */
  min?: number;
  /** Cells down to which it gives way before any other column does. */
  fair?: number;
  /** Most cells it takes even where there is room. */
  max?: number;
  /** Where a text that is too long is cut. */
  cut?: "end" | "middle";
  /** What gives way first where there is no room, and then goes: the highest number. 0 (the default) always stays. */
  priority?: number;
  /** Left out when no row has anything in it. */
  optional?: true;
}

/** A text, or a text with a look, and perhaps fewer words for where there is no room. */
export type Cell = string | { text: string; style: Style; short?: string };

export interface TableOptions {
  /** Cells of the terminal; null: nothing is cut. */
  width: number | null;
  colour?: boolean;
  ascii?: boolean;
  /** False leaves the line of headers out. */
  header?: boolean;
  /** Blanks before each line, and between two columns. */
  indent?: number;
  gap?: number;
}

const textOf = (cell: Cell | undefined, short = false): string => {
  if (cell === undefined || typeof cell === "string") return cleanLine(cell ?? "");
  return cleanLine(short ? (cell.short ?? cell.text) : cell.text);
};
const styleOf = (cell: Cell | undefined): Style =>
  cell === undefined || typeof cell === "string" ? "plain" : cell.style;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

interface Placed {
  index: number;
  width: number;
}

/** The columns that stay, with their widths. */
const layOut = (columns: readonly Column[], natural: readonly number[], room: number | null, gap: number): Placed[] => {
  const all = columns.flatMap(({ min, fair, max = Number.POSITIVE_INFINITY, priority = 0, optional }, index) => {
    const width = Math.min(natural[index] ?? 0, max);
    const isEmpty = optional === true && natural[index] === 0;
    return isEmpty
      ? []
      : [{ index, width, least: Math.min(width, min ?? width), fair: Math.min(width, fair ?? width), priority }];
  });
  if (room === null) return all;
  let kept = all;
  const space = (): number => room - gap * (kept.length - 1);
  while (sum(kept.map(({ least }) => least)) > space()) {
    const worst = Math.max(...kept.map(({ priority }) => priority));
    if (worst === 0) break;
    const last = kept.findLastIndex(({ priority }) => priority === worst);
    kept = kept.filter((_, index) => index !== last);
  }
  // One cell at a time: first what can spare some, then the least important, the widest of these. Where that is too much, all.
  const floors = [(each: { fair: number }) => each.fair, (each: { least: number }) => each.least, () => 1];
  for (const floor of floors) {
    for (let excess = sum(kept.map(({ width }) => width)) - space(); excess > 0; excess--) {
      const [first] = kept
        .filter((each) => each.width > floor(each))
        .sort((a, b) => b.priority - a.priority || b.width - a.width);
      if (!first) break;
      first.width--;
    }
  }
  return kept;
};

/** How every line of one table is drawn. */
interface Pen {
  columns: readonly Column[];
  layout: readonly Placed[];
  gap: number;
  indent: number;
  width: number | null;
  short: boolean;
  paint: Paint;
  glyphs: Glyphs;
}

const drawRow = (
  cells: readonly Cell[],
  { columns, layout, gap, indent, width, short, paint, glyphs }: Pen,
): string => {
  let line = "";
  let used = 0;
  let blanks = indent;
  for (const { index, width: own } of layout) {
    const column = columns[index];
    const text = cut(textOf(cells[index], short), own, glyphs.ellipsis, column?.cut ?? "end");
    if (text === "") {
      blanks += own + gap;
      continue;
    }
    const before = blanks + (column?.align === "right" ? own - widthOf(text) : 0);
    // Only a terminal too narrow for one cell of each column is left to be cut here.
    const shown = width === null ? text : cut(text, width - used - before, glyphs.ellipsis);
    if (shown === "") break;
    line += " ".repeat(before) + paint(styleOf(cells[index]), shown);
    used += before + widthOf(shown);
    blanks = blanks + own + gap - before - widthOf(text);
  }
  return line;
};

/**
 * Draws a table: columns as wide as what is in them, told in fewer words, cut and left out by what each column says where there
 * is no room. Widths are cells of the terminal (CJK and emoji take two), and cuts keep letters whole.
 * @returns lines without line ends; none is wider than `width`, none ends in a blank
 */
export const tableLines = (
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { width, colour = false, ascii = false, header = true, indent = 0, gap = 2 }: TableOptions,
): string[] => {
  const measure = (short: boolean): number[] =>
    columns.map((column, index) => {
      const widest = rows.reduce((most, row) => Math.max(most, widthOf(textOf(row[index], short))), 0);
      return header && (widest > 0 || column.optional !== true) ? Math.max(widest, widthOf(column.header)) : widest;
    });
  const room = width === null ? null : Math.max(0, width - indent);
  const long = measure(false);
  const short = room !== null && sum(long) + gap * (long.filter((each) => each > 0).length - 1) > room;
  const pen: Pen = {
    columns,
    layout: layOut(columns, short ? measure(true) : long, room, gap),
    gap,
    indent,
    width,
    short,
    paint: makePaint(colour),
    glyphs: glyphsFor(ascii),
  };
  const head = header
    ? [
        drawRow(
          columns.map((column): Cell => ({ text: column.header, style: "bold" })),
          pen,
        ),
      ]
    : [];
  return [...head, ...rows.map((row) => drawRow(row, pen))];
};

/** The same as one text that ends with a line end. */
export const renderTable = (
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: TableOptions,
): string =>
  tableLines(columns, rows, options)
    .map((line) => `${line}\n`)
    .join("");

/** The same for a pipe: tabs between the columns, nothing cut, left out or coloured. */
export const renderTsv = (columns: readonly Column[], rows: readonly (readonly Cell[])[]): string =>
  [columns.map(({ header }) => header), ...rows.map((row) => columns.map((_, index) => textOf(row[index])))]
    .map((cells) => `${cells.join("\t")}\n`)
    .join("");
