import type { Context } from "../cli/context.ts";
import { CtoolError } from "../cli/errors.ts";
import type { Listed } from "../cli/list.ts";
import { list } from "../cli/list.ts";
import type { Comparison } from "../model/index.ts";
import { isOn, understand } from "../translate/index.ts";
import { readOf } from "./reads.ts";
import type { Action, Failure } from "./state/index.ts";
import { watchHost } from "./watch-host.ts";

const asFailure = (error: unknown): Failure => {
  if (error instanceof CtoolError) return { message: error.message, hint: error.hint, fix: error.fix };
  return { message: error instanceof Error ? error.message : String(error), hint: null, fix: null };
};

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
    const understood = await understand(line);
    if ("problem" in understood) return refuse(understood.problem);
    const { command } = understood;
    const read = readOf(command);
    if (read === null) {
      dispatch({ type: "refused", run });
      return null;
    }
    // Wrong filters are said before anything is run.
    const now = context.host.now();
    const empty = read.select([], now);
    if ("problem" in empty) return refuse(empty.problem);
    const host = watchHost(context.host, cancel, (tool, state, ms) => dispatch({ type: "tool", run, tool, state, ms }));
    const listed = await list(understood, read.question, { ...context, host });
    const picked = read.select(listed.comparison.rows, now);
    if ("problem" in picked) return refuse(picked.problem);
    dispatch({
      type: "ran",
      run,
      table: {
        comparison: { ...listed.comparison, rows: picked.rows } as Comparison,
        now,
        noTrunc: isOn(command, "no-trunc"),
        showSize: isOn(command, "size"),
        showDigests: isOn(command, "digests"),
        sandboxes: context.globals.switches.has("sandboxes"),
        dropped: picked.dropped ?? null,
      },
    });
    if (isOn(command, "quiet") || isOn(command, "format")) {
      const text = "-q and --format shape docker's text, not this table: the raw output (c in the list) has them";
      dispatch({ type: "said", notice: { text, style: "plain" } });
    }
    return listed;
  } catch (error) {
    return fail(asFailure(error));
  }
};
