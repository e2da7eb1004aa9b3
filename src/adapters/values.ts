import { cleanLine } from "../model/clean.ts";
import { cleanLabels, splitLabels } from "./labels.ts";
import type { ReadRows } from "./unreadable.ts";

/**
 * How a value that a tool printed is read. These are plain functions and no schemas: they run for every field of every row
 * while a person waits, and a schema library took longer over 500 containers than everything else (ADR 0004).
 */
export type Value<T> = (value: unknown) => T;

/** Says that a value makes its whole row unreadable. */
const UNFIT = Symbol("unfit");
type Unfit = typeof UNFIT;

/** One line of text, cleaned. Missing, empty or of another type: null. */
export const line = (value: unknown): string | null => (typeof value === "string" ? cleanLine(value) || null : null);

/** The same for what makes a row a row (its id): a row without it cannot be read. */
export const identity = (value: unknown): string | Unfit =>
  (typeof value === "string" && cleanLine(value).trim()) || UNFIT;

/** Text as it came, for what is taken apart before it is cleaned. Missing or of another type: empty. */
export const raw = (value: unknown): string => (typeof value === "string" ? value : "");

/** A whole number ≥ 0, also one in digits (protobuf writes 64-bit numbers so). Anything else: null. */
export const count = (value: unknown): number | null => {
  if (typeof value !== "number" && !(typeof value === "string" && /^\d{1,15}$/.test(value))) return null;
  const number = Number(value);
  return Number.isSafeInteger(number) && number >= 0 ? number : null;
};

/** True or false; anything else: null. */
export const flag = (value: unknown): boolean | null => (typeof value === "boolean" ? value : null);

/** Lines of text; anything that is none is left out. */
export const lines = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap((one: unknown) => (typeof one === "string" && one !== "" ? [cleanLine(one)] : []))
    : [];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Labels: joined with commas (docker, nerdctl 2) or an object (nerdctl 1, CRI). Missing: none. */
export const labels = (value: unknown): Record<string, string> =>
  typeof value === "string" ? splitLabels(value) : isObject(value) ? cleanLabels(value) : {};

type Fields = Readonly<Record<string, Value<unknown>>>;
type Read<F extends Fields> = { [K in keyof F]: Exclude<ReturnType<F[K]>, Unfit> };
/** What a `row` or a `part` reads to. */
export type ReadBy<V> = V extends Value<infer T> ? Exclude<T, Unfit> : never;

/** An object inside a row; when it is missing or something else, all its fields are. */
export const part =
  <F extends Fields>(fields: F): Value<Read<F>> =>
  (value) => {
    const given = isObject(value) ? value : {};
    const read: Record<string, unknown> = {};
    for (const name in fields) read[name] = fields[name]?.(given[name]);
    return read as Read<F>;
  };

/** A list of such objects; what is no list is empty. */
export const list =
  <T>(of: Value<T>): Value<T[]> =>
  (value) =>
    Array.isArray(value) ? value.map(of) : [];

/** A row: an object with everything that makes it one. */
export const row =
  <F extends Fields>(fields: F): Value<Read<F> | Unfit> =>
  (value) => {
    if (!isObject(value)) return UNFIT;
    const read: Record<string, unknown> = {};
    for (const name in fields) {
      const field = fields[name]?.(value[name]);
      if (field === UNFIT) return UNFIT;
      read[name] = field;
    }
    return read as Read<F>;
  };

/** Reads every value as a row; those that are none are counted, not kept. */
export const readEach = <T>(
  { rows, dropped }: ReadRows<unknown>,
  as: Value<T | Unfit>,
): ReadRows<Exclude<T, Unfit>> => {
  const read: ReadRows<Exclude<T, Unfit>> = { rows: [], dropped };
  for (const one of rows) {
    const value = as(one);
    if (value === UNFIT) read.dropped++;
    else read.rows.push(value as Exclude<T, Unfit>);
  }
  return read;
};
