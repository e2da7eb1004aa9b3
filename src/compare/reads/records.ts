import type { FieldValue, ObjectRecord, RecordKind, Tool } from "../../model/index.ts";
import type { KindRules, Sighting } from "../input.ts";
import { byText, millisOf } from "../moments.ts";
import { differenceOf, firstOf, groupBy } from "../sightings.ts";

type Seen = readonly Sighting<RecordKind>[];

/** CRI knows what the kubelet asked for; docker and nerdctl know the rest, ctr what was made of it. */
const ORDER: readonly Tool[] = ["docker", "crictl", "nerdctl", "ctr"];

/** Tools note the making of a container within the same second, each its own part of it. */
const TOLERANCE_MS = 2_000;
const SIZE_TOLERANCE = 0.05;

const sameTime = (a: string, b: string): boolean => {
  const [left, right] = [millisOf(a), millisOf(b)];
  return left !== null && right !== null && Math.abs(left - right) <= TOLERANCE_MS;
};

/** Lists and maps are the same in any order. */
const canonical = (value: FieldValue): string => {
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Array.isArray(value) ? [...(value as string[])] : Object.entries(value).map((pair) => pair.join("="));
  return JSON.stringify(entries.sort(byText));
};

/** Where order matters a list is one text: `sh -c …`. */
const IN_ORDER = new Set(["command", "entrypoint", "layers"]);

/** Whether two tools say the same of a field. */
const sameValue = (field: string, a: FieldValue, b: FieldValue): boolean => {
  if (field.endsWith("At") && typeof a === "string" && typeof b === "string") return sameTime(a, b);
  if (field.endsWith("Size") && typeof a === "number" && typeof b === "number")
    return Math.abs(a - b) <= Math.max(a, b) * SIZE_TOLERANCE;
  return IN_ORDER.has(field) ? JSON.stringify(a) === JSON.stringify(b) : canonical(a) === canonical(b);
};

/** Every field that any tool names, in the order in which they name them. */
const fieldsOf = (group: Seen): string[] => {
  const names: string[] = [];
  for (const tool of ORDER) {
    for (const { row } of group.filter((sighting) => sighting.tool === tool)) {
      let last = -1;
      for (const name of Object.keys(row.fields)) {
        const at = names.indexOf(name);
        if (at < 0) names.splice(++last, 0, name);
        else last = at;
      }
    }
  }
  return names;
};

const sayOf =
  (field: string) =>
  (row: ObjectRecord): FieldValue | null =>
    row.fields[field] ?? null;

/** One thing in full: each field as the tool says it that knows best, who agrees, and who says something else. */
export const recordRules: KindRules<RecordKind> = {
  group: (sightings) => groupBy(sightings, ({ target, namespace, row }) => JSON.stringify([target, namespace, row.id])),
  merge: (group): ObjectRecord => {
    const fields: Record<string, FieldValue> = {};
    const saidBy: Record<string, Tool[]> = {};
    for (const field of fieldsOf(group)) {
      const best = firstOf(group, ORDER, sayOf(field));
      if (best === null) continue;
      fields[field] = best;
      saidBy[field] = group
        .filter(({ row }) => {
          const own = sayOf(field)(row);
          return own !== null && sameValue(field, own, best);
        })
        .map(({ tool }) => tool);
    }
    return {
      id: group[0]?.row.id ?? "",
      name: firstOf(group, ORDER, ({ name }) => name),
      fields,
      saidBy,
    };
  },
  differences: (group) =>
    fieldsOf(group).flatMap((field) =>
      differenceOf<RecordKind, FieldValue>(group, field, sayOf(field), (a, b) => sameValue(field, a, b)),
    ),
  order: (a, b) => byText(a.name, b.name) || byText(a.id, b.id),
};

/** Whether two records are of one image: ctr's id is the manifest's digest, everybody else's the configuration's. */
const isSameImage = (a: ObjectRecord, b: ObjectRecord): boolean => {
  if (a.id === b.id) return true;
  const [left, right] = [a.fields.manifestDigest, b.fields.manifestDigest];
  if (left !== undefined && right !== undefined) return left === right;
  const [names, others] = [a.fields.references, b.fields.references];
  return Array.isArray(names) && Array.isArray(others) && names.some((reference) => others.includes(reference));
};

/** Images of one engine. */
export const imageRecordRules: KindRules<RecordKind> = {
  ...recordRules,
  group: (sightings) => {
    const groups: Sighting<RecordKind>[][] = [];
    for (const sighting of sightings) {
      const same = groups.find((group) =>
        group.some(({ target, row }) => target === sighting.target && isSameImage(row, sighting.row)),
      );
      if (same) same.push(sighting);
      else groups.push([sighting]);
    }
    return groups;
  },
};
