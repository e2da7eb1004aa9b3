/** A word that would fit, whole, and what it does. */
export interface Candidate {
  text: string;
  /** One sentence; empty where the tables say none. */
  meaning: string;
}

/** Things on this node whose names would fit. */
export type Live = "container" | "running" | "image" | "namespace" | "network" | "volume" | "target";

/** What would fit in place of the last word. */
export interface Completion {
  candidates: readonly Candidate[];
  /** Names on this node that would fit too; asking for them is the caller's. */
  live: Live | null;
  /** What stands before such a name in the word: `--filter=ancestor=`. */
  prefix: string;
  /** Files would fit too. */
  files: boolean;
  /** More of the word is to come: no blank after it (`name=`). */
  open: boolean;
}

/** A flag, wherever its table is. */
export interface FlagRow {
  /** Without dashes. */
  name: string;
  short: string | null;
  meaning: string;
  /** What its value is called (`FILE`, `a|b`, docker's `filter`); null for a switch. */
  value: string | null;
}

/** One of ctool's own verbs, as far as completing needs it. */
export interface OwnVerbRow {
  name: string;
  alias?: string;
  summary: string;
  operands: string;
  flags: readonly { name: string; value: string | null; meaning: string }[];
  wholeLine?: true;
  hidden?: true;
}

/** What is known outside the translator: ctool's own verbs, flags and topics. */
export interface Tables {
  verbs: readonly OwnVerbRow[];
  globals: readonly FlagRow[];
  topics: readonly Candidate[];
}

export const NOTHING: Completion = { candidates: [], live: null, prefix: "", files: false, open: false };
