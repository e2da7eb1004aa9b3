import type { Fit } from "../model/index.ts";
import type { MapCell, MapFlag, MapTool, MapVerb } from "../translate/map/index.ts";
import { glyphsFor } from "./glyphs.ts";
import { wrap } from "./measure.ts";
import { makePaint, type Style } from "./paint.ts";
import { type Cell, type Column, renderTsv, tableLines } from "./table.ts";
import type { TextOptions } from "./text-options.ts";

const FIT_STYLES: Readonly<Record<Fit, Style>> = { exact: "good", steps: "good", partial: "warn", none: "dim" };
const NOTES = { lost: "loses", changed: "changes", "by-ctool": "ctool does", info: "note" } as const;

/** Blanks in front of what belongs to the line above, and the least room that text is given. */
const INDENT = 2;
const LEAST = 24;

/** What a tool's bare line loses or changes, in words, then the flags that have no form there. */
export const lossOf = ({ fit, notes, instead, lostFlags }: MapTool): string => {
  const said = notes.filter(({ kind }) => kind !== "info").map(({ flag, text }) => (flag ? `${flag}: ${text}` : text));
  if (fit === "none") return [...said, ...(instead === null ? [] : [`instead: ${instead}`])].join("; ");
  return [...said, ...(lostFlags.length > 0 ? [lostFlags.join(" ")] : [])].join("; ");
};

/** From this width on, the tools' own verbs stand beside the fits. */
const WIDE = 110;

const fitCell = ({ fit, verb }: MapTool, typed: string, width: number): Cell => ({
  text: verb === null || verb === typed || width < WIDE ? fit : `${fit} ${verb}`,
  style: FIT_STYLES[fit],
});

const groupOf = ({ command }: MapVerb): string => command.split(" ").slice(0, -1).join(" ") || command;

/** Groups in which no tool has a form of any verb (swarm, service, …): one line is enough for them. */
const barren = (verbs: readonly MapVerb[]): ReadonlySet<string> => {
  const groups = new Set(verbs.map(groupOf));
  for (const verb of verbs) if (verb.tools.some(({ fit }) => fit !== "none")) groups.delete(groupOf(verb));
  return groups;
};

const flagNames = ({ flags }: MapVerb, { lostFlags }: MapTool): string =>
  lostFlags.map((name) => flags.find(({ flag, short }) => flag === name && short !== null)?.short ?? name).join(" ");

/** One row per verb, all tools side by side. */
const wideTable = (verbs: readonly MapVerb[], fold: boolean, { width, colour, ascii }: TextOptions): string[] => {
  const folded = fold ? barren(verbs) : new Set<string>();
  const { dot } = glyphsFor(ascii);
  const shown = verbs.filter((verb) => !folded.has(groupOf(verb)));
  const tools = verbs[0]?.tools.map(({ tool }) => tool) ?? [];
  const columns: Column[] = [
    { header: "DOCKER" },
    ...tools.map((tool): Column => ({ header: tool.toUpperCase(), min: 7, max: 26 })),
    { header: "FLAGS LOST", min: 18, priority: 1 },
  ];
  const rows = shown.map((verb): Cell[] => [
    verb.typed,
    ...verb.tools.map((tool) => fitCell(tool, verb.typed, width)),
    verb.tools
      .filter(({ lostFlags }) => lostFlags.length > 0)
      .map((tool) => `${tool.tool} ${flagNames(verb, tool)}`)
      .join(` ${dot} `),
  ]);
  const lines = shown.length > 0 ? tableLines(columns, rows, { width, colour, ascii }) : [];
  if (folded.size > 0) lines.push("", ...wrap(`No form in any of them: ${[...folded].join(", ")}`, width));
  return lines;
};

/** One row per verb and tool: what scripts read, and what one tool's table is made of. */
const longRows = (verbs: readonly MapVerb[]): Cell[][] =>
  verbs.flatMap((verb) =>
    verb.tools.map((tool): Cell[] => [
      verb.typed,
      tool.tool,
      { text: tool.fit, style: FIT_STYLES[tool.fit] },
      tool.lines.join("; "),
      lossOf(tool),
    ]),
  );

/**
 * The map: docker's verbs and how well each tool has them.
 * @param fold whether groups that no tool has a form of are told in one line
 */
