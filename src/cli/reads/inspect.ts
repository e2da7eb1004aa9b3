import type { ReadKind } from "../../adapters/reads/index.ts";
import { type Comparison, cleanLine, type Joined, type ObjectRecord, type RecordKind } from "../../model/index.ts";
import { allValues, isOn, lastValue, type Understood, understand } from "../../translate/index.ts";
import { layoutOf } from "../choices.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes, usageError } from "../errors.ts";
import { type ContainerLists, containerLists, type Found, findContainer } from "../find-container.ts";
import { findImage, noImage } from "../find-image.ts";
import type { Listed } from "../list.ts";
import { placedAt } from "../placed.ts";
import { renderOptionsOf, show } from "../show.ts";
import { viaOf } from "../via.ts";
import { type Asked, ask, lineUp } from "./ask.ts";
import { printAsDocker, rawDocuments } from "./inspected.ts";

/** A word that was typed, as a thing on this node: what it is, where, and under which name every tool knows it. */
interface Thing {
  word: string;
  kind: RecordKind;
  operand: string;
  context: Context;
}

/** What `--type` may be, and the record it means. */
const TYPES: Readonly<Record<string, RecordKind>> = {
  container: "containerRecord",
  image: "imageRecord",
  pod: "podRecord",
  network: "networkRecord",
  volume: "volumeRecord",
};

const isNotFound = (error: unknown): error is CtoolError => error instanceof CtoolError && error.code === "not-found";

