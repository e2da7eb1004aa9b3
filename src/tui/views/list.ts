import { cut, graphemesOf, pad, widthOf } from "../../render/index.ts";
import { contentOf, indexOf, type Layout, lengthOf, MARGIN, type State, visibleRows } from "../state/index.ts";
import { drawText, exactly, type Look, type Pen } from "./look.ts";
import { drawTable, emptyTable } from "./table.ts";

/** Colours inside a drawn line. */
const SGR = /(\u001b\[[0-9;]*m)/;

/** A text without its first cells; a letter of two cells that is cut in half leaves a blank. Colours stay what they are. */
export const skipCells = (text: string, cells: number): string => {
  if (cells === 0) return text;
  let left = cells;
  let kept = "";
  for (const part of text.split(SGR)) {
    if (part.startsWith("\u001b") || left <= 0) {
      kept += part;
      continue;
    }
    const letters = graphemesOf(part);
    let from = 0;
    while (from < letters.length && left > 0) left -= widthOf(letters[from++] ?? "");
    kept += " ".repeat(Math.max(0, -left)) + letters.slice(from).join("");
    if (left < 0) left = 0;
  }
  return kept;
};

/** The first cells of a text with colours, every one of which is ended. */
const takeCells = (text: string, cells: number): string => {
  if (widthOf(text) <= cells) return text;
  let left = cells;
  let kept = "";
  for (const part of text.split(SGR)) {
    if (part.startsWith("\u001b")) {
      kept += part;
      continue;
    }
    const shown = cut(part, left, "");
    kept += shown;
    left = shown === part ? left - widthOf(part) : 0;
  }
  return kept;
};

/** SGR 7 and 27: the row under the cursor is also marked by a sign, so nothing hangs on it. */
const invert = (text: string, { colour }: Look): string => (colour ? `\u001b[7m${text}\u001b[27m` : text);

const drawRow = (row: string, selected: boolean, state: State, pen: Pen): string => {
  const width = Math.max(0, state.size.columns - MARGIN);
  const line = pad(takeCells(row, width), width);
  const isHere = selected && state.focus === "list";
  const sign = selected ? pen.frame.cursor : " ";
  return isHere ? `${pen.paint("title", sign)} ${invert(line, pen.look)}` : `${pen.paint("dim", sign)} ${line}`;
};

const waiting = ({ run }: State): string[] => {
  if (run === null) return [];
  if (run.state === "running") return ["  asking the tools ..."];
  return run.state === "stopped" ? ["  stopped before all tools had answered"] : [];
};

/** The list: the rows in view of the table, or of a text. */
export const drawList = (state: State, layout: Layout, pen: Pen): string[] => {
  const { columns } = state.size;
  const width = Math.max(1, columns - MARGIN);
  const content = contentOf(state);
  const at = indexOf(content, state.selected);
  const page = visibleRows(state);
  if (content.kind === "text") {
    const { lines } = content;
    const shown = lines.slice(state.top, state.top + layout.list).map(({ text, style }, index) => {
      const line = drawText(skipCells(text, state.left), style, width, pen);
      return drawRow(line, state.focus === "list" && index + state.top === at, state, pen);
    });
    return exactly(shown.length > 0 ? shown : waiting(state), layout.list, columns);
  }
  const table = state.run?.table ?? null;
  if (table === null) return exactly(waiting(state), layout.list, columns);
  if (lengthOf(content) === 0)
    return exactly(
      emptyTable(state, pen).map((line) => drawText(`  ${line}`, "plain", columns, pen)),
      layout.list,
      columns,
    );
  const drawn = drawTable(table, columns, pen.look, state);
  const left = state.wide ? state.left : 0;
  const rows = content.items
    .slice(state.top, state.top + page)
    .map(({ key }, index) => drawRow(skipCells(drawn.rows.get(key) ?? "", left), index + state.top === at, state, pen));
  const header = takeCells(skipCells(drawn.header, left), width);
  return exactly([`  ${header}`, ...rows], layout.list, columns);
};

/** Why the row under the cursor is missing in a tool, or what a tool says differently; then what is said of the whole table. */
export const drawNotes = (state: State, height: number, pen: Pen): string[] => {
  const { columns } = state.size;
  const content = contentOf(state);
  const table = state.run?.table ?? null;
  if (content.kind !== "rows" || table === null || lengthOf(content) === 0) return exactly([], height, columns);
  const { notes, after } = drawTable(table, columns, pen.look, state);
  const own = notes.get(state.selected ?? "") ?? [];
  const lines = [...own, ...after].map((line) => drawText(`  ${line}`, "dim", columns, pen));
  return exactly(lines, height, columns);
};
