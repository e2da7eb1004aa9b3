import { cleanLine, cleanText } from "../../model/clean.ts";
import type { FieldValue, ObjectRecord } from "../../model/index.ts";
import { timeOf } from "../quantities.ts";

type Json = unknown;

/** What lies at a path of names (`State.Pid`) in a JSON document; undefined where there is nothing. */
export const at = (document: Json, path: string): Json => {
  let found = document;
  for (const name of path.split("."))
    found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[name] : undefined;
  return found;
};

/** One line of text; null for what is empty or no text. */
export const textAt = (document: Json, path: string): string | null => {
  const found = at(document, path);
  return typeof found === "string" ? cleanLine(found) || null : null;
};

/** A whole number above 0, also one in digits: everywhere in these records 0 stands for "none" or "no limit". */
export const amountAt = (document: Json, path: string): number | null => {
  const found = at(document, path);
  const number = typeof found === "string" && /^\d{1,15}$/.test(found) ? Number(found) : found;
  return typeof number === "number" && Number.isFinite(number) && number > 0 ? number : null;
};

export const flagAt = (document: Json, path: string): boolean | null => {
  const found = at(document, path);
  return typeof found === "boolean" ? found : null;
};

/** RFC 3339; null for Go's "never". */
export const timeAt = (document: Json, path: string): string | null => timeOf(textAt(document, path));

/** A list, of whatever is in it; empty where there is none. */
export const listAt = (document: Json, path: string): Json[] => {
  const found = at(document, path);
  return Array.isArray(found) ? found : [];
};

/** Lines of text, cleaned; what is no text is left out. */
export const linesAt = (document: Json, path: string): string[] =>
  listAt(document, path).flatMap((each) => (typeof each === "string" ? [cleanText(each)] : []));

/** Names with texts, cleaned; null where there is no such object. */
export const namesAt = (document: Json, path: string): Record<string, string> | null => {
  const found = at(document, path);
  if (typeof found !== "object" || found === null || Array.isArray(found)) return null;
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, value]) =>
      typeof value === "string" ? [[cleanLine(key), cleanText(value)]] : [],
    ),
  );
};

/** `NAME=value` lines as names with values, sorted by name. */
export const envOf = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines
      .map((each): [string, string] => {
        const equals = each.indexOf("=");
        return equals < 0 ? [each, ""] : [each.slice(0, equals), each.slice(equals + 1)];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const isEmpty = (value: FieldValue): boolean =>
  value === "" || (typeof value === "object" && Object.keys(value).length === 0);

/** A record: fields without a value, and empty ones, are left out. */
export const recordOf = (
  id: string,
  name: string | null,
  fields: Readonly<Record<string, FieldValue | null>>,
): ObjectRecord => ({
  id: cleanLine(id),
  name: name === null ? null : cleanLine(name),
  fields: Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === null || isEmpty(value) ? [] : [[key, value]])),
  ),
  saidBy: {},
});
