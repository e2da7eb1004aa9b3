import { millisOf } from "../compare/index.ts";
import {
  type Comparison,
  type Difference,
  type GapCode,
  type Joined,
  type Kind,
  TOOLS,
  type Tool,
  type ToolAnswer,
} from "../model/index.ts";
import { familiarReference } from "../translate/index.ts";
import type { Drawing } from "./drawing.ts";
import type { Footnotes } from "./footnotes.ts";
import type { Cell, Column } from "./table.ts";
import { humanSize } from "./units.ts";

/** One letter for each tool, for terminals without room. */
const INITIALS: Readonly<Record<Tool, string>> = { docker: "D", nerdctl: "N", crictl: "C", ctr: "T" };
const TIMES = new Set(["createdAt", "startedAt", "finishedAt"]);
const NO_ANSWER: ReadonlySet<GapCode> = new Set(["tool-failed", "timeout", "denied"]);

/** The tools that get a column: those that answered, and those that should have. */
const columnsOf = <K extends Kind>({ tools }: Comparison<K>): Tool[] =>
  tools.filter(({ state }: ToolAnswer) => state !== "missing" && state !== "unsupported").map(({ tool }) => tool);

const sayValue = (field: string, value: unknown): string => {
  if (field === "contentSize" && typeof value === "number") return humanSize(value);
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** What a tool says differently from the row as it was joined, as a clause; null when it agrees. */
const dissentOf = (
  row: Readonly<Record<string, unknown>>,
  { field, values }: Difference,
  tool: Tool,
): string | null => {
  if (!(tool in values)) return null;
  const own = values[tool];
  const joined = row[field];
  if (JSON.stringify(own) === JSON.stringify(joined)) return null;
  if (TIMES.has(field)) {
    const [left, right] = [millisOf(String(own)), millisOf(String(joined))];
    if (left !== null && right !== null && Math.abs(left - right) <= 1000) return null;
  }
  if (field === "state") return `lists it as ${sayValue(field, own)}`;
  if (field === "exitCode") return `says exit code ${sayValue(field, own)}`;
  if (field === "references" && Array.isArray(own) && Array.isArray(joined)) {
    const lacking = joined.filter((name) => !own.includes(name));
    return lacking.length === 0 ? null : `does not list ${lacking.map(familiarReference).join(", ")}`;
  }
  if (field === "labels") return "shows other labels";
  // A field that is no part of the row (a component's version): each tool's own word is told.
  return `says ${field} ${sayValue(field, own)}`;
};

/** The notes a tool earns on a row: why it does not show it, or what it says differently. */
export const notesOn = (row: Joined, tool: Tool): string[] => {
  const gap = row.missing.find((missing) => missing.tool === tool);
  if (gap) return [gap.why];
  return row.differs.flatMap((difference) => dissentOf({ ...row }, difference, tool) ?? []);
};

/** The last columns of a table of joined rows: who saw each row, with signs for why not and for what differs. */
export interface SeenBy {
  columns: Column[];
  cellsOf(row: Joined): Cell[];
  /** What the initials stand for, on narrow terminals. */
  legend: string | null;
}

export const seenByColumns = <K extends Kind>(
  comparison: Comparison<K>,
  drawing: Drawing,
  footnotes: Footnotes,
): SeenBy => {
  const tools = columnsOf(comparison);
  const { glyphs, size } = drawing;
  const marksOn = (row: Joined, tool: Tool): string => footnotes.marks(tool, notesOn(row, tool));
  const unseen = (row: Joined, tool: Tool): { sign: string; mark: string } => {
    const gap = row.missing.find((missing) => missing.tool === tool);
    return { sign: gap && NO_ANSWER.has(gap.code) ? glyphs.unknown : glyphs.unseen, mark: marksOn(row, tool) };
  };

  if (size === "wide") {
    return {
      columns: tools.map((tool) => ({ header: tool })),
      cellsOf: (row) =>
        tools.map((tool): Cell => {
          if (row.seenBy.includes(tool)) return { text: glyphs.seen + marksOn(row, tool), style: "good" };
          const { sign, mark } = unseen(row, tool);
          return { text: sign + mark, style: "dim" };
        }),
      legend: null,
    };
  }
  const nameOf = (tool: Tool): string => (size === "medium" ? tool : INITIALS[tool]);
  const joint = size === "medium" ? " " : "";
  return {
    columns: [{ header: size === "medium" ? "SEEN BY" : "BY" }],
    cellsOf: (row) => {
      const seen = tools.filter((tool) => row.seenBy.includes(tool)).map((tool) => nameOf(tool) + marksOn(row, tool));
      const others = tools.filter((tool) => !row.seenBy.includes(tool)).map((tool) => unseen(row, tool));
      const reasons = [...new Set(others.filter(({ mark }) => mark !== "").map(({ sign, mark }) => sign + mark))];
      return [[seen.join(joint), ...reasons].join(" ")];
    },
    legend:
      size === "medium"
        ? null
        : TOOLS.filter((tool) => tools.includes(tool))
            .map((tool) => `${INITIALS[tool]} ${tool}`)
            .join(", "),
  };
};

/** The same for a pipe: a column for each tool with `yes` or the code of the reason. */
export const seenByForPipes = <K extends Kind>(comparison: Comparison<K>): Omit<SeenBy, "legend"> => {
  const tools = comparison.tools.map(({ tool }) => tool);
  return {
    columns: tools.map((tool) => ({ header: tool.toUpperCase() })),
    cellsOf: (row) =>
      tools.map((tool) =>
        row.seenBy.includes(tool) ? "yes" : (row.missing.find((gap) => gap.tool === tool)?.code ?? ""),
      ),
  };
};
