import { cleanLine } from "../model/clean.ts";
import type { Comparison, Elsewhere, Fit, Kind, ToolAnswer } from "../model/index.ts";
import { quote } from "../translate/index.ts";
import type { Drawing } from "./drawing.ts";
import { cut, widthOf, wrap } from "./measure.ts";
import type { Style } from "./paint.ts";
import { type Cell, type Column, tableLines } from "./table.ts";

/** Where the right part of the first line ends on wider terminals. */
const RIGHT_EDGE = 120;

const placeName = ({ engine, namespace, socket }: Elsewhere): string =>
  engine === "docker" ? "docker" : [socket, namespace].filter((part) => part !== null).join(" ");

/**
 * What lies outside the target: `default 1`, `docker 1`, with how many containers run there; `?` where this user may not look.
 * Empty places are left out, and lists of other things give no numbers. An engine that does not answer has a line of its own.
 */
const otherPlaces = <K extends Kind>({ target, elsewhere, kind }: Comparison<K>): string[] =>
  [
    ...(target?.otherNamespaces ?? []).map(({ name, running, containers }) => ({ name, count: running ?? containers })),
    ...elsewhere
      .filter(({ why }) => why === null)
      .map((place) => ({ name: placeName(place), count: place.running ?? place.total })),
  ]
    .filter(({ count }) => count !== 0)
    .map(({ name, count }) => cleanLine(kind === "container" ? `${name} ${count ?? "?"}` : name));

/** The line that says where the answers are from and what else there is; two lines where there is no room for one. */
export const targetLines = <K extends Kind>(comparison: Comparison<K>, drawing: Drawing): string[] => {
  const { glyphs, paint, width } = drawing;
  const { target } = comparison;
  const others = otherPlaces(comparison).join(` ${glyphs.dot} `);
  const elsewhere = others === "" ? "" : `elsewhere: ${others}`;
  if (!target)
    return ["no engine was chosen", elsewhere]
      .filter((line) => line !== "")
      .map((line) => cut(line, width, glyphs.ellipsis));
  const where = [
    target.id,
    target.socket,
    ...(drawing.allNamespaces
      ? ["all namespaces"]
      : target.namespace === null
        ? []
        : [`namespace ${target.namespace}`]),
  ].map(cleanLine);
  const plain = where.join(` ${glyphs.dot} `);
  const reason = ` (${cleanLine(target.reason)})`;
  const painted = (text: string): string => text.replace(where[0] ?? "", (id) => paint("title", id));
  const beside = elsewhere === "" ? 0 : 4 + widthOf(elsewhere);
  const one = [plain + reason, plain].find((left) => widthOf(left) + beside <= width);
  if (one !== undefined && (one !== plain || !drawing.verbose)) {
    if (elsewhere === "") return [painted(one)];
    const blanks = Math.max(4, Math.min(width, RIGHT_EDGE) - widthOf(one) - widthOf(elsewhere));
    return [painted(one) + " ".repeat(blanks) + paint("dim", elsewhere)];
  }
  const first = [plain + reason, plain].find((left) => widthOf(left) <= width);
  return [
    first === undefined ? cut(plain, width, glyphs.ellipsis, "middle") : painted(first),
    ...wrap(elsewhere, width).map((line) => paint("dim", line)),
  ];
};

const FIT_STYLES: Readonly<Record<Fit, Style>> = { exact: "good", steps: "good", partial: "warn", none: "bad" };

/** `52 ms`, `10.0 s`; the queries of a tool run at once, so the slowest counts. */
const timeOf = ({ queries }: ToolAnswer): string => {
  if (queries.length === 0) return "";
  const ms = Math.max(...queries.map(({ durationMs }) => durationMs));
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
};

/** `/run/k3s/…` for a socket deep down. */
const shortSocket = (socket: string, ellipsis: string): string => {
  const [, top = "", next = "", ...deeper] = socket.split("/");
  return deeper.length === 0 ? socket : `/${top}/${next}/${ellipsis}`;
};

/** The line a person would paste; docker's own is the one that was typed. */
const commandOf = (input: string, { tool, state, translation, queries }: ToolAnswer): string => {
  if (state === "unsupported") return "";
  const steps = translation?.steps ?? [];
  const [first] = steps;
  if (first) return quote(first.argv) + (steps.length > 1 ? ` (and ${steps.length - 1} more)` : "");
  if (translation !== null) return "";
  return tool === "docker" ? input : quote(queries[0]?.argv ?? []);
};

/** What has to be said beside a tool: its failure, what its command loses, that it speaks of another engine. */
const remarkOf = <K extends Kind>({ target }: Comparison<K>, answer: ToolAnswer, verbose: boolean): string => {
  const parts: string[] = [];
  if (answer.error !== null) parts.push(answer.error, ...(answer.hint === null ? [] : [answer.hint]));
  if (answer.state === "ok") {
    if (target !== null && answer.at !== null && answer.at !== target.id) parts.push("another engine");
    const loud = verbose ? ["lost", "changed", "by-ctool", "info"] : ["lost", "changed"];
    for (const { kind, flag, text } of answer.translation?.notes ?? [])
      if (loud.includes(kind)) parts.push(flag === null || text.includes(flag) ? text : `${flag}: ${text}`);
  }
  return cleanLine(parts.join("; "));
};

