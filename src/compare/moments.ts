const RFC3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Reads an RFC 3339 time to the nanosecond (`Date` keeps milliseconds, and a pod's containers can be made within one).
 * @returns nanoseconds since the epoch, or null for null, Go's zero time and anything that is no time
 */
export const nanosOf = (time: string | null): bigint | null => {
  const match = time === null ? null : RFC3339.exec(time);
  if (!match) return null;
  const [, date = "", clock = "", fraction = "", zone = "Z"] = match;
  const ms = Date.parse(`${date}T${clock}${zone.toUpperCase()}`);
  if (Number.isNaN(ms) || ms < 0) return null;
  return BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
};

/** The same in milliseconds since the epoch. */
export const millisOf = (time: string | null): number | null => {
  const nanos = nanosOf(time);
  return nanos === null ? null : Number(nanos / 1_000_000n);
};

const isUtc = (time: string | null): time is string =>
  time !== null && time.length >= 20 && time[10] === "T" && time.endsWith("Z");

/** `2026-11-21T01:12:06.09Z` with nine digits after the seconds: a text that sorts as the time does. */
const sortable = (utc: string): string => `${utc.slice(0, 19)}.${utc.slice(20, -1).padEnd(9, "0")}`;

/** Sorts newest first; what has no time comes last. */
export const newestFirst = (a: string | null, b: string | null): number => {
  if (a === b) return 0;
  // Times in UTC, which is nearly all, need no parsing to be compared, and those with as many digits nothing at all.
  if (isUtc(a) && isUtc(b)) return a.length === b.length ? byText(b, a) : byText(sortable(b), sortable(a));
  const [left, right] = [nanosOf(a), nanosOf(b)];
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left > right ? -1 : 1;
};

/** Sorts texts by code unit, the same in every locale. */
export const byText = (a: string | null, b: string | null): number => {
  const left = a ?? "";
  const right = b ?? "";
  return left < right ? -1 : left > right ? 1 : 0;
};
