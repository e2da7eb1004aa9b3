const DECIMAL = 1000;
const BINARY = 1024;
const PREFIXES = "KMGTPE";
const SIZE = /^(\d+(?:\.\d+)?)\s*(?:([kKMGTPE])(i?))?B?$/;

/**
 * Bytes of a size as the tools print it: `2.032MB` and `512B` (docker, nerdctl 2; decimal), `2.0 MiB` (ctr, nerdctl 1;
 * binary), as exact as it was printed. Null for `N/A`, `-` and anything else.
 */
export const bytesOf = (text: string | null): number | null => {
  const [, amount, prefix, binary] = SIZE.exec(text?.trim() ?? "") ?? [];
  if (amount === undefined) return null;
  const power = prefix === undefined ? 0 : PREFIXES.indexOf(prefix.toUpperCase()) + 1;
  return Math.round(Number(amount) * (binary === "i" ? BINARY : DECIMAL) ** power);
};

/** `2026-11-21T01:12:35.07279295Z`, or Go's own `2026-11-21 01:12:35.07 +0100 CET`. */
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?\s*(Z|[+-]\d\d:?\d\d)?(?:\s.*)?$/;

const NANOS = 1_000_000_000n;

/** `2026-11-21T01:12:35` and what follows the point, as RFC 3339 in UTC. */
const withFraction = (utc: string, fraction: string): string => {
  const digits = fraction.replace(/0+$/, "");
  return digits === "" ? `${utc}Z` : `${utc}.${digits}Z`;
};

const print = (seconds: number, fraction: string): string =>
  withFraction(new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, ""), fraction);

/**
 * A time that a tool printed, as RFC 3339 in UTC with the fraction it had. Null for what is no time, and for the ones that
 * mean "never": Go's year 1 and the epoch.
 */
export const timeOf = (text: string | null): string | null => {
  const [, date, clock, fraction = "", zone = "Z"] = TIME.exec(text?.trim() ?? "") ?? [];
  if (date === undefined) return null;
  const offset = zone === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const ms = Date.parse(`${date}T${clock}${offset}`);
  if (Number.isNaN(ms) || ms <= 0) return null;
  // In UTC, as nerdctl's are on most nodes, it is written as it is to be printed.
  return offset === "Z" || offset === "+00:00"
    ? withFraction(`${date}T${clock}`, fraction)
    : print(ms / 1000, fraction);
};

/** Nanoseconds since the epoch, in digits as CRI writes them, as RFC 3339. Null for 0 and what is no such number. */
export const timeOfNanos = (text: string | null): string | null => {
  if (text === null || !/^\d{1,19}$/.test(text)) return null;
  const nanos = BigInt(text);
  if (nanos === 0n) return null;
  return print(Number(nanos / NANOS), String(nanos % NANOS).padStart(9, "0"));
};
