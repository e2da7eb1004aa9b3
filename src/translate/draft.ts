import type { Note, Step, StepFile } from "../model/index.ts";
import {
  type Column,
  type DockerCommand,
  type FlagUse,
  type How,
  type Operand,
  type Token,
  type VerbForm,
  wordsOf,
} from "./spec.ts";

/** A step while it is being put together; what is left out is empty. */
export interface DraftStep {
  argv: string[];
  files?: StepFile[];
  captures?: string;
  /** Seconds to give the step before the next one. */
  wait?: number;
  /** The next step runs even if this one fails. */
  mayFail?: boolean;
}

interface DraftOptions {
  version: string;
  parity: boolean;
  ids?: readonly string[];
}

type Json = { [key: string]: unknown };
interface Part {
  words: readonly string[];
  /** Set for a flag kept as it was typed. */
  kept: FlagUse | null;
  at: number;
}

/**
 * A tool's command while the rules write into it. Rules only add (flags, steps, JSON fields, notes); the form's `finish`
 * may replace the whole by steps of its own.
 */
export class Draft {
  readonly column: Column;
  readonly command: DockerCommand;
  readonly form: VerbForm;
  readonly version: string;
  /** Whether defaults that differ from docker's are written out (seccomp, no-new-privileges). */
  readonly parity: boolean;
  /** Pieces to be filled in that are known to hold ids of containers. */
  readonly ids: readonly string[];
  verb: readonly string[];
  readonly globals: string[] = [];
  operands: Operand[];
  readonly before: DraftStep[] = [];
  readonly after: DraftStep[] = [];
  /** Set by `finish` where the command is not one line with something around it. */
  steps: DraftStep[] | null = null;
  readonly notes: Note[] = [];
  readonly outcomes = new Map<FlagUse, { how: How; text: string }>();
  /** Set when the verb turns out to have no form for what was typed. */
  refusal: { why: string; instead: string } | null = null;
  /** For the text to paste: commands that print what no step captures (`<pod-id>`). */
  readonly lookups = new Map<string, string>();
  /** Fields of crictl's two files. */
  readonly pod: Json = {};
  readonly container: Json = {};
  #parts: Part[] = [];
  /** How many flags of a typed word were kept. */
  readonly #kept = new Map<Token, number>();

  constructor(column: Column, command: DockerCommand, form: VerbForm, { version, parity, ids }: DraftOptions) {
    this.column = column;
    this.command = command;
    this.form = form;
    this.version = version;
    this.parity = parity;
    this.ids = ids ?? [];
    this.verb = wordsOf(form.verb ?? form.spelled?.[command.typed] ?? command.typed);
    this.operands = command.operands;
  }

  /** Writes words into the command's flags, where the flag was typed. `first` puts them before all others. */
  put(use: FlagUse | null, words: readonly string[], first = false): void {
    const part = { words, kept: null, at: first ? -1 : (use?.token.at ?? Number.MAX_SAFE_INTEGER) };
    if (first) this.#parts.unshift(part);
    else this.#parts.push(part);
  }

  /** Keeps a flag as it was typed. */
  keep(use: FlagUse): void {
    this.#parts.push({ words: [], kept: use, at: use.token.at });
    this.#kept.set(use.token, (this.#kept.get(use.token) ?? 0) + 1);
  }

  /** Sets a field of crictl's container.json or pod.json, by dotted path. */
  set(file: "container" | "pod", path: string, value: unknown): void {
    const keys = path.split(".");
    const last = keys.pop() as string;
    let at = this[file];
    for (const key of keys) {
      if (at[key] === undefined) at[key] = {};
      at = at[key] as Json;
    }
    at[last] = value;
  }

  /** Appends to a list in crictl's container.json or pod.json. */
  add(file: "container" | "pod", path: string, ...values: unknown[]): void {
    const keys = path.split(".");
    let at: Json | undefined = this[file];
    for (const key of keys.slice(0, -1)) at = at?.[key] as Json | undefined;
    const list = at?.[keys.at(-1) as string];
    this.set(file, path, [...(Array.isArray(list) ? list : []), ...values]);
  }

  /** The flag has no form here: lowers the fit to `partial`. */
  lose(use: FlagUse | null, why: string, instead?: string): void {
    const text = instead === undefined ? why : `${why}; ${instead}`;
    this.#note("lost", use, text);
    if (use !== null) this.outcomes.set(use, { how: "lost", text });
  }

