import type { Joined } from "../../model/index.ts";
import { shortId } from "../../render/names.ts";
import { selectHits, selectNetworks, selectVolumes } from "../../select/reads.ts";
import { allValues, isOn, lastValue, type Understood, understand } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { isDockerMode } from "../docker-mode.ts";
import { usageError } from "../errors.ts";
import { findImage, noImage } from "../find-image.ts";
import { placedAt } from "../placed.ts";
import { runList } from "./lists.ts";

type Run = (understood: Understood, context: Context) => Promise<number>;

/** A search waits for a registry. */
const SEARCH_MS = 30_000;
/** What docker asks for unless it is told otherwise. */
const SEARCH_LIMIT = "25";

/** `ctool network ls`: docker's networks and nerdctl's CNI configurations. */
export const runNetworks: Run = (understood, context) =>
  runList(
    understood,
    {
      kind: "network",
      select: (rows) => selectNetworks(rows, allValues(understood.command, "filter")),
      quiet: ({ id, name }, whole) => (id === null ? name : whole ? id : shortId(id)),
    },
    context,
  );

/** `ctool volume ls`. Sizes are added up where somebody asks for them: that takes a walk through every volume. */
export const runVolumes = async (understood: Understood, context: Context, sized = false): Promise<number> => {
  const typed = allValues(understood.command, "filter");
  const used = new Set<string>();
  if (typed.some((filter) => filter.startsWith("dangling"))) {
    const { listContainers } = await import("../list-all.ts");
    const { comparison } = await listContainers(context, false);
    for (const row of comparison.rows as Joined<"container">[]) for (const mount of row.mounts) used.add(mount);
  }
  const size = sized || lastValue(understood.command, "format")?.includes(".Size") === true;
  return runList(
    understood,
    { kind: "volume", size, select: (rows) => selectVolumes(rows, typed, used), quiet: ({ name }) => name },
    context,
  );
};

/** `ctool history IMAGE`. */
export const runHistory: Run = async (understood, context) => {
  const word = understood.command.operands[0]?.word ?? "";
  const image = await findImage(word, context);
  const { found, target } = image;
  if (!found) throw noImage(word, image);
  return runList(
    understood,
    {
      kind: "layer",
      operands: [found.reference],
      quiet: ({ id }, whole) => (id === null ? "<missing>" : whole ? id : shortId(id)),
    },
    placedAt(context, found.row, target),
  );
};

/** `ctool search TERM`. */
export const runSearch: Run = (understood, context) => {
  const { command } = understood;
  const term = command.operands[0]?.word ?? "";
  const limit = lastValue(command, "limit") ?? SEARCH_LIMIT;
  return runList(
    understood,
    {
      kind: "hit",
      operands: ["--limit", limit, term],
      deadlineMs: SEARCH_MS,
      select: (rows) => selectHits(rows, allValues(command, "filter")),
    },
    context,
  );
};

/** What `system df -v` consists of, with docker's headings; docker's shared and unique sizes are nowhere in containerd. */
const DISK_PARTS: readonly { heading: string; words: readonly string[]; load: () => Promise<Run> }[] = [
  { heading: "Images", words: ["images"], load: async () => (await import("../images.ts")).runImages },
  { heading: "Containers", words: ["ps", "-a", "-s"], load: async () => (await import("../ps.ts")).runPs },
  { heading: "Local Volumes", words: ["volume", "ls"], load: async () => (line, at) => runVolumes(line, at, true) },
];

/** `ctool system df -v`: the lists with sizes, one after the other, as they are lined up by themselves. */
const runWholeDisk = async (understood: Understood, context: Context): Promise<number> => {
  const { globals, io } = context;
  if (globals.switches.has("json") || isDockerMode(context) || lastValue(understood.command, "format") !== null)
    throw usageError(
      "system df -v is several tables, and each has fields of its own",
      "One at a time, with --json or --format: ctool images, ctool ps -a -s, ctool volume ls; the sums:",
      "ctool system df --json",
    );
  let exitCode = 0;
  for (const { heading, words, load } of DISK_PARTS) {
    const line = await understand(["docker", ...words]);
    if ("problem" in line) throw new Error(line.problem.message);
    io.out(`${heading === "Images" ? "" : "\n"}${heading} space usage:\n\n`);
    exitCode = Math.max(exitCode, await (await load())(line, context));
  }
  io.err(
    "not told: what images share, and how large docker's volumes are (docker system df -v tells it of docker's)\n",
  );
  return exitCode;
};

/** `ctool system df`, and with `-v` every image, container and volume. @throws {CtoolError} usage for `-v` in another format */
export const runDisk: Run = (understood, context) =>
  isOn(understood.command, "verbose")
    ? runWholeDisk(understood, context)
    : runList(understood, { kind: "disk", deadlineMs: 60_000 }, context);

/** `ctool snapshots`: containerd's file systems of layers and containers. */
export const runSnapshots: Run = (understood, context) =>
  runList(understood, { kind: "snapshot", quiet: ({ key }) => key }, context);

/** `ctool content`: containerd's blobs. */
export const runContent: Run = (understood, context) =>
  runList(understood, { kind: "blob", quiet: ({ digest }) => digest }, context);
