import { millisOf } from "../compare/index.ts";
import type { Container } from "../model/index.ts";
import { humanDuration, shortenTimes } from "./units.ts";

type Known = Pick<Container, "state" | "exitCode" | "startedAt" | "finishedAt" | "status">;

const spanSince = (time: string | null, now: number): string | null => {
  const at = millisOf(time);
  return at === null ? null : humanDuration(now - at);
};

/**
 * The STATUS of a container in docker's words: `Up 4 minutes`, `Exited (3) 5 minutes ago`, `Created`, `Up 2 hours (Paused)`.
 * Docker's own text is kept where docker gave one (it also knows health); a time that nobody told is left out, not guessed.
 * @param now milliseconds since the epoch
 */
export const statusOf = (row: Known, now: number): string => {
  const { state, status } = row;
  // nerdctl says just `Up`: a start time from elsewhere says more.
  if (status !== null && /\d|second|minute|hour|Restarting|Removal|Dead/.test(status)) return status;
  const up = spanSince(row.startedAt, now);
  if (state === "running") return up === null ? "Up" : `Up ${up}`;
  if (state === "paused") return up === null ? "Up (Paused)" : `Up ${up} (Paused)`;
  if (state === "created") return "Created";
  if (state === "unknown") return status ?? "Unknown";
  const ended = spanSince(row.finishedAt, now);
  const code = row.exitCode === null ? "Exited" : `Exited (${row.exitCode})`;
  return ended === null ? code : `${code} ${ended} ago`;
};

/** How long ago, in docker's words (`4 minutes ago`); empty when the time is not known. */
export const agoOf = (time: string | null, now: number): string => {
  const span = spanSince(time, now);
  return span === null ? "" : `${span} ago`;
};

/** `statusOf` in fewer letters: `Up 4 min`, `Exited (3) 5 min`. */
export const shortStatusOf = (row: Known, now: number): string => shortenTimes(statusOf(row, now));