const findIn = async (
  word: string,
  context: Context,
  kind: "container" | "sandbox",
  lists: ContainerLists,
): Promise<Found | null> => {
  try {
    return await findContainer(word, context, kind, lists);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
};

const containerThing = ({ row, listed }: Found, word: string, context: Context): Thing => ({
  word,
  kind: row.kind === "sandbox" ? "podRecord" : "containerRecord",
  operand: row.id,
  context: placedAt(context, row, listed.target),
});

/** Names of networks and volumes are the same for every tool: those that have one answer. */
const named = async (word: string, context: Context, kind: "network" | "volume"): Promise<Thing | null> => {
  const { askAndLineUp } = await import("./ask.ts");
  const understood = await understand(["docker", kind, "ls"]);
  if ("problem" in understood) return null;
  const { comparison } = await askAndLineUp(understood, { kind, all: true, size: false }, context);
  const rows: readonly { name: string; at: string; namespace: string | null; id?: string | null }[] = comparison.rows;
  const own = rows.filter(({ name, id }) => name === word || (id && word.length > 3 && id.startsWith(word)));
  const found = own.find(({ at }) => at === comparison.target?.id) ?? own[0];
  if (!found) return null;
  return {
    word,
    kind: TYPES[kind] ?? "networkRecord",
    operand: found.name,
    context: placedAt(context, found, comparison.target),
  };
};

/**
 * Finds the thing that a word means, in docker's order: a container, an image, a network, a volume; a pod where no container is
 * meant. With `--type`, only that.
 * @throws {CtoolError} usage with the candidates, or `not-found`
 */
const findThing = async (
  word: string,
  type: string | null,
  context: Context,
  lists: ContainerLists,
): Promise<Thing> => {
  if (type === null || type === "container") {
    const found = await findIn(word, context, "container", lists);
    if (found) return containerThing(found, word, context);
  }
  if (type === null || type === "pod") {
    const found = await findIn(word, context, "sandbox", lists);
    if (found) return containerThing(found, word, context);
  }
  if (type === null || type === "image") {
    const image = await findImage(word, context);
    if (!image.found && type === "image") throw noImage(word, image);
    if (image.found) {
      const { row, reference } = image.found;
      return { word, kind: "imageRecord", operand: reference, context: placedAt(context, row, image.target) };
    }
  }
  for (const kind of ["network", "volume"] as const) {
    const thing = type === null || type === kind ? await named(word, context, kind) : null;
    if (thing) return thing;
  }
  throw new CtoolError("not-found", exitCodes.failed, `no ${type ?? "object"} is called ${cleanLine(word)} here`, {
    hint: type === null ? "Looked for containers, pods, images, networks and volumes of this node." : "All there are:",
    fix: type === null ? "ctool ps -a --all-namespaces" : (LISTS[type] ?? null),
  });
};

const LISTS: Readonly<Record<string, string>> = {
  container: "ctool ps -a --all-namespaces",
  pod: "ctool pods -a",
  network: "ctool network ls",
  volume: "ctool volume ls",
};

/** One question for each kind and place, so that `inspect a b` asks each tool once where it can. */
const askAll = async (understood: Understood, things: readonly Thing[]): Promise<Asked<RecordKind & ReadKind>[]> => {
  const groups = Map.groupBy(things, ({ kind, context: { globals } }) =>
    [kind, globals.values.get("target"), globals.values.get("namespace")].join(" "),
  );
  return Promise.all(
    [...groups.values()].map(async (group) => {
      const [first] = group as [Thing, ...Thing[]];
      const line = await lineFor(understood, first.kind, group);
      const size = first.kind === "containerRecord" && isOn(understood.command, "size");
      const question = { kind: first.kind, all: true, size, operands: group.map(({ operand }) => operand) };
      return ask(line, question, first.context);
    }),
  );
};

const VERBS: Partial<Record<RecordKind, readonly string[]>> = {
  containerRecord: ["container", "inspect"],
  imageRecord: ["image", "inspect"],
  networkRecord: ["network", "inspect"],
  volumeRecord: ["volume", "inspect"],
};

/** The line with the things as every tool knows them: what the translations beside the answers are made of. */
const lineFor = async (typed: Understood, kind: RecordKind, things: readonly Thing[]): Promise<Understood> => {
  const verb = VERBS[kind];
  if (!verb) return typed;
  const size = kind === "containerRecord" && isOn(typed.command, "size") ? ["-s"] : [];
  const line = await understand(["docker", ...verb, ...size, ...things.map(({ operand }) => operand)]);
  return "problem" in line
    ? typed
    : {
        ...line,
        input: typed.input,
        command: { ...line.command, spec: { ...line.command.spec, path: typed.command.spec.path } },
      };
};

/** Everything in one comparison: the first place's head, all rows. */
const together = (asked: readonly Asked<RecordKind>[]): Listed<RecordKind> => {
  const [first, ...more] = asked.map((one) => lineUp(one)) as [Listed<RecordKind>, ...Listed<RecordKind>[]];
  const rows = [first, ...more].flatMap(({ comparison }) => comparison.rows as Joined<RecordKind>[]);
  return { ...first, comparison: { ...first.comparison, rows } as Comparison<RecordKind> };
};

/** Who was asked for the sizes of containers (`-s`) and answered without: crictl and ctr count them elsewhere. */
const sayUnsized = (asked: readonly Asked<RecordKind>[], context: Context): void => {
  for (const { question, outcomes } of asked) {
    if (!question.size) continue;
    const silent = outcomes.filter(({ listings }) => {
      const rows = listings.flatMap((listing) => listing.rows as ObjectRecord[]);
      return rows.length > 0 && rows.every(({ fields }) => fields.sizeRw === undefined);
    });
    const names = silent.map(({ tool }) => tool);
    if (names.length > 0)
      context.io.err(
        `sizes: ${names.join(" and ")} ${names.length > 1 ? "do" : "does"} not tell them in an inspect (crictl stats ID, ctr snapshots usage ID)\n`,
      );
  }
};

const typeOf = ({ command }: Understood): string | null => {
  const [object, verb] = command.spec.path.split(" ");
  const type = verb === "inspect" ? (object ?? null) : lastValue(command, "type");
  if (type === null || type === "") return null;
  if (Object.hasOwn(TYPES, type)) return type;
  throw usageError(
    `--type ${type}: ctool inspects ${Object.keys(TYPES).join(", ")}`,
    "Everything else is Swarm's, or docker's own:",
    `docker inspect --type ${type} …`,
  );
};

/**
 * `ctool inspect NAME…`: what every tool says of a container, an image, a pod, a network or a volume, field by field. `--via TOOL`
 * prints one tool's own JSON, `--format` docker's.
 */
export const runInspect = async (understood: Understood, context: Context): Promise<number> => {
  const { command } = understood;
  const [type, via, layout] = [typeOf(understood), viaOf(context), layoutOf(context)];
  const format = allValues(command, "format").at(-1) ?? null;
  const things: Thing[] = [];
  const lists = containerLists(context);
  for (const { word } of command.operands) things.push(await findThing(word, type, context, lists));
  const asked = await askAll(understood, things);
  const json = context.globals.switches.has("json");
  sayUnsized(asked, context);
  if (via && !json) return rawDocuments(asked, via, context);
  if (!json && (format !== null || context.dockerMode)) return printAsDocker(asked, format, context);
  const listed = together(asked);
  const { renderRecords } = await import("../../render/reads/index.ts");
  const render = renderOptionsOf(context);
  return show<RecordKind>(
    listed as unknown as Listed,
    listed.comparison.rows as Joined<RecordKind>[],
    {
      lines: null,
      table: async (comparison) =>
        layout === "joined"
          ? renderRecords(comparison, render)
          : (await import("../layout.ts")).rawLayout(layout, listed as unknown as Listed, context),
    },
    context,
  );
};
