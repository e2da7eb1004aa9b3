import type { Blob, DiskUse, Hit, Layer, Network, Snapshot, Tool, Usage, Volume } from "../../model/index.ts";
import type { KindRules } from "../input.ts";
import { byText } from "../moments.ts";
import { differenceOf, firstOf, groupBy, mergeLabels } from "../sightings.ts";

const DOCKER_FIRST: readonly Tool[] = ["docker", "nerdctl", "crictl", "ctr"];

/** Networks of one engine, by name: docker's and nerdctl's are never the same. */
export const networkRules: KindRules<"network"> = {
  group: (sightings) => groupBy(sightings, ({ target, row }) => JSON.stringify([target, row.name])),
  merge: (group): Network => ({
    id: firstOf(group, DOCKER_FIRST, ({ id }) => id),
    name: group[0]?.row.name ?? "",
    driver: firstOf(group, DOCKER_FIRST, ({ driver }) => driver),
    scope: firstOf(group, DOCKER_FIRST, ({ scope }) => scope),
    internal: firstOf(group, DOCKER_FIRST, ({ internal }) => internal),
    ipv6: firstOf(group, DOCKER_FIRST, ({ ipv6 }) => ipv6),
    createdAt: firstOf(group, DOCKER_FIRST, ({ createdAt }) => createdAt),
    labels: mergeLabels(group.map(({ row }) => row)),
  }),
  differences: (group) => differenceOf(group, "driver", ({ driver }) => driver),
  order: (a, b) => byText(a.name, b.name),
};

/** Volumes of one engine and namespace, by name. */
export const volumeRules: KindRules<"volume"> = {
  group: (sightings) =>
    groupBy(sightings, ({ target, namespace, row }) => JSON.stringify([target, namespace, row.name])),
  merge: (group): Volume => ({
    name: group[0]?.row.name ?? "",
    driver: firstOf(group, DOCKER_FIRST, ({ driver }) => driver),
    mountpoint: firstOf(group, DOCKER_FIRST, ({ mountpoint }) => mountpoint),
    scope: firstOf(group, DOCKER_FIRST, ({ scope }) => scope),
    labels: mergeLabels(group.map(({ row }) => row)),
    size: firstOf(group, DOCKER_FIRST, ({ size }) => size),
  }),
  differences: (group) => differenceOf(group, "mountpoint", ({ mountpoint }) => mountpoint),
  order: (a, b) => byText(a.name, b.name),
};

/** Layers of an image in one engine, by their place: every tool names them by other ids. */
export const layerRules: KindRules<"layer"> = {
  group: (sightings) =>
    groupBy(sightings, ({ target, namespace, row }) => JSON.stringify([target, namespace, row.position])),
  merge: (group): Layer => ({
    position: group[0]?.row.position ?? 0,
    id: firstOf(group, DOCKER_FIRST, ({ id }) => id),
    createdAt: firstOf(group, DOCKER_FIRST, ({ createdAt }) => createdAt),
    createdBy: firstOf(group, DOCKER_FIRST, ({ createdBy }) => createdBy || null) ?? "",
    comment: firstOf(group, DOCKER_FIRST, ({ comment }) => comment || null) ?? "",
    size: firstOf(group, DOCKER_FIRST, ({ size }) => size),
  }),
  differences: (group) => differenceOf(group, "createdBy", ({ createdBy }) => createdBy || null),
  order: (a, b) => a.position - b.position,
};

/** What a registry found, by name: every tool asks the same registry. */
export const hitRules: KindRules<"hit"> = {
  group: (sightings) => groupBy(sightings, ({ row }) => row.name),
  merge: (group): Hit => ({
    name: group[0]?.row.name ?? "",
    description: firstOf(group, DOCKER_FIRST, ({ description }) => description || null) ?? "",
    stars: firstOf(group, DOCKER_FIRST, ({ stars }) => stars),
    official: firstOf(group, DOCKER_FIRST, ({ official }) => official),
  }),
  differences: () => [],
  order: (a, b) => (b.stars ?? -1) - (a.stars ?? -1) || byText(a.name, b.name),
};

const DISK_ORDER: readonly DiskUse["what"][] = [
  "images",
  "containers",
  "volumes",
  "build-cache",
  "image-filesystem",
  "content",
];

/** Uses of disk: each tool adds up what it knows, so no row is another tool's. */
export const diskRules: KindRules<"disk"> = {
  own: true,
  group: (sightings) =>
    groupBy(sightings, ({ tool, target, namespace, row }) =>
      JSON.stringify([tool, target, namespace, row.what, row.path]),
    ),
  merge: ([first]): DiskUse =>
    first?.row ?? { what: "images", path: null, count: null, active: null, size: null, reclaimable: null },
  differences: () => [],
  order: (a, b) => DISK_ORDER.indexOf(a.what) - DISK_ORDER.indexOf(b.what) || byText(a.path, b.path),
};

const SNAPSHOT_ORDER: readonly Snapshot["state"][] = ["active", "view", "committed", "unknown"];

/** Snapshots, of which only ctr knows. */
export const snapshotRules: KindRules<"snapshot"> = {
  group: (sightings) =>
    groupBy(sightings, ({ target, namespace, row }) => JSON.stringify([target, namespace, row.key])),
  merge: ([first]): Snapshot => first?.row ?? { key: "", parent: null, state: "unknown", size: null, inodes: null },
  differences: () => [],
  order: (a, b) => SNAPSHOT_ORDER.indexOf(a.state) - SNAPSHOT_ORDER.indexOf(b.state) || byText(a.key, b.key),
};

/** Blobs, of which only ctr knows: the largest first. */
export const blobRules: KindRules<"blob"> = {
  group: (sightings) =>
    groupBy(sightings, ({ target, namespace, row }) => JSON.stringify([target, namespace, row.digest])),
  merge: ([first]): Blob => first?.row ?? { digest: "", size: null, age: null, labels: {} },
  differences: () => [],
  order: (a, b) => (b.size ?? 0) - (a.size ?? 0) || byText(a.digest, b.digest),
};

const MEASURES = [
  "name",
  "cpuPercent",
  "cpuNanos",
  "memory",
  "memoryLimit",
  "pids",
  "networkReceived",
  "networkSent",
  "blockRead",
  "blockWritten",
  "disk",
] as const satisfies readonly (keyof Usage)[];

/** Nobody measures at the same moment: what is closer than this says the same. */
const close = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(a, b) * 0.25 + 1024 * 1024;

/** What containers use, by id. Tools count memory differently (with or without caches), which is no contradiction when it is close. */
export const usageRules: KindRules<"usage"> = {
  group: (sightings) => groupBy(sightings, ({ target, namespace, row }) => JSON.stringify([target, namespace, row.id])),
  merge: (group): Usage => {
    const measured = Object.fromEntries(
      MEASURES.map((field) => [field, firstOf<"usage", Usage[typeof field]>(group, DOCKER_FIRST, (row) => row[field])]),
    );
    return { id: group[0]?.row.id ?? "", ...measured } as Usage;
  },
  differences: (group) => [
    ...differenceOf(group, "memory", ({ memory }) => memory, close),
    ...differenceOf(group, "pids", ({ pids }) => pids),
  ],
  order: (a, b) => (b.cpuPercent ?? 0) - (a.cpuPercent ?? 0) || byText(a.name, b.name) || byText(a.id, b.id),
};
