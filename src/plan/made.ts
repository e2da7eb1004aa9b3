import type { Target, Tool } from "../model/index.ts";
import { addressed } from "./addressed.ts";
import type { ToolLine } from "./write.ts";

/** Something that a step is about to make: how it is found again whatever happens, and how it is removed. */
export interface Made {
  kind: "container" | "sandbox";
  name: string;
  /** A sandbox's uid, as the step's pod.json has it; null for containers. */
  uid: string | null;
  tool: Tool;
  /** What is executed in place of the tool's name. */
  file: readonly string[];
  /** Prints what is there, as JSON. */
  look: readonly string[];
  /** Removes it; `<id>` stands for the id that `look` showed. All but the last may fail. */
  remove: readonly (readonly string[])[];
}

const ID = "<id>";

const escapeName = (name: string): string => name.replace(/[.+*?()|[\]{}^$\\]/g, "\\$&");

const metadataOf = (content: string): { name: string; uid: string | null } => {
  const { metadata } = JSON.parse(content) as { metadata: { name: string; uid?: string } };
  return { name: metadata.name, uid: metadata.uid ?? null };
};

const inCrictl = (step: ToolLine["steps"][number], place: Target, file: readonly string[]): Made | null => {
  const [, verb] = step.argv;
  const of = (...argv: string[]) => addressed("crictl", ["crictl", ...argv], place);
  const pod = step.files.find(({ path }) => path === "pod.json");
  if ((verb === "run" || verb === "runp") && pod) {
    // The container goes with its sandbox.
    const { name, uid } = metadataOf(pod.content);
    const look = of("pods", "-o", "json", "--name", `^${escapeName(name)}$`);
    return { kind: "sandbox", name, uid, tool: "crictl", file, look, remove: [of("rmp", "-f", ID)] };
  }
  const container = step.files.find(({ path }) => path === "container.json");
  if (verb !== "create" || !container) return null;
  const { name } = metadataOf(container.content);
  const look = of("ps", "-a", "-o", "json", "--name", `^${escapeName(name)}$`);
  return { kind: "container", name, uid: null, tool: "crictl", file, look, remove: [of("rm", "-f", ID)] };
};

/**
 * What a step of a translation makes, where a failure half-way would leave it behind: crictl's sandboxes and containers, ctr's
 * containers. nerdctl and docker make theirs in one command and clean up by themselves.
 * @param name the container's name, which is its id in ctr
 */
export const madeBy = (
  tool: Tool,
  step: ToolLine["steps"][number],
  place: Target,
  file: readonly string[],
  name: string | null,
): Made | null => {
  if (tool === "crictl") return inCrictl(step, place, file);
  const [, noun, verb] = step.argv;
  const makes = noun === "run" || (noun === "containers" && verb === "create");
  if (tool !== "ctr" || !makes || name === null) return null;
  const of = (...argv: string[]) => addressed("ctr", ["ctr", ...argv], place);
  const remove = [of("tasks", "rm", "-f", ID), of("containers", "rm", ID)];
  return { kind: "container", name, uid: null, tool, file, look: of("containers", "info", name), remove };
};

type Json = { [key: string]: unknown };

/** crictl prints nanoseconds since 1970 as text, ctr RFC 3339. */
const millisOf = (created: unknown): number => {
  const text = String(created ?? "");
  return /^\d+$/.test(text) ? Number(text.slice(0, -6)) : Date.parse(text);
};

/** crictl's lists, or the one container that ctr was asked for, as `[id, name, uid, created]`. */
const itemsIn = (tool: Tool, text: string): { id: string; name: string; uid: string | null; createdMs: number }[] => {
  const json = JSON.parse(text) as Json;
  if (tool === "ctr") {
    const id = String(json.ID);
    return [{ id, name: id, uid: null, createdMs: millisOf(json.CreatedAt) }];
  }
  const list = (json.items ?? json.containers ?? []) as Json[];
  return list.map((item) => {
    const { name, uid } = (item.metadata ?? {}) as { name?: string; uid?: string };
    return { id: String(item.id), name: name ?? "", uid: uid ?? null, createdMs: millisOf(item.createdAt) };
  });
};

/**
 * Ids of what a step made, from what `look` printed.
 * @param sinceMs what is older was there before the step and is not its work
 */
export const idsMade = (made: Pick<Made, "tool" | "name" | "uid">, text: string, sinceMs: number): string[] => {
  try {
    return itemsIn(made.tool, text)
      .filter(
        ({ name, uid, createdMs }) =>
          name === made.name && (made.uid === null || uid === made.uid) && createdMs >= sinceMs,
      )
      .map(({ id }) => id);
  } catch {
    return [];
  }
};

/** The commands that remove what was found, whole. */
export const removalOf = ({ remove }: Pick<Made, "remove">, id: string): string[][] =>
  remove.map((argv) => argv.map((word) => (word === ID ? id : word)));
