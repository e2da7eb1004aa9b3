import type { Comparison, Joined } from "../model/index.ts";
import { lastValue, type Understood } from "../translate/index.ts";
import { formatOf, layoutOf, templateOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { list } from "./list.ts";
import { renderOptionsOf, show } from "./show.ts";

/** Go's names of the processors that Node names otherwise. */
const GO_ARCH: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** Compiles a template, docker's own text or JSON over docker's version value, before anything is asked. */
const dockerVersion = async (
  template: string,
  context: Context,
): Promise<(comparison: Comparison<"version">) => string> => {
  const [{ dockerVersionValue, valueFormat }, { withTemplate }, { widthOf }] = await Promise.all([
    import("../format/index.ts"),
    import("./formatted.ts"),
    import("../render/index.ts"),
  ]);
  const compiled = withTemplate(() => valueFormat(template, "version", widthOf));
  const { recording, host } = context;
  const kernel = host.read("/proc/sys/kernel/osrelease");
  return ({ rows, target }) => {
    const value = dockerVersionValue(rows, {
      ctool: context.version,
      // A recording does not say what it was made on.
      os: recording ? "" : process.platform,
      arch: recording ? "" : (GO_ARCH[process.arch] ?? process.arch),
      kernel: kernel.ok ? kernel.value.trim() : "",
      target,
    });
    return withTemplate(() => compiled(value));
  };
};

/** What is to be compiled: `--format`, or docker's own text in docker mode; null for ctool's table. */
const textFor = async (understood: Understood, context: Context): Promise<string | null> => {
  const format = formatOf(lastValue(understood.command, "format"));
  if (format === "json") return "{{json .}}";
  const template = templateOf(format, context);
  if (template === null) return (await import("../format/index.ts")).DOCKER_VERSION;
  return template ?? null;
};

/** `ctool version`: ctool's own, each tool's, and the engines' behind them. */
export const runVersion = async (understood: Understood, context: Context): Promise<number> => {
  const layout = layoutOf(context);
  const text = await textFor(understood, context);
  const lines = text === null ? null : await dockerVersion(text, context);
  const listed = await list(understood, { kind: "version", all: true, size: false }, context);
  const { renderVersions } = await import("../render/index.ts");
  const render = renderOptionsOf(context);
  if (lines === null && !context.globals.switches.has("json")) context.io.out(`ctool ${context.version}\n`);
  return show<"version">(
    listed,
    listed.comparison.rows as Joined<"version">[],
    {
      lines,
      table: async (comparison) =>
        layout === "joined"
          ? renderVersions(comparison, render)
          : (await import("./layout.ts")).rawLayout(layout, listed, context),
    },
    context,
  );
};
