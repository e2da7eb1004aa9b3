import type { Kind, Listing, RunResult, Target, Tool } from "../model/index.ts";

/** What ctool wants to know, before it is put into a tool's words. */
export interface Question {
  kind: Kind;
  /** Rows that are not running as well (docker's `-a`, or a filter that needs them). */
  all: boolean;
  /** Docker's `--size`. */
  size: boolean;
  /** With `all`: exit codes and times of what has ended, for which crictl is asked once more. Unless told otherwise, they are wanted. */
  ends?: boolean;
  /** What is asked about, as every tool knows it: full ids, full references, names; or a search and its flags. */
  operands?: readonly string[];
}

/** One fixed command of ctool's own; `name` tells the reader which part of the answer it is (`containers`, `tasks`). */
export interface Query {
  tool: Tool;
  name: string;
  /** Whole argv as shown and recorded, address flags included. */
  argv: string[];
}

/** A query with what came of it. */
export interface Answered {
  query: Query;
  run: RunResult;
}

/** Why a run is no answer: how it is classed, and the tool's own words, cleaned and short. */
export interface Failure {
  state: "failed" | "missing" | "denied" | "timeout";
  /** First telling line of the tool's message, without log prefix and escapes. */
  error: string;
}

/** Turns one tool's raw output into model rows. Pure and lenient: unknown fields are ignored, missing ones are null. */
export interface Adapter {
  tool: Tool;
  /**
   * @param answered every query of `queriesFor(tool, question, target)` that ran, in that order
   * @returns rows (possibly from fewer queries than asked), or the failure when the main query gave no answer
   */
  read(question: Question, target: Target, answered: readonly Answered[]): { listing: Listing } | { failure: Failure };
}
