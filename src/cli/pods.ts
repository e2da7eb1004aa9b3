import type { Joined } from "../model/index.ts";
import { isOn, lastValue, type Understood } from "../translate/index.ts";
import { layoutOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { list } from "./list.ts";
import { renderOptionsOf, show } from "./show.ts";

/** `ctool pods`: sandboxes as the CRI lists them, and who else sees them. */
export const runPods = async (understood: Understood, context: Context): Promise<number> => {
  const { command } = understood;
  const layout = layoutOf(context);
  const all = isOn(command, "all");
  const last = lastValue(command, "last");
  const listed = await list(understood, { kind: "pod", all: true, size: false }, context);
  const { renderPods } = await import("../render/index.ts");
  const found = (listed.comparison.rows as Joined<"pod">[]).filter(
    ({ state }) => all || last !== null || state !== "notready",
  );
  const rows = last === null || Number(last) <= 0 ? found : found.slice(0, Number(last));
  const noTrunc = isOn(command, "no-trunc");
  const render = { ...renderOptionsOf(context), noTrunc };
  return show<"pod">(
    listed,
    rows,
    {
      lines: isOn(command, "quiet")
        ? ({ rows }) =>
            rows
              .map(
                ({ id }) => `${noTrunc || !render.tty ? id : id.slice(0, 12)}
`,
              )
              .join("")
        : null,
      table: async (comparison) =>
        layout === "joined"
          ? renderPods(comparison, render)
          : (await import("./layout.ts")).rawLayout(layout, listed, context),
    },
    context,
  );
};
