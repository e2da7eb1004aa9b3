import type { Joined } from "../model/index.ts";
import { type DockerCommand, isOn, lastValue } from "../translate/index.ts";

/** The rows that a `ctool pods` line asks for: those that are ready, unless `-a` or `-n` wants the others as well. */
export const selectPods = (rows: readonly Joined<"pod">[], command: DockerCommand): Joined<"pod">[] => {
  const last = lastValue(command, "last");
  const found = rows.filter(({ state }) => isOn(command, "all") || last !== null || state !== "notready");
  return last === null || Number(last) <= 0 ? found : found.slice(0, Number(last));
};
