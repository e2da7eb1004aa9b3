import type { Tool, ToolFacts } from "../../model/index.ts";
import { CannotFill, type Filling, type PlannedStep, planSteps } from "../../plan/steps.ts";
import { chooseTool, type WriteChoice } from "../../plan/write.ts";
import type { WriteVerb } from "../../plan/write-verbs.ts";
import { resolveImage } from "../../resolve/index.ts";
import type { DockerCommand, Understood } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { usageError } from "../errors.ts";
import { findContainers } from "../find-container.ts";
import { listImages } from "../list-all.ts";
import { linesFor } from "./lines.ts";
import { askEngineVersion } from "./look.ts";
import { planCopyBy } from "./look-copy.ts";
import { noTool } from "./report.ts";
import type { Group } from "./subjects.ts";

/** A group with its tool and its commands. */
export interface PlannedGroup {
  group: Group;
  verb: WriteVerb;
  choice: WriteChoice;
  tool: Tool;
  command: DockerCommand;
  steps: PlannedStep[];
  /** What is lost, one sentence each. */
  losses: string[];
  /** The name of the container that is made, where ctool chose it. */
  name: string | null;
}

/** The tool that `--via` names. @throws {CtoolError} usage */
export const viaOf = ({ globals }: Context): Tool | null => {
  const via = globals.values.get("via");
  if (via === undefined) return null;
  if (via === "docker" || via === "nerdctl" || via === "crictl" || via === "ctr") return via;
  throw usageError(`--via ${via} is no tool`, "docker, nerdctl, crictl and ctr are.");
};

const makes = (path: string): boolean => path === "container run" || path === "container create";

/** Whether the image of a run is there, so that crictl and ctr need not pull it; asked only where one of them may be the tool. */
const imageIsThere = async (
  { command }: Understood,
  { place, operands }: Group,
  tools: readonly ToolFacts[],
  via: Tool | null,
  context: Context,
): Promise<boolean> => {
  if (!makes(command.spec.path) || place.engine === "docker") return false;
  const nerdctl = tools.some(({ tool, command: words }) => tool === "nerdctl" && words.length > 0);
  if (nerdctl && via !== "crictl" && via !== "ctr") return false;
  const { comparison } = await listImages(context);
  const here = comparison.rows.filter(({ at, namespace }) => at === place.id && namespace === place.namespace);
  return "found" in resolveImage(operands[0] ?? "", here, place.id);
};

/** Containers that flags name (`--network container:db`), whose processes or pod a new one joins. */
const joinedBy = async ({ command }: Understood, context: Context): Promise<Pick<Filling, "pids" | "podId">> => {
  const names = ["network", "pid", "ipc"].flatMap((flag) =>
    (command.byName.get(flag) ?? []).flatMap(({ value }) => (value.startsWith("container:") ? [value.slice(10)] : [])),
  );
  const found = makes(command.spec.path) && names.length > 0 ? await findContainers(names, context) : [];
  const pids = new Map(
    found.flatMap(({ row }, index) => (row.pid === null ? [] : [[names[index] ?? "", row.pid] as const])),
  );
  return { pids, podId: found[0]?.row.podId ?? null };
};

/**
 * Chooses the tool for a group and puts its commands together.
 * @throws {CtoolError} when no tool can do it, or something cannot be filled in
 */
export const planGroup = async (
  understood: Understood,
  verb: WriteVerb,
  group: Group,
  tools: readonly ToolFacts[],
  context: Context,
): Promise<PlannedGroup> => {
  const via = viaOf(context);
  const { host, io } = context;
  const { place, containers, images, wholeImages } = group;
  const [engineVersion, isThere, joined] = await Promise.all([
    verb.transfer && place.engine === "containerd" ? askEngineVersion(context, place, tools) : null,
    imageIsThere(understood, group, tools, via, context),
    joinedBy(understood, context),
  ]);
  const path = understood.command.spec.path;
  const lines = await linesFor(understood, group.operands, criOperandsOf(path, group), tools, isThere);
  const choice = chooseTool({
    path,
    verb,
    place,
    tools,
    lines: [...lines.values()].map(({ line }) => line),
    via,
    containers,
    images,
    engineVersion,
    wholeImages,
  });
  const { chosen } = choice;
  const line = chosen ? lines.get(chosen.tool) : undefined;
  if (!chosen || !line) throw noTool(choice, via, insteadOf(path, tools), context);
  const filling: Filling = {
    folder: process.cwd(),
    env: (name) => host.env(name),
    ...joined,
    unique: `ctool-${process.pid}-${Math.floor(host.now() / 1000).toString(36)}`,
  };
  const file = tools.find(({ tool }) => tool === chosen.tool)?.command ?? [chosen.tool];
  const name = line.name ?? null;
  const copy = await planCopyBy(line.command, group, chosen.tool, tools, filling.unique, context);
  try {
    const steps = planSteps({
      verb,
      command: line.command,
      line: line.line,
      place,
      file,
      filling,
      name,
      terminal: io.stderrIsTerminal,
      copy,
      emptied: group.emptied,
    });
    const losses = chosen.losses.map(({ flag, text }) => `${chosen.tool}: ${flag === null ? "" : `${flag}: `}${text}`);
    return { group, verb, choice, tool: chosen.tool, command: line.command, steps, losses, name };
  } catch (error) {
    if (error instanceof CannotFill) throw usageError(error.message);
    throw error;
  }
};

/** crictl removes an image by any of its names, and finds none of the others afterwards. */
const criOperandsOf = (path: string, { images, references, operands }: Group): readonly string[] =>
  path === "image rm" && images.length > 0
    ? images.flatMap((image) => references.find((name) => image.references.includes(name)) ?? image.configDigest ?? [])
    : operands;

/** For a build on a node that cannot build by nerdctl, where there is a docker. */
const insteadOf = (path: string, tools: readonly ToolFacts[]): string | null =>
  path === "image build" && tools.some(({ tool, command }) => tool === "docker" && command.length > 0)
    ? "ctool --target docker build …, then ctool image copy REF --from docker --to k3s"
    : null;
