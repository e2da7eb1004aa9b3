import type { Image, Tool } from "../model/index.ts";
import { familiarReference, fullReference } from "../translate/index.ts";
import type { KindRules, Sighting } from "./input.ts";
import { byText, newestFirst } from "./moments.ts";
import { differenceOf, firstOf } from "./sightings.ts";

type Seen = Sighting<"image">;

const CONFIG_REFERENCE = /^sha256:[0-9a-f]{64}$/;
const CRI_FIRST: readonly Tool[] = ["crictl", "docker", "nerdctl", "ctr"];
const NERDCTL_FIRST: readonly Tool[] = ["nerdctl", "docker", "ctr", "crictl"];
/** Tools print rounded sizes (`2.0 MiB`): what is closer than this says the same. */
const SIZE_TOLERANCE = 0.05;

/** The config digest: said outright, or as the bare `sha256:<config>` reference that CRI keeps in k8s.io. */
const configOf = ({ configDigest, references }: Image): string | null =>
  configDigest ?? references.find((reference) => CONFIG_REFERENCE.test(reference)) ?? null;

const tagsOf = ({ references }: Image): string[] =>
  [...new Set(references.filter((reference) => !CONFIG_REFERENCE.test(reference)).map(fullReference))].sort(byText);

/** Joins sets of sightings that turn out to be one image. */
const makeForest = (size: number) => {
  const parents = Array.from({ length: size }, (_, index) => index);
  const rootOf = (index: number): number => {
    const parent = parents[index] ?? index;
    return parent === index ? index : rootOf(parent);
  };
  return {
    rootOf,
    join: (a: number, b: number): void => {
      const [left, right] = [rootOf(a), rootOf(b)];
      parents[Math.max(left, right)] = Math.min(left, right);
    },
  };
};

/** By digests first; then by a shared reference, unless both sides have a digest of the same sort (then they are two images). */
const group = (sightings: readonly Seen[]): Seen[][] => {
  const forest = makeForest(sightings.length);
  const holders = new Map<string, number>();
  const place = ({ target, namespace }: Seen): string => JSON.stringify([target, namespace]);
  for (const [index, sighting] of sightings.entries()) {
    for (const key of [configOf(sighting.row), sighting.row.manifestDigest]) {
      if (key === null) continue;
      const holder = holders.get(place(sighting) + key);
      if (holder === undefined) holders.set(place(sighting) + key, index);
      else forest.join(holder, index);
    }
  }
  const known = (root: number): { config: boolean; manifest: boolean } => {
    const members = sightings.filter((_, index) => forest.rootOf(index) === root);
    return {
      config: members.some(({ row }) => configOf(row) !== null),
      manifest: members.some(({ row }) => row.manifestDigest !== null),
    };
  };
  const named = new Map<string, number>();
  for (const [index, sighting] of sightings.entries()) {
    for (const reference of [...tagsOf(sighting.row), ...sighting.row.digests.map(fullReference)]) {
      const key = place(sighting) + reference;
      const holder = named.get(key);
      if (holder === undefined) {
        named.set(key, index);
        continue;
      }
      const [a, b] = [forest.rootOf(holder), forest.rootOf(index)];
      if (a === b) continue;
      const [left, right] = [known(a), known(b)];
      if (!(left.config && right.config) && !(left.manifest && right.manifest)) forest.join(a, b);
    }
  }
  return [...Map.groupBy(sightings.entries(), ([index]) => forest.rootOf(index)).values()].map((members) =>
    members.map(([, sighting]) => sighting),
  );
};

/** All texts of all rows, each once, familiar to the eye: sorted, full. */
const union = (rows: readonly Image[], read: (row: Image) => readonly string[]): string[] =>
  [...new Set(rows.flatMap(read))].sort(byText);

/** One config can have several manifests (two media types): what is not the row's own stays as `name@sha256:…`. */
const otherManifests = (rows: readonly Image[], own: string | null): string[] =>
  rows.flatMap((row) =>
    row.manifestDigest === null || row.manifestDigest === own
      ? []
      : tagsOf(row).map((reference) => `${reference.replace(/:[^:/]*$/, "")}@${row.manifestDigest}`),
  );

const merge = (sightings: readonly Seen[]): Image => {
  const rows = sightings.map(({ row }) => row);
  // A tagged sighting first: its digest is what the tag points to.
  const manifestDigest =
    firstOf(sightings, NERDCTL_FIRST, (row) => (tagsOf(row).length > 0 ? row.manifestDigest : null)) ??
    firstOf(sightings, NERDCTL_FIRST, (row) => row.manifestDigest);
  const labels = Object.assign({}, ...rows.toReversed().map((row) => row.labels)) as Record<string, string>;
  return {
    configDigest: firstOf(sightings, CRI_FIRST, configOf),
    manifestDigest,
    references: union(rows, tagsOf),
    digests: [
      ...new Set([
        ...rows.flatMap(({ digests }) => digests.map(fullReference)),
        ...otherManifests(rows, manifestDigest),
      ]),
    ].sort(byText),
    contentSize: firstOf(sightings, CRI_FIRST, (row) => row.contentSize),
    unpackedSize: firstOf(sightings, CRI_FIRST, (row) => row.unpackedSize),
    createdAt: firstOf(sightings, CRI_FIRST, (row) => row.createdAt),
    platforms: union(rows, ({ platforms }) => platforms),
    labels: Object.fromEntries(Object.entries(labels).sort(([a], [b]) => byText(a, b))),
    pinned: firstOf(sightings, CRI_FIRST, (row) => row.pinned),
  };
};

/** Every tag a tool lists for the image, over all its rows; said once per tool so that sets are compared. */
const tagsByTool = (sightings: readonly Seen[]): Seen[] =>
  [...Map.groupBy(sightings, ({ tool }) => tool).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    return [
      {
        ...first,
        row: {
          ...first.row,
          references: union(
            own.map(({ row }) => row),
            tagsOf,
          ),
        },
      },
    ];
  });

const closeTo = (a: number, b: number): boolean => Math.abs(a - b) <= SIZE_TOLERANCE * Math.max(a, b);
const sortName = ({ references, digests, configDigest, manifestDigest }: Image): string =>
  familiarReference(references[0] ?? digests[0] ?? configDigest ?? manifestDigest ?? "");

export const imageRules: KindRules<"image"> = {
  group,
  merge,
  differences: (sightings) => [
    ...differenceOf(
      tagsByTool(sightings),
      "references",
      ({ references }) => references,
      (a, b) => a.join() === b.join(),
    ),
    ...differenceOf(sightings, "contentSize", (row) => row.contentSize, closeTo),
    ...differenceOf(sightings, "pinned", (row) => row.pinned),
  ],
  order: (a, b) =>
    newestFirst(a.createdAt, b.createdAt) ||
    byText(sortName(a), sortName(b)) ||
    byText(a.configDigest, b.configDigest) ||
    byText(a.manifestDigest, b.manifestDigest),
};
