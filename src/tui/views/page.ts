import { cut, widthOf, wrap } from "../../render/index.ts";
import { type Page, pageHeight, type State, sliceLines } from "../state/index.ts";
import { skipCells } from "./list.ts";
import { drawEnds, drawPieces, drawText, exactly, type Pen, type Piece } from "./look.ts";

const stateWord = ({ state, exitCode, follow }: Page): Piece => {
  switch (state) {
    case "running":
      return [follow ? "following" : "running", "title"];
    case "done":
      return ["done", "good"];
    case "stopped":
      return ["stopped", "warn"];
    case "failed":
      return [`exit ${exitCode ?? "?"}`, "bad"];
  }
};

/** The title: what was run, how it is getting on, and where in it we are. */
const drawTitle = (page: Page, { size }: State, pen: Pen): string => {
  const { lines, top } = page;
  const last = Math.min(lines.length, top + Math.max(1, size.rows - 2));
  const gone = lines.dropped > 0 ? `, ${lines.dropped} older dropped` : "";
  const where = lines.length === 0 ? "" : `${top + 1}-${last} of ${lines.length}${gone} `;
  // Where there is no room for all of the title, how it is getting on is read first.
  const narrow = widthOf(page.title) + 24 > size.columns;
  const [first, second]: [Piece, Piece] = narrow
    ? [stateWord(page), [page.title, "title"]]
    : [[page.title, "title"], stateWord(page)];
  return drawEnds([[" ctool  ", "bold"], first, ["  ", "plain"], second], [[where, "dim"]], size.columns, pen);
};

/** Severity and fit words of ctool's own texts stand out a little; everything else is as it was printed. */
const styleOf = (line: string, page: Page): Piece[1] => {
  const { text } = page.search;
  if (text !== "" && line.toLowerCase().includes(text.toLowerCase())) return "title";
  if (page.asks !== null && line.startsWith("  ")) return "bold";
  return "plain";
};

/** The lines of a page in view: whole ones cut at the edge, or wrapped. */
const drawBody = (page: Page, state: State, pen: Pen): string[] => {
  const { columns } = state.size;
  const height = pageHeight(state);
  const shown = sliceLines(page.lines, page.top, height);
  const lines: string[] = [];
  for (const line of shown) {
    const style = styleOf(line, page);
    if (!page.wrap) lines.push(drawText(` ${skipCells(line, page.left)}`, style, columns, pen));
    else
      for (const part of wrap(line === "" ? " " : line, columns - 2))
        lines.push(drawText(` ${part}`, style, columns, pen));
    if (lines.length >= height) break;
  }
  if (shown.length === 0) {
    const waiting = page.state === "running" ? "waiting for the first line ..." : "it printed nothing";
    lines.push(drawText(` ${waiting}`, "dim", columns, pen));
  }
  // A page that follows shows its end also where lines are wrapped.
  const fitting = page.follow && lines.length > height ? lines.slice(-height) : lines;
  return exactly(fitting, height, columns);
};

/** A page over the whole screen; its footer is drawn by the screen. */
export const drawPage = (page: Page, state: State, footer: string, pen: Pen): string[] => {
  const { columns, rows } = state.size;
  const { search } = page;
  const bottom = search.typing
    ? drawPieces(
        [
          [" /", "title"],
          [`${cut(search.text, Math.max(1, columns - 30), "")}_`, "plain"],
          [search.text !== "" && search.hit === null ? "  nothing like it" : "", "warn"],
        ],
        columns,
        pen,
      )
    : footer;
  return [drawTitle(page, state, pen), ...drawBody(page, state, pen), bottom].slice(0, rows);
};

/** Cells of the widest line in view, for moving sideways. */
export const widestInView = (page: Page, state: State): number =>
  sliceLines(page.lines, page.top, pageHeight(state)).reduce((most, line) => Math.max(most, widthOf(line)), 0);
