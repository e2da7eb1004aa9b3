import { helpLines } from "../help.ts";
import { type Command, commandFor, type Key, keyFor, type Place } from "../keys.ts";
import {
  completeCommand,
  eraseCommand,
  openCommand,
  recallCommand,
  runCommand,
  runText,
  typeCommand,
} from "./command.ts";
import { FUZZY } from "./filter.ts";
import { emptyLine, erase, insert, move, type Way } from "./line.ts";
import { allLines } from "./lines.ts";
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
  toggleWide,
  visibleRows,
} from "./list.ts";
import {
  agree,
  changePage,
  closePage,
  nextHit,
  openPage,
  pageHeight,
  pageOf,
  scrollPage,
  searchPage,
  stopPage,
} from "./page.ts";
import { copyEntry, entryOf, movePanel, openPanel } from "./panel.ts";
import { goTo, openPlaces } from "./places.ts";
import { answerCard, openQuiz, typeAnswer } from "./quiz.ts";
import { inspectRow, logsOfRow, pathOfRow, shellInRow } from "./row-actions.ts";
import { reverseSort, sortNext } from "./sort.ts";
import type { State, Step } from "./state.ts";
import { recall, run, say, search, searchOlder, setLine, tab, takeHit, type } from "./type-line.ts";

/** Where a key is pressed now. */
export const placeOf = (state: State): Place => {
  const { help, search: searching, filter, focus, command } = state;
  if (command !== null) return "command";
  if (help !== null) return "help";
  const page = pageOf(state);
  if (page !== null) return page.search.typing ? "find" : page.asks === null ? "page" : "question";
  if (state.quiz !== null) return "quiz";
  if (state.panel !== null) return "panel";
  if (searching !== null) return "search";
  return focus === "line" ? "line" : filter.typing ? "filter" : "list";
};

const FAR = Number.MAX_SAFE_INTEGER;

/** Lines of help that are shown at once: all rows but the title and the footer. */
export const helpPage = ({ size }: State): number => Math.max(1, size.rows - 2);

const scroll = (state: State, rows: number): Step => {
  if (state.help === null) {
    if (pageOf(state) !== null) return scrollPage(state, rows);
    return state.panel === null ? moveBy(state, rows) : movePanel(state, rows);
  }
  const lowest = Math.max(0, helpLines(state.size.columns - 1, state.keys).length - helpPage(state));
  return [{ ...state, help: { top: Math.max(0, Math.min(lowest, state.help.top + rows)) } }, []];
};

const pageFor = (state: State): number => {
  if (state.help !== null) return helpPage(state);
  if (pageOf(state) !== null) return pageHeight(state);
  return state.panel === null ? visibleRows(state) : 5;
};

const setFilter = (state: State, text: string, typing: boolean): Step => [
  { ...state, filter: { text, typing }, top: 0 },
  [],
];

