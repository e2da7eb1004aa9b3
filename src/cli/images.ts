import type { Comparison, Joined } from "../model/index.ts";
import { allValues, isOn, lastValue, type Understood } from "../translate/index.ts";
import { formatOf, layoutOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { list } from "./list.ts";
import { renderOptionsOf, rowsOf, show } from "./show.ts";

/** `ctool images [REPOSITORY[:TAG]]`, with docker's flags. */
export const runImages = async (understood: Understood, context: Context): Promise<number> => {
  const { command } = understood;
  const format = formatOf(lastValue(command, "format"));
  const layout = layoutOf(context);
  const noTrunc = isOn(command, "no-trunc");
  const listed = await list(understood, { kind: "image", all: isOn(command, "all"), size: false }, context);
  const [{ selectImages }, { dockerImageRecords, renderDockerJson, renderImages, renderQuietImages }] =
    await Promise.all([import("../select/index.ts"), import("../render/index.ts")]);
  const options = {
    all: isOn(command, "all"),
    filters: allValues(command, "filter"),
    name: command.operands[0]?.word ?? null,
    now: context.host.now(),
  };
  const rows = rowsOf(selectImages(listed.comparison.rows as Joined<"image">[], options));
  const digests = isOn(command, "digests");
  const render = { ...renderOptionsOf(context), noTrunc, showDigests: digests };
  const quiet = isOn(command, "quiet");
  const lines = (comparison: Comparison<"image">): string =>
    quiet
      ? renderQuietImages(comparison, { noTrunc, allNamespaces: render.allNamespaces === true })
      : renderDockerJson(
          comparison.rows.flatMap((row) => dockerImageRecords(row, { now: render.now, noTrunc, digests })),
        );
  return show<"image">(
    listed,
    rows,
    {
      lines: quiet || format !== null ? lines : null,
      table: async (comparison) =>
        layout === "joined"
          ? renderImages(comparison, render)
          : (await import("./layout.ts")).rawLayout(layout, listed, context),
    },
    context,
  );
};
