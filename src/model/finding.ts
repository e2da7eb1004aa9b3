import type { Tool } from "./tool.ts";

/** `error`: something does not work; `warning`: it will not for long, or misleads; `info`: good to know; `ok`, `skipped`: looked at, or not. */
export type Severity = "error" | "warning" | "info" | "ok" | "skipped";

/** One thing that was seen: `text` is the line or the command's words, `source` the file, `/proc/812`, or the command that said it. */
export interface Evidence {
  text: string;
  source: string | null;
  /** Line in `source`, from 1, where it is a file. */
  line: number | null;
}

/** A file to be written whole. Only safe and reversible edits have one: `ctool doctor --fix` applies them. */
export interface FileEdit {
  path: string;
  /** The whole new text. */
  content: string;
}

/** One way to mend it. The first one of a finding is the one to try first. */
export interface Fix {
  /** What it does, in words: `start k3s`. */
  text: string;
  /** The one command that does it, with `sudo` in front where this user needs it; null when it takes a shell or a hand. */
  argv: string[] | null;
  /** What to paste when it takes several commands or a pipe; absent or null when `argv` says it all. */
  shell?: string | null;
  edit?: FileEdit;
}

/** What doctor found, and what to do about it. Texts are for people: what is true, no guesses. */
export interface Finding {
  /** The rule's id: `docker-sees-nothing`. */
  id: string;
  severity: Severity;
  /** One line: what is wrong, in this node's own names and numbers. */
  title: string;
  /** Why, one sentence each. */
  because: string[];
  evidence: Evidence[];
  /** Command lines that show what was looked for. */
  see: string[];
  fix: Fix[];
  /** What people try and what does not help, each with its reason. */
  notThis: string[];
  /** What will happen after the fix; null where there is nothing to mend. */
  after: string | null;
  /** Tools whose answer this explains. */
  about: Tool[];
  /** Findings that only follow from this one, folded into it. */
  explains: { id: string; title: string }[];
  /** Where the rule is explained: `docs/doctor/<id>.md`. */
  docs: string | null;
}

/** What `ctool doctor --json` prints. */
export interface Diagnosis {
  schemaVersion: 1;
  node: { hostname: string };
  /** The command it is about (`docker ps`); null when the whole node was looked at. */
  input: string | null;
  /** The one that explains most first. */
  findings: Finding[];
  /** What was looked at, and how many of it: `sockets 4`. */
  checked: { what: string; count: number }[];
  /** What could not be looked at, and why. */
  unseen: { what: string; why: string }[];
}
