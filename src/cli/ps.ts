import type { Question } from "../adapters/types.ts";
import { psOptionsOf } from "../select/asked.ts";
import { wantsAll } from "../select/wants-all.ts";
import { isOn, lastValue, type Understood } from "../translate/index.ts";
import { formatOf, layoutOf, templateOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { list } from "./list.ts";

/** `ctool ps` (container ls, …), with docker's flags. */
export const runPs = async (understood: Understood, context: Context): Promise<number> => {
  const { command } = understood;
  const options = psOptionsOf(command);
  // Wrong values are said before anything is run.
  layoutOf(context);
  const format = formatOf(lastValue(command, "format"));
  const template = isOn(command, "quiet") ? undefined : templateOf(format, context);
  // The engine is loaded for those who ask for it; docker's own table has no mistakes and is compiled while the tools run.
  const compiled =
    typeof template === "string"
      ? (await import("./formatted.ts")).compileRows("container", template, { size: isOn(command, "size") })
      : null;
  const size = isOn(command, "size") || compiled?.readsSize === true;
  const question: Question = { kind: "container", all: wantsAll(options), size };
  const listed = await list(understood, question, context, {
    started: () => void import("./show-containers.ts"),
    evenDead: true,
  });
  const { showContainers } = await import("./show-containers.ts");
  return showContainers(understood, options, listed, compiled, context);
};
