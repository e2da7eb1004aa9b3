import type { Fit, Note, Risk, Translation } from "../../model/index.ts";
import { formAt } from "../apply.ts";
import { globalFlags } from "../globals.ts";
import { COLUMNS, type Column, type CommandSpec, type FlagSpec, type How, type Rule } from "../spec.ts";
import { reportOn, riskOf, type Understood, understand } from "../translate.ts";
import { atLeast, sayVersion, type Versions, versionOf } from "../versions.ts";
import { shortName } from "./pick.ts";

/** What becomes of a flag in one tool. */
export interface MapCell {
  how: How;
  /** One clause; for `lost`: why. */
  text: string;
  /** For `lost`: what to do instead. */
  instead: string | null;
  /** What a version has to be for this, in words (`nerdctl 2.0`); null: every version that was checked has it. */
  since: string | null;
}

/** One docker flag, and what becomes of it in each tool that has the verb. */
export interface MapFlag {
  /** Long form: `--all`. */
  flag: string;
  /** `-a`, where there is one. */
  short: string | null;
  /** Docker's word for its value; `bool` takes none. */
  kind: string;
  meaning: string;
  /** The flag that this is another spelling of: `--network` for `--net`. */
  aliasOf: string | null;
  tools: Partial<Record<Column, MapCell>>;
}

/** A line of the same verb that fits better than its bare form. */
export interface MapBetter {
  line: string;
  fit: Fit;
}

/** What one docker verb is in one tool, judged by its bare form. */
export interface MapTool {
  tool: Column;
  fit: Fit;
  /** The tool's own verb (`tasks ls`); null where it has none. */
  verb: string | null;
  /** The bare line in this tool, one command each; look-ups of ids included. Empty for `none`. */
  lines: string[];
  notes: Note[];
  /** For `none`: what to do instead. */
  instead: string | null;
  /** Flags of docker's that have no form here, in their long form. Empty for `none`, which covers all. */
  lostFlags: string[];
  /** The first example that fits better; null when none does. */
  better: MapBetter | null;
}

/** A row of the map: one docker verb in every tool. */
export interface MapVerb {
  /** Canonical: `container ls`. */
  command: string;
  /** The shortest way to say it: `ps`. */
  typed: string;
  aliases: string[];
  /** Operands as docker's usage line has them. */
  usage: string;
  summary: string;
  /** Of the bare line. */
  risk: Risk;
  /** The bare line that was translated: `docker ps`. */
  example: string;
  /** Every example of the tables, the bare one first. */
  examples: string[];
  tools: MapTool[];
  flags: MapFlag[];
}

const RANK: Readonly<Record<Fit, number>> = { exact: 0, steps: 1, partial: 2, none: 3 };

/**
 * Turns a command's table into a row of the map. Nothing is judged here: the fits are the translator's, for the bare example.
 * @param versions versions to map for; a tool left out means the newest known
 * @throws {Error} when no example of the table can be understood, which the tests of the tables rule out
 */
export async function mapVerb(spec: CommandSpec, versions: Versions = {}): Promise<MapVerb> {
  const examples = await readExamples(spec);
  const [bare] = examples;
  if (bare === undefined) throw new Error(`the table of ${spec.path} has no example that docker takes`);
  const reports = examples.map((each) => reportOn(each, { versions }));
  const typed = shortName(spec);
  const has = COLUMNS.filter((tool) => formAt(spec.tools[tool], tool, versionOf(tool, versions)).kind === "verb");
  const flags = spec.flags.map((row) => mapFlag(row, has, versions));
  const toolOf = (tool: Column): MapTool => {
    const lines = reports.map(({ translations }) => translations.find((each) => each.tool === tool) as Translation);
    const [first] = lines as [Translation];
    const { fit, notes, instead, steps } = first;
    const near = lines.findIndex((each) => RANK[each.fit] < RANK[fit]);
    return {
      tool,
      fit,
      verb: fit === "none" ? null : verbOf(spec, tool, typed, versions),
      lines: steps.map(({ argv }) => argv.join(" ")),
      notes,
      instead,
      lostFlags: flags
        .filter(({ aliasOf, tools }) => aliasOf === null && tools[tool]?.how === "lost")
        .map(({ flag }) => flag),
      better: near === -1 ? null : { line: examples[near]?.input ?? "", fit: (lines[near] as Translation).fit },
    };
  };
  return {
    command: spec.path,
    typed,
    aliases: [...spec.aliases],
    usage: spec.operands.usage,
    summary: spec.summary,
    risk: riskOf(bare.command),
    example: bare.input,
    examples: examples.map(({ input }) => input),
    tools: COLUMNS.map(toolOf),
    flags,
  };
}

/** The examples that docker takes, in the order of the table, but the first with the fewest flags in front: the bare line. */
async function readExamples(spec: CommandSpec): Promise<Understood[]> {
  const read: Understood[] = [];
  for (const example of spec.examples) {
    const understood = await understand(example.replace(/^ctool /, "docker "));
    if (!("problem" in understood) && understood.command.problems.length === 0 && !understood.command.help)
      read.push({ ...understood, input: example });
  }
  const weight = ({ command }: Understood): number => command.uses.length + command.globals.length;
  const bare = read.reduce<Understood | null>(
    (best, each) => (best === null || weight(each) < weight(best) ? each : best),
    null,
  );
  return bare === null ? [] : [bare, ...read.filter((each) => each !== bare)];
}

function verbOf(spec: CommandSpec, tool: Column, typed: string, versions: Versions): string | null {
  const form = formAt(spec.tools[tool], tool, versionOf(tool, versions));
  return form.kind === "none" ? null : (form.verb ?? form.spelled?.[typed] ?? typed);
}

/** Docker's flags before the verb (`--host`), which are the same for every verb. */
export function globalFlagsMap(versions: Versions = {}): MapFlag[] {
  return globalFlags.map((row) => mapFlag(row, COLUMNS, versions));
}

/** @param has the tools that have the verb */
function mapFlag(row: FlagSpec, has: readonly Column[], versions: Versions): MapFlag {
  const tools: MapFlag["tools"] = {};
  for (const column of has) {
    const rule = row.rules[column];
    if (rule !== undefined) tools[column] = mapCell(rule, column, versionOf(column, versions));
  }
  return {
    flag: `--${row.long}`,
    short: row.short === null ? null : `-${row.short}`,
    kind: row.kind,
    meaning: row.meaning,
    aliasOf: row.aliasOf === null ? null : `--${row.aliasOf}`,
    tools,
  };
}

function mapCell(rule: Rule, column: Column, version: string): MapCell {
  const { how, text, instead, since, before } = rule;
  if (since !== undefined && !atLeast(version, since)) {
    if (before !== undefined) return mapCell(before, column, version);
    return { how: "lost", text: `needs ${sayVersion(column, since)}`, instead: null, since: null };
  }
  return { how, text, instead: instead ?? null, since: since === undefined ? null : sayVersion(column, since) };
}
