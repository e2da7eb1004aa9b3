import type { Fit, Tool } from "../model/index.ts";

/** The languages that lessons and cards speak. */
export const LANGUAGES = ["en", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in every language. */
export type Words = Readonly<Record<Language, string>>;

/** Something to be filled in as one likes, with why. */
export type FreeKind = "container-id" | "exec-id" | "id-of-name" | "file";

/** A question: what a line is in another tool. */
export interface Card {
  /** Stable: progress is kept under it. */
  id: string;
  from: Tool;
  to: Tool;
  /** The line to be translated. */
  line: string;
  /** Canonical docker command it is about: `container ls`. */
  verb: string;
  /** How good the right answer is; `none` asks for the word "none". */
  fit: Fit;
  /** The right answer as one line: its commands joined by `; `. `none` where there is none. */
  right: string;
  /** Files that the right answer needs, whole. */
  files: readonly { path: string; content: string }[];
  /** What is the answerer's to choose. */
  free: readonly FreeKind[];
  /** Names that the right line made up; any other will do. */
  freeNames: readonly string[];
  /** What is lost or changed, and for `none` why, and what to do instead. */
  notes: readonly string[];
  instead: string | null;
}

/** One thing in which an answer is not the right one. `flag` is as one types it; `said` and `right` are values. */
export type Difference =
  | { kind: "unreadable"; tool: Tool; message: string }
  | { kind: "wrong-tool"; said: string; right: Tool }
  | { kind: "verb"; said: string; right: string }
  | { kind: "missing-flag"; flag: string; right: string | null }
  | { kind: "extra-flag"; flag: string; said: string | null }
  | { kind: "flag-value"; flag: string; said: string; right: string }
  | { kind: "operand"; said: string | null; right: string | null }
  | { kind: "name-for-id"; said: string }
  | { kind: "missing-command"; right: string }
  | { kind: "extra-command"; said: string }
  | { kind: "there-is-a-form"; right: string }
  | { kind: "there-is-none"; said: string }
  | { kind: "empty" };

/** What becomes of an answer. */
export interface Verdict {
  right: boolean;
  /** Empty when it is right. */
  differs: Difference[];
  /** The right line, to be shown with a wrong answer. */
  rightLine: string;
}

/** A command in the form in which equal ones are equal: without addresses, spellings, order of flags. */
export interface Canonical {
  tool: Tool;
  verb: string;
  /** Flags by their long name, with every value in typed order; switches have `true`. */
  flags: ReadonlyMap<string, readonly string[]>;
  operands: readonly string[];
}

/** Which cards are wanted. */
export interface QuizOptions {
  count: number;
  /** The tool to answer in, and the one that asks; null: any. */
  to?: Tool | null;
  from?: Tool | null;
  /** A docker verb as one types it: `ps`, `container ls`; null: any. */
  verb?: string | null;
}
