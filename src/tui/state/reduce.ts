import type { Tool } from "../../model/index.ts";
import type { Key } from "../keys.ts";
import { itemsOf } from "./items.ts";
import { settle } from "./list.ts";
import { press } from "./press.ts";
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

const ran = (state: State, { run: id, table: found }: Action & { type: "ran" }): Step =>
  ofRun(state, id, (run) => {
    const table: Table = { ...found, items: itemsOf(found) };
    const next: State = { ...state, run: { ...run, state: "done", table, tools: finalTools(table) } };
    return [next, run.raw === null ? [] : [{ type: "raw", run: id }]];
  });

const ORDER: readonly Tool[] = CARDS;

const raw = (state: State, { run: id, output }: Action & { type: "raw" }): Step =>
  ofRun(state, id, (run) => {
    const others = (run.raw ?? []).filter(({ tool }) => tool !== output.tool);
    const outputs = [...others, output].sort((a, b) => ORDER.indexOf(a.tool) - ORDER.indexOf(b.tool));
    return [{ ...state, run: { ...run, raw: outputs } }, []];
  });

const change = (state: State, action: Action): Step => {
  switch (action.type) {
    case "key":
      return press(state, action.key);
    case "paste":
      return paste({ ...state, focus: "line", help: null, search: null, notice: null }, action.text);
    case "resize":
      return [{ ...state, size: { columns: action.columns, rows: action.rows } }, []];
    case "looked":
      return [{ ...state, node: action.node }, []];
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
    case "refused":
      return ofRun(state, action.run, () => [
        {
          ...state,
          run: null,
          view: "whole",
          selected: null,
          notice: { text: "not run: ctool does not carry this out yet; these are its translations", style: "warn" },
        },
        [],
      ]);
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
  return [settle(next), effects];
};
