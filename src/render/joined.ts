import type { Comparison, Joined, Kind } from "../model/index.ts";
import { type Drawing, drawingOf, type RenderOptions, textOf } from "./drawing.ts";
import { emptyLines, isTargetEmpty } from "./empty.ts";
import { makeFootnotes } from "./footnotes.ts";
import { targetLines, toolLines } from "./head.ts";
import { leftBehindLines } from "./left-behind.ts";
import { wrap } from "./measure.ts";
import { seenByColumns, seenByForPipes } from "./seen-by.ts";
import { type Cell, type Column, renderTsv, tableLines } from "./table.ts";
import type { Rendered } from "./text-options.ts";

/** How the rows of one kind become a table. */
export interface Sheet<K extends Kind> {
  columns(drawing: Drawing): Column[];
  cells(row: Joined<K>, drawing: Drawing): Cell[];
  /** Rows that are shown; the others are folded into `folded`. */
  shown(rows: readonly Joined<K>[], drawing: Drawing): Joined<K>[];
  /** Lines under the table, before the footnotes: what was folded away, what to make of it. */
  after?(comparison: Comparison<K>, drawing: Drawing): string[];
}

const forPipe = <K extends Kind>(comparison: Comparison<K>, sheet: Sheet<K>, drawing: Drawing): Rendered => {
  const seen = seenByForPipes(comparison);
  const rows = sheet.shown(comparison.rows, drawing);
  const columns = [...sheet.columns(drawing), ...seen.columns];
  const failed = comparison.tools.flatMap(({ tool, state, error }) =>
    state === "ok" && error === null ? [] : [`${tool}: ${error ?? state}`],
  );
  const unbound: Drawing = { ...drawing, width: Number.MAX_SAFE_INTEGER };
  const notes = [
    ...targetLines(comparison, unbound).map((line) => line.replace(/ {4,}/, "    ")),
    ...failed,
    ...(isTargetEmpty(comparison, rows) ? emptyLines(comparison, unbound) : []),
    ...leftBehindLines(comparison, unbound),
    ...(sheet.after?.(comparison, unbound) ?? []),
  ];
  return {
    stdout: renderTsv(
      columns,
      rows.map((row) => [...sheet.cells(row, drawing), ...seen.cellsOf(row)]),
    ),
    stderr: textOf(notes),
  };
};

/**
 * Draws a comparison as one table: where the answers are from, a line for each tool, the joined rows with who saw them, what was
 * folded away, and footnotes on why a tool does not show a row or says something else.
 */
export const renderJoined = <K extends Kind>(
  comparison: Comparison<K>,
  sheet: Sheet<K>,
  options: RenderOptions,
): Rendered => {
  const drawing = drawingOf(options);
  if (!options.tty) return forPipe(comparison, sheet, drawing);
  const { width, paint } = drawing;
  const rows = sheet.shown(comparison.rows, drawing);
  const footnotes = makeFootnotes(drawing);
  const seen = seenByColumns(comparison, drawing, footnotes);
  const table =
    rows.length === 0
      ? []
      : tableLines(
          [...sheet.columns(drawing), ...seen.columns],
          rows.map((row) => [...sheet.cells(row, drawing), ...seen.cellsOf(row)]),
          { width: options.noTrunc ? null : width, colour: drawing.colour, ascii: drawing.ascii },
        );
  const empty = isTargetEmpty(comparison, rows) ? emptyLines(comparison, drawing) : [];
  const after = sheet.after?.(comparison, drawing) ?? [];
  const legend = seen.legend === null || rows.length === 0 ? [] : wrap(seen.legend, width);
  const notes = [...legend, ...footnotes.lines()].map((line) => paint("dim", line));
  return {
    stdout: textOf([
      ...targetLines(comparison, drawing),
      "",
      ...toolLines(comparison, drawing),
      "",
      ...table,
      ...(table.length > 0 && empty.length > 0 ? [""] : []),
      ...empty,
      ...leftBehindLines(comparison, drawing),
      ...after,
      ...(notes.length > 0 ? ["", ...notes] : []),
    ]),
    stderr: "",
  };
};
