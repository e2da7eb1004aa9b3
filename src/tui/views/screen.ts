import { cut, widthOf } from "../../render/index.ts";
import { helpLines } from "../help.ts";
import { hintsFor, keyFor } from "../keys.ts";
import {
  CARDS,
  contentOf,
  elsewhereText,
  helpPage,
  hereText,
  indexOf,
  layoutOf,
  lengthOf,
  pageOf,
  placeOf,
  readFilter,
  type State,
  sortOf,
} from "../state/index.ts";
import { drawTools } from "./cards.ts";
import { drawHint, drawLine, type Spot } from "./line.ts";
import { drawList, drawNotes } from "./list.ts";
import { drawEnds, drawPieces, drawText, exactly, type Look, type Pen, type Piece, penFor } from "./look.ts";
import { drawPage } from "./page.ts";
import { drawPanel } from "./panel.ts";
import { drawQuiz } from "./quiz.ts";

/** One screen: as many lines as it has rows, and the terminal's cursor, where it is shown. */
export interface Screen {
  lines: string[];
  cursor: Spot | null;
}

const nodePieces = (state: State, { glyphs }: Pen): Piece[] => {
  const { node, run } = state;
  const target = run?.table?.comparison.target ?? (node.state === "found" ? node.target : null);
  if (target !== null) {
    const place = [target.socket, ...(target.namespace === null ? [] : [`namespace ${target.namespace}`])];
    const count = hereText(state);
    return [
      [target.id, "title"],
      [` ${glyphs.dot} ${place.join(` ${glyphs.dot} `)}`, "plain"],
      [count === null ? "" : ` (${count})`, "plain"],
    ];
  }
  if (node.state === "none") return [[node.failure.message, "bad"]];
  return [["looking at this node ...", "dim"]];
};

const drawHeader = (state: State, pen: Pen): string => {
  const { columns } = state.size;
  const left: Piece[] = [[" ctool  ", "bold"], ...nodePieces(state, pen)];
  const used = (): number => left.reduce((sum, [text]) => sum + widthOf(text), 0);
  const other = elsewhereText(state, pen.glyphs.dot);
  const tagRoom = state.recording === null ? 0 : "recording".length + 3;
  const elsewhere = `   also ${other}`;
  if (other !== "" && used() + widthOf(elsewhere) + tagRoom <= columns) left.push([elsewhere, "dim"]);
  if (state.recording === null) return drawPieces(left, columns, pen);
  // That this is no look at the node has to be said, at the price of the place if need be.
  const room = columns - used() - 3;
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
  const sort = view === "joined" ? sortOf(state) : null;
  if (sort !== null) parts.push(`by ${sort.column}${sort.down ? ", last first" : ""}`);
  if (view === "joined" && state.wide) parts.push("whole columns");
  if (filter.text !== "") parts.push(`filter ${filter.text}`);
  const waitsFor = view === "joined" ? (run?.table?.waitsFor ?? []) : [];
  if (waitsFor.length > 0) parts.push(`still asking ${waitsFor.join(", ")} ...`);
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

/** `4 s ago`: how old a watched list is; empty where it is not watched. */
const ageOf = ({ watch, run }: State): string => {
  if (!watch.on || run?.table == null) return "";
  const seconds = Math.max(0, Math.floor((watch.now - run.table.asked) / 1000));
  return watch.now === 0 ? "watching" : `${seconds} s ago`;
};

const stopWord = (state: State): string => {
  const page = pageOf(state);
  if (page !== null) return page.state === "running" ? "stop" : "close";
  return state.run?.state === "running" ? "stop" : state.line.text === "" ? "leave" : "clear";
};

/** What would fit after `:`, the chosen one with what it does; null where nothing is to be told. */
const commandPieces = ({ command }: State, room: number): Piece[] | null => {
  const { items, index } = command?.menu ?? { items: command?.candidates?.items ?? [], index: -1 };
  if (command === null || items.length === 0 || room < 20) return null;
  const chosen = items[index] ?? (items.length === 1 ? items[0] : undefined);
  const meaning: Piece[] = chosen === undefined || chosen.meaning === "" ? [] : [[`${chosen.meaning}  `, "dim"]];
  const others = items.slice(Math.max(0, index + 1)).map(({ text }): Piece => [`${text}  `, "plain"]);
  return [
    ["Tab: ", "dim"],
    ...(chosen === undefined ? [] : [[`${chosen.text}  `, "title"] as const]),
    ...meaning,
    ...(items.length === 1 ? [] : others),
  ];
};

/** A filter that cannot be read, in words. */
const filterProblem = ({ filter }: State): string | null => (filter.typing ? readFilter(filter.text).problem : null);

/** The hints of the place that the keys go to, as many as fit, and the position at the right. */
const drawFooter = (state: State, pen: Pen): string => {
  const { columns } = state.size;
  const place = placeOf(state);
  const isOver = state.pages.length > 0 || state.panel !== null || state.quiz !== null;
  const position = isOver
    ? ""
    : [positionOf(state), state.help === null ? ageOf(state) : ""].filter((each) => each !== "").join("  ");
  const prompt =
    place === "filter" ? ["/", state.filter.text] : place === "command" ? [":", state.command?.line.text ?? ""] : null;
  const typed: Piece[] =
    prompt === null
      ? []
      : [
          [prompt[0] ?? "", "title"],
          [`${prompt[1] ?? ""}_  `, "plain"],
          [place === "filter" ? (filterProblem(state) ?? "") : "", "warn"],
        ];
  const right: Piece[] = position === "" ? [] : [[`${position} `, "dim"]];
  const used = typed.reduce((sum, [text]) => sum + widthOf(text), 1);
  let room = columns - used - (position === "" ? 0 : position.length + 3);
  const stop = stopWord(state);
  const pieces: Piece[] = [[" ", "plain"], ...typed];
  const told = commandPieces(state, room);
  if (told !== null) return drawEnds([...pieces, ...told], [], columns, pen);
  for (const { key, hint } of [...hintsFor(place, state.keys), { key: keyFor("stop", state.keys), hint: stop }]) {
    const width = key.length + hint.length + 3;
    if (width > room) break;
    room -= width;
    pieces.push([key, "title"], [` ${hint}  `, "dim"]);
  }
  return drawEnds(pieces, right, columns, pen);
};

/** The footer of what lies over the workbench: there is no row for notices there, so one takes its place until the next key. */
const footerOf = (state: State, pen: Pen): string =>
  state.notice === null || placeOf(state) === "command"
    ? drawFooter(state, pen)
    : drawPieces([[` ${state.notice.text}`, state.notice.style]], state.size.columns, pen);

const drawHelp = (state: State, pen: Pen): string[] => {
  const { columns, rows } = state.size;
  const top = state.help?.top ?? 0;
  const lines = helpLines(columns - 1, state.keys);
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
  const page = pageOf(state);
  if (page !== null) return { lines: drawPage(page, state, footerOf(state, pen), pen), cursor: null };
  if (state.quiz !== null) return drawQuiz(state.quiz, state, footerOf(state, pen), pen);
  if (state.panel !== null) return { lines: drawPanel(state.panel, state, footerOf(state, pen), pen), cursor: null };
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
    layout.footer > 0 ? [layout.hint > 0 ? drawFooter(state, pen) : footerOf(state, pen)] : [],
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
