import type { Hit, Network, Problem, Volume } from "../model/index.ts";
import { type Filters, hasLabels, parseFilters, readBoolean } from "./filters.ts";

type Chosen<R> = { rows: R[] } | { problem: Problem };

/** Whether any of the values is part of the text; no values: yes. */
const holds = (filters: Filters, key: string, text: string | null): boolean => {
  const values = filters.get(key);
  return !values || (text !== null && values.some((value) => text.includes(value)));
};
const is = (filters: Filters, key: string, text: string | null): boolean => {
  const values = filters.get(key);
  return !values || (text !== null && values.includes(text));
};

const BUILT_IN: ReadonlySet<string> = new Set(["bridge", "host", "none", "nat"]);

/**
 * Picks the networks that `docker network ls -f` would list (dockerd, daemon/network/filter.go). `dangling` would need every
 * container's networks: nobody is asked for those, so it is refused.
 */
export const selectNetworks = <R extends Network>(all: readonly R[], typed: readonly string[]): Chosen<R> => {
  const filters = parseFilters(typed, ["driver", "id", "label", "name", "scope", "type"]);
  if ("problem" in filters) return filters;
  return {
    rows: all.filter(
      (row) =>
        holds(filters, "name", row.name) &&
        holds(filters, "id", row.id) &&
        is(filters, "driver", row.driver) &&
        is(filters, "scope", row.scope) &&
        is(filters, "type", BUILT_IN.has(row.name) ? "builtin" : "custom") &&
        hasLabels(row.labels, filters.get("label") ?? []),
    ),
  };
};

/**
 * Picks the volumes that `docker volume ls -f` would list (dockerd, volume/service/convert.go).
 * @param used names of volumes that a container mounts, for `dangling`
 */
export const selectVolumes = <R extends Volume>(
  all: readonly R[],
  typed: readonly string[],
  used: ReadonlySet<string>,
): Chosen<R> => {
  const filters = parseFilters(typed, ["dangling", "driver", "label", "name"]);
  if ("problem" in filters) return filters;
  const dangling = readBoolean(filters, "dangling");
  if (dangling !== null && typeof dangling === "object") return dangling;
  return {
    rows: all.filter(
      (row) =>
        holds(filters, "name", row.name) &&
        is(filters, "driver", row.driver) &&
        hasLabels(row.labels, filters.get("label") ?? []) &&
        (dangling === null || used.has(row.name) !== dangling),
    ),
  };
};

/** Picks the search results that `docker search -f` would list; the registry itself knows no filters. */
export const selectHits = <R extends Hit>(all: readonly R[], typed: readonly string[]): Chosen<R> => {
  const filters = parseFilters(typed, ["is-automated", "is-official", "stars"]);
  if ("problem" in filters) return filters;
  const official = readBoolean(filters, "is-official");
  if (official !== null && typeof official === "object") return official;
  const stars = Math.max(0, ...(filters.get("stars") ?? []).map(Number).filter((each) => !Number.isNaN(each)));
  return {
    rows: all.filter((row) => (official === null || (row.official ?? false) === official) && (row.stars ?? 0) >= stars),
  };
};
