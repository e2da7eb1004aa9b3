import { wrap } from "../../render/index.ts";
import { fold, type StyledLine } from "./explain.ts";
import type { Effect, State, Step } from "./state.ts";
import { say } from "./type-line.ts";

/** What Enter does with an entry. */
export type Choice =
  | { do: "place"; target: string; namespace: string | null }
  /** A whole line, as one types it. */
  | { do: "run"; line: string };

/** A line of an entry: broken at blanks; commands anywhere where blanks mean something. */
export interface EntryLine extends StyledLine {
  indent: number;
  command?: true;
  /** A row of columns: cut at the edge, not wrapped. */
  row?: true;
}

/** One thing in a panel: a place, a finding, a command that was run. */
export interface Entry {
  /** Stays the same when the panel is filled again. */
  key: string;
  /** At least one; the first says what it is. */
  lines: readonly EntryLine[];
  enter: Choice | null;
  copy: { text: string; what: string } | null;
}

export type PanelKind = "places" | "sockets" | "doctor" | "log";

/** A list over the workbench: entries of several lines, the cursor going from one to the next. */
export interface Panel {
  kind: PanelKind;
  state: "asking" | "there";
  entries: readonly Entry[];
  /** What is said in place of entries, and of them all. */
  note: string;
  /** Key of the entry under the cursor; null in an empty panel. */
  selected: string | null;
  /** Index of the first line that is shown. */
  top: number;
}

export const panelTitles: Readonly<Record<PanelKind, string>> = {
  places: "namespaces",
  sockets: "engines",
  doctor: "doctor",
  log: "what was run",
};

/** A line of a panel as it is drawn, and the entry it belongs to. */
export interface PanelLine extends StyledLine {
  entry: number;
}

let last: { entries: readonly Entry[]; width: number; lines: PanelLine[] } | null = null;

/** The lines of all entries in so many cells. */
export const panelLines = ({ entries }: Panel, width: number): readonly PanelLine[] => {
  if (last?.entries === entries && last.width === width) return last.lines;
  const lines = entries.flatMap(({ lines: own }, entry) =>
    own.flatMap(({ text, style, indent, command, row }): PanelLine[] => {
      const room = Math.max(10, width - indent);
      const parts = command && /\s\s/.test(text) ? fold(text, room) : row || text === "" ? [text] : wrap(text, room);
      return parts.map((part) => ({ text: " ".repeat(indent) + part, style, entry }));
    }),
  );
  last = { entries, width, lines };
  return lines;
};

/** Lines that are shown at once: all rows but the title and the footer. */
export const panelHeight = ({ size }: State): number => Math.max(1, size.rows - 2);

/** Cells of a line: the cursor's sign stands left of it. */
export const panelWidth = ({ size }: State): number => Math.max(1, size.columns - 2);

const indexIn = ({ entries, selected }: Panel): number =>
  Math.max(
    0,
    entries.findIndex(({ key }) => key === selected),
  );

/** The entry under the cursor. */
export const entryOf = (panel: Panel): Entry | null => panel.entries[indexIn(panel)] ?? null;

/** Puts the cursor on an entry that is there, and as much of it in view as fits. */
export const settlePanel = (state: State): State => {
  const { panel } = state;
  if (panel === null) return state;
  const at = indexIn(panel);
  const lines = panelLines(panel, panelWidth(state));
  const height = panelHeight(state);
  const first = lines.findIndex(({ entry }) => entry === at);
  const end = lines.findLastIndex(({ entry }) => entry === at) + 1;
  const fitting = Math.max(panel.top, end - height);
  const top = Math.max(0, Math.min(fitting, Math.max(0, first), Math.max(0, lines.length - height)));
  const selected = panel.entries[at]?.key ?? null;
  return top === panel.top && selected === panel.selected ? state : { ...state, panel: { ...panel, top, selected } };
};

/** Opens a panel; what fills it is asked for by the effect. */
export const openPanel = (
  state: State,
  kind: PanelKind,
  effect: Effect,
  entries: readonly Entry[] = [],
  selected: string | null = null,
): Step => [{ ...state, panel: { kind, state: "asking", entries, note: "", selected, top: 0 } }, [effect]];

/** What was asked for is there. */
export const fillPanel = (state: State, kind: PanelKind, entries: readonly Entry[], note: string): Step => {
  const { panel } = state;
  if (panel === null || panel.kind !== kind) return [state, []];
  return [{ ...state, panel: { ...panel, state: "there", entries, note } }, []];
};

/** Moves the cursor by so many entries. */
export const movePanel = (state: State, by: number): Step => {
  const { panel } = state;
  if (panel === null) return [state, []];
  const to = Math.max(0, Math.min(panel.entries.length - 1, indexIn(panel) + by));
  return [{ ...state, panel: { ...panel, selected: panel.entries[to]?.key ?? null } }, []];
};

/** Puts what an entry is good for on the clipboard: a finding's fix, a command. */
export const copyEntry = (state: State): Step => {
  const entry = state.panel === null ? null : entryOf(state.panel);
  if (entry === null) return say(state, "There is nothing here");
  return entry.copy === null
    ? say(state, "There is nothing to copy of this")
    : [state, [{ type: "copy", ...entry.copy }]];
};
