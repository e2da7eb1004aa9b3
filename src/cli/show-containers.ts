import type { Comparison, Joined } from "../model/index.ts";
import { dockerContainerRecord, renderDockerJson, renderPs, renderQuietContainers } from "../render/index.ts";
import { type PsOptions, selectContainers } from "../select/index.ts";
import { isOn, lastValue, type Understood } from "../translate/index.ts";
import { formatOf, layoutOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { rawLayout } from "./layout.ts";
import type { Listed } from "./list.ts";
import { renderOptionsOf, rowsOf, show } from "./show.ts";

/** Prints what `ps` found; loaded while the tools are still being asked. */
export const showContainers = async (
  { command }: Understood,
  options: PsOptions,
  listed: Listed,
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
  const whole = noTrunc || !render.tty;
  const everywhere = render.allNamespaces === true;
  const lines = (comparison: Comparison<"container">): string =>
    quiet
      ? renderQuietContainers(comparison, { noTrunc: whole, allNamespaces: everywhere })
      : renderDockerJson(
          comparison.rows
            .filter(({ kind }) => kind === "container")
            .map((row) => dockerContainerRecord(row, { now: render.now, noTrunc })),
        );
  return show<"container">(
    listed,
    rows,
    {
      lines: quiet || format !== null ? lines : null,
      table: (comparison) => (layout === "joined" ? renderPs(comparison, render) : rawLayout(layout, listed, context)),
    },
    context,
  );
};
