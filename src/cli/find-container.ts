import { cleanLine, type Joined } from "../model/index.ts";
import { type Resolved, type ResolveOptions, resolveContainer } from "../resolve/index.ts";
import type { Context } from "./context.ts";
import { usageError } from "./errors.ts";
import type { Listed } from "./list.ts";
import { listContainers } from "./list-all.ts";
import { checkDockerSpoke, unknownName } from "./unknown-name.ts";

/** The container that a word means, and the look around that it was found in. */
export interface Found {
  row: Joined<"container">;
  /** Older attempts of the same pod's container. */
  older: Joined<"container">[];
  listed: Listed<"container">;
}

/** `listContainers`, asked of the tools once for as many questions as one command has. */
export type ContainerLists = (everywhere: boolean) => Promise<Listed<"container">>;

/**
 * @param ends whether exit codes and times of what has ended are wanted
 * @returns lists of this moment, each made when it is first asked for
 */
export const containerLists = (context: Context, ends = false): ContainerLists => {
  const made = new Map<boolean, Promise<Listed<"container">>>();
  return (everywhere) => {
    const list = made.get(everywhere) ?? listContainers(context, everywhere, ends);
    made.set(everywhere, list);
    return list;
  };
};

/** `--attempt`, checked. @throws {CtoolError} usage */
const attemptOf = ({ globals }: Context): number | null => {
  const text = globals.values.get("attempt");
  if (text === undefined) return null;
  if (!/^\d+$/.test(text)) throw usageError(`--attempt ${text} is no number`, "Attempts are counted from 0.");
  return Number(text);
};

/** Whether the place was typed. */
const isPlaced = ({ globals }: Context): boolean =>
  (["namespace", "target", "address"] as const).some((flag) => globals.values.has(flag));

/** What a word means; of several, the one in the place that was typed. */
const resolveHere = (
  word: string,
  { comparison, target }: Listed<"container">,
  options: ResolveOptions,
  context: Context,
): Resolved => {
  const resolved = resolveContainer(word, comparison.rows, options);
  if (!("candidates" in resolved) || !isPlaced(context)) return resolved;
  const here = comparison.rows.filter(({ at, namespace }) => at === target.id && namespace === target.namespace);
  const among = resolveContainer(word, here, options);
  return "found" in among ? among : resolved;
};

/** A container in one line, as a person can name it. */
const describe = ({ name, id, at, namespace, state, attempt }: Joined<"container">): string =>
  cleanLine(
    `${id.slice(0, 12)}  ${name ?? "-"}  ${state}  ${at}${namespace ? ` ${namespace}` : ""}${attempt ? `  attempt ${attempt}` : ""}`,
  );

/**
 * Finds the containers that words mean, wherever on this node they are: in the target's namespace and in Docker first, else in the
 * target's other namespaces. The node is looked at once for all of them.
 * @param lists for a command that looks for several things
 * @returns one for each word, in the same order
 * @throws {CtoolError} usage with the candidates when a word could mean several; `not-found` (exit 1) with names that are alike;
 *   `dead-engine` or `unreachable` where its engine, or every tool, is silent
 */
export const findContainers = async (
  words: readonly string[],
  context: Context,
  kind: ResolveOptions["kind"] = "container",
  lists: ContainerLists = containerLists(context),
): Promise<Found[]> => {
  const attempt = attemptOf(context);
  const found = new Map<string, Found>();
  for (const everywhere of [false, true]) {
    const listed = await lists(everywhere);
    const last = everywhere || context.globals.switches.has("all-namespaces") || listed.target.namespace === null;
    for (const word of words) {
      if (found.has(word)) continue;
      const resolved = resolveHere(word, listed, { attempt, kind }, context);
      if ("found" in resolved) {
        if (everywhere && !isPlaced(context)) checkDockerSpoke(word, resolved.found, listed, context);
        found.set(word, { row: resolved.found, older: resolved.older, listed });
      } else if ("candidates" in resolved) {
        throw usageError(
          `${word} may mean ${resolved.candidates.length} ${kind === "sandbox" ? "pods" : "containers"}; nothing was run`,
          `Name one of them:\n${resolved.candidates.map((row) => `    ${describe(row)}`).join("\n")}`,
        );
      } else if (last) throw await unknownName(word, listed, { attempt, kind, near: resolved.near }, context);
    }
    if (last || words.every((word) => found.has(word))) break;
  }
  return words.flatMap((word) => found.get(word) ?? []);
};

/** Finds the container that one word means; see `findContainers`. @throws {CtoolError} as `findContainers` */
export const findContainer = async (
  word: string,
  context: Context,
  kind: ResolveOptions["kind"] = "container",
  lists: ContainerLists = containerLists(context),
): Promise<Found> => {
  const [found] = await findContainers([word], context, kind, lists);
  if (!found) throw new Error(`${word} was neither found nor missed`);
  return found;
};
