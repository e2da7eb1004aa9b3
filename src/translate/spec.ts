import type { Problem, Risk } from "../model/index.ts";
import type { Draft } from "./draft.ts";

/**
 * The shape of the tables in specs/: what ctool knows about docker's commands, as data. The translator, the reference pages, the
 * completions and the explain pane all read them; nothing about a flag is written down anywhere else.
 *
 * To add a docker flag: one row, `flag("-m, --memory bytes", "Memory limit.", { nerdctl: …, crictl: …, ctr: … })`, in the command's
 * `flags`. The head is docker's own help line (short, long, kind of value; no kind: a switch), the meaning one sentence. Each tool
 * that has the verb gets one rule (rules.ts):
 *   same · sameLong (no short name there)     the tool has the flag
 *   to("--memory-limit", bytes)               another name or another form of the value
 *   inContainer("linux.resources.…", bytes)   a field of crictl's container.json (inPod, inBoth, inList)
 *   otherVerb("containers ls")                another verb of the tool
 *   reshape("what comes out", (draft, use) => …)   anything else: write into the draft (draft.ts)
 *   implied("why")                            the tool does it anyway
 *   byCtool("what")                           ctool does it after the run; the tool's own fit stays partial
 *   lost("why", "what to do instead")         no form there
 * wrapped in since("2.0", rule, before) where it came with a version, telling(rule, text) where there is something to know, and
 * changing(rule, text) where the effect is another one.
 * The fit is computed, never written: a note that is not `info` makes it `partial`; else files or several steps make it `steps`;
 * else it is `exact`.
 *
 * To add a verb: a CommandSpec in a file of specs/ (one file per docker object), and its paths in specs/index.ts. Each tool has a
 * form: asTyped() (nerdctl: the same words), verb("tasks ls"), or none(why, instead), which covers all flags. What rules cannot say
 * (several steps, other operands) is the form's `finish`. Give at least one example per rule: every example is a test.
 *
 * test/translate/surface.test.ts proves the rows equal docker's real flags and every example parses in every version of every tool;
 * fuzz.test.ts does the same for any combination of flags; truth.test.ts compares with translations that were checked by hand.
 */

/** A column of the tables: a tool that docker lines are translated to. */
export type Column = "nerdctl" | "crictl" | "ctr";
export const COLUMNS: readonly Column[] = ["nerdctl", "crictl", "ctr"];

/** The kind of a flag's value, in docker's own words (`docker run --help`); `bool` takes none. */
export type ValueKind =
  | "bool"
  | "string"
  | "int"
  | "int64"
  | "uint"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float"
  | "decimal"
  | "bytes"
  | "duration"
  | "list"
  | "map"
  | "filter"
  | "stringSlice"
  | "stringArray"
  | "strings"
  | "mount"
  | "network"
  | "ulimit"
  | "gpu-request"
  | (string & {});

/** What becomes of a flag; the words of the report's `flags`. */
export type How = "same" | "renamed" | "reshaped" | "implied" | "by-ctool" | "lost";

/** One cell of the tables: what one tool does with one docker flag. Build them with rules.ts. */
export interface Rule {
  how: How;
  /** One clause for people and for the reference pages: `--memory-limit, in bytes`. For `lost`: why. */
  text: string;
  /** For `lost`: what to do instead. */
  instead?: string;
  /** From which version of the tool on the rule holds … */
  since?: string;
  /** … and what holds before it; without it, the flag is lost there. */
  before?: Rule;
  /** Holds for a switch that is turned off as well (`--disable-content-trust=false` asks for something). */
  always?: true;
  /** Writes the flag into the tool's command. Absent where nothing has to be written. */
  apply?(draft: Draft, use: FlagUse): void;
}

/** One row of the tables: a docker flag and a rule per tool. Build it with `flag()`. */
export interface FlagSpec {
  long: string;
  short: string | null;
  kind: ValueKind;
  /** One sentence: what the flag does in docker. */
  meaning: string;
  /** The row this spelling belongs to (`--net` → `network`); null for the row itself. */
  aliasOf: string | null;
  /** A switch that is on unless it is turned off (`--sig-proxy`). */
  defaultOn: boolean;
  /** Docker takes it, but its help does not show it (`compose exec -it`). */
  unlisted?: true;
  /** A size that may be -1, for no limit (docker's MemSwapBytes); no other size is negative. */
  unlimited?: true;
  rules: Partial<Record<Column, Rule>>;
}

/** What an operand names; says how it is checked and put into the tools' words. `images`: an image, or a pattern of several. */
export type OperandKind = "container" | "image" | "images" | "text" | "command";

export interface Operands {
  /** As docker's usage line shows them: `CONTAINER [CONTAINER...]`. */
  usage: string;
  min: number;
  /** Null: as many as one likes. */
  max: number | null;
  /** The kind of each position; the last one repeats. */
  kinds: readonly OperandKind[];
  /** `anywhere`: options and operands may be mixed. `first`: options end at the first operand (run, create, exec). */
  options: "anywhere" | "first";
}

