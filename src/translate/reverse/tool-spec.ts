import type { Risk } from "../../model/index.ts";
import type { How, Operands, ValueKind } from "../spec.ts";
import type { BackDraft } from "./back-draft.ts";

/**
 * The shape of the tables that read other tools' lines: one row per command of crictl, ctr and kubectl, with one row per flag and
 * what each is in docker. nerdctl has no rows but for what docker lacks: the rest is read with docker's own (nerdctl.ts).
 * test/translate/reverse/surface.test.ts proves that the rows equal the tools' real flags.
 */

/** A tool whose lines are understood and come back as docker. */
export type Source = "nerdctl" | "crictl" | "ctr" | "kubectl";

/** What docker does with one flag of a tool. Build them with back-rules.ts. */
export interface BackRule {
  how: How;
  /** One clause for people: `--network host`. For `lost`: why. */
  text: string;
  apply?(draft: BackDraft, use: ToolUse): void;
}

/** One row: a flag of a tool. Build it with `row()`. */
export interface ToolFlag {
  long: string | null;
  short: string | null;
  kind: ValueKind;
  /** One sentence: what the flag does in the tool. */
  meaning: string;
  back: BackRule;
  /** The last release that has it; left out: the newest does. */
  until?: string;
  /** Stands in for an operand: `--all`, `--name web`. */
  picks?: true;
}

/** A command that is one docker verb, with other flags and perhaps other operands. */
export interface DockerForm {
  kind: "docker";
  verb: string;
  /** Why even the bare command is only partly the same in docker. */
  partial?: string;
  info?: string;
  /** Last word on the draft: several steps, operands in another order. */
  finish?(draft: BackDraft): void;
}

/** A command that docker has no form for. */
export interface NoDockerForm {
  kind: "none";
  why: string;
  instead: string;
  /** A verb of ctool's own that says the same to all tools (`pods`, `namespaces`). */
  own?: "pods" | "namespaces";
  /** The same command in other tools that have it; operands are passed on, flags are not. */
  peers?: Partial<Record<"nerdctl" | "crictl" | "ctr", string>>;
}

/** One command of a tool. */
export interface ToolCommand {
  /** `tasks exec`, groups and verb by their first names. */
  path: string;
  /** Other names of the last word: `rm`, `del`. */
  aliases: readonly string[];
  operands: Operands;
  /** Whether `-it` may stand for `-i -t`. */
  combine: boolean;
  risk: Risk;
  docker: DockerForm | NoDockerForm;
  flags: readonly ToolFlag[];
}

/** Words before a verb: `tasks`, with its other names and its own flags. */
export interface ToolGroup {
  name: string;
  aliases: readonly string[];
  flags: readonly ToolFlag[];
}

/** All of a tool. */
export interface ToolTable {
  tool: Source;
  globals: readonly ToolFlag[];
  groups: readonly ToolGroup[];
  commands: readonly ToolCommand[];
}

/** One flag as it was typed; `word` is the typed word it stands in, `value` `true`/`false` for switches. */
export interface ToolUse {
  row: ToolFlag;
  value: string;
  /** Position of the word in the line. */
  at: number;
  /** How many words it takes up there: 1, or 2 with its value. */
  size: number;
}

/** A tool's line, understood. */
export interface ToolLine {
  tool: Source;
  words: readonly string[];
  /** Pieces that a shell still has to fill in. */
  live: readonly string[];
  command: ToolCommand;
  /** Where the words of the verb stand: [start, end). */
  verbAt: readonly [number, number];
  globals: ToolUse[];
  uses: ToolUse[];
  operands: { at: number; word: string }[];
  help: boolean;
}

/** @returns the last value typed for a flag, by its long (or only) name */
export function typed(line: ToolLine, name: string): string | null {
  return line.uses.findLast(({ row }) => nameOf(row) === name)?.value ?? null;
}

/** Whether a switch is on, or a flag with a value was typed. */
export function has(line: ToolLine, name: string): boolean {
  const value = typed(line, name);
  return value !== null && value !== "false";
}

/** The name of a flag without dashes: its long one where it has one. */
export function nameOf(flag: ToolFlag): string {
  return flag.long ?? flag.short ?? "";
}

/** The flag as one types it in this tool: `--tail`, `-b`. */
export function dashed(flag: ToolFlag): string {
  return flag.long === null ? `-${flag.short}` : `--${flag.long}`;
}
