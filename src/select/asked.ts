import { allValues, type DockerCommand, isOn, lastValue } from "../translate/index.ts";
import type { PsOptions } from "./containers.ts";
import type { ImagesOptions } from "./images.ts";

/** What a `docker ps` line asks for. */
export const psOptionsOf = (command: DockerCommand): PsOptions => {
  const last = lastValue(command, "last");
  return {
    all: isOn(command, "all"),
    last: last === null ? null : Number(last),
    latest: isOn(command, "latest"),
    filters: allValues(command, "filter"),
  };
};

/** What a `docker images` line asks for. */
export const imagesOptionsOf = (command: DockerCommand): Omit<ImagesOptions, "now"> => ({
  filters: allValues(command, "filter"),
  name: command.operands[0]?.word ?? null,
});
