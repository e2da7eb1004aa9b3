import type { Question } from "../adapters/types.ts";
import type { Joined, Kind, Problem } from "../model/index.ts";
import { type Dropped, selectContainers, selectImages, wantsAll } from "../select/index.ts";
import { allValues, type DockerCommand, isOn, lastValue } from "../translate/index.ts";

/** How a line that ctool carries out is asked of the tools, and which of the rows docker would list. */
export interface Read {
  question: Question;
  /** @param now milliseconds since the epoch */
  select(rows: readonly Joined[], now: number): { rows: Joined[]; dropped?: Dropped } | { problem: Problem };
}

const containers = (command: DockerCommand): Read => {
  const last = lastValue(command, "last");
  const options = {
    all: isOn(command, "all"),
    last: last === null ? null : Number(last),
    latest: isOn(command, "latest"),
    filters: allValues(command, "filter"),
  };
  return {
    question: { kind: "container", all: wantsAll(options), size: isOn(command, "size") },
    select: (rows) => selectContainers(rows as Joined<"container">[], options),
  };
};

const images = (command: DockerCommand): Read => {
  const all = isOn(command, "all");
  const options = { all, filters: allValues(command, "filter"), name: command.operands[0]?.word ?? null };
  return {
    question: { kind: "image", all, size: false },
    select: (rows, now) => selectImages(rows as Joined<"image">[], { ...options, now }),
  };
};

const pods = (command: DockerCommand): Read => {
  const last = Number(lastValue(command, "last") ?? 0);
  const all = isOn(command, "all") || last > 0;
  return {
    question: { kind: "pod", all: true, size: false },
    select: (rows) => {
      const found = (rows as Joined<"pod">[]).filter(({ state }) => all || state !== "notready");
      return { rows: last > 0 ? found.slice(0, last) : found };
    },
  };
};

const everything = (kind: Kind) => (): Read => ({
  question: { kind, all: true, size: false },
  select: (rows) => ({ rows: [...rows] }),
});

const reads: Readonly<Record<string, (command: DockerCommand) => Read>> = {
  "container ls": containers,
  "image ls": images,
  pods,
  namespaces: everything("namespace"),
  version: everything("version"),
};

/** How to carry a line out; null where ctool does not do that yet. */
export const readOf = (command: DockerCommand): Read | null =>
  command.help ? null : (reads[command.spec.path]?.(command) ?? null);
