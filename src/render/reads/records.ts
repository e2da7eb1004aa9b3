import { cleanLine } from "../../model/clean.ts";
import { type Comparison, type FieldValue, type Joined, type RecordKind, TOOLS, type Tool } from "../../model/index.ts";
import { isSecretName, MASK } from "../../model/mask.ts";
import { quote } from "../../translate/index.ts";
import { type Drawing, drawingOf, type RenderOptions, textOf } from "../drawing.ts";
import { emptyLines, isTargetEmpty } from "../empty.ts";
import { targetLines, toolLines } from "../head.ts";
import { pad, widthOf, wrap } from "../measure.ts";
import { renderTsv } from "../table.ts";
import type { Rendered } from "../text-options.ts";
import { humanSize } from "../units.ts";

type Row = Joined<RecordKind>;

/** `createdAt` → `created at`. */
const titleOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const SIZES = /(?:Size|memoryLimit|^memory|^sizeRw|^sizeRootFs)$/;

/** A value as lines of text; what is named like a secret is masked. */
const linesOf = (field: string, value: FieldValue): string[] => {
  if (typeof value === "boolean") return [value ? "yes" : "no"];
  if (typeof value === "number") return [SIZES.test(field) ? `${humanSize(value)} (${value})` : String(value)];
  if (typeof value === "string") return [cleanLine(value)];
  if (Array.isArray(value)) {
    const texts = (value as readonly string[]).map(cleanLine);
    return field === "command" || field === "entrypoint" ? [quote(texts)] : texts;
  }
  return Object.entries(value as Record<string, string>).map(
    ([key, each]) => `${cleanLine(key)}=${isSecretName(key) ? MASK : cleanLine(each)}`,
  );
};

/** What a tool says that the record does not say, or the other way round, in one line each. */
const dissentLines = (field: string, own: FieldValue, joined: FieldValue): string[] => {
  if (typeof own !== "object" || typeof joined !== "object") return linesOf(field, own);
  const [mine, theirs] = [linesOf(field, own), linesOf(field, joined)];
  if (field === "command" || field === "entrypoint") return mine;
  const only = mine.filter((line) => !theirs.includes(line)).map((line) => `+ ${line}`);
  const lacks = theirs.filter((line) => !mine.includes(line)).map((line) => `- ${line}`);
  return [...only, ...lacks];
};

/** One line of the page: what is said of a field, and by whom. */
interface Line {
  field: string;
  text: string;
  by: readonly Tool[];
  differs: boolean;
  /** The first line of what these tools say. */
  opens: boolean;
}

/** Tools that say the same instead of what the record says, together. */
const dissenters = (others: Partial<Record<Tool, unknown>>, by: readonly Tool[]): [Tool[], FieldValue][] => {
  const tools = TOOLS.filter((tool) => !by.includes(tool) && tool in others);
  const groups = Map.groupBy(tools, (tool) => JSON.stringify(others[tool]));
  return [...groups.values()].map((group): [Tool[], FieldValue] => [group, others[group[0] as Tool] as FieldValue]);
};

/** Every field of a record: what it says first, then what other tools say instead. */
const fieldLines = (row: Row): Line[] =>
  Object.entries(row.fields).flatMap(([name, value]): Line[] => {
    const by = row.saidBy[name] ?? [];
    const others = row.differs.find(({ field }) => field === name)?.values ?? {};
    const field = titleOf(name);
    const said = linesOf(name, value).map((text, index) => ({ field, text, by, differs: false, opens: index === 0 }));
    const dissent = dissenters(others, by).flatMap(([tools, own]) =>
      dissentLines(name, own, value).map((text, index) => ({
        field,
        text,
        by: tools,
        differs: true,
        opens: index === 0,
      })),
    );
    return [...said, ...dissent];
  });

const heading = (row: Row, { paint, width, noTrunc }: Drawing): string[] => {
  const id = noTrunc || row.id.length <= 12 ? row.id : row.id.replace(/^sha256:/, "").slice(0, 12);
  const text = row.name === null || row.name === row.id ? row.id : `${row.name}  ${id}`;
  return wrap(cleanLine(text), width).map((line) => paint("title", line));
};

