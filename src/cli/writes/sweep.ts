import { queriesFor } from "../../adapters/ask.ts";
import { readersFor } from "../../adapters/reads/index.ts";
import type { Joined, Network, Target, Tool, ToolFacts, Volume } from "../../model/index.ts";
import { addressed } from "../../plan/addressed.ts";
import { imageName } from "../../plan/guards.ts";
import {
  type ImagePrune,
  type PruneFilters,
  pruneContainers,
  pruneImages,
  pruneNetworks,
  pruneVolumes,
  readUse,
} from "../../plan/prune.ts";
import { emptiedSandboxes } from "../../plan/sandboxes.ts";
import { isNerdctls } from "../../plan/write.ts";
import { humanSize } from "../../render/units.ts";
import { askOne } from "../../runtime/ask.ts";
import { allValues, type DockerCommand, isOn, type Understood } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes, usageError } from "../errors.ts";
import type { Listed } from "../list.ts";
import { listImages } from "../list-all.ts";
import { deadlineOf } from "../node.ts";
import { askSandboxImage } from "./look.ts";
import { type Group, groupAt } from "./subjects.ts";

const ASK_MS = 10_000;

/** One thing that would go, as it is shown. */
export interface Going {
  namespace: string | null;
  kind: string;
  text: string;
}

/** What goes, and how: lines to show, and docker lines with what they are about. */
export interface Sweep {
  going: Going[];
  kept: { what: string; why: string }[];
  jobs: { words: string[]; path: string; group: Group }[];
}

/** What every part of a prune works with. */
export interface Ground {
  context: Context;
  understood: Understood;
  tools: readonly ToolFacts[];
  listed: Listed<"container">;
  /** Places to sweep: the target's namespace, or all of them with --all-namespaces. */
  places: Target[];
  filters: PruneFilters;
  override: boolean;
}

const emptySweep = (): Sweep => ({ going: [], kept: [], jobs: [] });

const isIn = (row: { at: string; namespace: string | null }, place: Target): boolean =>
  row.at === place.id && row.namespace === place.namespace;

const sweepContainers = (ground: Ground): { sweep: Sweep; ids: Set<string> } => {
  const sweep = emptySweep();
  const ids = new Set<string>();
  for (const place of ground.places) {
    const rows = ground.listed.comparison.rows.filter((row) => isIn(row, place));
    const { going, kept } = pruneContainers(rows, ground.filters, ground.override);
    sweep.kept.push(...kept);
    const byOwner = Map.groupBy(going, (row) => (row.cri ? "cri" : isNerdctls(row) ? "nerdctl" : "other"));
    for (const containers of byOwner.values()) {
      const all = containers.map(({ id }) => id);
      sweep.jobs.push({
        words: ["rm", ...all],
        path: "container rm",
        group: groupAt(place, ground.listed.facts, {
          typed: all,
          operands: all,
          containers,
          emptied: emptiedSandboxes(containers, rows),
        }),
      });
    }
    for (const row of going) {
      ids.add(row.id);
      sweep.going.push({
        namespace: place.namespace,
        kind: "container",
        text: `${row.name ?? row.id.slice(0, 12)}  ${row.state}`,
      });
    }
  }
  return { sweep, ids };
};

const namesOf = ({ references, digests, configDigest, manifestDigest }: Joined<"image">): string[] => {
  const names = [...references, ...digests];
  return names.length > 0 ? names : [configDigest ?? manifestDigest ?? ""].filter((name) => name !== "");
};

const sweepImages = async (ground: Ground, all: boolean, gone: ReadonlySet<string>): Promise<Sweep> => {
  const { context, listed, places, tools, filters, override } = ground;
  const [first] = places;
  const sweep = emptySweep();
  if (!first) return sweep;
  const [images, sandboxImage] = await Promise.all([
    listImages(context, places.length > 1),
    askSandboxImage(context, first, tools),
  ]);
  const containers = listed.comparison.rows.filter(({ id }) => !gone.has(id));
  const options: ImagePrune = { all, filters, containers, sandboxImage, override };
  for (const place of places) {
    const { going, kept } = pruneImages(
      images.comparison.rows.filter((row) => isIn(row, place)),
      options,
    );
    sweep.kept.push(...kept);
    if (going.length === 0) continue;
    const names = [...new Set(going.flatMap(namesOf))];
    sweep.jobs.push({
      words: ["rmi", ...names],
      path: "image rm",
      group: groupAt(place, ground.listed.facts, {
        typed: names,
        operands: names,
        images: going,
        references: names,
        wholeImages: true,
      }),
    });
    for (const row of going) {
      const size = row.contentSize ?? row.unpackedSize;
      sweep.going.push({
        namespace: place.namespace,
        kind: "image",
        text: `${imageName(row)}${size === null ? "" : `  ${humanSize(size)}`}`,
      });
    }
  }
  return sweep;
};

/** The tool that knows networks and volumes of a place. */
const keeperOf = ({ engine }: Target): Tool => (engine === "docker" ? "docker" : "nerdctl");

