import type { Joined } from "../model/index.ts";
import { isOn, type Understood } from "../translate/index.ts";
import { layoutOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { list } from "./list.ts";
import { renderOptionsOf, show } from "./show.ts";

/** `ctool namespaces`: containerd's namespaces on the target, and what is in each. */
export const runNamespaces = async (understood: Understood, context: Context): Promise<number> => {
  const layout = layoutOf(context);
  const listed = await list(understood, { kind: "namespace", all: true, size: false }, context);
  const { renderNamespaces } = await import("../render/index.ts");
  const render = renderOptionsOf(context);
  return show<"namespace">(
    listed,
    listed.comparison.rows as Joined<"namespace">[],
    {
      lines: isOn(understood.command, "quiet")
        ? ({ rows }) =>
            rows
              .map(
                ({ name }) => `${name}
`,
              )
              .join("")
        : null,
      table: async (comparison) =>
        layout === "joined"
          ? renderNamespaces(comparison, render)
          : (await import("./layout.ts")).rawLayout(layout, listed, context),
    },
    context,
  );
};
