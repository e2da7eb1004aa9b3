import type { Comparison, ToolAnswer } from "../model/index.ts";
import { drawingOf, type RenderOptions, textOf } from "./drawing.ts";
import { makeFootnotes } from "./footnotes.ts";
import { targetLines } from "./head.ts";
import { notesOn } from "./seen-by.ts";
import { type Cell, type Column, renderTsv, tableLines } from "./table.ts";
import type { Rendered } from "./text-options.ts";

const columns: readonly Column[] = [
  { header: "TOOL" },
  { header: "CLIENT", min: 5 },
  { header: "SERVER", min: 5 },
  { header: "PARTS", min: 12, priority: 2 },
  { header: "ENGINE", priority: 1 },
];

/** Draws `ctool version`: what each tool says of itself and of the engine behind it, and where they disagree. */
export const renderVersions = (comparison: Comparison<"version">, options: RenderOptions): Rendered => {
  const drawing = drawingOf(options);
  const footnotes = makeFootnotes(drawing);
  const lines = comparison.tools.map((answer: ToolAnswer): Cell[] => {
    const { tool, state, version, error } = answer;
    const row = comparison.rows.find(({ seenBy }) => seenBy.includes(tool));
    if (!row) return [tool, version ?? "", { text: state, style: "bad" }, error ?? "", answer.at ?? ""];
    const marks = footnotes.marks(tool, notesOn(row, tool));
    const parts = row.components.map((part) => `${part.name} ${part.version}`).join(", ");
    return [tool, row.client ?? version ?? "", (row.server ?? "") + marks, parts, row.at];
  });
  if (!drawing.tty) {
    const wide = { ...drawing, width: Number.MAX_SAFE_INTEGER };
    return {
      stdout: renderTsv(columns, lines),
      stderr: textOf([...targetLines(comparison, wide), ...footnotes.lines()]),
    };
  }
  const { width, colour, ascii } = drawing;
  const notes = footnotes.lines();
  return {
    stdout: textOf([
      ...targetLines(comparison, drawing),
      "",
      ...tableLines(columns, lines, { width, colour, ascii }),
      ...(notes.length > 0 ? ["", ...notes] : []),
    ]),
    stderr: "",
  };
};
