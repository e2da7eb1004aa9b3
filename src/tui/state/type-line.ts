import { complete, turn } from "./completion.ts";
import { find, remember, rememberAll, step } from "./history.ts";
import { insert as insertInto, type Line, lineOf, pastedLines } from "./line.ts";
import type { Notice, State, Step } from "./state.ts";

/** Says something in the hint line until the next key. */
export const say = (state: State, text: string, style: Notice["style"] = "plain"): Step => [
  { ...state, notice: { text, style } },
  [],
];

/** Puts a line in and asks what it means. */
export const setLine = (state: State, line: Line, keep: Partial<Pick<State, "menu" | "history">> = {}): Step => {
  if (line.text === state.line.text && line.cursor === state.line.cursor) {
    const same = state.menu === null && Object.keys(keep).length === 0;
    return [same ? state : { ...state, menu: null, ...keep }, []];
  }
  const seq = state.live.seq + 1;
  const live = { ...state.live, seq, answered: false, candidates: null, waiting: null };
  return [
    { ...state, line, menu: null, live, ...keep },
    [{ type: "understand", seq, text: line.text, cursor: line.cursor }],
  ];
};

/** Types a text at the cursor. */
export const type = (state: State, text: string): Step => setLine(state, insertInto(state.line, text));

/** Pastes: one line goes in at the cursor; several are kept in the history, the first of them in the line. */
export const paste = (state: State, pasted: string): Step => {
  const lines = pastedLines(pasted);
  const [first = ""] = lines;
  if (lines.length === 1) return type(state, first);
  const history = rememberAll(state.history, lines);
  const [next, effects] = setLine(state, lineOf(first), { history });
  return [
    {
      ...next,
      notice: { text: `${lines.length} lines pasted: Enter runs this one, Down is the next`, style: "plain" },
    },
    effects,
  ];
};

/** Up and Down among the lines typed before. */
export const recall = (state: State, by: -1 | 1): Step => {
  const found = step(state.history, state.line.text, by);
  return found === null ? [state, []] : setLine(state, lineOf(found.text), { history: found.history });
};

/** Tab: goes on in the menu, completes, takes the corrected line, or leaves the line for the list. */
export const tab = (state: State, by: -1 | 1): Step => {
  if (state.menu !== null) {
    const { line, menu } = turn(state.menu, by);
    return setLine(state, line, { menu });
  }
  if (!state.live.answered) return [{ ...state, live: { ...state.live, waiting: [] } }, []];
  const { candidates, report } = state.live;
  if (candidates !== null) {
    const { line, menu } = complete(state.line, candidates);
    return setLine(state, line, { menu });
  }
  const suggestion = report?.problems.find((problem) => problem.suggestion !== null)?.suggestion ?? null;
  if (suggestion !== null && state.line.text.trim() !== "") return setLine(state, lineOf(suggestion));
  return [{ ...state, focus: "list" }, []];
};

/** Enter: runs the line. */
export const run = (state: State): Step => {
  const text = state.line.text.trim();
  if (text === "") return say(state, "Type a docker line first, for example: docker ps -a");
  const id = state.runs + 1;
  const stop = state.run?.state === "running" ? ([{ type: "cancel", run: state.run.id }] as const) : [];
  const next: State = {
    ...state,
    menu: null,
    history: remember(state.history, text),
    run: { id, line: text, state: "running", tools: {}, table: null, failure: null, raw: null },
    runs: id,
    view: "joined",
    onlyDifferent: false,
    filter: { text: "", typing: false },
    top: 0,
  };
  return [next, [...stop, { type: "run", run: id, line: text }]];
};

/** Ctrl-R, and every letter typed after it. */
export const search = (state: State, query: string, from = state.history.entries.length): Step => [
  { ...state, search: find(state.history, query, from) },
  [],
];

/** Ctrl-R again: the next older line that matches; stays where it is when there is none. */
export const searchOlder = (state: State): Step => {
  const { search: now, history } = state;
  if (now === null || now.hit === null) return [state, []];
  const older = find(history, now.query, now.hit);
  return [older.hit === null ? state : { ...state, search: older }, []];
};

/** Puts the line that was found into the line. */
export const takeHit = (state: State): Step => {
  const at = state.search?.hit ?? null;
  const text = at === null ? undefined : state.history.entries[at];
  const closed: State = { ...state, search: null };
  return text === undefined ? [closed, []] : setLine(closed, lineOf(text), { history: { ...state.history, at } });
};
