import { cut, widthOf } from "../../render/index.ts";
import { helpLines } from "../help.ts";
import { hintsFor } from "../keys.ts";
import { CARDS, contentOf, helpPage, indexOf, layoutOf, lengthOf, placeOf, type State } from "../state/index.ts";
import { drawTools } from "./cards.ts";
import { drawHint, drawLine, type Spot } from "./line.ts";
import { drawList, drawNotes } from "./list.ts";
import { drawEnds, drawPieces, drawText, exactly, type Look, type Pen, type Piece, penFor } from "./look.ts";

/** One screen: as many lines as it has rows, and the terminal's cursor, where it is shown. */
export interface Screen {
  lines: string[];
  cursor: Spot | null;
}

const nodePieces = ({ node, run }: State, { glyphs }: Pen): Piece[] => {
  const target = run?.table?.comparison.target ?? (node.state === "found" ? node.target : null);
  if (target !== null) {
    const place = [target.socket, ...(target.namespace === null ? [] : [`namespace ${target.namespace}`])];
    return [
      [target.id, "title"],
      [` ${glyphs.dot} ${place.join(` ${glyphs.dot} `)}`, "plain"],
    ];
  }
  if (node.state === "none") return [[node.failure.message, "bad"]];
  return [["looking at this node ...", "dim"]];
};

const drawHeader = (state: State, pen: Pen): string => {
  const { columns } = state.size;
  const left: Piece[] = [[" ctool  ", "bold"], ...nodePieces(state, pen)];
  if (state.recording === null) return drawPieces(left, columns, pen);
  // That this is no look at the node has to be said, at the price of the place if need be.
  const room = columns - left.reduce((sum, [text]) => sum + widthOf(text), 0) - 3;
  const whole = `recording: ${state.recording}`;
  const tag = widthOf(whole) <= room ? whole : "recording";
  return `${drawPieces(left, columns - widthOf(tag) - 3, pen)}  ${pen.paint("warn", tag)} `;
};

const VIEWS = { joined: "joined table", raw: "raw output", whole: "explained" } as const;

/** The rule over the list says what is shown in it. */
const drawRule = (state: State, pen: Pen): string => {
  const { columns } = state.size;
  const { run, view, onlyDifferent, filter } = state;
  const parts: string[] = [VIEWS[view]];
  if (view === "raw") parts[0] += state.zoom || layoutOf(state.size).mode !== "cards" ? ` of ${CARDS[state.card]}` : "";
  if (view === "joined" && onlyDifferent) parts.push("differences only");
  if (filter.text !== "") parts.push(`filter ${filter.text}`);
  if (run !== null && view !== "whole") parts.unshift(run.line);
  const title = ` ${parts.join(` ${pen.glyphs.dot} `)} `;
  const rule = pen.frame.rule;
  return drawPieces(
    [
      [rule.repeat(2), "dim"],
      [title, "plain"],
      [rule.repeat(Math.max(0, columns - 2 - widthOf(title))), "dim"],
    ],
    columns,
    pen,
  );
};

/** `3 of 12`: where the cursor is among what passes the filter. */
const positionOf = (state: State): string => {
  const content = contentOf(state);
  const length = lengthOf(content);
  if (length === 0 || state.help !== null || (content.kind === "text" && state.focus === "line")) return "";
  const all = state.run?.table?.items.length ?? length;
  const total = content.kind === "rows" && all !== length ? `${length} (${all} in all)` : `${length}`;
  return `${indexOf(content, state.selected) + 1} of ${total}`;
};

/** The hints of the place that the keys go to, as many as fit, and the position at the right. */
const drawFooter = (state: State, pen: Pen): string => {
  const { columns } = state.size;
  const place = placeOf(state);
  const position = positionOf(state);
  const typed: Piece[] =
    place === "filter"
      ? [
          ["/", "title"],
          [`${state.filter.text}_  `, "plain"],
        ]
      : [];
  const right: Piece[] = position === "" ? [] : [[`${position} `, "dim"]];
  const used = typed.reduce((sum, [text]) => sum + widthOf(text), 1);
  let room = columns - used - (position === "" ? 0 : position.length + 3);
  const stop = state.run?.state === "running" ? "stop" : state.line.text === "" ? "leave" : "clear";
  const pieces: Piece[] = [[" ", "plain"], ...typed];
  for (const { key, hint } of [...hintsFor(place), { key: "Ctrl-C", hint: stop }]) {
    const width = key.length + hint.length + 3;
    if (width > room) break;
    room -= width;
    pieces.push([key, "title"], [` ${hint}  `, "dim"]);
  }
  return drawEnds(pieces, right, columns, pen);
};

const drawHelp = (state: State, pen: Pen): string[] => {
  const { columns, rows } = state.size;
  const top = state.help?.top ?? 0;
  const lines = helpLines(columns - 1);
  const page = helpPage(state);
  const body = lines.slice(top, top + page).map(({ text, style }) => drawText(` ${text}`, style, columns, pen));
  const more = lines.length > top + page ? `  ${lines.length - top - page} more lines: j, PgDn` : "";
  return [
    drawPieces(
      [
        [" ctool", "bold"],
        ["  what the keys do", "plain"],
        [more, "dim"],
      ],
      columns,
      pen,
    ),
    ...exactly(body, Math.max(0, rows - 2), columns),
    drawFooter(state, pen),
  ].slice(0, rows);
};

const pens = new WeakMap<Look, Pen>();

const penOf = (look: Look): Pen => {
  const pen = pens.get(look) ?? penFor(look);
  pens.set(look, pen);
  return pen;
};

/** Narrower screens are drawn without colour and cut: a person still sees the line and can leave. */
const NARROWEST = 24;

const drawParts = (state: State, pen: Pen): Screen => {
  if (state.help !== null) return { lines: drawHelp(state, pen), cursor: null };
  const { columns, rows } = state.size;
  const layout = layoutOf(state.size);
  const line = layout.line > 0 ? drawLine(state, layout, pen) : { lines: [], cursor: null };
  const parts: string[][] = [
    layout.header > 0 ? [drawHeader(state, pen)] : [],
    line.lines,
    layout.hint > 0 ? [drawHint(state, pen)] : [],
    drawTools(state, layout, pen),
    layout.rule > 0 ? [drawRule(state, pen)] : [],
    drawList(state, layout, pen),
    drawNotes(state, layout.notes, pen),
    layout.footer > 0 ? [drawFooter(state, pen)] : [],
  ];
  const cursor = line.cursor === null ? null : { x: line.cursor.x, y: line.cursor.y + layout.header };
  return { lines: exactly(parts.flat(), rows, columns), cursor };
};

/** Draws the workbench: pure, line by line, only what is in view. */
export const drawScreen = (state: State, look: Look): Screen => {
  const { columns } = state.size;
  if (columns >= NARROWEST) return drawParts(state, penOf(look));
  const { lines, cursor } = drawParts(state, penFor({ ...look, colour: false }));
  return {
    lines: lines.map((line) => cut(line, columns, "")),
    cursor: cursor === null ? null : { ...cursor, x: Math.min(cursor.x, columns - 1) },
  };
};
