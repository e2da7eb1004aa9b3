import type { Comparison, Joined } from "../model/index.ts";
import { selectPods } from "../select/pods.ts";
import { isOn, lastValue, type Understood } from "../translate/index.ts";
import { formatOf, layoutOf, templateOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { list } from "./list.ts";
import { renderOptionsOf, show } from "./show.ts";

/** `ctool pods`: sandboxes as the CRI lists them, and who else sees them. */
export const runPods = async (understood: Understood, context: Context): Promise<number> => {
  const { command } = understood;
  const layout = layoutOf(context);
  const noTrunc = isOn(command, "no-trunc");
  const quiet = isOn(command, "quiet");
  const format = formatOf(lastValue(command, "format"));
  const template = quiet && format === null ? undefined : templateOf(format, context);
  const compiled = template === undefined ? null : (await import("./formatted.ts")).compileRows("pod", template);
  const listed = await list(understood, { kind: "pod", all: true, size: false }, context);
  const { dockerPodRecord, loadWidths, renderDockerJson, renderPods } = await import("../render/index.ts");
  const rows = selectPods(listed.comparison.rows as Joined<"pod">[], command);
  const render = { ...renderOptionsOf(context), noTrunc };
  const lines = (comparison: Comparison<"pod">): string => {
    if (quiet && format === null)
      return comparison.rows.map(({ id }) => `${noTrunc || !render.tty ? id : id.slice(0, 12)}\n`).join("");
    const formatted = comparison.rows.map((row) => ({
      record: dockerPodRecord(row, { now: render.now, noTrunc }),
      labels: row.labels,
    }));
    return compiled ? compiled.lines(formatted) : renderDockerJson(formatted.map(({ record }) => record));
  };
  if (compiled) await loadWidths(JSON.stringify(rows));
  return show<"pod">(
    listed,
    rows,
    {
      lines: quiet || compiled || format !== null ? lines : null,
      table: async (comparison) =>
        layout === "joined"
          ? renderPods(comparison, render)
          : (await import("./layout.ts")).rawLayout(layout, listed, context),
    },
    context,
  );
};
