import type { Tool } from "../../model/index.ts";
import { type Style, widthOf } from "../../render/index.ts";
import {
  answerOf,
  CARDS,
  countsOf,
  fitStyles,
  type Layout,
  type State,
  type StyledLine,
  showsRun,
  translationLines,
} from "../state/index.ts";
import { drawPieces, drawText, exactly, type Pen, type Piece } from "./look.ts";

/** One letter for each tool, for the narrowest terminals; the same as in tables. */
const INITIALS: Readonly<Record<Tool, string>> = { docker: "D", nerdctl: "N", crictl: "C", ctr: "T" };

const fitOf = (state: State, tool: Tool): { word: string; style: Style } => {
  const { report } = state.live;
  if (report?.from === tool) return { word: report.command === null ? "" : "as typed", style: "dim" };
  const translation = report?.translations.find((one) => one.tool === tool);
  return translation === undefined
    ? { word: "", style: "dim" }
    : { word: translation.fit, style: fitStyles[translation.fit] };
};

/** `8 rows  52 ms`, `running …`, `denied`: how the tool is getting on with the line, where it was run. */
const progressOf = (state: State, tool: Tool, pen: Pen): Piece[] => {
  const { run } = state;
  if (run === null || !showsRun(state)) return [];
  if (run.state === "stopped") return [["stopped", "warn"]];
  const progress = run.tools[tool];
  if (progress === undefined) return run.state === "running" ? [["asked", "dim"]] : [];
  const time: Piece[] = progress.ms === null ? [] : [[`  ${Math.round(progress.ms)} ms`, "dim"]];
  if (progress.state === "running") return [[`running${pen.glyphs.ellipsis}`, "title"], ...time];
  if (progress.state !== "ok") return [[progress.state, progress.state === "unsupported" ? "dim" : "bad"], ...time];
  const count = run.table === null ? null : (countsOf(run.table).get(tool) ?? 0);
  return [[count === null ? "answered" : `${count} row${count === 1 ? "" : "s"}`, "plain"], ...time];
};

const headOf = (state: State, index: number, pen: Pen): Piece[] => {
  const tool = CARDS[index] ?? "nerdctl";
  const { word, style } = fitOf(state, tool);
  const chosen = state.card === index;
  return [
    [chosen ? `${pen.frame.cursor} ` : "  ", "title"],
    [tool, chosen ? "title" : "bold"],
    [word === "" ? "  " : `  ${word}  `, style],
    ...progressOf(state, tool, pen),
  ];
};

/** The tool's command and what it loses; why it has no answer, where it has none. */
const bodyOf = (state: State, tool: Tool, width: number): StyledLine[] => {
  const answer = showsRun(state) ? answerOf(state.run, tool) : null;
  const trouble: StyledLine[] =
    answer?.error == null
      ? []
      : [{ text: answer.error, style: answer.state === "unsupported" || answer.state === "missing" ? "dim" : "bad" }];
  const { report } = state.live;
  if (report?.from === tool) return [{ text: state.line.text.trim(), style: "plain" }, ...trouble];
  const translation = report?.translations.find((one) => one.tool === tool);
  return [...trouble, ...(translation === undefined ? [] : translationLines(translation, width))];
};

const drawBody = (state: State, tool: Tool, width: number, height: number, pen: Pen): string[] => {
  const inner = Math.max(1, width - 3);
  const body = bodyOf(state, tool, inner);
  const shown = body.length > height ? body.slice(0, Math.max(0, height - 1)) : body;
  const lines = shown.map(({ text, style }) =>
    drawPieces(
      [
        ["  ", "plain"],
        [text, style],
      ],
      width,
      pen,
    ),
  );
  if (body.length > height && height > 0)
    lines.push(
      drawText(`  ${pen.glyphs.ellipsis} ${body.length - shown.length} more lines: t in the list`, "dim", width, pen),
    );
  return exactly(lines, height, width);
};

/** Three cards side by side. */
const drawCards = (state: State, height: number, pen: Pen): string[] => {
  const { columns } = state.size;
  const width = Math.floor(columns / 3);
  const cards = [0, 1, 2].map((index) => [
    drawPieces(headOf(state, index, pen), width, pen),
    ...drawBody(state, CARDS[index] ?? "nerdctl", width, height - 1, pen),
  ]);
  const rest = " ".repeat(columns - width * 3);
  return Array.from({ length: height }, (_, row) => cards.map((card) => card[row] ?? "").join("") + rest);
};

/** The tools as tabs: number, name, fit; where there is no room, initials and fits. */
const drawTabs = (state: State, pen: Pen): string => {
  const { columns } = state.size;
  const tabs = (nameOf: (tool: Tool, index: number) => string, count: number, gap: string): Piece[] =>
    CARDS.slice(0, count).flatMap((tool, index): Piece[] => {
      const { word, style } = fitOf(state, tool);
      const chosen = state.card === index;
      const name = nameOf(tool, index);
      return [
        [index === 0 ? "" : gap, "plain"],
        [name, chosen ? "title" : "bold"],
        [word === "" ? "" : ` ${word}`, style],
      ];
    });
  const marked = (tool: Tool, index: number): string =>
    `${state.card === index ? pen.frame.cursor : " "}${index + 1} ${tool}`;
  const widthAll = (pieces: readonly Piece[]): number => pieces.reduce((sum, [text]) => sum + widthOf(text), 0);
  const forms = [
    tabs(marked, 4, "   "),
    tabs(marked, 3, "  "),
    tabs((tool) => tool, 3, "  "),
    tabs((tool) => INITIALS[tool], 3, "  "),
  ];
  const first = forms.find((pieces) => widthAll(pieces) <= columns) ?? forms.at(-1) ?? [];
  return drawPieces(first, columns, pen);
};

/** The tools' forms of the line, as far as the layout has room for them. */
export const drawTools = (state: State, layout: Layout, pen: Pen): string[] => {
  const { columns } = state.size;
  if (layout.mode === "cards") return drawCards(state, layout.card, pen);
  const lines = layout.tabs > 0 ? [drawTabs(state, pen)] : [];
  if (layout.card === 0) return lines;
  const tool = CARDS[state.card] ?? "nerdctl";
  const progress = progressOf(state, tool, pen);
  const body = drawBody(state, tool, columns, layout.card - (progress.length > 0 ? 1 : 0), pen);
  const head = progress.length > 0 ? [drawPieces([["  ", "plain"], ...progress], columns, pen)] : [];
  return [...lines, ...exactly([...head, ...body], layout.card, columns)];
};
