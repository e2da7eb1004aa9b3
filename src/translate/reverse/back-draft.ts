import type { Note } from "../../model/index.ts";
import type { How } from "../spec.ts";
import type { ToolLine, ToolUse } from "./tool-spec.ts";

/** One docker command of the answer. `captures` names what its output gives the next one. */
export interface BackStep {
  argv: string[];
  captures?: string;
}

/** Whom a note is for: docker's translation only, or every tool's (what docker cannot say is lost on the way). */
export type Reach = "docker" | "all";

interface Part {
  words: readonly string[];
  use: ToolUse | null;
}

/** The docker command while the rows of a tool's line write into it. */
export class BackDraft {
  readonly line: ToolLine;
  verb: string;
  operands: string[];
  /** Docker's global flags, before the verb. */
  globals: string[] = [];
  /** Set by a form's `finish` where it is not one command with something before it. */
  steps: BackStep[] | null = null;
  readonly before: BackStep[] = [];
  readonly notes: { note: Note; reach: Reach }[] = [];
  readonly outcomes = new Map<ToolUse, { how: How; text: string }>();
  /** Set when it turns out that docker has no form for what was typed. */
  refusal: { why: string; instead: string } | null = null;
  #parts: Part[] = [];

  constructor(line: ToolLine, verb: string) {
    this.line = line;
    this.verb = verb;
    this.operands = line.operands.map(({ word }) => word);
  }

  /** Writes words into docker's flags. `first` puts them before all others. */
  put(use: ToolUse | null, words: readonly string[], first = false): void {
    if (first) this.#parts.unshift({ words, use });
    else this.#parts.push({ words, use });
  }

  /** Docker has no form for this. */
  lose(use: ToolUse | null, why: string, reach: Reach = "all"): void {
    this.#note("lost", use, why, reach);
    if (use !== null) this.outcomes.set(use, { how: "lost", text: why });
  }

  /** Docker's form has another effect. */
  change(use: ToolUse | null, text: string, reach: Reach = "all"): void {
    this.#note("changed", use, text, reach);
  }

  /** Good to know; leaves the fit as it is. */
  tell(use: ToolUse | null, text: string, reach: Reach = "docker"): void {
    this.#note("info", use, text, reach);
  }

  refuse(why: string, instead: string): void {
    this.refusal = { why, instead };
  }

  #note(kind: Note["kind"], use: ToolUse | null, text: string, reach: Reach): void {
    const { row } = use ?? {};
    const flag = row === undefined ? null : row.long === null ? `-${row.short}` : `--${row.long}`;
    if (!this.notes.some(({ note }) => note.kind === kind && note.flag === flag && note.text === text))
      this.notes.push({ note: { kind, flag, text }, reach });
  }

  /** The flags as words. Switches that were typed together, or follow one that ctool adds, stay together: `-it`, `-aq`. */
  flags(): string[] {
    const words: string[] = [];
    let open: { at: number | null } | null = null;
    for (const { words: part, use } of this.#parts) {
      const [word] = part;
      const short = part.length === 1 && word !== undefined && /^-[a-zA-Z]+$/.test(word);
      const together: boolean = open !== null && (open.at === null || (use !== null && open.at === use.at));
      if (short && together) words.push(`${words.pop()}${word.slice(1)}`);
      else words.push(...part);
      open = short ? { at: use?.at ?? null } : null;
    }
    return words;
  }

  /** The docker command itself. */
  argv(): string[] {
    const [first] = this.operands;
    const dashes = first?.startsWith("-") && first !== "-" ? ["--"] : [];
    return ["docker", ...this.globals, ...this.verb.split(" "), ...this.flags(), ...dashes, ...this.operands];
  }

  finished(): BackStep[] {
    return this.steps ?? [...this.before, { argv: this.argv() }];
  }
}
