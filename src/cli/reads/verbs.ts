import type { Joined } from "../../model/index.ts";
import { shortId } from "../../render/names.ts";
import { selectHits, selectNetworks, selectVolumes } from "../../select/reads.ts";
import { allValues, lastValue, type Understood } from "../../translate/index.ts";
import type { Context } from "../context.ts";
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
export const runVolumes: Run = async (understood, context) => {
  const typed = allValues(understood.command, "filter");
  const used = new Set<string>();
  if (typed.some((filter) => filter.startsWith("dangling"))) {
    const { listContainers } = await import("../find-container.ts");
    const { comparison } = await listContainers(context, false);
    for (const row of comparison.rows as Joined<"container">[]) for (const mount of row.mounts) used.add(mount);
  }
  const size = lastValue(understood.command, "format")?.includes(".Size") === true;
  return runList(
    understood,
    { kind: "volume", size, select: (rows) => selectVolumes(rows, typed, used), quiet: ({ name }) => name },
    context,
  );
};

/** `ctool history IMAGE`. */
export const runHistory: Run = async (understood, context) => {
  const word = understood.command.operands[0]?.word ?? "";
  const { found, near, target } = await findImage(word, context);
  if (!found) throw noImage(word, near);
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

/** `ctool system df`. */
export const runDisk: Run = (understood, context) => runList(understood, { kind: "disk", deadlineMs: 60_000 }, context);

/** `ctool snapshots`: containerd's file systems of layers and containers. */
export const runSnapshots: Run = (understood, context) =>
  runList(understood, { kind: "snapshot", quiet: ({ key }) => key }, context);

/** `ctool content`: containerd's blobs. */
export const runContent: Run = (understood, context) =>
  runList(understood, { kind: "blob", quiet: ({ digest }) => digest }, context);
