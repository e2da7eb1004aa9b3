import { TOOLS } from "../../model/index.ts";
import {
  type Column,
  emptyLines,
  makeFootnotes,
  notesOn,
  seenByColumns,
  tableLines,
  wrap,
} from "../../render/index.ts";
import { keyFor } from "../keys.ts";
import { drawTableAt, type Item, MARGIN, type State, sheetOf, type Table } from "../state/index.ts";
import type { Look, Pen } from "./look.ts";

/** A joined table, drawn: every line whole, and what has to be said of each row. */
export interface DrawnTable {
  header: string;
  /** By the item's key; as wide as the screen without its margin. */
  rows: ReadonlyMap<string, string>;
  notes: ReadonlyMap<string, readonly string[]>;
  /** What is said of the whole table: what was folded away, what initials stand for. */
  after: readonly string[];
}

/** What docker's trouble is: the other tools tell theirs on their cards. */
const troubleWith = ({ tools }: Table["comparison"]): string[] =>
  tools.flatMap(({ tool, state, error }) =>
    tool === "docker" && error !== null && state !== "unsupported" && state !== "missing" ? [`docker: ${error}`] : [],
  );

const stillAsking = ({ waitsFor }: Table): string[] =>
  waitsFor.length === 0 ? [] : [`still asking ${waitsFor.join(", ")} ...`];

/** How the person wants the table: what it is sorted by, and whether it is drawn whole. */
type Shape = Pick<State, "sort" | "wide">;

/** Wider than any table's names and tools: nothing is left out. */
const WHOLE = 1_000_000;

const draw = (shown: Table, width: number, look: Look, { sort, wide }: Shape): DrawnTable => {
  const { comparison, items } = shown;
  const table = wide ? { ...shown, noTrunc: true } : shown;
  const drawing = drawTableAt(table, wide ? WHOLE : width, look);
  const sheet = sheetOf(comparison.kind);
  const footnotes = makeFootnotes(drawing);
  const seen = seenByColumns(comparison, drawing, footnotes);
  const signs = look.ascii ? { up: "^", down: "v" } : { up: "↑", down: "↓" };
  const marked = (column: Column): Column =>
    column.header === sort?.column
      ? { ...column, header: column.header + (sort.down ? signs.down : signs.up) }
      : column;
  const columns = [...sheet.columns(drawing).map(marked), ...seen.columns];
  const cells = items.map(({ row }) => [...sheet.cells(row, drawing), ...seen.cellsOf(row)]);
  const [header = "", ...lines] = tableLines(columns, cells, {
    width: wide ? null : width,
    colour: look.colour,
    ascii: look.ascii,
  });
  const notesOf = ({ row }: Item): string[] =>
    TOOLS.flatMap((tool) =>
      notesOn(row, tool).map((note) => {
        const sign = footnotes.marks(tool, [note]);
        return note.startsWith(`${tool} `) ? `${sign} ${note}` : `${sign} ${tool}: ${note}`;
      }),
    );
  return {
    header,
    rows: new Map(items.map(({ key }, index) => [key, lines[index] ?? ""])),
    notes: new Map(items.map((item) => [item.key, notesOf(item)])),
    after: [
      ...stillAsking(table),
      ...troubleWith(comparison),
      ...(sheet.after?.(comparison, { ...drawing, width, paint: (_, text) => text }) ?? []),
      ...(seen.legend === null ? [] : wrap(seen.legend, width)),
    ],
  };
};

let last: { table: Table; width: number; look: Look; shape: Shape; drawn: DrawnTable } | null = null;

/** Draws a table once for each width and shape: keys that only move the cursor cost nothing here. */
export const drawTable = (table: Table, columns: number, look: Look, { sort, wide }: Shape): DrawnTable => {
  const width = Math.max(1, columns - MARGIN);
  const isLast = last?.table === table && last.width === width && last.look === look;
  if (last !== null && isLast && last.shape.sort === sort && last.shape.wide === wide) return last.drawn;
  const shape: Shape = { sort, wide };
  last = { table, width, look, shape, drawn: draw(table, width, look, shape) };
  return last.drawn;
};

/** What stands in place of rows: where there is something instead, or what hides it. */
export const emptyTable = (state: State, { look }: Pen): string[] => {
  const { run, filter, onlyDifferent, size, keys } = state;
  const table = run?.table ?? null;
  if (table === null) return [];
  const width = Math.max(1, size.columns - MARGIN);
  if (table.items.length === 0) {
    if (table.waitsFor.length > 0) return stillAsking(table);
    const ways = `${keyFor("places", keys)} in the list goes to another namespace or engine, ${keyFor("doctor", keys)} asks doctor.`;
    return [...emptyLines(table.comparison, drawTableAt(table, width, look)), "", ...wrap(ways, width)];
  }
  if (filter.text !== "") return wrap(`No row passes the filter ${filter.text} (Esc drops it)`, width);
  return onlyDifferent ? wrap("The tools agree on every row (d shows them all)", width) : [];
};
