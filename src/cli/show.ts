import type { Comparison, Joined, Kind, Problem } from "../model/index.ts";
import { loadWidths } from "../render/cells.ts";
import type { RenderOptions } from "../render/drawing.ts";
import type { Rendered } from "../render/text-options.ts";
import type { Context } from "./context.ts";
import { sayWhere } from "./docker-mode.ts";
import { exitCodes, usageError } from "./errors.ts";
import type { Listed } from "./list.ts";

/** Says on stderr that what follows is no look at this node. */
export const sayRecording = ({ recording, io }: Context): void => {
  if (recording) io.err(`recording, not this node: ${recording.title} (${recording.time})\n`);
};

/** The selected rows, or the usage error that docker would give. */
export const rowsOf = <R>(selection: { rows: R[] } | { problem: Problem }): R[] => {
  if ("rows" in selection) return selection.rows;
  throw usageError(
    selection.problem.message,
    selection.problem.suggestion ? "Did you mean:" : null,
    selection.problem.suggestion,
  );
};

/** How tables are drawn here and now. */
export const renderOptionsOf = ({ io, host, globals }: Context): RenderOptions => ({
  width: io.columns,
  tty: io.stdoutIsTerminal,
  colour: io.colour,
  ascii: !io.unicode,
  now: host.now(),
  sandboxes: globals.switches.has("sandboxes"),
  verbose: globals.switches.has("verbose"),
  allNamespaces: globals.switches.has("all-namespaces"),
});

/** Whether the tools contradict each other: another value for the same field, or a row that one should list and does not. */
const differ = ({ rows }: Comparison): boolean =>
  rows.some(({ differs, missing }) => differs.length > 0 || missing.some(({ code }) => code === "not-listed"));

/**
 * The exit code of a list, by the tools that speak of the target: 0 when one answered, 124 when all ran out of time, 4 when
 * none is there or allowed, else 1; with `--exit-code` 5 when they differ.
 */
export const exitCodeOf = (comparison: Comparison, context: Context): number => {
  const relevant = comparison.tools.filter(
    ({ tool, state }) => state !== "unsupported" && (tool !== "docker" || comparison.target?.engine === "docker"),
  );
  // Nobody could be asked: no tool is here, or no engine answers.
  if (relevant.every(({ queries }) => queries.length === 0)) return exitCodes.environment;
  const states = new Set(relevant.map(({ state }) => state));
  if (states.has("ok"))
    return context.globals.switches.has("exit-code") && differ(comparison) ? exitCodes.differs : exitCodes.done;
  states.delete("missing");
  if (states.size === 0 || (states.size === 1 && states.has("denied"))) return exitCodes.environment;
  return states.size === 1 && states.has("timeout") ? exitCodes.timeout : exitCodes.failed;
};

/** What a list is printed as, besides `--json`. */
export interface Presentation<K extends Kind> {
  /** In place of a table, for scripts: `-q`, `--format json`. */
  lines: ((comparison: Comparison<K>) => string) | null;
  table: (comparison: Comparison<K>) => Rendered | Promise<Rendered>;
}

/**
 * Prints a list in the form that was asked for.
 * @returns the exit code
 */
export const show = async <K extends Kind>(
  { comparison: whole, fromTasks }: Listed,
  rows: readonly Joined<K>[],
  presentation: Presentation<K>,
  context: Context,
): Promise<number> => {
  const { io, globals } = context;
  const comparison = { ...whole, rows: [...rows] } as unknown as Comparison<K>;
  const exitCode = exitCodeOf(whole, context);
  sayRecording(context);
  sayWhere(context, whole.target);
  if (fromTasks) io.err(`names read from the task folders under ${fromTasks}: neither nerdctl nor crictl answered\n`);
  if (globals.switches.has("json")) {
    io.out(`${JSON.stringify(comparison)}\n`);
    return exitCode;
  }
  if (presentation.lines) io.out(presentation.lines(comparison));
  else {
    if (io.stdoutIsTerminal) await loadWidths(JSON.stringify([comparison.rows, comparison.tools]));
    const { stdout, stderr } = await presentation.table(comparison);
    io.out(stdout);
    io.err(stderr);
    return exitCode;
  }
  for (const { tool, state, error } of comparison.tools) {
    if (exitCode !== exitCodes.done && state !== "ok" && state !== "unsupported")
      io.err(`${tool}: ${error ?? state}\n`);
  }
  return exitCode;
};
