import { selectContainers, wantsAll } from "../select/index.ts";
import { allValues, isOn, lastValue, type Understood } from "../translate/index.ts";
import type { Context } from "./context.ts";
import { list } from "./list.ts";
export const runPs = async (understood: Understood, context: Context): Promise<number> => {
  const { command } = understood;
  const last = lastValue(command, "last");
  const options = {
    all: isOn(command, "all"),
    last: last === null ? null : Number(last),
    latest: isOn(command, "latest"),
    filters: allValues(command, "filter"),
  };
  const listed = await list(
    understood,
    { kind: "container", all: wantsAll(options), size: isOn(command, "size") },
    context,
  );
  const selection = selectContainers(listed.comparison.rows as never, options);
  if ("problem" in selection) throw new Error(selection.problem.message);
  context.io.out(JSON.stringify({ ...listed.comparison, rows: selection.rows }, null, 1) + "\n");
  return 0;
};
