import type { Joined } from "../model/index.ts";
import { lastValue, type Understood } from "../translate/index.ts";
import { formatOf, layoutOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { list } from "./list.ts";
import { renderOptionsOf, show } from "./show.ts";

/** `ctool version`: ctool's own, each tool's, and the engines' behind them. */
export const runVersion = async (understood: Understood, context: Context): Promise<number> => {
  const layout = layoutOf(context);
  const format = formatOf(lastValue(understood.command, "format"));
  const listed = await list(understood, { kind: "version", all: true, size: false }, context);
  const { renderVersions } = await import("../render/index.ts");
  const render = renderOptionsOf(context);
  if (format === null && !context.globals.switches.has("json")) context.io.out(`ctool ${context.version}\n`);
  return show<"version">(
    listed,
    listed.comparison.rows as Joined<"version">[],
    {
      lines:
        format === null ? null : ({ rows, tools }) => `${JSON.stringify({ ctool: context.version, tools, rows })}\n`,
      table: async (comparison) =>
        layout === "joined"
          ? renderVersions(comparison, render)
          : (await import("./layout.ts")).rawLayout(layout, listed, context),
    },
    context,
  );
};
