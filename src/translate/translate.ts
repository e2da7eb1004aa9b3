import type { FlagMeaning, Problem, Risk, TranslationReport } from "../model/index.ts";
import { type Applied, applyRules } from "./apply.ts";
import { readCommand } from "./grammar.ts";
import { type Located, locate } from "./locate.ts";
import { dockerOf } from "./program.ts";
import { COLUMNS, type Column, type CommandSpec, type DockerCommand, type FlagUse, type SpecFile } from "./spec.ts";
import { type Versions, versionOf } from "./versions.ts";
import { quote, splitWords } from "./words.ts";

export interface TranslateOptions {
  /** Versions to translate for; a tool left out means the newest known. */
  versions?: Versions;
  /** Only these tools, in this order. */
  tools?: readonly Column[];
  /** Write out docker's defaults where a tool's differ (`ctr run --seccomp --allow-new-privs`). Off: a note says so. */
  parity?: boolean;
  /** Pieces a shell fills in that are known to hold ids of containers (`$C` after `C=$(docker run -d nginx)`). */
  ids?: readonly string[];
}

/** A docker line that was understood, before it is put into other tools' words. */
export interface Understood {
  command: DockerCommand;
  /** Pieces that a shell still has to fill in. */
  live: readonly string[];
  input: string;
}

const OTHERS: ReadonlySet<string> = new Set(["nerdctl", "crictl", "ctr", "kubectl"]);
const commands = new Map<string, CommandSpec>();

/**
 * What a docker line is in nerdctl, crictl and ctr.
 * @param input a line as typed (cut into words as a shell does), or the words; a leading `docker` (or `sudo`) may be missing
 * @returns always a report; what is wrong with the line stands in `problems`, and then there are no translations
 */
export async function translate(
  input: string | readonly string[],
  options: TranslateOptions = {},
): Promise<TranslationReport> {
  const read = await understand(input);
  return "problem" in read ? failed(read.input, read.problem, read.command) : reportOn(read, options);
}

/**
 * Reads a docker line without translating it.
 * @returns the command, or the problem with the canonical path as far as it was found
 */
export async function understand(
  input: string | readonly string[],
): Promise<Understood | { problem: Problem; input: string; command: CommandSpec | null }> {
  const line = typeof input === "string" ? splitWords(input) : { words: input, live: [], problem: null };
  const shown = typeof input === "string" ? input.trim() : quote(input);
  if (line.problem !== null) return { problem: line.problem, input: shown, command: null };
  const read = await readDocker(line.words);
  return "problem" in read ? { ...read, input: shown } : { command: read, live: line.live, input: shown };
}

/**
 * Reads a docker line that is already cut into words.
 * @returns the command, or the problem with the canonical path as far as it was found
 */
export async function readDocker(
  typed: readonly string[],
): Promise<DockerCommand | { problem: Problem; command: CommandSpec | null }> {
  const words = fromDocker(typed);
  const fail = (problem: Problem, command: CommandSpec | null = null) => ({ problem, command });
  const tool = words[1];
  if (tool !== undefined && OTHERS.has(tool))
    return fail({ code: "not-docker", message: `this is a line of ${tool}, not of docker`, suggestion: null });
  if (words.length === 1) return fail({ code: "empty", message: "nothing to translate", suggestion: "docker ps" });
  let located = locate(words);
  if (located instanceof Promise) located = await located;
  if ("problem" in located) return fail(located.problem);
  if (!commands.has(located.typed)) remember(await located.load());
  const spec = commands.get(located.typed);
  if (spec === undefined) throw new Error(`specs/index.ts promises ${located.typed}, but its file has no such command`);
  const command = readOn(words, located, spec);
  return "problem" in command ? fail(command.problem, spec) : command;
}

function readOn(words: readonly string[], located: Located, spec: CommandSpec) {
  const command = readCommand(words, located.next, located.typed, spec, located.globals);
  if (!("problem" in command) && located.help) command.help = true;
  return command;
}

