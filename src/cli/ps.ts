import { wantsAll } from "../select/wants-all.ts";
import { allValues, isOn, lastValue, type Understood } from "../translate/index.ts";
import { formatOf, layoutOf } from "./choices.ts";
import type { Context } from "./context.ts";
import { list } from "./list.ts";

/** `ctool ps` (container ls, …), with docker's flags. */
export const runPs = async (understood: Understood, context: Context): Promise<number> => {
  const { command } = understood;
  const last = lastValue(command, "last");
  const options = {
    all: isOn(command, "all"),
    last: last === null ? null : Number(last),
    latest: isOn(command, "latest"),
    filters: allValues(command, "filter"),
  };
  // Wrong values are said before anything is run.
  layoutOf(context);
  formatOf(lastValue(command, "format"));
  const size = isOn(command, "size");
  const showing = import("./show-containers.ts");
  const silent = { ...context, io: { ...context.io, out: () => {}, err: () => {} } };
  const listed = await list(understood, { kind: "container", all: wantsAll(options), size }, context, (sofar) => {
    void showing.then(({ showContainers }) => showContainers(understood, options, sofar, silent));
  });
  const { showContainers } = await showing;
  return showContainers(understood, options, listed, context);
};
