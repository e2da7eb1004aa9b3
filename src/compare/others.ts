import type { Namespace, Pod, Version } from "../model/index.ts";
import type { KindRules } from "./input.ts";
import { byText, newestFirst } from "./moments.ts";
import { differenceOf, firstOf, groupBy, mergeLabels, sortedLabels } from "./sightings.ts";

const rowsOf = <R>(group: readonly { row: R }[]): R[] => group.map(({ row }) => row);

/** Pods, by the id of their sandbox. */
export const podRules: KindRules<"pod"> = {
  group: (sightings) => groupBy(sightings, ({ target, namespace, row }) => JSON.stringify([target, namespace, row.id])),
  merge: (group): Pod => ({
    id: group[0]?.row.id ?? "",
    name: firstOf(group, ["crictl"], ({ name }) => name || null) ?? "",
    podNamespace: firstOf(group, ["crictl"], ({ podNamespace }) => podNamespace || null) ?? "",
    uid: firstOf(group, ["crictl"], ({ uid }) => uid),
    attempt: firstOf(group, ["crictl"], ({ attempt }) => attempt),
    state: firstOf(group, ["crictl"], ({ state }) => (state === "unknown" ? null : state)) ?? "unknown",
    createdAt: firstOf(group, ["crictl"], ({ createdAt }) => createdAt),
    runtimeHandler: firstOf(group, ["crictl"], ({ runtimeHandler }) => runtimeHandler),
    labels: mergeLabels(rowsOf(group)),
  }),
  differences: (group) => differenceOf(group, "state", ({ state }) => (state === "unknown" ? null : state)),
  order: (a, b) =>
    newestFirst(a.createdAt, b.createdAt) ||
    byText(a.podNamespace, b.podNamespace) ||
    byText(a.name, b.name) ||
    byText(a.id, b.id),
};

/** Namespaces of one engine, by name. Only nerdctl counts what is in them. */
export const namespaceRules: KindRules<"namespace"> = {
  group: (sightings) => groupBy(sightings, ({ target, row }) => JSON.stringify([target, row.name])),
  merge: (group): Namespace => ({
    name: group[0]?.row.name ?? "",
    containers: firstOf(group, ["nerdctl"], ({ containers }) => containers),
    images: firstOf(group, ["nerdctl"], ({ images }) => images),
    labels: mergeLabels(rowsOf(group)),
  }),
  differences: (group) => [
    ...differenceOf(group, "containers", ({ containers }) => containers),
    ...differenceOf(group, "images", ({ images }) => images),
    ...differenceOf(
      group,
      "labels",
      ({ labels }) => labels,
      (a, b) => JSON.stringify(sortedLabels(a)) === JSON.stringify(sortedLabels(b)),
    ),
  ],
  order: (a, b) => byText(a.name, b.name),
};

/** What a tool says of the parts behind it: `containerd` → `1.6.20`, a leading `v` and the build's suffix left out. */
const partsOf = ({ components }: Version): Map<string, string> =>
  new Map(
    components.map(({ name, version }) => [name.toLowerCase(), version.replace(/^v/, "").split(/[~+]/, 1)[0] ?? ""]),
  );

const mergeComponents = (rows: readonly Version[]): Version["components"] => {
  const byName = new Map<string, { name: string; version: string }>();
  for (const component of rows.flatMap(({ components }) => components)) {
    if (!byName.has(component.name)) byName.set(component.name, component);
  }
  return [...byName.values()];
};

/**
 * Versions: one row for each tool, since each speaks of itself. Where tools of one engine name a part of it with different
 * versions (two containerd installs, an old daemon still running), each of their rows says so.
 */
export const versionRules: KindRules<"version"> = {
  own: true,
  group: (sightings) => groupBy(sightings, ({ tool, target }) => JSON.stringify([tool, target])),
  merge: (group): Version => ({
    client: firstOf(group, [], ({ client }) => client),
    server: firstOf(group, [], ({ server }) => server),
    components: mergeComponents(rowsOf(group)),
  }),
  differences: (group, all) => {
    const engine = group[0]?.target;
    const own = new Set(rowsOf(group).flatMap((row) => [...partsOf(row).keys()]));
    const together = all.filter(({ target }) => target === engine);
    return [...own]
      .sort(byText)
      .flatMap((name) => differenceOf(together, name, (row) => partsOf(row).get(name) || null));
  },
  order: () => 0,
};