  /** There is a form, with another effect: lowers the fit to `partial`. */
  change(use: FlagUse | null, text: string): void {
    this.#note("changed", use, text);
  }

  /** Good to know; leaves the fit as it is. */
  tell(use: FlagUse | null, text: string): void {
    this.#note("info", use, text);
  }

  /** ctool does it after the run; the tool's own command lacks it, so its fit is `partial`. */
  leave(use: FlagUse, text: string): void {
    this.#note("by-ctool", use, text);
  }

  /** The verb has no form for what was typed. */
  refuse(why: string, instead: string): void {
    this.refusal = { why, instead };
  }

  #note(kind: Note["kind"], use: FlagUse | null, text: string): void {
    const flag = use === null ? null : `--${use.name}`;
    if (!this.notes.some((note) => note.kind === kind && note.flag === flag && note.text === text))
      this.notes.push({ kind, flag, text });
  }

  /** The flags as words, in typed order; groups such as `-it` stay together where all of them were kept. */
  flags(): string[] {
    return this.#merged(false);
  }

  /** Flags and operands as words: mixed as typed for nerdctl, operands last for the others. */
  line(): string[] {
    const mixed = this.column === "nerdctl" && this.command.spec.operands.options === "anywhere";
    const words = this.#merged(mixed);
    if (!mixed) {
      const first = this.operands[0]?.word;
      if (first?.startsWith("-") && first !== "-") words.push("--");
      for (const { word } of this.operands) words.push(word);
    }
    return words;
  }

  /** The whole command of this tool: `["ctr", "tasks", "ls", "-q"]`. */
  argv(): string[] {
    return [this.column, ...this.globals, ...this.verb, ...this.line()];
  }

  #merged(mixed: boolean): string[] {
    const words: string[] = [];
    const operands = mixed ? this.operands : [];
    const dashes = this.command.dashes;
    let next = 0;
    let done: Token | null = null;
    for (const { words: put, kept, at } of this.#parts) {
      for (; next < operands.length && next !== dashes; next++) {
        const operand = operands[next] as Operand;
        if (operand.at >= at) break;
        words.push(operand.word);
      }
      if (kept === null) words.push(...put);
      else if (this.#keptWhole(kept)) {
        if (done !== kept.token) words.push(...this.#spellToken(kept));
        done = kept.token;
      } else words.push(...this.spell(kept));
    }
    for (; next < operands.length; next++) {
      if (next === dashes && operands.slice(next).some(({ word }) => word.startsWith("-"))) words.push("--");
      words.push((operands[next] as Operand).word);
    }
    return words;
  }

  #keptWhole(use: FlagUse): boolean {
    const { uses } = use.token;
    if (uses.length === 1) return true;
    if (this.column === "ctr" || this.form.grouped === false) return false;
    return this.#kept.get(use.token) === uses.length;
  }

  /** A typed word of flags, as this tool's parser takes it (urfave knows no `-n5`). */
  #spellToken(use: FlagUse): readonly string[] {
    const { token } = use;
    if (this.column === "nerdctl" || token.words.length === 2) return token.words;
    if (token.uses.length > 1 && token.uses.every(({ row }) => row.kind === "bool")) return token.words;
    if (token.uses.length > 1) return token.uses.flatMap((each) => this.spell(each));
    return use.short || use.row.kind === "bool" ? this.spell(use) : token.words;
  }

  /** One flag by itself: `-n 5`, `--all`, `--attach=false`. */
  spell(use: FlagUse): string[] {
    const name = use.short && use.row.short !== null ? `-${use.row.short}` : `--${use.row.long}`;
    if (use.row.kind === "bool") return use.value === "true" ? [name] : [`--${use.row.long}=${use.value}`];
    return [name, use.value];
  }

  /** The steps, whole. */
  finished(): Step[] {
    const steps = this.steps ?? [...this.before, { argv: this.argv() }, ...this.after];
    return steps.map(({ argv, files, captures, wait, mayFail }) => {
      const step: Step = { argv, files: files ?? [], captures: captures ?? null, stdin: null };
      if (wait !== undefined) step.wait = wait;
      if (mayFail === true) step.mayFail = mayFail;
      return step;
    });
  }
}
