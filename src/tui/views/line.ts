import { cut, graphemesOf, widthOf } from "../../render/index.ts";
import { type Layout, layoutOf, type State, showsRun } from "../state/index.ts";
import { drawEnds, drawPieces, drawText, type Pen, type Piece } from "./look.ts";

/** Where the terminal's own cursor stands, from the top left corner of what was drawn. */
export interface Spot {
  x: number;
  y: number;
}

/** The part of a long line around the cursor, and the cell of the cursor in it; `more` stands for what is left out. */
export const windowOn = (text: string, cursor: number, width: number, more: string): { shown: string; x: number } => {
  const before = text.slice(0, cursor);
  const at = widthOf(before);
  if (widthOf(text) < width) return { shown: text, x: at };
  if (at < width - 1) return { shown: cut(text, width, more), x: at };
  // The cursor stands at two thirds, so that both sides of it can be seen.
  const letters = graphemesOf(before);
  let x = widthOf(more);
  let from = letters.length;
  const most = Math.floor((width * 2) / 3);
  while (from > 0) {
    const next = x + widthOf(letters[from - 1] ?? "");
    if (next > most) break;
    x = next;
    from--;
  }
  return { shown: cut(more + letters.slice(from).join("") + text.slice(cursor), width, more), x };
};

/** What the line does when Enter is pressed, and docker's own part in the run. */
const rightOf = (state: State, { mode }: Layout, pen: Pen): Piece[] => {
  const { live, line, run } = state;
  if (line.text.trim() === "" || live.report?.risk == null || live.report.translations.length === 0) return [];
  const { risk } = live.report;
  // Elsewhere docker has a tab of its own.
  const docker = mode === "cards" && showsRun(state) ? run?.tools.docker : undefined;
  const own: Piece[] = [];
  if (docker !== undefined) {
    const time = docker.ms === null ? "" : ` ${Math.round(docker.ms)} ms`;
    own.push([`docker ${docker.state}${time}  `, docker.state === "failed" ? "bad" : "dim"]);
  }
  const style = risk === "read" ? "good" : risk === "write" ? "warn" : "bad";
  return [...own, [risk, style], [` ${pen.glyphs.dot} Enter ${live.runs ? "runs" : "shows"}`, "dim"]];
};

/** Before the line where it has no box; on the smallest screens it also says that a recording answers. */
const promptOf = ({ recording }: State, { mode }: Layout): string =>
  recording !== null && mode === "tiny" ? "recording> " : "> ";

/** What stands in the line, and the cell of the cursor in it. */
const typedPieces = (state: State, room: number, { glyphs }: Pen): { pieces: Piece[]; x: number } => {
  const { search, history, line } = state;
  if (search !== null) {
    const hit = search.hit === null ? "" : (history.entries[search.hit] ?? "");
    const asked = `search: ${search.query}`;
    const found = search.query === "" ? "" : hit === "" ? "nothing like it" : hit;
    return {
      pieces: [
        [asked, "title"],
        [`  ${found}`, "plain"],
      ],
      x: Math.min(room - 1, widthOf(asked)),
    };
  }
  if (line.text === "") return { pieces: [["(type a docker line)", "dim"]], x: 0 };
  const { shown, x } = windowOn(line.text, line.cursor, room, glyphs.ellipsis);
  return { pieces: [[shown, "plain"]], x };
};

/** The line in a box of three rows, or in one row, with the spot of the cursor in it. */
export const drawLine = (state: State, layout: Layout, pen: Pen): { lines: string[]; cursor: Spot | null } => {
  const { columns } = state.size;
  const { frame, paint } = pen;
  const boxed = layout.line === 3;
  const prompt = promptOf(state, layout);
  const inner = Math.max(1, boxed ? columns - 4 : columns - prompt.length);
  const right = layout.mode === "tiny" || state.search !== null ? [] : rightOf(state, layout, pen);
  const rightWidth = right.reduce((sum, [text]) => sum + widthOf(text), 0);
  const hasRoom = rightWidth > 0 && inner - rightWidth > 24;
  const { pieces, x } = typedPieces(state, hasRoom ? inner - rightWidth - 2 : inner, pen);
  const inLine = state.focus === "line" && state.help === null;
  const middle = drawEnds(pieces, hasRoom ? right : [], inner, pen);
  if (!boxed)
    return {
      lines: [paint(inLine ? "title" : "dim", prompt) + middle],
      cursor: inLine ? { x: prompt.length + x, y: 0 } : null,
    };
  const { corner, rule, side } = frame;
  const title = `${rule} docker `;
  const border = inLine ? "title" : "dim";
  const top = corner.topLeft + title + rule.repeat(Math.max(0, columns - 2 - widthOf(title))) + corner.topRight;
  const bottom = corner.bottomLeft + rule.repeat(Math.max(0, columns - 2)) + corner.bottomRight;
  return {
    lines: [paint(border, top), `${paint(border, side)} ${middle} ${paint(border, side)}`, paint(border, bottom)],
    cursor: inLine ? { x: 2 + x, y: 1 } : null,
  };
};

const candidatePieces = ({ live, menu, line }: State, pen: Pen): Piece[] => {
  const { items } = menu ?? live.candidates ?? { items: [] };
  const chosen = menu?.index ?? (items.length === 1 ? 0 : null);
  // What has been gone past makes room for what is still to come.
  const from = chosen === null ? 0 : Math.max(0, chosen - 2);
  const words = items.slice(from).map(({ text }, index): Piece => {
    const isChosen = index + from === chosen && menu !== null;
    return [`${isChosen && !pen.look.colour ? `[${text}]` : text}  `, isChosen ? "title" : "plain"];
  });
  const meaning = chosen === null ? "" : (items[chosen]?.meaning ?? "");
  const typed = /\S*$/.exec(line.text.slice(0, line.cursor))?.[0] ?? "";
  if (items.length === 1)
    return [
      [`Tab: ${items[0]?.text ?? typed}`, "title"],
      [`  ${meaning}`, "dim"],
    ];
  return [
    [menu === null ? "Tab: " : "", "dim"],
    ...(meaning === "" ? [] : [[`${meaning}  `, "dim"] as const]),
    ...words,
  ];
};

/** The row under the line: the last notice, what would fit at the cursor, or what is wrong with the line. */
export const drawHint = (state: State, pen: Pen): string => {
  const { columns } = state.size;
  const { notice, menu, live, line, focus, filter } = state;
  const margin: Piece = [" ", "plain"];
  if (notice !== null) return drawPieces([margin, [notice.text, notice.style]], columns, pen);
  const waitsFor = state.run?.table?.waitsFor ?? [];
  if (waitsFor.length > 0 && layoutOf(state.size).rule === 0)
    return drawText(` still asking ${waitsFor.join(", ")} ...`, "dim", columns, pen);
  if (menu !== null || (focus === "line" && live.candidates !== null))
    return drawPieces([margin, ...candidatePieces(state, pen)], columns, pen);
  const [problem] = line.text.trim() === "" ? [] : (live.report?.problems ?? []);
  if (problem !== undefined) {
    const meant: Piece[] =
      problem.suggestion === null
        ? []
        : [
            ["  did you mean (Tab): ", "dim"],
            [problem.suggestion, "title"],
          ];
    return drawPieces([margin, [problem.message, "warn"], ...meant], columns, pen);
  }
  if (filter.text !== "" && !filter.typing)
    return drawPieces([margin, [`filter: ${filter.text}`, "title"], ["  Esc drops it", "dim"]], columns, pen);
  return drawPieces([margin], columns, pen);
};
