import type { Question } from "../adapters/types.ts";
import type { Joined, Kind, Problem } from "../model/index.ts";
import { imagesOptionsOf, psOptionsOf } from "../select/asked.ts";
import { type Dropped, selectContainers, selectImages, wantsAll } from "../select/index.ts";
import { selectPods } from "../select/pods.ts";
import { type DockerCommand, isOn } from "../translate/index.ts";

/** How a line that ctool carries out is asked of the tools, and which of the rows docker would list. */
export interface Read {
  question: Question;
  /** @param now milliseconds since the epoch */
  select(rows: readonly Joined[], now: number): { rows: Joined[]; dropped?: Dropped } | { problem: Problem };
}

const containers = (command: DockerCommand): Read => {
  const options = psOptionsOf(command);
  return {
    question: { kind: "container", all: wantsAll(options), size: isOn(command, "size") },
    select: (rows) => selectContainers(rows as Joined<"container">[], options),
  };
};

const images = (command: DockerCommand): Read => ({
  question: { kind: "image", all: isOn(command, "all"), size: false },
  select: (rows, now) => selectImages(rows as Joined<"image">[], { ...imagesOptionsOf(command), now }),
});

const pods = (command: DockerCommand): Read => ({
  question: { kind: "pod", all: true, size: false },
  select: (rows) => ({ rows: selectPods(rows as Joined<"pod">[], command) }),
});

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
