import type { Joined, Network, Volume } from "../model/index.ts";
import { guardImage, imageName, isKubelets, usersOf } from "./guards.ts";

type ContainerRow = Joined<"container">;
type ImageRow = Joined<"image">;

/** Docker's filters of a prune, understood. */
export interface PruneFilters {
  /** Only what was made before; milliseconds since the epoch, null for all. */
  beforeMs: number | null;
  /** `key` or `key=value`; each must be there. */
  labels: readonly string[];
  /** The same, none of which may be there (`label!=`). */
  notLabels: readonly string[];
}

/** What would go, and what stays although it is not in use, with the reason. */
export interface Pruned<T> {
  going: T[];
  kept: { what: string; why: string }[];
}

const hasLabel = (labels: Readonly<Record<string, string>>, text: string): boolean => {
  const at = text.indexOf("=");
  const key = at === -1 ? text : text.slice(0, at);
  return Object.hasOwn(labels, key) && (at === -1 || labels[key] === text.slice(at + 1));
};

/** Whether docker's filters let something be pruned. What does not say when it was made is not older than anything. */
export const passes = (
  { labels, createdAt }: { labels: Readonly<Record<string, string>>; createdAt: string | null },
  filters: PruneFilters,
): boolean =>
  (filters.beforeMs === null || (createdAt !== null && Date.parse(createdAt) < filters.beforeMs)) &&
  filters.labels.every((text) => hasLabel(labels, text)) &&
  !filters.notLabels.some((text) => hasLabel(labels, text));

/** Containers that do not run. Those of pods are the kubelet's to remove, unless the guard is overridden. */
export const pruneContainers = (
  rows: readonly ContainerRow[],
  filters: PruneFilters,
  override: boolean,
): Pruned<ContainerRow> => {
  const ended = rows.filter(
    (row) => row.kind === "container" && (row.state === "exited" || row.state === "created") && passes(row, filters),
  );
  const pods = override ? [] : ended.filter(isKubelets);
  return {
    going: ended.filter((row) => !pods.includes(row)),
    kept: pods.map((row) => ({
      what: row.name ?? row.id.slice(0, 12),
      why: "of a pod: the kubelet removes it in its time",
    })),
  };
};

/** What decides which images go. */
export interface ImagePrune {
  /** Not only those without a name. */
  all: boolean;
  filters: PruneFilters;
  /** Every container of the node that will be left. */
  containers: readonly ContainerRow[];
  sandboxImage: string | null;
  override: boolean;
}

/** Images that no container uses. The pause image and pinned ones stay unless the guard is overridden. */
export const pruneImages = (
  rows: readonly ImageRow[],
  { all, filters, containers, sandboxImage, override }: ImagePrune,
): Pruned<ImageRow> => {
  const nameless = ({ references, digests }: ImageRow) => references.length === 0 && digests.length === 0;
  const meant = rows.filter((row) => (all || nameless(row)) && passes(row, filters));
  const unused = meant.filter((row) => usersOf(row, containers).length === 0);
  const pruned: Pruned<ImageRow> = { going: [], kept: [] };
  for (const row of meant) {
    const guard = guardImage(row, containers, sandboxImage);
    if (guard && !(override && unused.includes(row))) {
      // What is simply in use is no surprise.
      if (guard.code !== "image-in-use") pruned.kept.push({ what: imageName(row), why: guard.why });
    } else pruned.going.push(row);
  }
  return pruned;
};

/** Networks that docker and nerdctl make by themselves. */
const PREDEFINED: ReadonlySet<string> = new Set(["bridge", "host", "none", "ingress", "docker_gwbridge"]);

/** Networks that no container is made for. @param used names of those that are */
export const pruneNetworks = (rows: readonly Network[], used: ReadonlySet<string>, filters: PruneFilters): Network[] =>
  rows.filter(
    (row) =>
      !PREDEFINED.has(row.name) &&
      !hasLabel(row.labels, "nerdctl/default-network=true") &&
      !used.has(row.name) &&
      passes(row, filters),
  );

const isAnonymous = ({ name, labels }: Volume): boolean =>
  Object.hasOwn(labels, "nerdctl/anonymous-volumes") ||
  Object.hasOwn(labels, "com.docker.volume.anonymous") ||
  /^[0-9a-f]{64}$/.test(name);

/** Volumes that no container mounts: without `all` those without a name only, as docker has it since 23.0. */
export const pruneVolumes = (
  rows: readonly Volume[],
  used: ReadonlySet<string>,
  all: boolean,
  filters: PruneFilters,
): Volume[] =>
  rows.filter(
    (row) =>
      !used.has(row.name) && (all || isAnonymous(row)) && passes({ labels: row.labels, createdAt: null }, filters),
  );

/** Names of networks and volumes that containers hold on to, from what `nerdctl container inspect` (or docker's) prints. */
export const readUse = (text: string): { networks: Set<string>; volumes: Set<string> } | null => {
  const use = { networks: new Set<string>(), volumes: new Set<string>() };
  try {
    for (const item of JSON.parse(text) as Record<string, unknown>[]) {
      for (const mount of (item.Mounts ?? []) as { Type?: string; Name?: string }[])
        if (mount.Type === "volume" && mount.Name) use.volumes.add(mount.Name);
      const { Labels } = (item.Config ?? {}) as { Labels?: Record<string, string> };
      for (const name of JSON.parse(Labels?.["nerdctl/networks"] ?? "[]") as string[]) use.networks.add(name);
      const { Networks } = (item.NetworkSettings ?? {}) as { Networks?: Record<string, unknown> };
      for (const name of Object.keys(Networks ?? {})) use.networks.add(name);
    }
    return use;
  } catch {
    return null;
  }
};
