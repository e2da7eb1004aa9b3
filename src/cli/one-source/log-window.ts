import { nanosOf } from "../../compare/index.ts";
import { parseMoment } from "../../select/moment.ts";
import { lastValue, type Understood } from "../../translate/index.ts";
import { usageError } from "../errors.ts";
import type { Printed, ReadLine } from "./print.ts";

/** The part of a log that was asked for: nanoseconds since the epoch, null for no limit. */
export interface LogWindow {
  since: bigint | null;
  until: bigint | null;
}

const momentOf = (text: string | null, flag: string, now: number): bigint | null => {
  if (text === null || text === "") return null;
  const nanos = nanosOf(text);
  if (nanos !== null) return nanos;
  const ms = parseMoment(text, now);
  if (ms === null) {
    throw usageError(
      `invalid value for "${flag}": failed to parse ${text} as a time or duration`,
      "Say it as 10m, 2024-01-02T13:23:37Z, or in seconds since 1970.",
    );
  }
  return BigInt(Math.round(ms)) * 1_000_000n;
};

/**
 * `--since` and `--until` as docker reads them.
 * @param now milliseconds since the epoch
 * @throws {CtoolError} usage
 */
export const logWindow = ({ command }: Understood, now: number): LogWindow => ({
  since: momentOf(lastValue(command, "since"), "since", now),
  until: momentOf(lastValue(command, "until"), "until", now),
});

/** The longest that a timer waits: 24 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** Milliseconds from now until a moment that lies ahead; null for "never", where no timer waits so long. */
export const untilMs = (moment: number, now: number): number | null => {
  const ms = Math.max(1, moment - now);
  return ms > LONGEST_MS ? null : ms;
};

const SPACE = 0x20;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[0-9.Z:+-]*$/;
/** `2026-11-21T07:01:46.947124061Z` or with an offset: no time is longer. */
const LONGEST_TIME = 40;
const latin = new TextDecoder("latin1");

/**
 * Reads lines as `logs -t` prints them: leaves out what lies outside the window and, unless times are wanted, the time.
 * @param keepTime the line is printed with its time, as it came
 */
export const windowed =
  ({ since, until }: LogWindow, keepTime: boolean): ReadLine =>
  (line): Printed | null => {
    const space = line.subarray(0, LONGEST_TIME).indexOf(SPACE);
    const time = space > 0 ? latin.decode(line.subarray(0, space)) : "";
    // Else it is a line of the tool's own.
    if (!TIME.test(time)) return { bytes: line, time: null };
    if (since !== null || until !== null) {
      const at = nanosOf(time);
      if (at !== null && ((since !== null && at < since) || (until !== null && at > until))) return null;
    }
    return { bytes: keepTime ? line : line.subarray(space + 1), time };
  };