/** Escape: closes the nearest thing; from the list it leads to the line. */
const back = (state: State): Step => {
  const { help, search: searching, menu, focus, filter } = state;
  if (state.command !== null) return [{ ...state, command: null }, []];
  if (help !== null) return [{ ...state, help: null }, []];
  const page = pageOf(state);
  if (page !== null) {
    const { text, typing } = page.search;
    return typing || text !== "" ? searchPage(state, "", false) : closePage(state);
  }
  if (state.quiz !== null) return [{ ...state, quiz: null }, []];
  if (state.panel !== null) return [{ ...state, panel: null }, []];
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
  if (state.command !== null) return [{ ...state, command: null }, []];
  const page = pageOf(state);
  if (page !== null) return page.state === "running" ? stopPage(state, page) : closePage(state);
  if (state.quiz !== null || state.panel !== null) return [{ ...state, quiz: null, panel: null }, []];
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

/** Cells that one key moves a page sideways. */
const SIDEWAYS = 16;

const sideways = (state: State, way: -1 | 1): Step =>
  pageOf(state) === null
    ? moveSideways(state, way)
    : changePage(state, (page) => ({ ...page, left: Math.max(0, page.left + way * SIDEWAYS) }));

/** The page without its search, so that going back closes it. */
const closing = (state: State): State =>
  changePage(state, (page) => ({ ...page, search: { text: "", typing: false, hit: null } }))[0];

/** A log again, with the times of its lines or without. */
const retime = (state: State): Step => {
  const page = pageOf(state);
  if (page === null || page.words[0] !== "logs") return say(state, "Only logs have times");
  const [closed, effects] = closePage(state);
  const words = page.words.includes("-t")
    ? page.words.filter((word) => word !== "-t")
    : ["logs", "-t", ...page.words.slice(1)];
  const [opened, more] = openPage(closed, page.title, words);
  return [opened, [...effects, ...more]];
};

const savePage = (state: State): Step => {
  const page = pageOf(state);
  return page === null ? [state, []] : [state, [{ type: "save", name: page.title, lines: allLines(page.lines) }]];
};

/** Enter in a panel: goes to a place, or runs a line again. */
const choose = (state: State): Step => {
  const entry = state.panel === null ? null : entryOf(state.panel);
  if (entry === null) return say(state, "There is nothing to choose");
  if (entry.enter === null) {
    const why =
      state.panel?.kind === "doctor"
        ? `Nothing is run from here: ${keyFor("copyEntry", state.keys)} copies the fix`
        : "It does not answer: there is nothing to look into";
    return say(state, why, "warn");
  }
  if (entry.enter.do === "place") return goTo(state, entry.enter.target, entry.enter.namespace);
  return runText({ ...state, panel: null, pages: [] }, entry.enter.line);
};

const commands: Readonly<Record<Command, (state: State) => Step>> = {
  stop,
  back,
  suspend: (state) => [state, [{ type: "suspend" }]],
  help: (state) => [{ ...state, help: state.help === null ? { top: 0 } : null }, []],
  leave: (state) =>
    state.help === null && pageOf(state) === null && state.panel === null
      ? [state, [{ type: "leave" }]]
      : back(closing(state)),
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
  sideLeft: (state) => sideways(state, -1),
  sideRight: (state) => sideways(state, 1),
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
  openCommand,
  runCommand,
  eraseCommand,
  completeCommand,
  olderCommand: (state) => recallCommand(state, -1),
  newerCommand: (state) => recallCommand(state, 1),
  places: (state) => openPlaces(state, "places"),
  sockets: (state) => openPlaces(state, "sockets"),
  choose,
  copyEntry,
  sort: sortNext,
  reverse: reverseSort,
  wide: toggleWide,
  fuzzy: (state) => setFilter(state, FUZZY, true),
  learn: openQuiz,
  answer: answerCard,
  eraseAnswer: (state) => typeAnswer(state, (line) => erase(line, "left")),
  inspect: inspectRow,
  logs: logsOfRow,
  shell: shellInRow,
  path: pathOfRow,
  doctor: (state) => openPanel(state, "doctor", { type: "examine" }),
  commandLog: (state) => openPanel(state, "log", { type: "listLog" }),
  watch: (state) => {
    const on = !state.watch.on;
    const next: State = { ...state, watch: { ...state.watch, on } };
    const said = `paused: ${keyFor("again", state.keys)} asks once more, ${keyFor("watch", state.keys)} goes on`;
    return on ? [next, [{ type: "wake" }]] : say(next, said);
  },
  agree,
  follow: (state) => changePage(state, (page) => ({ ...page, follow: !page.follow })),
  wrap: (state) => changePage(state, (page) => ({ ...page, wrap: !page.wrap, left: 0 })),
  times: retime,
  save: savePage,
  find: (state) => searchPage(state, "", true),
  endFind: (state) => searchPage(state, pageOf(state)?.search.text ?? "", false),
  eraseFind: (state) => searchPage(state, [...(pageOf(state)?.search.text ?? "")].slice(0, -1).join(""), true),
  nextHit: (state) => nextHit(state, 1),
  lastHit: (state) => nextHit(state, -1),
};

/** Types a letter where there is something to type into. */
const typeInto = (state: State, place: Place, text: string): Step => {
  if (place === "line") return type(state, text);
  if (place === "search") return search(state, `${state.search?.query ?? ""}${text}`);
  if (place === "filter") return setFilter(state, state.filter.text + text, true);
  if (place === "command") return typeCommand(state, text);
  if (place === "quiz") return typeAnswer(state, (line) => insert(line, text));
  if (place === "find") return searchPage(state, `${pageOf(state)?.search.text ?? ""}${text}`, true);
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
  if (place === "line" && state.line.text === "" && commandFor("list", name, state.keys) === "help")
    return commands.help(state);
  if (place === "search" && name === "backspace") return search(state, (state.search?.query ?? "").slice(0, -1));
  const command = commandFor(place, name, state.keys);
  if (command !== null) return commands[command](state);
  return text === null ? [state, []] : typeInto(state, place, text);
};
