import type { Context } from "../cli/context.ts";
import { CtoolError } from "../cli/errors.ts";
import type { Listed } from "../cli/list.ts";
import { list } from "../cli/list.ts";
import { ownVerbNamed } from "../cli/verbs.ts";
import type { Comparison, Problem, Tool } from "../model/index.ts";
import { isOn, reportOn, understand } from "../translate/index.ts";
import { readOf } from "./reads.ts";
import type { Action, Failure, Table } from "./state/index.ts";
import { watchHost } from "./watch-host.ts";
import { wordsOf } from "./words-of.ts";

const asFailure = (error: unknown): Failure => {
  if (error instanceof CtoolError) return { message: error.message, hint: error.hint, fix: error.fix };
  return { message: error instanceof Error ? error.message : String(error), hint: null, fix: null };
};

/** Rows without what a tool that has not answered is said to miss: nobody knows yet. */
const withoutWaiting = (comparison: Comparison, waitsFor: readonly Tool[]): Comparison => ({
  ...comparison,
  rows: comparison.rows.map((row) => ({
    ...row,
    missing: row.missing.filter(({ tool }) => !waitsFor.includes(tool)),
  })) as Comparison["rows"],
});

/**
 * Carries a line out: asks every tool, telling how each gets on, and picks the rows that docker would list.
 * @param run the run's number, which every action bears
 * @returns what the tools were asked and answered, for their raw output; null when there is no table
 */
export const runLine = async (
  line: string,
  run: number,
  context: Context,
  cancel: AbortSignal,
  dispatch: (action: Action) => void,
): Promise<Listed | null> => {
  const fail = (failure: Failure): null => {
    dispatch({ type: "failed", run, failure });
    return null;
  };
  const refuse = ({ message, suggestion }: { message: string; suggestion: string | null }): null =>
    fail({ message, hint: suggestion === null ? null : "Did you mean:", fix: suggestion });
  try {
    const words = wordsOf(line);
    const own = ownVerbNamed(words[0]);
    if (own !== undefined) {
      dispatch({ type: "opens", run, words, writes: words.includes("--fix") });
      return null;
    }
    const understood = await understand(line);
    if ("problem" in understood) return refuse(understood.problem);
    const { command } = understood;
    const read = readOf(command);
    if (read === null) {
      dispatch({ type: "opens", run, words, writes: reportOn(understood).risk !== "read" });
      return null;
    }
    // Wrong filters are said before anything is run.
    const now = context.host.now();
    const empty = read.select([], now);
    if ("problem" in empty) return refuse(empty.problem);
    const host = watchHost(context.host, cancel, (tool, state, ms) => dispatch({ type: "tool", run, tool, state, ms }));
    const tableOf = (
      comparison: Comparison,
      waitsFor: readonly Tool[],
    ): Omit<Table, "items"> | { problem: Problem } => {
      const picked = read.select(comparison.rows, now);
      if ("problem" in picked) return picked;
      return {
        comparison: { ...comparison, rows: picked.rows } as Comparison,
        now,
        asked: Date.now(),
        noTrunc: isOn(command, "no-trunc"),
        showSize: isOn(command, "size"),
        showDigests: isOn(command, "digests"),
        sandboxes: context.globals.switches.has("sandboxes"),
        dropped: picked.dropped ?? null,
        waitsFor,
      };
    };
    const onPartial = (comparison: Comparison, waitsFor: Tool[]): void => {
      const table = tableOf(withoutWaiting(comparison, waitsFor), waitsFor);
      if (!cancel.aborted && "comparison" in table) dispatch({ type: "partial", run, table });
    };
    // As in ctool ps: of an engine that does not answer, its task folders tell what runs.
    const evenDead = read.question.kind === "container";
    const listed = await list(understood, read.question, { ...context, host }, { onPartial, evenDead });
    const table = tableOf(listed.comparison, []);
    if ("problem" in table) return refuse(table.problem);
    dispatch({ type: "ran", run, table });
    if (isOn(command, "quiet") || isOn(command, "format")) {
      const text = "-q and --format shape docker's text, not this table: the raw output (c in the list) has them";
      dispatch({ type: "said", notice: { text, style: "plain" } });
    }
    return listed;
  } catch (error) {
    return fail(asFailure(error));
  }
};
