import type { Card } from "../../learn/index.ts";
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
import type { Key, Keys } from "../keys.ts";
import type { Candidates, Menu } from "./completion.ts";
import { type History, noHistory, type Search } from "./history.ts";
import { emptyLine, type Line } from "./line.ts";
import type { Page } from "./page.ts";
import type { Entry, Panel, PanelKind } from "./panel.ts";
import type { Asked, Judgement, Quiz } from "./quiz.ts";

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
  /** Milliseconds since the epoch by the clock on the wall. */
  asked: number;
  noTrunc: boolean;
  showSize: boolean;
  showDigests: boolean;
  sandboxes: boolean;
  /** Rows that docker's own rules leave out; null where nothing was counted. */
  dropped: Dropped | null;
  /** Tools that have not answered yet: the rows are what the others have. Empty when all have. */
  waitsFor: readonly Tool[];
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
  /** What has been answered so far; null until a tool has. */
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

/** A place where containers are: a namespace of an engine, or an engine that has none. */
export interface Place {
  target: string;
  engine: string;
  socket: string;
  namespace: string | null;
  /** Containers that run, sandboxes left out; null where this user may not look. */
  running: number | null;
  /** All containers, running or not; null where nobody was asked. */
  total: number | null;
  /** Why the engine does not answer; null when it does. */
  why: string | null;
}

/** What is typed after `:`. */
export interface CommandLine {
  line: Line;
  /** Counts the questions for what would fit; an answer to an older one is dropped. */
  seq: number;
  candidates: Candidates | null;
  menu: Menu | null;
  /** Tab was pressed before the candidates were there. */
  waiting: boolean;
}

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
  keys: Keys;
  focus: "line" | "list";
  help: { top: number } | null;
  /** What lies over the workbench, the one that is shown last. */
  pages: readonly Page[];
  /** What is typed after `:`; null while nothing is. */
  command: CommandLine | null;
  /** What was typed after `:` before. */
  commands: History;
  /** A list over the workbench: places, findings, what was run. */
  panel: Panel | null;
  /** Cards over the workbench. */
  quiz: Quiz | null;
  /** The list is asked for again and again; `now` is when its age was last looked at, in milliseconds since the epoch. */
  watch: { on: boolean; now: number };
  line: Line;
  history: History;
  search: Search | null;
  live: Live;
  menu: Menu | null;
  node: NodeView;
  /** Every place of this node, as far as it is known. */
  places: readonly Place[];
  /** Another place was chosen: what is listed is asked for again as soon as it is found. */
  moved: boolean;
  /** What answers instead of this node; null on a real one. */
  recording: string | null;
  run: Run | null;
  /** Runs so far: the id of the last one. */
  runs: number;
  view: View;
  onlyDifferent: boolean;
  filter: { text: string; typing: boolean };
  /** Null: docker's own order. */
  sort: { column: string; down: boolean } | null;
  /** The table is drawn whole, however wide: it is moved sideways. */
  wide: boolean;
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
  | { type: "looked"; node: NodeView; places: readonly Place[] }
  | { type: "surveyed"; places: readonly Place[] }
  | { type: "filled"; panel: PanelKind; entries: readonly Entry[]; note: string }
  | { type: "dealt"; cards: readonly Asked[] }
  | { type: "judged"; verdict: Judgement }
  | {
      type: "understood";
      seq: number;
      report: TranslationReport | null;
      candidates: Candidates | null;
      runs: boolean;
    }
  /** Names on this node that would fit, after the rest of the answer. */
  | { type: "named"; seq: number; candidates: Candidates }
  | { type: "suggested"; seq: number; candidates: Candidates | null }
  | { type: "tool"; run: number; tool: Tool; state: ToolRun["state"]; ms: number | null }
  | { type: "ran"; run: number; table: Omit<Table, "items"> }
  /** Some tools have answered, the others are still at it. */
  | { type: "partial"; run: number; table: Omit<Table, "items"> }
  | { type: "failed"; run: number; failure: Failure }
  /** The line is no list: it opens a page. */
  | { type: "opens"; run: number; words: readonly string[]; writes: boolean }
  | { type: "printed"; page: number; lines: readonly string[] }
  | { type: "ended"; page: number; exitCode: number }
  /** A second has gone by. */
  | { type: "woke"; now: number }
  | { type: "raw"; run: number; output: RawOutput }
  | { type: "said"; notice: Notice };

/** What the workbench wants done in the world. */
export type Effect =
  | { type: "look" }
  | { type: "survey" }
  | { type: "examine" }
  | { type: "listLog" }
  | { type: "deal" }
  | { type: "judge"; card: Card; answer: string }
  | { type: "suggest"; seq: number; text: string; cursor: number }
  | { type: "understand"; seq: number; text: string; cursor: number }
  | { type: "run"; run: number; line: string }
  | { type: "raw"; run: number }
  | { type: "cancel"; run: number }
  | { type: "copy"; text: string; what: string }
  | { type: "verb"; page: number; words: readonly string[] }
  | { type: "stopVerb"; page: number }
  /** Gives the terminal to a line that talks to a person, and takes it back. */
  | { type: "attach"; words: readonly string[] }
  /** A shell in a container: the best it has. */
  | { type: "shell"; id: string; at: readonly string[] }
  /** Looks at another engine, or into another namespace, from now on. */
  | { type: "place"; target?: string; namespace?: string }
  | { type: "save"; name: string; lines: readonly string[] }
  | { type: "wake" }
  | { type: "suspend" }
  | { type: "leave" };

export type Step = readonly [State, readonly Effect[]];

/** The workbench as it opens; `look` is the first effect to carry out. */
export const initialState = ({
  columns,
  rows,
  ascii,
  recording,
  keys,
}: State["size"] & Pick<State, "ascii" | "recording" | "keys">): State => ({
  size: { columns, rows },
  ascii,
  keys,
  focus: "line",
  help: null,
  pages: [],
  command: null,
  commands: noHistory,
  panel: null,
  quiz: null,
  watch: { on: false, now: 0 },
  line: emptyLine,
  history: noHistory,
  search: null,
  live: { seq: 0, answered: true, report: null, candidates: null, runs: false, waiting: null },
  menu: null,
  node: { state: "looking" },
  places: [],
  moved: false,
  recording,
  run: null,
  runs: 0,
  view: "whole",
  onlyDifferent: false,
  filter: { text: "", typing: false },
  sort: null,
  wide: false,
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
