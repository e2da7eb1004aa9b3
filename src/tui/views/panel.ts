import { widthOf, wrap } from "../../render/index.ts";
import { type Panel, panelHeight, panelLines, panelTitles, panelWidth, type State } from "../state/index.ts";
import { drawEnds, drawPieces, drawText, exactly, type Pen } from "./look.ts";

const WAITING: Readonly<Record<Panel["kind"], string>> = {
  places: "counting what is where ...",
  sockets: "counting what is where ...",
  doctor: "looking at the whole node ...",
  log: "",
};

const EMPTY: Readonly<Record<Panel["kind"], string>> = {
  places: "No engine was found on this node: doctor says what was looked at.",
  sockets: "No engine was found on this node: doctor says what was looked at.",
  doctor: "Nothing was found.",
  log: "Nothing was run yet.",
};

/** A list over the workbench: a title, entries of several lines with the cursor's sign before them, the footer. */
export const drawPanel = (panel: Panel, state: State, footer: string, pen: Pen): string[] => {
  const { columns, rows } = state.size;
  const width = panelWidth(state);
  const lines = panelLines(panel, width);
  const at = panel.entries.findIndex(({ key }) => key === panel.selected);
  const waiting = panel.state === "asking" ? WAITING[panel.kind] : "";
  const shown = lines.slice(panel.top, panel.top + panelHeight(state)).map(({ text, style, entry }, index) => {
    const isFirst = lines[panel.top + index - 1]?.entry !== entry;
    const sign = entry === at ? (isFirst || index === 0 ? pen.frame.cursor : pen.frame.side) : " ";
    return drawPieces(
      [
        [`${sign} `, "title"],
        [text, style],
      ],
      columns,
      pen,
    );
  });
  const empty = wrap(waiting === "" ? EMPTY[panel.kind] : waiting, Math.max(1, width - 2)).map((line) =>
    drawText(`  ${line}`, "dim", columns, pen),
  );
  const note = waiting === "" || lines.length === 0 ? panel.note : waiting;
  const position = panel.entries.length === 0 ? "" : `${at + 1} of ${panel.entries.length} `;
  const title = drawEnds(
    [
      [" ctool  ", "bold"],
      [panelTitles[panel.kind], "title"],
      [note === "" || widthOf(note) + 30 > columns ? "" : `  ${note}`, "plain"],
    ],
    [[position, "dim"]],
    columns,
    pen,
  );
  return [title, ...exactly(lines.length === 0 ? empty : shown, panelHeight(state), columns), footer].slice(0, rows);
};
