import type { Comparison, Joined } from "../model/index.ts";
import {
  dockerContainerRecord,
  isHere,
  loadWidths,
  renderDockerJson,
  renderPs,
  renderQuietContainers,
} from "../render/index.ts";
import { type PsOptions, selectContainers } from "../select/index.ts";
import { isOn, lastValue, type Understood } from "../translate/index.ts";
import { formatOf, layoutOf, templateOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { isDockerMode } from "./docker-mode.ts";
import type { CompiledRows } from "./formatted.ts";
import { rawLayout } from "./layout.ts";
import type { Listed } from "./list.ts";
import { renderOptionsOf, rowsOf, show } from "./show.ts";

/** Docker's own words. */
const QUIET_WINS = "WARNING: Ignoring custom format, because both --format and --quiet are set.\n";

/**
 * Prints what `ps` found; loaded while the tools are still being asked.
 * @param typed the `--format` that was typed, compiled; null when there was none
 */
export const showContainers = async (
  { command }: Understood,
  options: PsOptions,
  listed: Listed,
  typed: CompiledRows | null,
  context: Context,
): Promise<number> => {
  const selection = selectContainers(listed.comparison.rows as Joined<"container">[], options);
  const rows = rowsOf(selection);
  const noTrunc = isOn(command, "no-trunc");
  const format = formatOf(lastValue(command, "format"));
  const layout = layoutOf(context);
  const render = {
    ...renderOptionsOf(context),
    noTrunc,
    showSize: isOn(command, "size"),
    ...("dropped" in selection ? { dropped: selection.dropped } : {}),
  };
  const quiet = isOn(command, "quiet");
  // In a pipe ids are whole: crictl and ctr take nothing less from a script.
  const whole = noTrunc || !(render.tty || isDockerMode(context));
  const everywhere = render.allNamespaces === true;
  const ownTable = !quiet && templateOf(format, context) === null;
  const compiled = ownTable
    ? (await import("./formatted.ts")).compileRows("container", null, { size: render.showSize })
    : typed;
  const lines = (comparison: Comparison<"container">): string => {
    if (quiet) return renderQuietContainers(comparison, { noTrunc: whole, allNamespaces: everywhere });
    const formatted = comparison.rows
      .filter(({ kind }) => kind === "container")
      .filter((row) => !isDockerMode(context) || isHere(comparison, row, { noTrunc, allNamespaces: everywhere }))
      .map((row) => ({
        record: dockerContainerRecord(row, { now: render.now, noTrunc }),
        labels: row.labels,
      }));
    return compiled ? compiled.lines(formatted) : renderDockerJson(formatted.map(({ record }) => record));
  };
  if (compiled) await loadWidths(JSON.stringify(rows));
  if (quiet && lastValue(command, "format")) context.io.err(QUIET_WINS);
  return show<"container">(
    listed,
    rows,
    {
      lines: quiet || compiled || format !== null ? lines : null,
      table: (comparison) => (layout === "joined" ? renderPs(comparison, render) : rawLayout(layout, listed, context)),
    },
    context,
  );
};
