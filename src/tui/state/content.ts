import { renderRaw, widthOf, wrap } from "../../render/index.ts";
import { fold, type StyledLine, wholeLines } from "./explain.ts";
import { filterBy } from "./filter.ts";
import { wideWidth } from "./items.ts";
import { layoutOf } from "./layout.ts";
import { sortItems } from "./sort.ts";
import { CARDS, type Item, type Run, type State } from "./state.ts";

/** What the list shows: rows of the joined table, or lines of text. */
export type Content =
  /** `widest`: cells of the longest line, which may be more than the screen has; a table that fits itself to it has 0. */
  | { kind: "rows"; items: readonly Item[]; widest: number }
  | { kind: "text"; lines: readonly StyledLine[]; widest: number };

/** Cells left of every row, for the cursor's sign. */
export const MARGIN = 2;

const NOTHING: Content = { kind: "text", lines: [], widest: 0 };

const plain = (texts: readonly string[]): StyledLine[] => texts.map((text) => ({ text, style: "plain" }));

const welcome = (width: number): StyledLine[] => [
  ...plain(wrap("Type a docker line: what it is in nerdctl, crictl and ctr appears as you type.", width)),
  { text: "", style: "plain" },
  ...["docker ps -a", "docker images", "docker run -d -p 8080:80 nginx", "ctool pods"].map(
    (text): StyledLine => ({ text: `  ${text}`, style: "title" }),
  ),
  { text: "", style: "plain" },
  ...plain(wrap("Enter runs what only reads. Tab completes, then goes to the list. ? tells the keys.", width)),
];

/** Whether each tool's raw output has a column of its own, or the chosen tool's is shown alone. */
export const rawInColumns = ({ size, zoom }: Pick<State, "size" | "zoom">): boolean =>
  layoutOf(size).mode === "cards" && !zoom;

const rawLines = (state: State, width: number): StyledLine[] => {
  const outputs = state.run?.raw ?? [];
  if (outputs.length === 0) return plain(["asking the tools ..."]);
  const columns = rawInColumns(state);
  const chosen = CARDS.flatMap((tool, index) =>
    (columns ? index < 3 : index === state.card) ? outputs.filter((output) => output.tool === tool) : [],
  );
  if (chosen.length === 0) return plain([`${CARDS[state.card] ?? "the tool"} has not answered`]);
  const { stdout } = renderRaw(chosen, columns ? "columns" : "stacked", {
    // Alone, an output keeps its lines: the list moves sideways.
    width: columns ? width : Number.MAX_SAFE_INTEGER,
    tty: true,
    colour: false,
    ascii: state.ascii,
    now: 0,
  });
  return plain(stdout.trimEnd().split("\n"));
};

const failureLines = ({ failure }: Pick<Run, "failure">, width: number): StyledLine[] =>
  failure === null
    ? []
    : [
        ...fold(failure.message, width).map((text): StyledLine => ({ text, style: "bad" })),
        ...plain([...(failure.hint === null ? [] : fold(failure.hint, width))]),
        ...(failure.fix === null ? [] : fold(`  ${failure.fix}`, width)).map(
          (text): StyledLine => ({ text, style: "title" }),
        ),
      ];

/** Rows that pass the filter and, where that is asked for, on which the tools differ. */
const passing = (items: readonly Item[], filter: string, onlyDifferent: boolean): readonly Item[] =>
  filterBy(onlyDifferent ? items.filter(({ different }) => different) : items, filter, ({ text }) => text);

const work = (state: State): Content => {
  const { run, view, live, line, filter, onlyDifferent } = state;
  const width = Math.max(1, state.size.columns - MARGIN);
  const text = (all: readonly StyledLine[]): Content => {
    const lines = filterBy(all, filter.text, (line) => line.text);
    return { kind: "text", lines, widest: lines.reduce((most, line) => Math.max(most, widthOf(line.text)), 0) };
  };
  if (view === "whole") {
    if (line.text.trim() === "") return text(welcome(width));
    return live.report === null ? NOTHING : text(wholeLines(live.report, width));
  }
  if (run === null) return NOTHING;
  if (run.failure !== null) return text(failureLines(run, width));
  if (view === "raw") return text(rawLines(state, width));
  if (run.table === null) return NOTHING;
  const sorted = sortItems(run.table.items, run.table.comparison.kind, state.sort);
  const widest = state.wide ? wideWidth(run.table) : 0;
  return { kind: "rows", items: passing(sorted, filter.text, onlyDifferent), widest };
};

/** Everything that `work` looks at; while it is the same, so is the content. */
const inputsOf = (state: State): readonly unknown[] => [
  state.run,
  state.view,
  state.live.report,
  state.line.text.trim() === "",
  state.filter.text,
  state.onlyDifferent,
  state.size.columns,
  state.size.rows,
  state.card,
  state.zoom,
  state.sort,
  state.wide,
];

let last: { inputs: readonly unknown[]; content: Content } | null = null;

/** What the list holds now, all of it. The last answer is kept: most keys change nothing of it. */
export const contentOf = (state: State): Content => {
  const inputs = inputsOf(state);
  if (last !== null && inputs.every((input, index) => input === last?.inputs[index])) return last.content;
  last = { inputs, content: work(state) };
  return last.content;
};

/** How many rows or lines there are. */
export const lengthOf = (content: Content): number =>
  content.kind === "rows" ? content.items.length : content.lines.length;

/** What the cursor keeps hold of: a row's key, a line's number. */
export const keyAt = (content: Content, index: number): string | null => {
  if (index < 0 || index >= lengthOf(content)) return null;
  return content.kind === "rows" ? (content.items[index]?.key ?? null) : String(index);
};

/** Where the cursor is; -1 when its row is not there. */
export const indexOf = (content: Content, key: string | null): number => {
  if (key === null) return -1;
  if (content.kind === "rows") return content.items.findIndex((item) => item.key === key);
  const index = Number(key);
  return Number.isInteger(index) && index >= 0 && index < content.lines.length ? index : -1;
};
