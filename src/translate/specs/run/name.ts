import { isOpaque } from "../../grammar.ts";
import { imageBaseName } from "../../references.ts";
import { type DockerCommand, lastValue } from "../../spec.ts";

/** @returns the image operand as typed */
export function imageOf(command: DockerCommand): string {
  return command.operands[0]?.word ?? "";
}

/**
 * The name the container gets where one has to be chosen: `--name`, else the last part of the image's path (docker makes up a
 * random one, which nobody could type again).
 */
export function nameOf(command: DockerCommand): string {
  const name = lastValue(command, "name");
  if (name !== null && name !== "") return name.replace(/^\//, "");
  const image = imageOf(command);
  const last = image.slice(image.lastIndexOf("/") + 1).replace(/[@:].*$/s, "");
  return isOpaque(last) ? "container" : imageBaseName(image);
}

/** The command after the image. */
export function argumentsOf(command: DockerCommand): string[] {
  return command.operands.slice(1).map(({ word }) => word);
}

/** `docker create`, not `docker run`. */
export function isCreate(command: DockerCommand): boolean {
  return command.spec.path === "container create";
}