/** Two flags that a tool does not take together. */
export interface Conflict {
  when: readonly [string, string];
  /** The one (or ones) given up. */
  drop: readonly string[];
  why: string;
  /** Both are fine together when this one is typed as well. */
  unless?: string;
}

/** A verb that a tool has. Build it with `verb()` or `asTyped()`. */
export interface VerbForm {
  kind: "verb";
  /** `tasks ls`; null: the verb as it was typed (nerdctl). */
  verb: string | null;
  /** For typed verbs: paths that the tool spells otherwise (`container ps` → `ps`). */
  spelled?: Readonly<Record<string, string>>;
  since?: string;
  before?: Form;
  /** Why even the bare verb is only partly docker's; makes every translation `partial`. */
  partial?: string;
  /** Good to know with every translation; does not lower the fit. */
  info?: string;
  /** crictl takes container ids only: names are looked up among running, or all, containers. */
  lookup?: "running" | "all";
  conflicts?: readonly Conflict[];
  /** False where the tool does not take `-it` for `-i -t` here. */
  grouped?: boolean;
  /** Last word on the draft, after all flags: several steps, files, operands in another order. */
  finish?(draft: Draft): void;
}

/** A verb that a tool does not have; covers all its flags. Build it with `none()`. */
export interface NoForm {
  kind: "none";
  why: string;
  instead: string;
}
export type Form = VerbForm | NoForm;

/** One docker command: everything ctool knows about it, as data. */
export interface CommandSpec {
  /** Canonical path: `container ls`. */
  path: string;
  /** Every other way docker accepts to say it: `container list`, `container ps`, `ps`. */
  aliases: readonly string[];
  risk: Risk | ((command: DockerCommand) => Risk);
  /** One sentence: what the command does. */
  summary: string;
  operands: Operands;
  tools: Record<Column, Form>;
  flags: readonly FlagSpec[];
  /** Docker lines, at least one; each is a test. */
  examples: readonly string[];
  /**
   * What is wrong with a line that docker's grammar accepts. A code `bad-…` means that docker refuses it: nothing is translated
   * then. Also asked when operands are missing: what it finds is said instead.
   */
  check?(command: DockerCommand): Problem[];
  /** The operands as they were probably meant when there are too few; names to be filled in stand in capitals. */
  mend?(command: DockerCommand): string[] | null;
}

/** What a file of specs/ exports. `groupFlags` stand between the object and its verb (`compose -f x up`). */
export interface SpecFile {
  commands: readonly CommandSpec[];
  groupFlags?: readonly FlagSpec[];
}

/** One flag as it was typed. */
export interface FlagUse {
  row: FlagSpec;
  /** Canonical long name (`network` for `--net`). */
  name: string;
  /** `true`/`false` for switches. */
  value: string;
  /** Typed by its short name. */
  short: boolean;
  token: Token;
}

/** One typed word of flags (`-itd`, `-p 80:80`), with its value word where it has one. */
export interface Token {
  /** Position in the line; flags and operands share the count. */
  at: number;
  words: string[];
  uses: FlagUse[];
}

export interface Operand {
  at: number;
  word: string;
}

/** A docker line, understood. */
export interface DockerCommand {
  spec: CommandSpec;
  /** The verb as typed: `container ps`. */
  typed: string;
  /** Flags before the verb (`-H`, `-D`) and between object and verb. */
  globals: FlagUse[];
  uses: FlagUse[];
  operands: Operand[];
  /** `--help` was asked for. */
  help: boolean;
  /** Index in `operands` before which `--` stood; null without. */
  dashes: number | null;
  /** Flag uses by canonical name, in typed order. */
  byName: Map<string, FlagUse[]>;
  /** What the spec's `check` found. */
  problems: readonly Problem[];
}

const paths = new Map<string, readonly string[]>();

/** The words of a path: `container ls` → container, ls. Paths come from the tables, so each is cut once. */
export function wordsOf(path: string): readonly string[] {
  let words = paths.get(path);
  if (words === undefined) {
    words = path.split(" ");
    paths.set(path, words);
  }
  return words;
}

/** @returns the last value typed for a flag (docker lets the last one win); null when it was not typed */
export function lastValue(command: DockerCommand, name: string): string | null {
  return command.byName.get(name)?.at(-1)?.value ?? null;
}

/** @returns every value typed for a flag, in order */
export function allValues(command: DockerCommand, name: string): string[] {
  return command.byName.get(name)?.map((use) => use.value) ?? [];
}

/** Whether a switch is on, or a flag with a value was typed. */
export function isOn(command: DockerCommand, name: string): boolean {
  const use = command.byName.get(name)?.at(-1);
  return use !== undefined && (use.row.kind !== "bool" || use.value === "true");
}

/** Whether nothing was typed but the named flags. */
export function onlyTyped(command: DockerCommand, ...names: string[]): boolean {
  for (const name of command.byName.keys()) if (!names.includes(name)) return false;
  return true;
}
