import type { Problem } from "../model/index.ts";
import { closest } from "../translate/index.ts";

/** Docker's filters as typed: key → values, each once, in the order typed. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/** The keys that `docker ps --filter` takes (dockerd, daemon/list.go). */
export const CONTAINER_FILTERS = [
  "ancestor",
  "before",
  "exited",
  "expose",
  "health",
  "id",
  "is-task",
  "isolation",
  "label",
  "name",
  "network",
  "publish",
  "since",
  "status",
  "volume",
] as const;

/** The keys that `docker images --filter` takes (dockerd, daemon/images/image_list.go). */
export const IMAGE_FILTERS = ["before", "dangling", "label", "reference", "since", "until"] as const;

/** A filter that docker refuses, in dockerd's words, and the filter that was probably meant. */
export const badFilter = (message: string, suggestion: string | null = null): Problem => ({
  code: "bad-filter",
  message,
  suggestion,
});

/**
 * Reads `--filter` values as docker's command line does: `key=value`, the key in lower case, blanks around both cut off,
 * an empty one ignored.
 * @param accepted the keys that the list knows
 * @returns the filters, or what docker says of the first bad one
 */
export const parseFilters = (typed: readonly string[], accepted: readonly string[]): Filters | { problem: Problem } => {
  const filters = new Map<string, string[]>();
  for (const text of typed) {
    if (text === "") continue;
    const at = text.indexOf("=");
    if (at === -1) {
      const meant = closest(text.trim().toLowerCase(), accepted);
      const message = `invalid argument ${JSON.stringify(text)} for "-f, --filter" flag: bad format of filter (expected name=value)`;
      return { problem: badFilter(message, meant === null ? null : `${meant}=…`) };
    }
    const key = text.slice(0, at).trim().toLowerCase();
    const value = text.slice(at + 1).trim();
    if (!accepted.includes(key)) {
      const meant = closest(key, accepted);
      return { problem: badFilter(`invalid filter '${key}'`, meant === null ? null : `${meant}=${value}`) };
    }
    const values = filters.get(key) ?? [];
    if (!values.includes(value)) values.push(value);
    filters.set(key, values);
  }
  return filters;
};

/**
 * The value of a yes-or-no filter, as dockerd reads it: only `true`, `1`, `false`, `0`, and not both.
 * @returns null when the filter is not there
 */
export const readBoolean = (filters: Filters, key: string): boolean | null | { problem: Problem } => {
  const values = filters.get(key);
  if (!values) return null;
  const yes = values.includes("1") || values.includes("true");
  const no = values.includes("0") || values.includes("false");
  if (yes === no) return { problem: badFilter(`invalid filter '${key}=[${values.join(" ")}]'`, `${key}=true`) };
  return yes;
};

/** Docker's label filter: every one must be there, `key` by itself or `key=value` with just that value. */
export const hasLabels = (labels: Readonly<Record<string, string>>, wanted: readonly string[]): boolean =>
  wanted.every((text) => {
    const at = text.indexOf("=");
    const key = at === -1 ? text : text.slice(0, at);
    return Object.hasOwn(labels, key) && (at === -1 || labels[key] === text.slice(at + 1));
  });