/** Networks and volumes of one place, and which of them containers hold on to; null without the tool that knows. */
const askObjects = async <K extends "network" | "volume">(
  { context, tools, listed }: Ground,
  place: Target,
  kind: K,
  gone: ReadonlySet<string>,
) => {
  const tool = keeperOf(place);
  const facts = tools.find((one) => one.tool === tool && one.command.length > 0);
  const question = { kind, all: true, size: false } as const;
  const queries = facts ? queriesFor(tool, question, place) : null;
  if (!facts || !queries) return null;
  const timeoutMs = deadlineOf(context, ASK_MS);
  const ids = listed.comparison.rows
    .filter((row) => isIn(row, place) && !gone.has(row.id) && row.kind === "container")
    .map(({ id }) => id);
  const argv = addressed(tool, [tool, "container", "inspect", ...ids], place);
  const [answered, inspected] = await Promise.all([
    Promise.all(queries.map((query) => askOne(context.host, query, facts.command, timeoutMs))),
    ids.length === 0 ? null : askOne(context.host, { tool, name: "use", argv }, facts.command, timeoutMs),
  ]);
  const read = (await readersFor(kind))[tool].read(question, place, answered);
  const use = inspected === null ? readUse("[]") : inspected.run.exitCode === 0 ? readUse(inspected.run.stdout) : null;
  if (!("listing" in read) || use === null) {
    const why = "failure" in read ? read.failure.error : "it is not known which containers use them";
    throw new CtoolError("tool-failed", exitCodes.failed, `${tool} cannot list the ${kind}s: ${why}`, {
      hint: "Nothing was removed.",
    });
  }
  return { rows: read.listing.rows as (K extends "network" ? Network : Volume)[], use };
};

const sweepObjects = async (
  ground: Ground,
  kind: "network" | "volume",
  all: boolean,
  gone: ReadonlySet<string>,
): Promise<Sweep> => {
  const sweep = emptySweep();
  if (kind === "volume" && ground.filters.beforeMs !== null)
    throw usageError("--filter until: volumes do not say when they were made", "label=… works.");
  for (const place of ground.places) {
    const found = await askObjects(ground, place, kind, gone);
    if (!found) continue;
    const { rows, use } = found;
    const going =
      kind === "network"
        ? pruneNetworks(rows as Network[], use.networks, ground.filters)
        : pruneVolumes(rows as Volume[], use.volumes, all, ground.filters);
    const names = going.map(({ name }) => name);
    if (names.length === 0) continue;
    sweep.jobs.push({
      words: [kind, "rm", ...names],
      path: `${kind} rm`,
      group: groupAt(place, ground.listed.facts, { typed: names, operands: names }),
    });
    sweep.going.push(...names.map((text) => ({ namespace: place.namespace, kind, text })));
  }
  return sweep;
};

/** The build cache goes by the builder's own prune: there is nothing to list without it. */
const sweepBuilds = (ground: Ground, all: boolean, asked: boolean): Sweep => {
  const sweep = emptySweep();
  const [place] = ground.places;
  // nerdctl hands it on to BuildKit, which most nodes do not have: only whoever asks for it is told so.
  if (!place || (place.engine !== "docker" && !asked)) return sweep;
  const words = ["builder", "prune", "--force", ...(all ? ["--all"] : [])];
  sweep.jobs.push({ words, path: "builder prune", group: groupAt(place, ground.listed.facts, {}) });
  sweep.going.push({ namespace: null, kind: "build cache", text: all ? "all of it" : "what nothing refers to" });
  return sweep;
};

/** Docker's older word for `volume prune -a`: `--filter all=1`. */
export const isAllFilter = ({ spec }: DockerCommand, text: string): boolean =>
  spec.path === "volume prune" && /^all=(?:1|t|true)$/i.test(text);

/** Works out what a prune takes, part by part in the order in which it goes. @throws {CtoolError} when a list cannot be had */
export const sweepFor = async (path: string, ground: Ground): Promise<Sweep[]> => {
  const { command } = ground.understood;
  const all = isOn(command, "all") || allValues(command, "filter").some((text) => isAllFilter(command, text));
  const none: ReadonlySet<string> = new Set();
  switch (path) {
    case "container prune":
      return [sweepContainers(ground).sweep];
    case "image prune":
      return [await sweepImages(ground, all, none)];
    case "network prune":
      return [await sweepObjects(ground, "network", all, none)];
    case "volume prune":
      return [await sweepObjects(ground, "volume", all, none)];
    case "builder prune":
      return [sweepBuilds(ground, all, true)];
    default: {
      const { sweep, ids } = sweepContainers(ground);
      const volumes = isOn(command, "volumes") ? [await sweepObjects(ground, "volume", false, ids)] : [];
      const rest = [
        await sweepObjects(ground, "network", false, ids),
        await sweepImages(ground, all, ids),
        sweepBuilds(ground, all, false),
      ];
      return [sweep, ...rest, ...volumes];
    }
  }
};
