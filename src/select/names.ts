import type { Container, Problem } from "../model/index.ts";
import { badFilter } from "./filters.ts";

/** Names under which people know a row: its own, nerdctl's, the one inside the pod, and the one dockershim gave it. */
export const namesOf = (row: Container): string[] => {
  const names = row.name === null ? [] : [row.name, `/${row.name}`];
  if (row.pod === null) return names;
  if (row.name !== null) names.push(`k8s://${row.name}`);
  if (row.podContainer !== null) names.push(row.podContainer);
  const uid = row.labels["io.kubernetes.pod.uid"];
  const parts = [row.podContainer ?? "POD", row.pod, row.podNamespace, uid, row.attempt ?? 0];
  names.push(`k8s_${parts.filter((part) => part !== null && part !== undefined).join("_")}`);
  return names;
};

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
