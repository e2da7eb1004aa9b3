import { TOOLS } from "../../model/index.ts";
import { emptyLines, makeFootnotes, notesOn, seenByColumns, tableLines, wrap } from "../../render/index.ts";
import { drawTableAt, type Item, MARGIN, type State, sheetOf, type Table } from "../state/index.ts";
import type { Look } from "./look.ts";

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

const draw = (table: Table, width: number, look: Look): DrawnTable => {
  const { comparison, items } = table;
  const drawing = drawTableAt(table, width, look);
  const sheet = sheetOf(comparison.kind);
  const footnotes = makeFootnotes(drawing);
  const seen = seenByColumns(comparison, drawing, footnotes);
  const columns = [...sheet.columns(drawing), ...seen.columns];
  const cells = items.map(({ row }) => [...sheet.cells(row, drawing), ...seen.cellsOf(row)]);
  const [header = "", ...lines] = tableLines(columns, cells, { width, colour: look.colour, ascii: look.ascii });
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
      ...troubleWith(comparison),
      ...(sheet.after?.(comparison, { ...drawing, paint: (_, text) => text }) ?? []),
      ...(seen.legend === null ? [] : wrap(seen.legend, width)),
    ],
  };
};

let last: { table: Table; width: number; look: Look; drawn: DrawnTable } | null = null;

/** Draws a table once for each width: keys that only move the cursor cost nothing here. */
export const drawTable = (table: Table, columns: number, look: Look): DrawnTable => {
  const width = Math.max(1, columns - MARGIN);
  if (last?.table === table && last.width === width && last.look === look) return last.drawn;
  last = { table, width, look, drawn: draw(table, width, look) };
  return last.drawn;
};

/** What stands in place of rows: where there is something instead, or what hides it. */
export const emptyTable = ({ run, filter, onlyDifferent, size }: State, look: Look): string[] => {
  const table = run?.table ?? null;
  if (table === null) return [];
  const width = Math.max(1, size.columns - MARGIN);
  if (table.items.length === 0) return emptyLines(table.comparison, drawTableAt(table, width, look));
  if (filter.text !== "") return wrap(`No row passes the filter ${filter.text} (Esc drops it)`, width);
  return onlyDifferent ? wrap("The tools agree on every row (d shows them all)", width) : [];
};
