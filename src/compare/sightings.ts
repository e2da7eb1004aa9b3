import { type Difference, type Kind, type RowKinds, TOOLS, type Tool } from "../model/index.ts";
import type { Sighting } from "./input.ts";

/** What each tool says about one field: its first sighting that says anything (not null). */
export const said = <K extends Kind, T>(
  group: readonly Sighting<K>[],
  read: (row: RowKinds[K], tool: Tool) => T | null,
): Map<Tool, T> => {
  const values = new Map<Tool, T>();
  for (const { tool, row } of group) {
    const value = read(row, tool);
    if (value !== null && !values.has(tool)) values.set(tool, value);
  }
  return values;
};

/** The rows of a group, those of the first tool in `order` first; those of tools not named come last. */
export const bestFirst = <K extends Kind>(group: readonly Sighting<K>[], order: readonly Tool[]): RowKinds[K][] => {
  const rows: RowKinds[K][] = [];
  for (const best of order) for (const { tool, row } of group) if (tool === best) rows.push(row);
  if (rows.length < group.length) for (const { tool, row } of group) if (!order.includes(tool)) rows.push(row);
  return rows;
};

/** The first value that a tool of `order` gives, null when none does. Tools not named come last. */
export const firstOf = <K extends Kind, T>(
  group: readonly Sighting<K>[],
  order: readonly Tool[],
  read: (row: RowKinds[K]) => T | null,
): T | null => {
  for (const row of bestFirst(group, order)) {
    const value = read(row);
    if (value !== null) return value;
  }
  return null;
};

/**
 * The difference on one field, or none.
 * @param read what the tool says in a form that can be compared, and what to show of it; null when it says nothing
 * @param same whether two values say the same (a tolerance); identity by default
 */
export const differenceOf = <K extends Kind, T>(
  group: readonly Sighting<K>[],
  field: string,
  read: (row: RowKinds[K], tool: Tool) => T | null,
  same: (a: T, b: T) => boolean = (a, b) => a === b,
  show: (value: T) => unknown = (value) => value,
): Difference[] => {
  let first: T | null = null;
  let agrees = true;
  for (const { tool, row } of group) {
    const value = read(row, tool);
    if (value === null) continue;
    first ??= value;
    agrees &&= same(first, value);
  }
  if (agrees) return [];
  const values = said(group, read);
  const shown: Partial<Record<Tool, unknown>> = {};
  for (const tool of TOOLS) {
    const value = values.get(tool);
    if (value !== undefined) shown[tool] = show(value);
  }
  return [{ field, values: shown }];
};

/** Labels in the order of their names, the same in every locale. */
export const sortedLabels = (labels: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.keys(labels)
      .sort()
      .map((name) => [name, labels[name] ?? ""]),
  );

/** All labels that rows tell of; where they tell of the same one, the best row's, which comes first. */
export const mergeLabels = (
  bestFirst: readonly { labels: Readonly<Record<string, string>> }[],
): Record<string, string> => sortedLabels(Object.assign({}, ...bestFirst.map(({ labels }) => labels).reverse()));

/** Groups by a text key, in the order of first appearance. */
export const groupBy = <K extends Kind>(
  sightings: readonly Sighting<K>[],
  key: (sighting: Sighting<K>) => string,
): Sighting<K>[][] => [...Map.groupBy(sightings, key).values()];