const GAP = 2;
/** Stands before what another tool says instead. */
const DIFFERS = "! ";
const LEGEND = "! a tool says something else: + only it has this, - it lacks this";

/** The record as a page: field, value, and the tools that say it. */
const pageOf = (row: Row, tools: readonly Tool[], drawing: Drawing): string[] => {
  const { width, paint } = drawing;
  const lines = fieldLines(row);
  const names = tools.filter((tool) => row.seenBy.includes(tool));
  const left = Math.max(...lines.map(({ field }) => widthOf(field)), 5);
  const single = names.length < 2;
  const sayBy = ({ by, opens }: Line): string => (opens ? by.join(" ") : "");
  const right = single ? 0 : Math.max(...lines.map((line) => widthOf(sayBy(line))), 7);
  // Where there is no room beside the value, who says it stands below.
  const beside = width - left - right - 2 * GAP >= 24;
  const room = Math.max(8, width - left - GAP - (single || !beside ? 0 : right + GAP));
  return [
    ...heading(row, drawing),
    ...lines.flatMap((line): string[] => {
      const mark = line.differs ? DIFFERS : "";
      const parts = wrap(mark + line.text, room);
      const by = single ? "" : sayBy(line);
      const whole = parts.length > 0 ? parts : [""];
      return whole.flatMap((part, index): string[] => {
        const head = pad(index === 0 && line.opens && !line.differs ? line.field : "", left);
        const value = line.differs ? paint("warn", part) : part;
        const tail =
          index === 0 && by !== "" && beside ? " ".repeat(room - widthOf(part) + GAP) + paint("dim", by) : "";
        const below =
          index === whole.length - 1 && by !== "" && !beside
            ? wrap(by, room).map((each) => `${" ".repeat(left + GAP)}${paint("dim", each)}`)
            : [];
        return [`${paint("bold", head)}${" ".repeat(GAP)}${value}${tail}`.trimEnd(), ...below];
      });
    }),
  ];
};

/** The chosen target's first. */
const inOrder = ({ rows, target }: Comparison<RecordKind>): Row[] => [
  ...rows.filter(({ at }) => at === target?.id),
  ...rows.filter(({ at }) => at !== target?.id),
];

const forPipe = (comparison: Comparison<RecordKind>, drawing: Drawing): Rendered => {
  const rows = inOrder(comparison).flatMap((row) =>
    fieldLines(row).map(({ field, text, by, differs }) => [
      row.name ?? row.id,
      field,
      text,
      by.join(","),
      differs ? "yes" : "",
    ]),
  );
  const failed = comparison.tools.flatMap(({ tool, state, error }) =>
    state === "ok" && error === null ? [] : [`${tool}: ${error ?? state}`],
  );
  const unbound: Drawing = { ...drawing, width: Number.MAX_SAFE_INTEGER };
  return {
    stdout: renderTsv(
      ["OBJECT", "FIELD", "VALUE", "SAID BY", "DIFFERS"].map((header) => ({ header })),
      rows,
    ),
    stderr: textOf([...targetLines(comparison, unbound).map((line) => line.replace(/ {4,}/, "    ")), ...failed]),
  };
};

/**
 * Draws `ctool inspect` and `ctool info`: every field once with the tools that say it, and below it what another tool says instead
 * (`+`: only that tool has it; `-`: it lacks it).
 */
export const renderRecords = (comparison: Comparison<RecordKind>, options: RenderOptions): Rendered => {
  const drawing = drawingOf(options);
  if (!options.tty) return forPipe(comparison, drawing);
  const tools = comparison.tools.map(({ tool }) => tool);
  const differ = comparison.rows.some(({ differs }) => differs.length > 0);
  const legend = differ ? ["", ...wrap(LEGEND, drawing.width).map((line) => drawing.paint("dim", line))] : [];
  const empty = isTargetEmpty(comparison, comparison.rows) ? ["", ...emptyLines(comparison, drawing)] : [];
  return {
    stdout: textOf([
      ...targetLines(comparison, drawing),
      "",
      ...toolLines(comparison, drawing),
      ...inOrder(comparison).flatMap((row) => ["", ...pageOf(row, tools, drawing)]),
      ...legend,
      ...(comparison.rows.length === 0 ? empty : []),
    ]),
    stderr: "",
  };
};