export const renderMap = (verbs: readonly MapVerb[], fold: boolean, options: TextOptions): string => {
  const columns: Column[] = [
    { header: "DOCKER" },
    { header: "TOOL" },
    { header: "FIT" },
    { header: "COMMAND", min: 20, cut: "end" },
    { header: "LOST", min: 20, priority: 1 },
  ];
  if (!options.tty) return renderTsv(columns, longRows(verbs));
  const single = verbs.every(({ tools }) => tools.length === 1);
  const lines = single ? tableLines(columns, longRows(verbs), options) : wideTable(verbs, fold, options);
  return lines.map((line) => `${line}\n`).join("");
};

const hang = (lead: string, text: string, width: number, indent: number): string[] => {
  const lines = wrap(text, Math.max(LEAST, width - indent));
  return lines.map((line, index) => (index === 0 ? lead : " ".repeat(indent)) + line);
};

/** What becomes of a flag, as one clause: `same`, `lost: crictl ps has no sizes`. */
export const sayCell = ({ how, text, instead, since }: MapCell): string => {
  const said = how === "same" || how === "renamed" || how === "reshaped" ? text : `${how}: ${text}`;
  return `${said}${instead === null ? "" : `; ${instead}`}${since === null ? "" : ` (from ${since} on)`}`;
};

/** The tools of a flag, those with the same answer together. */
export const cellsOf = ({ tools }: MapFlag): { tools: string[]; cell: MapCell }[] => {
  const cells: { tools: string[]; cell: MapCell }[] = [];
  for (const [tool, cell] of Object.entries(tools)) {
    const same = cells.find((each) => sayCell(each.cell) === sayCell(cell));
    if (same) same.tools.push(tool);
    else cells.push({ tools: [tool], cell });
  }
  return cells;
};

/** A flag as help shows it: `-f, --filter filter`. */
export const headOf = ({ flag, short, kind }: Pick<MapFlag, "flag" | "short" | "kind">): string =>
  `${short === null ? "" : `${short}, `}${flag}${kind === "bool" ? "" : ` ${kind}`}`;

const toolLines = ({ tool, fit, lines, notes, instead, better }: MapTool, options: TextOptions): string[] => {
  const { width, colour } = options;
  const paint = makePaint(colour);
  const said = [
    ...notes.map(({ kind, flag, text }) => `${NOTES[kind]}${flag ? ` ${flag}` : ""}: ${text}`),
    ...(instead === null ? [] : [`instead: ${instead}`]),
    ...(better === null ? [] : [`better: ${better.line} is ${better.fit}`]),
  ];
  const indent = " ".repeat(INDENT);
  return [
    `${paint("bold", tool.padEnd(8))} ${paint(FIT_STYLES[fit], fit)}`,
    ...lines.map((line) => indent + line),
    ...said.flatMap((text) => hang(indent, text, width, INDENT * 2)).map((line) => paint("dim", line)),
  ];
};

/** One verb whole: its bare line in each tool, then every flag and what becomes of it there. */
export const renderMapVerb = (verb: MapVerb, options: TextOptions): string => {
  const { width, colour } = options;
  const paint = makePaint(colour);
  const also = verb.aliases.filter((alias) => alias !== verb.typed);
  if (verb.command !== verb.typed) also.unshift(verb.command);
  const lines = [
    `${paint("bold", verb.example)}  ${verb.risk}`,
    ...wrap(verb.summary, width),
    ...(also.length > 0 ? wrap(`Also: ${also.join(", ")}`, width) : []),
    "",
    ...verb.tools.flatMap((tool) => toolLines(tool, options)),
  ];
  const flags = verb.flags.filter(({ aliasOf }) => aliasOf === null);
  if (flags.length > 0) lines.push("", paint("bold", "Flags"));
  for (const flag of flags) {
    lines.push(...hang(`${paint("bold", headOf(flag))}  `, flag.meaning, width - headOf(flag).length - 2, INDENT));
    const cells = cellsOf(flag).map(({ tools, cell }) => ({ names: tools.join(", "), cell }));
    const widest = Math.max(0, ...cells.map(({ names }) => names.length));
    for (const { names, cell } of cells) {
      const lead = `${" ".repeat(INDENT)}${names.padEnd(widest)}  `;
      const body = hang(lead, sayCell(cell), width - lead.length + INDENT * 2, INDENT * 2);
      lines.push(...(cell.how === "lost" ? body.map((line) => paint("warn", line)) : body));
    }
  }
  return `${lines.join("\n")}\n`;
};
