import type { Joined } from "../model/index.ts";
import { properNamesOf } from "./names.ts";

type Row = Joined<"container">;

/** What a word turned out to mean. */
export type Resolved =
  | { found: Row /** Older attempts of the same pod's container that were passed over. */; older: Row[] }
  | { candidates: Row[] }
  /** `near`: names that are spelt alike, best first. */
  | { unknown: true; near: string[] };

export interface ResolveOptions {
  /** An attempt of the pod's container in place of the newest; null for the newest. */
  attempt: number | null;
  /** `sandbox` where the verb is about pods. */
  kind: Row["kind"];
}

const newestFirst = (one: Row, other: Row): number =>
  (other.createdAt ?? "").localeCompare(one.createdAt ?? "") || (other.attempt ?? 0) - (one.attempt ?? 0);

/** One name for every attempt of a pod's container, also of a pod that was made anew under its old name. */
const groupOf = (row: Row): string =>
  row.pod !== null && row.podContainer !== null
    ? `${row.at} ${row.podNamespace}/${row.pod}/${row.podContainer}`
    : `${row.at} ${row.namespace ?? ""} ${row.id}`;

/**
 * The ways in which a word may mean a row, the surest first: docker looks for a full id, then a name, then the start of an id;
 * people also say `pod/container` or a unique part of the name.
 */
const ways: readonly ((word: string) => (row: Row) => boolean)[] = [
  (word) => (row) => row.id === word,
  (word) => (row) => row.name === word.replace(/^\//, ""),
  (word) => (row) => properNamesOf(row).includes(word),
  (word) => (row) => row.id.startsWith(word),
  (word) => (row) => properNamesOf(row).some((name) => name.startsWith(word)),
  (word) => (row) => properNamesOf(row).some((name) => name.includes(word)),
];

/** Of several attempts of one container: the newest, or the one that was asked for. */
const pick = (rows: readonly Row[], attempt: number | null): { row: Row; older: Row[] } | null => {
  const sorted = rows.toSorted(newestFirst);
  const row = attempt === null ? sorted[0] : sorted.find((one) => one.attempt === attempt);
  return row ? { row, older: sorted.filter((one) => one !== row) } : null;
};

/**
 * Finds the container that a word means: a docker-style name, an id or its start, `pod/container`, `namespace/pod/container`, or a
 * unique part of those. The attempts of one pod's container are one name, which means the newest.
 * @param rows every container of every place, running or not
 */
export const resolveContainer = (
  word: string,
  rows: readonly Row[],
  { attempt, kind }: ResolveOptions = { attempt: null, kind: "container" },
): Resolved => {
  const eligible = rows.filter((row) => row.kind === kind);
  if (word !== "") {
    for (const way of ways) {
      const meant = eligible.filter(way(word));
      if (meant.length === 0) continue;
      // A full id names one attempt, whatever came after it.
      if (meant.length === 1 && meant[0]?.id === word) return { found: meant[0], older: [] };
      const groups = [...Map.groupBy(meant, groupOf).values()];
      const picked = groups.flatMap((group) => pick(group, attempt) ?? []);
      const [first] = picked;
      if (first && picked.length === 1) return { found: first.row, older: first.older };
      if (picked.length > 1) return { candidates: picked.map(({ row }) => row) };
    }
  }
  return { unknown: true, near: nearNames(word, eligible) };
};

/** Names of containers that hold most of the word's letters in order: what a slip of the finger may have meant. */
const nearNames = (word: string, rows: readonly Row[]): string[] => {
  const start = word.slice(0, Math.max(3, Math.ceil(word.length / 2)));
  const names = rows.flatMap(({ name, id }) => name ?? id);
  return word === "" ? [] : names.filter((name) => name.includes(start)).slice(0, 5);
};
