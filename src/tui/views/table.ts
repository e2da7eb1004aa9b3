import { TOOLS } from "../../model/index.ts";
import { emptyLines, makeFootnotes, notesOn, seenByColumns, tableLines, wrap } from "../../render/index.ts";
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

/** Wider than any table's names and tools: nothing is left out. */
const WHOLE = 1_000_000;

const draw = (shown: Table, width: number, look: Look, wide: boolean): DrawnTable => {
  const { comparison, items } = shown;
  const table = wide ? { ...shown, noTrunc: true } : shown;
  const drawing = drawTableAt(table, wide ? WHOLE : width, look);
  const sheet = sheetOf(comparison.kind);
  const footnotes = makeFootnotes(drawing);
  const seen = seenByColumns(comparison, drawing, footnotes);
  const columns = [...sheet.columns(drawing), ...seen.columns];
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
      ...troubleWith(comparison),
      ...(sheet.after?.(comparison, { ...drawing, width, paint: (_, text) => text }) ?? []),
      ...(seen.legend === null ? [] : wrap(seen.legend, width)),
    ],
  };
};

/** The header with a sign behind the column that rows are sorted by, in one of the blanks after it. */
const marked = (header: string, { sort }: Pick<State, "sort">, { ascii }: Look): string => {
  if (sort === null) return header;
  const sign = ascii ? (sort.down ? "v" : "^") : sort.down ? "↓" : "↑";
  return header.replace(new RegExp(`(?<![A-Z])(${sort.column}(?:\u001b\\[22m)?)(?: |$)`), `$1${sign}`);
};

let last: { table: Table; width: number; look: Look; wide: boolean; drawn: DrawnTable } | null = null;

/** Draws a table once for each width: keys that only move the cursor, or sort, cost nothing here. */
export const drawTable = (
  table: Table,
  columns: number,
  look: Look,
  state: Pick<State, "sort" | "wide">,
): DrawnTable => {
  const width = Math.max(1, columns - MARGIN);
  const { wide } = state;
  if (last?.table !== table || last.width !== width || last.look !== look || last.wide !== wide)
    last = { table, width, look, wide, drawn: draw(table, width, look, wide) };
  return state.sort === null ? last.drawn : { ...last.drawn, header: marked(last.drawn.header, state, look) };
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
