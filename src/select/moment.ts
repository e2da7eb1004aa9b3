const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A Go duration (`1h30m`, `1.5h`, `-2s`) in milliseconds, or null. Go knows no days. */
export const parseDuration = (text: string): number | null => {
  const match = /^([+-]?)((?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.exec(text);
  if (!match) return null;
  let total = 0;
  for (const [, amount = "", unit = ""] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g))
    total += Number(amount) * (UNITS[unit] ?? 0);
  return match[1] === "-" ? -total : total;
};

const DATE = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2}(?:\.\d+)?))?)?)?([Zz]|[+-]\d{2}:\d{2})?$/;

/**
 * A moment as dockerd reads it for `until`: a duration before now, an RFC 3339 date or time (without a zone: local), or
 * seconds since the epoch.
 * @param now milliseconds since the epoch
 * @returns milliseconds since the epoch, or null when it is none of these
 */
export const parseMoment = (text: string, now: number): number | null => {
  const duration = text === "0" ? null : parseDuration(text);
  if (duration !== null) return now - duration;
  const match = DATE.exec(text);
  if (match) {
    const [, date = "", hours = "00", minutes = "00", seconds = "00", zone = ""] = match;
    const time = Date.parse(`${date}T${hours}:${minutes}:${seconds}${zone.toUpperCase()}`);
    return Number.isNaN(time) ? null : time;
  }
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : null;
};
