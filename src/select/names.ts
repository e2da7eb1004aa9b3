import type { Container, Problem } from "../model/index.ts";
import { namesOf } from "../resolve/index.ts";
import { badFilter } from "./filters.ts";

/** The ids that a filter's prefixes stand for; a prefix of several containers stands for none, as in dockerd. */
export const idsOf = (rows: readonly Container[], prefixes: readonly string[]): Set<string> => {
  const ids = [...new Set(rows.map(({ id }) => id))];
  return new Set(
    prefixes.flatMap((prefix) => {
      const found = ids.includes(prefix) ? [prefix] : ids.filter((id) => id.startsWith(prefix));
      return found.length === 1 ? found : [];
    }),
  );
};

/** The container that `before` or `since` names: full id or name as in dockerd, or a unique short id or name inside a pod. */
export const findOne = (rows: readonly Container[], value: string): string | { problem: Problem } => {
  const [exact] = rows.filter(({ id, name }) => id === value || (name !== null && name === value.replace(/^\//, "")));
  if (exact) return exact.id;
  const near = rows.filter((row) => row.kind === "container" && namesOf(row).includes(value));
  const found = new Set(near.length > 0 ? near.map(({ id }) => id) : value === "" ? [] : idsOf(rows, [value]));
  const [id] = found;
  if (id === undefined) return { problem: badFilter(`No such container: ${value}`) };
  if (found.size === 1) return id;
  return { problem: badFilter(`${found.size} containers are called ${value}`, near[0]?.name ?? null) };
};
