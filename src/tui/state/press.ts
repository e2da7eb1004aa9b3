import { helpLines } from "../help.ts";
import { type Command, commandFor, type Key, type Place } from "../keys.ts";
import { emptyLine, erase, move, type Way } from "./line.ts";
import {
  again,
  chooseTool,
  copyCommand,
  copyId,
  moveBy,
  moveSideways,
  toggleDifferent,
  toggleRaw,
  toggleWhole,
  visibleRows,
} from "./list.ts";
import type { State, Step } from "./state.ts";
import { recall, run, search, searchOlder, setLine, tab, takeHit, type } from "./type-line.ts";

/** Where a key is pressed now. */
export const placeOf = ({ help, search: searching, filter, focus }: State): Place => {
  if (help !== null) return "help";
  if (searching !== null) return "search";
  return focus === "line" ? "line" : filter.typing ? "filter" : "list";
};

const FAR = Number.MAX_SAFE_INTEGER;

/** Lines of help that are shown at once: all rows but the title and the footer. */
export const helpPage = ({ size }: State): number => Math.max(1, size.rows - 2);

const scroll = (state: State, rows: number): Step => {
  if (state.help === null) return moveBy(state, rows);
  const lowest = Math.max(0, helpLines(state.size.columns - 1).length - helpPage(state));
  return [{ ...state, help: { top: Math.max(0, Math.min(lowest, state.help.top + rows)) } }, []];
};

const pageFor = (state: State): number => (state.help === null ? visibleRows(state) : helpPage(state));

const setFilter = (state: State, text: string, typing: boolean): Step => [
  { ...state, filter: { text, typing }, top: 0 },
  [],
];

/** Escape: closes the nearest thing; from the list it leads to the line. */
const back = (state: State): Step => {
  const { help, search: searching, menu, focus, filter } = state;
  if (help !== null) return [{ ...state, help: null }, []];
  if (searching !== null) return [{ ...state, search: null }, []];
  if (focus === "list") {
    if (filter.typing || filter.text !== "") return setFilter(state, "", false);
    return [{ ...state, focus: "line" }, []];
  }
  return menu === null ? [state, []] : setLine(state, menu.base);
};

/** Ctrl-C: stops what runs, else clears the line, else leaves. */
const stop = (state: State): Step => {
  const { run: running, line } = state;
  if (running?.state === "running") {
    return [
      { ...state, run: { ...running, state: "stopped" }, notice: { text: "stopped", style: "warn" } },
      [{ type: "cancel", run: running.id }],
    ];
  }
  if (state.search !== null) return [{ ...state, search: null }, []];
  if (line.text !== "") {
    const [cleared, effects] = setLine(state, emptyLine, { history: { ...state.history, at: null, draft: "" } });
    const filter = { ...state.filter, typing: false };
    return [{ ...cleared, focus: "line", help: null, filter }, effects];
  }
  return [state, [{ type: "leave" }]];
};

const eraseTo =
  (way: Way) =>
  (state: State): Step =>
    setLine(state, erase(state.line, way));
const moveTo =
  (way: Way) =>
  (state: State): Step =>
    setLine(state, move(state.line, way));

const commands: Readonly<Record<Command, (state: State) => Step>> = {
  stop,
  back,
  suspend: (state) => [state, [{ type: "suspend" }]],
  help: (state) => [{ ...state, help: state.help === null ? { top: 0 } : null }, []],
  leave: (state) => (state.help === null ? [state, [{ type: "leave" }]] : back(state)),
  run,
  complete: (state) => tab(state, 1),
  toList: (state) => (state.menu === null ? [{ ...state, focus: "list" }, []] : tab(state, -1)),
  toLine: (state) => [{ ...state, focus: "line" }, []],
  older: (state) => recall(state, -1),
  newer: (state) => recall(state, 1),
  search: (state) => search(state, ""),
  olderHit: searchOlder,
  takeHit,
  left: moveTo("left"),
  right: moveTo("right"),
  wordLeft: moveTo("wordLeft"),
  wordRight: moveTo("wordRight"),
  start: moveTo("start"),
  end: moveTo("end"),
  eraseLeft: eraseTo("left"),
  eraseRight: eraseTo("right"),
  eraseWord: eraseTo("wordLeft"),
  eraseToStart: eraseTo("start"),
  eraseToEnd: eraseTo("end"),
  up: (state) => scroll(state, -1),
  down: (state) => scroll(state, 1),
  pageUp: (state) => scroll(state, -pageFor(state)),
  pageDown: (state) => scroll(state, pageFor(state)),
  first: (state) => scroll(state, -FAR),
  last: (state) => scroll(state, FAR),
  sideLeft: (state) => moveSideways(state, -1),
  sideRight: (state) => moveSideways(state, 1),
  toggleRaw,
  toggleDifferent,
  toggleWhole,
  filter: (state) => setFilter(state, state.filter.text, true),
  applyFilter: (state) => setFilter(state, state.filter.text, false),
  eraseFilter: (state) => setFilter(state, [...state.filter.text].slice(0, -1).join(""), true),
  tool1: (state) => chooseTool(state, 0),
  tool2: (state) => chooseTool(state, 1),
  tool3: (state) => chooseTool(state, 2),
  tool4: (state) => chooseTool(state, 3),
  copyCommand,
  copyId,
  again,
};

/** Types a letter where there is something to type into. */
const typeInto = (state: State, place: Place, text: string): Step => {
  if (place === "line") return type(state, text);
  if (place === "search") return search(state, `${state.search?.query ?? ""}${text}`);
  if (place === "filter") return setFilter(state, state.filter.text + text, true);
  return [state, []];
};

/** What a key does to the workbench. */
export const press = (before: State, key: Key): Step => {
  const { name, text } = key;
  const { live } = before;
  if (live.waiting !== null && name !== "ctrl-c" && name !== "ctrl-z")
    return [{ ...before, live: { ...live, waiting: [...live.waiting, key] } }, []];
  const state: State = before.notice === null ? before : { ...before, notice: null };
  const place = placeOf(state);
  if (place === "line" && name === "?" && state.line.text === "") return commands.help(state);
  if (place === "search" && name === "backspace") return search(state, (state.search?.query ?? "").slice(0, -1));
  const command = commandFor(place, name);
  if (command !== null) return commands[command](state);
  return text === null ? [state, []] : typeInto(state, place, text);
};
