import type {
  AnswerState,
  Comparison,
  Joined,
  Target,
  Tool,
  ToolAnswer,
  TranslationReport,
} from "../../model/index.ts";
import type { RawOutput } from "../../render/index.ts";
import type { Dropped } from "../../select/index.ts";
import type { Key } from "../keys.ts";
import type { Candidates, Menu } from "./completion.ts";
import { type History, noHistory, type Search } from "./history.ts";
import { emptyLine, type Line } from "./line.ts";

/** The tools in the order of their keys 1 to 4; the first three have a card. */
export const CARDS: readonly Tool[] = ["nerdctl", "crictl", "ctr", "docker"];

/** A row of the joined table. */
export interface Item {
  /** Stays the same when the line is run again, so that the selection does. */
  key: string;
  row: Joined;
  /** What the filter looks in: every cell whole, lower case. */
  text: string;
  /** The tools say different things about it, or one that could list it does not. */
  different: boolean;
}

/** How one tool is getting on with a run. */
export interface ToolRun {
  state: "running" | AnswerState;
  /** Of its slowest query so far; null while none has ended. */
  ms: number | null;
}

/** What the joined table is made of. */
export interface Table {
  comparison: Comparison;
  items: readonly Item[];
  /** Milliseconds since the epoch at which the tools were asked; a recording's own time. */
  now: number;
  noTrunc: boolean;
  showSize: boolean;
  showDigests: boolean;
  sandboxes: boolean;
  /** Rows that docker's own rules leave out; null where nothing was counted. */
  dropped: Dropped | null;
}

export interface Failure {
  message: string;
  hint: string | null;
  fix: string | null;
}

/** One line carried out. */
export interface Run {
  id: number;
  line: string;
  state: "running" | "done" | "failed" | "stopped";
  tools: Partial<Record<Tool, ToolRun>>;
  /** Null until all tools have answered. */
  table: Table | null;
  failure: Failure | null;
  /** What the tools' own commands print; null: not asked for yet. */
  raw: readonly RawOutput[] | null;
}

/** What is known of the place where lines are run. */
export type NodeView =
  | { state: "looking" }
  | { state: "found"; target: Pick<Target, "id" | "socket" | "namespace" | "reason"> }
  | { state: "none"; failure: Failure };

/** What the line means, as far as the answer is back. */
export interface Live {
  /** Counts the questions; an answer to an older one is dropped. */
  seq: number;
  /** Whether the answer to `seq` is back. */
  answered: boolean;
  /** Null for an empty line. */
  report: TranslationReport | null;
  candidates: Candidates | null;
  /** Whether ctool carries this line out itself. */
  runs: boolean;
  /** Tab was pressed before the answer was back: the keys that came after it, which wait for it. Else null. */
  waiting: readonly Key[] | null;
}

export type View = "joined" | "raw" | "whole";

export interface Notice {
  text: string;
  style: "plain" | "good" | "warn" | "bad";
}

/** All of the workbench. Only `reduce` makes a new one. */
export interface State {
  size: { columns: number; rows: number };
  /** Drawn with ASCII only: cut and rule signs take other widths. */
  ascii: boolean;
  focus: "line" | "list";
  help: { top: number } | null;
  line: Line;
  history: History;
  search: Search | null;
  live: Live;
  menu: Menu | null;
  node: NodeView;
  /** What answers instead of this node; null on a real one. */
  recording: string | null;
  run: Run | null;
  /** Runs so far: the id of the last one. */
  runs: number;
  view: View;
  onlyDifferent: boolean;
  filter: { text: string; typing: boolean };
  /** Key of the row the cursor is on; null in an empty list. */
  selected: string | null;
  /** Index of the first row that is shown. */
  top: number;
  /** Cells of a text that lie left of the screen. */
  left: number;
  /** Index in CARDS. */
  card: number;
  /** The raw output of the chosen tool alone, where there would be room for all. */
  zoom: boolean;
  notice: Notice | null;
}

/** What happens to the workbench. */
export type Action =
  | { type: "key"; key: Key }
  | { type: "paste"; text: string }
  | { type: "resize"; columns: number; rows: number }
  | { type: "looked"; node: NodeView }
  | {
      type: "understood";
      seq: number;
      report: TranslationReport | null;
      candidates: Candidates | null;
      runs: boolean;
    }
  | { type: "tool"; run: number; tool: Tool; state: ToolRun["state"]; ms: number | null }
  | { type: "ran"; run: number; table: Omit<Table, "items"> }
  | { type: "failed"; run: number; failure: Failure }
  | { type: "refused"; run: number }
  | { type: "raw"; run: number; output: RawOutput }
  | { type: "said"; notice: Notice };

/** What the workbench wants done in the world. */
export type Effect =
  | { type: "look" }
  | { type: "understand"; seq: number; text: string; cursor: number }
  | { type: "run"; run: number; line: string }
  | { type: "raw"; run: number }
  | { type: "cancel"; run: number }
  | { type: "copy"; text: string; what: string }
  | { type: "suspend" }
  | { type: "leave" };

export type Step = readonly [State, readonly Effect[]];

/** The workbench as it opens; `look` is the first effect to carry out. */
export const initialState = ({
  columns,
  rows,
  ascii,
  recording,
}: State["size"] & Pick<State, "ascii" | "recording">): State => ({
  size: { columns, rows },
  ascii,
  focus: "line",
  help: null,
  line: emptyLine,
  history: noHistory,
  search: null,
  live: { seq: 0, answered: true, report: null, candidates: null, runs: false, waiting: null },
  menu: null,
  node: { state: "looking" },
  recording,
  run: null,
  runs: 0,
  view: "whole",
  onlyDifferent: false,
  filter: { text: "", typing: false },
  selected: null,
  top: 0,
  left: 0,
  card: 0,
  zoom: false,
  notice: null,
});

/** The run's final word on a tool; null while it is not out. */
export const answerOf = (run: Run | null, tool: Tool): ToolAnswer | null =>
  run?.table?.comparison.tools.find((answer) => answer.tool === tool) ?? null;

/** Whether the cards speak of the run: its line is the one that stands in the line. */
export const showsRun = ({ run, line }: State): boolean => run !== null && run.line === line.text.trim();
