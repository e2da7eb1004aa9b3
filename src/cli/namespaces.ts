import type { Comparison, Joined } from "../model/index.ts";
import { isOn, lastValue, type Understood } from "../translate/index.ts";
import { formatOf, layoutOf, templateOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { list } from "./list.ts";
import { renderOptionsOf, show } from "./show.ts";

/** `ctool namespaces`: containerd's namespaces on the target, and what is in each. */
export const runNamespaces = async (understood: Understood, context: Context): Promise<number> => {
  const layout = layoutOf(context);
  const quiet = isOn(understood.command, "quiet");
  const format = formatOf(lastValue(understood.command, "format"));
  const template = quiet && format === null ? undefined : templateOf(format, context);
  const compiled = template === undefined ? null : (await import("./formatted.ts")).compileRows("namespace", template);
  const listed = await list(understood, { kind: "namespace", all: true, size: false }, context);
  const { dockerNamespaceRecord, loadWidths, renderDockerJson, renderNamespaces } = await import("../render/index.ts");
  const render = renderOptionsOf(context);
  const lines = ({ rows }: Comparison<"namespace">): string => {
    if (quiet && format === null) return rows.map(({ name }) => `${name}\n`).join("");
    const formatted = rows.map((row) => ({ record: dockerNamespaceRecord(row), labels: row.labels }));
    return compiled ? compiled.lines(formatted) : renderDockerJson(formatted.map(({ record }) => record));
  };
  if (compiled) await loadWidths(JSON.stringify(listed.comparison.rows));
  return show<"namespace">(
    listed,
    listed.comparison.rows as Joined<"namespace">[],
    {
      lines: quiet || compiled || format !== null ? lines : null,
      table: async (comparison) =>
        layout === "joined"
          ? renderNamespaces(comparison, render)
          : (await import("./layout.ts")).rawLayout(layout, listed, context),
    },
    context,
  );
};
