import type { Comparison, Joined } from "../model/index.ts";
import { imagesOptionsOf } from "../select/asked.ts";
import { isOn, lastValue, type Understood } from "../translate/index.ts";
import { formatOf, layoutOf, templateOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { isDockerMode } from "./docker-mode.ts";
import { list } from "./list.ts";
import { renderOptionsOf, rowsOf, show } from "./show.ts";

/** `ctool images [REPOSITORY[:TAG]]`, with docker's flags. */
export const runImages = async (understood: Understood, context: Context): Promise<number> => {
  const { command } = understood;
  const format = formatOf(lastValue(command, "format"));
  const layout = layoutOf(context);
  const noTrunc = isOn(command, "no-trunc");
  const digests = isOn(command, "digests");
  const quiet = isOn(command, "quiet");
  // As docker does it: a template wins over -q.
  const template = quiet && format === null ? undefined : templateOf(format, context);
  const compiled =
    template === undefined ? null : (await import("./formatted.ts")).compileRows("image", template, { digests });
  const listed = await list(understood, { kind: "image", all: isOn(command, "all"), size: false }, context);
  const [
    { selectImages },
    { dockerImageRecords, isHere, loadWidths, renderDockerJson, renderImages, renderQuietImages },
  ] = await Promise.all([import("../select/index.ts"), import("../render/index.ts")]);
  const options = { ...imagesOptionsOf(command), now: context.host.now() };
  const rows = rowsOf(selectImages(listed.comparison.rows as Joined<"image">[], options));
  const render = { ...renderOptionsOf(context), noTrunc, showDigests: digests };
  const here = { noTrunc, allNamespaces: render.allNamespaces === true };
  const asked = { now: render.now, noTrunc, digests: digests || compiled?.readsDigests === true };
  const lines = (comparison: Comparison<"image">): string => {
    if (quiet && format === null) return renderQuietImages(comparison, here);
    const records = comparison.rows
      .filter((row) => !isDockerMode(context) || isHere(comparison, row, here))
      .flatMap((row) => dockerImageRecords(row, asked));
    return compiled ? compiled.lines(records.map((record) => ({ record }))) : renderDockerJson(records);
  };
  if (compiled) await loadWidths(JSON.stringify(rows));
  return show<"image">(
    listed,
    rows,
    {
      lines: quiet || compiled || format !== null ? lines : null,
      table: async (comparison) =>
        layout === "joined"
          ? renderImages(comparison, render)
          : (await import("./layout.ts")).rawLayout(layout, listed, context),
    },
    context,
  );
};
