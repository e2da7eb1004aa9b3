import { newestFirst } from "../compare/index.ts";
import type { Container, Image, Problem } from "../model/index.ts";
import { namesOf } from "../resolve/index.ts";
import { testsOf } from "./conditions.ts";
import { CONTAINER_FILTERS, type Filters, parseFilters } from "./filters.ts";
import { findOne, idsOf } from "./names.ts";
import { matcherOf } from "./patterns.ts";
import { isUp } from "./states.ts";
import { limitOf } from "./wants-all.ts";

/** What `docker ps` was typed with. */
export interface PsOptions {
  all: boolean;
  /** `-n`; null when it was not typed. */
  last: number | null;
  /** `-l`, which counts only without `-n`. */
  latest: boolean;
  /** Values of `-f`, as typed. */
  filters: readonly string[];
  /** Images of the node, where they were asked for: more names for `ancestor`. */
  images?: readonly Image[];
}

/** Rows that were left out, sandboxes not counted. */
export interface Dropped {
  /** Not running, and neither `-a` nor a filter asked for them. */
  notRunning: number;
  filtered: number;
  /** Beyond `-n`. */
  limited: number;
}

export type Selection<R> = { rows: R[]; dropped: Dropped } | { problem: Problem };

/** The id of the container that `before` or `since` names (the last one typed). */
const lastNamed = (
  filters: Filters,
  key: "before" | "since",
  rows: readonly Container[],
): string | null | { problem: Problem } => {
  const value = filters.get(key)?.at(-1);
  return value === undefined ? null : findOne(rows, value);
};

/**
 * Picks the rows that `docker ps` would list, newest first, with dockerd's own rules (daemon/list.go): values of one key are
 * alternatives (labels must all be there), keys must all hold, `-n` and `-l` count what is not running too, `status` implies
 * `-a`. Sandboxes pass the same filters and never count for `-n`.
 */
export const selectContainers = <R extends Container>(all: readonly R[], options: PsOptions): Selection<R> => {
  const filters = parseFilters(options.filters, CONTAINER_FILTERS);
  if ("problem" in filters) return filters;
  const rows = all.toSorted((a, b) => newestFirst(a.createdAt, b.createdAt));
  const tests = testsOf(filters, rows, options.images ?? []);
  if ("problem" in tests) return tests;
  let before = lastNamed(filters, "before", rows);
  if (before !== null && typeof before === "object") return before;
  const since = lastNamed(filters, "since", rows);
  if (since !== null && typeof since === "object") return since;

  const limit = limitOf(options);
  const showAll = options.all || filters.has("status") || limit > 0;
  const ids = filters.has("id") ? idsOf(rows, filters.get("id") ?? []) : null;
  const names = filters.get("name");
  const isNamed = matcherOf(names ?? []);
  const picked: R[] = [];
  const dropped: Dropped = { notRunning: 0, filtered: 0, limited: 0 };
  const drop = (row: R, why: keyof Dropped): void => {
    if (row.kind === "container") dropped[why]++;
  };
  let stopped = false;
  let counted = 0;
  for (const row of rows) {
    const isCandidate = (ids === null || ids.has(row.id)) && (!names || namesOf(row).some(isNamed));
    if (!isCandidate) {
      // dockerd narrows by name and id first: a `before` container that these leave out is never reached.
      drop(row, "filtered");
    } else if (before !== null) {
      if (row.id === before) before = null;
      drop(row, "filtered");
    } else if (stopped || row.id === since) {
      stopped = true;
      drop(row, "filtered");
    } else if (!showAll && !isUp(row)) drop(row, "notRunning");
    else if (!tests.every((test) => test(row))) drop(row, "filtered");
    else if (limit > 0 && counted === limit) drop(row, "limited");
    else {
      picked.push(row);
      if (row.kind === "container") counted++;
    }
  }
  return { rows: picked, dropped };
};