function remember(file: SpecFile): void {
  for (const spec of file.commands) {
    commands.set(spec.path, spec);
    for (const alias of spec.aliases) commands.set(alias, spec);
  }
}

/** `sudo docker ps`, `docker ps`, `ps`, `docker help ps` → `docker ps`, … */
function fromDocker(typed: readonly string[]): readonly string[] {
  const words = typed[0] === "docker" ? typed : dockerOf(typed).words;
  return words[1] === "help" ? ["docker", ...words.slice(2), "--help"] : words;
}

/** The report on an understood line. Synchronous: for many lines, `understand` only waits for the first of each object. */
export function reportOn({ command, live, input }: Understood, options: TranslateOptions = {}): TranslationReport {
  const applied = (options.tools ?? COLUMNS).map((column) =>
    applyRules(column, command, {
      version: versionOf(column, options.versions),
      parity: options.parity ?? false,
      live,
      ids: options.ids ?? [],
    }),
  );
  return {
    schemaVersion: 1,
    input,
    from: "docker",
    command: command.spec.path,
    risk: riskOf(command),
    translations: applied.map(({ translation }) => translation),
    flags: [...command.globals, ...command.uses].map((use) => meaningOf(use, applied)),
    problems: [...command.problems],
  };
}

/** What a line does to the node. */
export function riskOf(command: DockerCommand): Risk {
  if (command.help) return "read";
  const { risk } = command.spec;
  return typeof risk === "function" ? risk(command) : risk;
}

function meaningOf(use: FlagUse, applied: readonly Applied[]): FlagMeaning {
  const tools: FlagMeaning["tools"] = {};
  for (const { translation, outcomes } of applied) {
    const outcome = outcomes.get(use);
    if (outcome !== undefined && translation.tool !== "kubectl") tools[translation.tool] = outcome;
  }
  const value = use.row.kind === "bool" && use.value === "true" ? null : use.value;
  return { flag: `--${use.row.long}`, value, meaning: use.row.meaning, tools };
}

/** The report on a line that could not be read. */
export function failed(input: string, problem: Problem, spec: CommandSpec | null): TranslationReport {
  const risk = spec === null || typeof spec.risk === "function" ? null : spec.risk;
  return {
    schemaVersion: 1,
    input,
    from: "docker",
    command: spec?.path ?? null,
    risk,
    translations: [],
    flags: [],
    problems: [problem],
  };
}

/** What a verb says about its own flags, for readers that have flags of their own to take out of the same line. */
export interface VerbFlags {
  /** Flag without dashes (`all`, `a`) → whether it takes a value. */
  takesValue: ReadonlyMap<string, boolean>;
  /** False where what follows the first operand belongs to the container (run, create, exec). */
  interspersed: boolean;
}

/**
 * The flags of the command that these words begin with.
 * @param fromVerb the line from the verb on: `["container", "ls", "-a"]`
 * @returns null when docker has no such command
 */
export async function flagsOf(fromVerb: readonly string[]): Promise<VerbFlags | null> {
  const spec = await explainCommand(fromVerb);
  if (spec === null) return null;
  const takesValue = new Map<string, boolean>();
  for (const { long, short, kind } of spec.flags)
    for (const name of short === null ? [long] : [long, short]) takesValue.set(name, kind !== "bool");
  return { takesValue, interspersed: spec.operands.options === "anywhere" };
}

/**
 * The table row of the command that these words begin with.
 * @param fromVerb the words from the verb on: `["container", "ls"]`
 * @returns null when neither docker nor ctool has such a command
 */
export async function explainCommand(fromVerb: readonly string[]): Promise<CommandSpec | null> {
  const located = await locate(["docker", ...fromVerb]);
  if ("problem" in located) return null;
  if (!commands.has(located.typed)) remember(await located.load());
  return commands.get(located.typed) ?? null;
}
