import type { Question } from "../adapters/types.ts";
import { understand } from "../translate/index.ts";
import type { Context } from "./context.ts";
import { type Listed, list } from "./list.ts";

/** All that a docker line would list in the target's namespace and in Docker; with `everywhere`, in all its namespaces. */
const listAll = async (
  line: readonly string[],
  question: Question,
  context: Context,
  everywhere: boolean,
): Promise<Listed> => {
  const understood = await understand(line);
  if ("problem" in understood) throw new Error(understood.problem.message);
  const switches = new Set(context.globals.switches);
  if (everywhere) switches.add("all-namespaces");
  return list(understood, question, { ...context, globals: { ...context.globals, switches } });
};

/**
 * Every container, running or not, of the target's namespace and of Docker.
 * @param everywhere of all the target's namespaces
 * @param ends whether exit codes and times of what has ended are wanted
 */
export const listContainers = async (
  context: Context,
  everywhere: boolean,
  ends = false,
): Promise<Listed<"container">> => {
  const question: Question = { kind: "container", all: true, size: false, ends };
  return (await listAll(["docker", "ps", "-a"], question, context, everywhere)) as unknown as Listed<"container">;
};

/**
 * Every image of the target's namespace and of Docker.
 * @param everywhere of all the target's namespaces
 */
export const listImages = async (context: Context, everywhere = false): Promise<Listed<"image">> => {
  const question: Question = { kind: "image", all: true, size: false };
  return (await listAll(["docker", "images", "-a"], question, context, everywhere)) as unknown as Listed<"image">;
};