/** Rows of the table that the tool saw; what it listed beyond them was left out by docker's own rules. */
const rowsOf = <K extends Kind>({ rows }: Comparison<K>, { tool, state }: ToolAnswer): string => {
  if (state !== "ok") return state;
  const count = rows.filter(({ seenBy }) => seenBy.includes(tool)).length;
  return `${count} row${count === 1 ? "" : "s"}`;
};

const FACTS: readonly Column[] = [
  { header: "tool", min: 3 },
  { header: "fit", min: 3, priority: 1 },
  { header: "rows", min: 3 },
  { header: "time", align: "right", priority: 2 },
];

const factsOf = <K extends Kind>(comparison: Comparison<K>, answer: ToolAnswer, none: string): Cell[] => {
  // A line in the tool's own words needs no translation, and has no fit.
  const fit = comparison.input.split(" ", 1)[0] === answer.tool ? undefined : answer.translation?.fit;
  return [
    { text: answer.tool, style: "bold" },
    { text: fit ?? none, style: fit === undefined ? "dim" : FIT_STYLES[fit] },
    { text: rowsOf(comparison, answer), style: answer.state === "ok" ? "plain" : "bad" },
    { text: timeOf(answer), style: "dim" },
  ];
};

/** A command on as many lines as it takes, to be pasted as they stand. */
const commandLines = (command: string, width: number): string[] => {
  const lines = wrap(cleanLine(command), Math.max(1, width - 8));
  return lines.map((line, at) => `${at === 0 ? "    " : "      "}${line}${at < lines.length - 1 ? " \\" : ""}`);
};

/**
 * One line for each tool: how good its command is, how many rows it gave, how long it took, the command, and what to know of
 * it. Below 100 columns the commands are folded away, unless `verbose`.
 */
export const toolLines = <K extends Kind>(comparison: Comparison<K>, drawing: Drawing): string[] => {
  const { width, paint, glyphs, size } = drawing;
  const verbose = drawing.verbose ?? false;
  const { target } = comparison;
  const isOwn = ({ at }: ToolAnswer): boolean => target === null || at === null || at === target.id;
  const answers = [...comparison.tools.filter(isOwn), ...comparison.tools.filter((answer) => !isOwn(answer))];
  const cells = answers.map((answer) => factsOf(comparison, answer, glyphs.unseen));
  const shape = { width, ascii: drawing.ascii, header: false, indent: size === "narrow" ? 0 : 2 };
  const facts = tableLines(FACTS, cells, { ...shape, colour: drawing.colour });
  // Colour takes no room: widths are those of the plain lines.
  const widths = tableLines(FACTS, cells, shape).map(widthOf);
  const left = Math.max(0, ...widths) + 2;
  const room = width - left;
  // A remark of one word a line is no remark: it goes underneath.
  const underneath = room < 24;
  const margin = " ".repeat(underneath ? 2 : left);

  return answers.flatMap((answer, index) => {
    const fact = facts[index] ?? "";
    const remark = remarkOf(comparison, answer, verbose);
    const full = commandOf(comparison.input, answer);
    const short = target === null ? full : full.replaceAll(target.socket, shortSocket(target.socket, glyphs.ellipsis));
    const dim = (lines: readonly string[]): string[] => lines.map((line) => paint("dim", line));
    const rest: string[] = [];
    if (size === "wide" && !verbose && full !== "") {
      const beside = remark === "" ? 0 : 4 + widthOf(remark);
      const command = [full, short].find((text) => widthOf(text) + beside <= room);
      if (command === undefined) rest.push(cut(short, room, glyphs.ellipsis, "middle"), ...dim(wrap(remark, room)));
      else rest.push(remark === "" ? command : `${command}    ${paint("dim", remark)}`);
    } else if (underneath) rest.push("", ...dim(wrap(remark, width - 2)));
    else rest.push(...dim(wrap(remark, room)));
    const [first = "", ...more] = rest;
    const lines = [
      first === "" ? fact : fact + " ".repeat(left - (widths[index] ?? 0)) + first,
      ...more.map((line) => margin + line),
    ];
    if (!verbose) return lines;
    const asked = answer.queries.flatMap(({ argv, exitCode, durationMs }) => [
      ...wrap(`asked (exit ${exitCode ?? "-"}, ${Math.round(durationMs)} ms):`, width - 4).map((line) => `    ${line}`),
      ...commandLines(quote(argv), width),
    ]);
    return [...lines, ...commandLines(full, width), ...asked];
  });
};
