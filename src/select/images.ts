import { millisOf } from "../compare/index.ts";
import type { Image, Problem } from "../model/index.ts";
import { familiarReference, fullReference, parseReference } from "../translate/index.ts";
import type { Selection } from "./containers.ts";
import { badFilter, hasLabels, IMAGE_FILTERS, parseFilters, readBoolean } from "./filters.ts";
import { parseMoment } from "./moment.ts";
import { globExpression } from "./patterns.ts";

/** What `docker images` was typed with. */
export interface ImagesOptions {
  /** REPOSITORY[:TAG], a pattern; null when it was not typed. */
  name: string | null;
  /** Values of `-f`, as typed. */
  filters: readonly string[];
  /** Milliseconds since the epoch, for `until=24h`. */
  now: number;
}

/** The forms of a reference that a pattern is held against: familiar and full, with and without the tag (Docker 29). */
const formsOf = (reference: string): string[] => {
  const parsed = parseReference(reference);
  if ("problem" in parsed) return [reference];
  const name = `${parsed.domain}/${parsed.path}`;
  return [familiarReference(reference), familiarReference(name), fullReference(reference), name];
};

/** The image that `before` or `since` names, by reference or by the start of an id. */
const findImage = (rows: readonly Image[], value: string): Image | { problem: Problem } => {
  const full = fullReference(value);
  const named = rows.find(({ references, digests }) =>
    [...references, ...digests].some((name) => fullReference(name) === full),
  );
  if (named) return named;
  const prefix = value.replace(/^sha256:/, "");
  const byId = /^[0-9a-f]{1,64}$/.test(prefix)
    ? rows.filter(({ configDigest, manifestDigest }) =>
        [configDigest, manifestDigest].some((digest) => digest?.slice("sha256:".length).startsWith(prefix)),
      )
    : [];
  const [found] = byId;
  if (found && byId.length === 1) return found;
  return { problem: badFilter(`No such image: ${familiarReference(full)}`) };
};

/**
 * Picks the images that `docker images` would list, in the order given, with dockerd's own rules (image_list.go): values of
 * `reference` are alternatives and leave only the names that match, labels must all be there, of several `before` the oldest
 * counts and of several `since` the newest. `reference` matches full names too (`docker.io/library/nginx`), as in Docker 29.
 */
export const selectImages = <R extends Image>(all: readonly R[], options: ImagesOptions): Selection<R> => {
  const typed =
    options.name === null || options.name === "" ? options.filters : [...options.filters, `reference=${options.name}`];
  const filters = parseFilters(typed, IMAGE_FILTERS);
  if ("problem" in filters) return filters;
  const dangling = readBoolean(filters, "dangling");
  if (dangling !== null && typeof dangling === "object") return dangling;

  let before = Number.POSITIVE_INFINITY;
  let since = Number.NEGATIVE_INFINITY;
  for (const key of ["before", "since"] as const) {
    for (const value of filters.get(key) ?? []) {
      const found = findImage(all, value);
      if ("problem" in found) return found;
      const created = millisOf(found.createdAt);
      if (created === null) continue;
      if (key === "before") before = Math.min(before, created);
      else since = Math.max(since, created);
    }
  }
  for (const value of filters.get("until") ?? []) {
    const moment = parseMoment(value, options.now);
    if (moment === null)
      return { problem: badFilter(`failed to parse value as time or duration: ${JSON.stringify(value)}`, "until=24h") };
    before = Math.min(before, moment);
  }
  const patterns: RegExp[] = [];
  for (const value of filters.get("reference") ?? []) {
    const pattern = globExpression(value);
    if (!pattern) return { problem: badFilter("syntax error in pattern") };
    patterns.push(pattern);
  }
  const isWanted = (reference: string): boolean =>
    formsOf(reference).some((form) => patterns.some((pattern) => pattern.test(form)));

  const rows = all.flatMap((row): R[] => {
    const created = millisOf(row.createdAt);
    if (before !== Number.POSITIVE_INFINITY && (created === null || created >= before)) return [];
    if (since !== Number.NEGATIVE_INFINITY && (created === null || created <= since)) return [];
    if (!hasLabels(row.labels, filters.get("label") ?? [])) return [];
    const narrowed =
      patterns.length === 0
        ? row
        : { ...row, references: row.references.filter(isWanted), digests: row.digests.filter(isWanted) };
    const isBare = narrowed.references.length === 0 && narrowed.digests.length === 0;
    if (isBare && (patterns.length > 0 || dangling === false)) return [];
    if (dangling === true && narrowed.references.length > 0) return [];
    return [narrowed];
  });
  return { rows, dropped: { notRunning: 0, filtered: all.length - rows.length, limited: 0 } };
};
