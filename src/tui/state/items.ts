import { type CoreKind, type GapCode, type Joined, type Kind, TOOLS, type Tool } from "../../model/index.ts";
import {
  containerSheet,
  type Drawing,
  drawingOf,
  imageSheet,
  namespaceSheet,
  podSheet,
  type Sheet,
  widthOf,
} from "../../render/index.ts";
import type { Item, Table } from "./state.ts";

/** What each tool says of versions has no table of its own on the command line; here it has one. */
const versionSheet: Sheet<"version"> = {
  columns: () => [
    { header: "CLIENT", min: 5 },
    { header: "SERVER", min: 5 },
    { header: "PARTS", min: 12, priority: 2, optional: true },
    { header: "ENGINE", priority: 1 },
  ],
  cells: (row) => [
    row.client ?? "",
    row.server ?? "",
    row.components.map(({ name, version }) => `${name} ${version}`).join(", "),
    row.at,
  ],
  shown: (rows) => [...rows],
};

const sheets: { readonly [K in CoreKind]: Sheet<K> } = {
  container: containerSheet,
  image: imageSheet,
  pod: podSheet,
  namespace: namespaceSheet,
  version: versionSheet,
};

/** How rows of this kind become cells. */
export const sheetOf = (kind: Kind): Sheet<Kind> => sheets[kind as CoreKind] as unknown as Sheet<Kind>;

/** What the renderers need to draw this table so wide. */
export const drawTableAt = (
  table: Omit<Table, "items" | "comparison">,
  width: number,
  look: { colour: boolean; ascii: boolean },
): Drawing =>
  drawingOf({
    width,
    tty: true,
    ...look,
    now: table.now,
    noTrunc: table.noTrunc,
    showSize: table.showSize,
    showDigests: table.showDigests,
    sandboxes: table.sandboxes,
    dropped: table.dropped ?? undefined,
  });

/** Gaps that say nothing about the tools: the row is another engine's, or the tool was not asked or gave no answer. */
const NO_DISAGREEMENT: ReadonlySet<GapCode> = new Set([
  "other-engine",
  "other-namespace",
  "tool-missing",
  "tool-failed",
  "timeout",
  "denied",
  "unsupported",
]);

const isDifferent = ({ differs, missing }: Joined): boolean =>
  differs.length > 0 || missing.some(({ code }) => !NO_DISAGREEMENT.has(code));

const idOf = (row: Joined): string => {
  if ("id" in row && row.id !== null) return row.id;
  if ("configDigest" in row) return row.configDigest ?? row.manifestDigest ?? row.references.join();
  return "name" in row ? (row.name ?? "") : row.seenBy.join();
};

/** The rows that the table shows, each with what it is found by. */
export const itemsOf = ({ comparison, ...options }: Omit<Table, "items">): Item[] => {
  const sheet = sheetOf(comparison.kind);
  // Whole ids, so that a pasted one is found.
  const whole = { ...options, noTrunc: true };
  const drawing = drawTableAt(whole, Number.MAX_SAFE_INTEGER, { colour: false, ascii: false });
  const used = new Map<string, number>();
  return sheet.shown(comparison.rows, drawing).map((row) => {
    const id = `${row.at}/${row.namespace ?? ""}/${idOf(row)}`;
    const times = used.get(id) ?? 0;
    used.set(id, times + 1);
    const cells = sheet.cells(row, drawing).map((cell) => (typeof cell === "string" ? cell : cell.text));
    return {
      key: times === 0 ? id : `${id}#${times}`,
      row,
      text: [...cells, ...row.seenBy].join(" ").toLowerCase(),
      different: isDifferent(row),
    };
  });
};

/** The id a person would paste for a row: the whole one. */
export const pasteId = ({ row }: Item): string => idOf(row);

/** Cells between two columns, and of a column of a tool's with its footnotes. */
const GAP = 2;
const SEEN = 12;

const widths = new WeakMap<readonly Item[], number>();

/** Cells that the table takes with nothing cut, about: as far as it can be moved sideways. */
export const wideWidth = ({ items, comparison, ...options }: Table): number => {
  const known = widths.get(items);
  if (known !== undefined) return known;
  const sheet = sheetOf(comparison.kind);
  const drawing = drawTableAt({ ...options, noTrunc: true }, Number.MAX_SAFE_INTEGER, { colour: false, ascii: false });
  const widest = sheet.columns(drawing).map(({ header }) => widthOf(header));
  for (const { row } of items)
    for (const [index, cell] of sheet.cells(row, drawing).entries())
      widest[index] = Math.max(widest[index] ?? 0, widthOf(typeof cell === "string" ? cell : cell.text));
  const width = widest.reduce((sum, each) => sum + each + GAP, 0) + comparison.tools.length * SEEN;
  widths.set(items, width);
  return width;
};

const counts = new WeakMap<readonly Item[], ReadonlyMap<Tool, number>>();

/** Rows of the table that each tool saw; counted once for a table. */
export const countsOf = ({ items }: Table): ReadonlyMap<Tool, number> => {
  const known = counts.get(items);
  if (known !== undefined) return known;
  const seen = new Map<Tool, number>(TOOLS.map((tool) => [tool, 0]));
  for (const { row } of items) for (const tool of row.seenBy) seen.set(tool, (seen.get(tool) ?? 0) + 1);
  counts.set(items, seen);
  return seen;
};
