import { quote } from "../../translate/index.ts";
import { keyFor } from "../keys.ts";
import { contentOf, indexOf, keyAt, lengthOf, MARGIN, rawInColumns } from "./content.ts";
import { pasteId } from "./items.ts";
import { layoutOf, pageOf } from "./layout.ts";
import { answerOf, CARDS, type State, type Step, showsRun } from "./state.ts";
import { say } from "./type-line.ts";

/** Cells that one key moves a text sideways. */
const SIDEWAYS = 16;

/** Rows of the list that are shown at once. */
export const visibleRows = (state: State): number => pageOf(layoutOf(state.size), contentOf(state).kind === "rows");

/** Puts the cursor on a row that is there, and the rows in view around it. */
export const settle = (state: State): State => {
  const content = contentOf(state);
  const length = lengthOf(content);
  const page = visibleRows(state);
  const at = Math.max(0, indexOf(content, state.selected));
  const selected = keyAt(content, at);
  const lowest = Math.max(0, length - page);
  const top = Math.min(lowest, Math.max(Math.min(state.top, at), at - page + 1));
  const left = Math.min(state.left, widestOf(state));
  const same = selected === state.selected && top === state.top && left === state.left;
  return same ? state : { ...state, selected, top, left };
};

/** Cells by which the longest line is wider than the screen. */
const widestOf = (state: State): number => {
  const content = contentOf(state);
  return Math.max(0, content.widest - (state.size.columns - MARGIN));
};

/** Moves a text to the left (-1) or the right; tables fit themselves to the screen, unless they are drawn whole. */
export const moveSideways = (state: State, way: -1 | 1): Step => {
  if (contentOf(state).kind === "rows" && !state.wide)
    return say(state, `The table fits the screen: ${keyFor("wide", state.keys)} draws it whole`);
  const left = Math.max(0, Math.min(widestOf(state), state.left + way * SIDEWAYS));
  return [{ ...state, left }, []];
};

/** Moves the cursor by so many rows; past the ends it stays at the end. */
export const moveBy = (state: State, rows: number): Step => {
  const content = contentOf(state);
  const at = Math.max(0, indexOf(content, state.selected));
  const to = Math.max(0, Math.min(lengthOf(content) - 1, at + rows));
  return [{ ...state, selected: keyAt(content, to) }, []];
};

/** Joined table ↔ what each tool printed, which is asked for when it is first looked at. */
export const toggleRaw = (state: State): Step => {
  const { run, view } = state;
  if (run === null) return say(state, "Nothing was run yet: Enter in the line runs it");
  if (view === "raw") return [{ ...state, view: "joined", top: 0 }, []];
  if (run.state === "running") {
    if (view === "whole") return [{ ...state, view: "joined" }, []];
    // Asked for as soon as the tools have answered.
    return [{ ...state, view: "raw", run: { ...run, raw: [] }, selected: null, top: 0, left: 0 }, []];
  }
  if (run.table === null) return view === "whole" ? [{ ...state, view: "joined" }, []] : say(state, notReady(state));
  const next: State = { ...state, view: "raw", selected: null, top: 0, left: 0 };
  if (run.raw !== null) return [next, []];
  return [{ ...next, run: { ...run, raw: [] } }, [{ type: "raw", run: run.id }]];
};

const notReady = ({ run }: State): string =>
  run?.state === "running" ? "The tools are still being asked" : "This line gave no table to compare";

/** The table cut to the screen ↔ whole, to be moved sideways. */
export const toggleWide = (state: State): Step => {
  if (state.run?.table == null || state.view !== "joined") return say(state, "There is no table to draw whole");
  return [{ ...state, wide: !state.wide, left: 0 }, []];
};

/** All rows ↔ those on which the tools differ. */
export const toggleDifferent = (state: State): Step => {
  const { run, view, onlyDifferent } = state;
  if (run?.table == null) return say(state, run === null ? "Nothing was run yet" : notReady(state));
  if (view !== "joined") return [{ ...state, view: "joined", onlyDifferent: true }, []];
  return [{ ...state, onlyDifferent: !onlyDifferent }, []];
};

/** The translations whole ↔ the last answer. */
export const toggleWhole = (state: State): Step => {
  if (state.view !== "whole") return [{ ...state, view: "whole", selected: null, top: 0, left: 0 }, []];
  if (state.run === null) return say(state, "Nothing was run yet: Enter in the line runs it");
  return [{ ...state, view: "joined", selected: null, top: 0, left: 0 }, []];
};

/** Chooses a tool's card; once more shows its raw output alone, or all of them again. */
export const chooseTool = (state: State, card: number): Step => {
  const again = state.card === card;
  const zoom = state.view === "raw" && (again ? !state.zoom : state.zoom || rawInColumns(state));
  return [{ ...state, card, zoom, ...(state.view === "raw" ? { selected: null, top: 0, left: 0 } : {}) }, []];
};

/** The chosen tool's command as one pastes it: with addresses where it was run, else as it was translated. */
const commandOf = (state: State): string | null => {
  const tool = CARDS[state.card];
  if (tool === undefined) return null;
  const steps = showsRun(state) ? (answerOf(state.run, tool)?.translation?.steps ?? []) : [];
  const [only, ...more] = steps;
  if (only !== undefined && more.length === 0 && only.files.length === 0) return quote(only.argv);
  const { report } = state.live;
  if (report?.from === tool) return state.line.text.trim();
  return report?.translations.find((translation) => translation.tool === tool)?.shell.trim() || null;
};

/** Puts the chosen tool's command on the clipboard. */
export const copyCommand = (state: State): Step => {
  const text = commandOf(state);
  const tool = CARDS[state.card] ?? "this tool";
  if (text === null) return say(state, `There is no command of ${tool} to copy`);
  return [state, [{ type: "copy", text, what: `${tool}'s command` }]];
};

/** Puts the whole id of the row under the cursor on the clipboard. */
export const copyId = (state: State): Step => {
  const content = contentOf(state);
  const item = content.kind === "rows" ? content.items[indexOf(content, state.selected)] : undefined;
  if (item === undefined) return say(state, "There is no row under the cursor");
  return [state, [{ type: "copy", text: pasteId(item), what: "the id" }]];
};

/** Carries the last line out again. */
export const again = (state: State): Step => {
  const { run, view } = state;
  if (run === null) return say(state, "Nothing was run yet");
  if (run.state === "running") return say(state, "It is still running: Ctrl-C stops it");
  const id = state.runs + 1;
  const next = { ...run, id, state: "running" as const, tools: {}, failure: null, raw: view === "raw" ? [] : null };
  // Raw output is asked for again once the table is there.
  return [{ ...state, run: next, runs: id }, [{ type: "run", run: id, line: run.line }]];
};
