import type { Tool } from "../../model/index.ts";
import type { Key } from "../keys.ts";
import { runText, suggested } from "./command.ts";
import { contentOf, indexOf } from "./content.ts";
import { itemsOf } from "./items.ts";
import { again, settle } from "./list.ts";
import { endedPage, openLine, printed } from "./page.ts";
import { fillPanel, settlePanel } from "./panel.ts";
import { placeEntries, socketEntries } from "./places.ts";
import { press } from "./press.ts";
import { dealt, judged } from "./quiz.ts";
import { type Action, CARDS, type Run, type State, type Step, type Table } from "./state.ts";
import { paste, tab } from "./type-line.ts";

/** A change to the run, if it is still the one; answers to an older one are dropped. */
const ofRun = (state: State, id: number, change: (run: Run) => Step): Step =>
  state.run === null || state.run.id !== id || state.run.state === "stopped" ? [state, []] : change(state.run);

/** Presses keys one after the other. */
const pressAll = (step: Step, keys: readonly Key[]): Step =>
  keys.reduce<Step>(([state, effects], key) => {
    const [next, more] = press(settle(state), key);
    return [next, [...effects, ...more]];
  }, step);

const understood = (state: State, { seq, report, candidates, runs }: Action & { type: "understood" }): Step => {
  if (seq !== state.live.seq) return [state, []];
  const { waiting } = state.live;
  const next: State = { ...state, live: { seq, answered: true, report, candidates, runs, waiting: null } };
  return waiting === null ? [next, []] : pressAll(tab(next, 1), waiting);
};

/** Names that fit came after the rest of the answer. */
const named = (state: State, { seq, candidates }: Action & { type: "named" }): Step => {
  if (seq !== state.live.seq || state.menu !== null) return [state, []];
  return [{ ...state, live: { ...state.live, candidates } }, []];
};

/** The place is found; where another one was chosen, the list is asked for again there. */
const looked = (state: State, { node, places }: Action & { type: "looked" }): Step => {
  const next: State = { ...state, node, places, moved: false };
  if (!state.moved || node.state !== "found") return [next, []];
  if (state.run !== null && state.run.state !== "failed") return again(stopped(next));
  return state.line.text.trim() === "" ? runText(next, "docker ps -a") : [next, []];
};

/** The state without the last answer: it is of the place that was left. */
const stopped = (state: State): State =>
  state.run === null ? state : { ...state, run: { ...state.run, state: "stopped", table: null } };

/** Every place is counted. */
const surveyed = (state: State, places: Action & { type: "surveyed" }): Step => {
  const next: State = { ...state, places: places.places };
  const entries = state.panel?.kind === "sockets" ? socketEntries(next.places, next) : placeEntries(next.places, next);
  const kind = state.panel?.kind;
  return kind === "places" || kind === "sockets" ? fillPanel(next, kind, entries, "") : [next, []];
};

/** A tool has started or ended a query: the slowest counts, and it runs until none does. */
const heard = (state: State, { run: id, tool, state: now, ms }: Action & { type: "tool" }): Step =>
  ofRun(state, id, (run) => {
    const before = run.tools[tool];
    const slowest = ms === null ? (before?.ms ?? null) : Math.max(before?.ms ?? 0, ms);
    return [{ ...state, run: { ...run, tools: { ...run.tools, [tool]: { state: now, ms: slowest } } } }, []];
  });

const finalTools = ({ comparison }: Table): Run["tools"] => {
  const tools: Run["tools"] = {};
  for (const { tool, state, queries } of comparison.tools)
    tools[tool] = { state, ms: queries.length === 0 ? null : Math.max(...queries.map((query) => query.durationMs)) };
  return tools;
};

/** A cursor that still stands on the first of the rows that came early goes to the first of those that come now. */
const unmoved = (state: State): State => {
  const early = (state.run?.table?.waitsFor.length ?? 0) > 0;
  return early && indexOf(contentOf(state), state.selected) <= 0 ? { ...state, selected: null } : state;
};

const ran = (state: State, { run: id, table: found }: Action & { type: "ran" }): Step =>
  ofRun(state, id, (run) => {
    const table: Table = { ...found, items: itemsOf(found) };
    const next: State = { ...unmoved(state), run: { ...run, state: "done", table, tools: finalTools(table) } };
    return [next, run.raw === null ? [] : [{ type: "raw", run: id }]];
  });

/** What the fast tools have answered is shown before the slow ones have; a list that is asked for again keeps what it showed. */
const partly = (state: State, { run: id, table: found }: Action & { type: "partial" }): Step =>
  ofRun(state, id, (run) => {
    if (run.state !== "running" || (run.table !== null && run.table.waitsFor.length === 0)) return [state, []];
    return [{ ...unmoved(state), run: { ...run, table: { ...found, items: itemsOf(found) } } }, []];
  });

const ORDER: readonly Tool[] = CARDS;

const raw = (state: State, { run: id, output }: Action & { type: "raw" }): Step =>
  ofRun(state, id, (run) => {
    const others = (run.raw ?? []).filter(({ tool }) => tool !== output.tool);
    const outputs = [...others, output].sort((a, b) => ORDER.indexOf(a.tool) - ORDER.indexOf(b.tool));
    return [{ ...state, run: { ...run, raw: outputs } }, []];
  });

/** Milliseconds after which a list that is watched is asked for again. */
const WATCH_MS = 5000;

/** A second has gone by: a watched list shows its age, and is asked for again when it is old enough. */
const woke = (state: State, now: number): Step => {
  if (!state.watch.on) return [state, []];
  const next: State = { ...state, watch: { on: true, now } };
  const { run } = state;
  const isOld = run?.state === "done" && run.table !== null && now - run.table.asked >= WATCH_MS;
  const [after, effects] = isOld && state.pages.length === 0 ? again(next) : [next, []];
  return [after, [...effects, { type: "wake" }]];
};

const change = (state: State, action: Action): Step => {
  switch (action.type) {
    case "key":
      return press(state, action.key);
    case "paste":
      return paste({ ...state, focus: "line", help: null, search: null, notice: null }, action.text);
    case "resize":
      return [{ ...state, size: { columns: action.columns, rows: action.rows } }, []];
    case "looked":
      return looked(state, action);
    case "surveyed":
      return surveyed(state, action);
    case "filled":
      return fillPanel(state, action.panel, action.entries, action.note);
    case "dealt":
      return dealt(state, action.cards);
    case "judged":
      return judged(state, action.verdict);
    case "named":
      return named(state, action);
    case "suggested":
      return suggested(state, action.seq, action.candidates);
    case "partial":
      return partly(state, action);
    case "understood":
      return understood(state, action);
    case "tool":
      return heard(state, action);
    case "ran":
      return ran(state, action);
    case "failed":
      return ofRun(state, action.run, (run) => [
        { ...state, run: { ...run, state: "failed", failure: action.failure } },
        [],
      ]);
    case "opens":
      return ofRun(state, action.run, () =>
        openLine({ ...state, run: null, view: "whole", selected: null }, action.words, action.writes),
      );
    case "printed":
      return printed(state, action.page, action.lines);
    case "ended":
      return endedPage(state, action.page, action.exitCode);
    case "woke":
      return woke(state, action.now);
    case "raw":
      return raw(state, action);
    case "said":
      return [{ ...state, notice: action.notice }, []];
  }
};

/**
 * The workbench after something happened, and what it wants done in the world. Pure: the same state and action always give
 * the same answer.
 */
export const reduce = (state: State, action: Action): Step => {
  const [next, effects] = change(state, action);
  return [settlePanel(settle(next)), effects];
};
