import { type Glyphs, glyphsFor } from "./glyphs.ts";
import { cut, oneLine, widthOf } from "./measure.ts";
import { makePaint, type Style } from "./paint.ts";

/** A column of a table. */
export interface Column {
  header: string;
  align?: "left" | "right";
  /** Fewest cells it may be cut to; without it the column is shown whole or not at all. */
  min?: number;
  /** Most cells it takes even where there is room. */
  max?: number;
  /** Where a text that is too long is cut. */
  cut?: "end" | "middle";
  /** What goes first where there is no room: the highest number. 0 (the default) always stays. */
  priority?: number;
}

/** A text, or a text with a look. */
export type Cell = string | { text: string; style: Style };

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

const textOf = (cell: Cell | undefined): string =>
  oneLine(cell === undefined ? "" : typeof cell === "string" ? cell : cell.text);
const styleOf = (cell: Cell | undefined): Style =>
  cell === undefined || typeof cell === "string" ? "plain" : cell.style;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The columns that stay, with their widths. */
const layOut = (
  columns: readonly Column[],
  natural: readonly number[],
  width: number | null,
  gap: number,
): { index: number; width: number }[] => {
  const all = columns.map((column, index) => ({
    index,
    width: Math.min(natural[index] ?? 0, column.max ?? Number.POSITIVE_INFINITY),
    least: Math.min(natural[index] ?? 0, column.min ?? natural[index] ?? 0, column.max ?? Number.POSITIVE_INFINITY),
    priority: column.priority ?? 0,
  }));
  if (width === null) return all;
  let kept = all;
  const room = () => width - gap * (kept.length - 1);
  while (sum(kept.map(({ least }) => least)) > room()) {
    const worst = Math.max(...kept.map(({ priority }) => priority));
    if (worst === 0) break;
    const last = kept.findLastIndex(({ priority }) => priority === worst);
    kept = kept.filter((_, index) => index !== last);
  }
  // The widest gives way first, one cell at a time, as far as each may go; where even that is too much, all give way.
  for (const floor of [(least: number) => least, () => 1]) {
    for (let excess = sum(kept.map((each) => each.width)) - room(); excess > 0; excess--) {
      const [widest] = kept.filter((each) => each.width > floor(each.least)).sort((a, b) => b.width - a.width);
      if (!widest) break;
      widest.width--;
    }
  }
  return kept;
};

const drawRow = (
  cells: readonly Cell[],
  columns: readonly Column[],
  layout: readonly { index: number; width: number }[],
  {
    gap,
    indent,
    width,
    colour,
    glyphs,
  }: { gap: number; indent: number; width: number | null; colour: boolean; glyphs: Glyphs },
): string => {
  const paint = makePaint(colour);
  let line = " ".repeat(indent);
  let used = indent;
  let blanks = 0;
  for (const { index, width: own } of layout) {
    const column = columns[index];
    const text = cut(textOf(cells[index]), own, glyphs.ellipsis, column?.cut ?? "end");
    const before = column?.align === "right" ? own - widthOf(text) : 0;
    if (text !== "") {
      const shown = width === null ? text : cut(text, Math.max(0, width - used - blanks - before), glyphs.ellipsis);
      line += " ".repeat(blanks + before) + paint(styleOf(cells[index]), shown);
      used += blanks + before + widthOf(shown);
      blanks = own - before - widthOf(text) + gap;
    } else blanks += own + gap;
  }
  return line.trimEnd();
};

/**
 * Draws a table: columns as wide as what is in them, cut and left out by what each column says where there is no room. Widths
 * are cells of the terminal (CJK and emoji take two), and cuts keep letters whole.
 * @returns lines without line ends; none is wider than `width`
 */
export const tableLines = (
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  options: TableOptions,
): string[] => {
  const { width, colour = false, ascii = false, header = true, indent = 0, gap = 2 } = options;
  const natural = columns.map((column, index) =>
    rows.reduce((most, row) => Math.max(most, widthOf(textOf(row[index]))), header ? widthOf(column.header) : 0),
  );
  const room = width === null ? null : Math.max(0, width - indent);
  const layout = layOut(columns, natural, room, gap);
  const draw = (cells: readonly Cell[]) =>
    drawRow(cells, columns, layout, { gap, indent, width, colour, glyphs: glyphsFor(ascii) });
  const head = header ? [draw(columns.map((column): Cell => ({ text: column.header, style: "bold" })))] : [];
  return [...head, ...rows.map(draw)];
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
