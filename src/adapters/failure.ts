import { cleanLine, cleanText } from "../model/clean.ts";
import { readLogLine } from "./log-line.ts";
import type { Answered, Failure } from "./types.ts";

/** Longest message that is kept, in characters. */
const LONGEST = 300;
const MEGABYTE = 1_000_000;

/** A help page: `NAME:` and below it the tool's name (crictl, ctr), `Usage: nerdctl …` (docker, nerdctl). */
const HELP = /^(?:NAME|USAGE|Usage):\s+(?:docker|nerdctl|crictl|ctr)\b/m;
const HELP_WITHIN = 2_000;

/** The programs' own names in front of their messages, and counts that precede the message itself. */
const OWN_NAME = /^(?:docker|nerdctl|crictl|ctr): /;
const PREAMBLE =
  /^(?:\d+ errors?:|Incorrect Usage: .*|WARNING: (?:version|revision) mismatch|WARNING: Error parsing config file .*)$/;

const DENIED = /permission denied|operation not permitted|\bEACCES\b|\bEPERM\b/i;
/** nerdctl of an ordinary user looks for a rootless containerd before anything else, whatever address it is given. */
const ROOTLESS = /rootless containerd not running/;
const ROOTLESS_ADDRESS = /^\/(?:run\/user|proc)\//;

const shorten = (text: string): string => {
  const chars = [...text];
  return chars.length > LONGEST ? `${chars.slice(0, LONGEST - 1).join("")}…` : text;
};

/**
 * The line of a tool's stderr that says why: the first one that is no log noise, without the log's prefix, cleaned.
 * @returns at most 300 characters; null when it said nothing
 */
export const errorLine = (stderr: string): string | null => {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const parts = lines.map((line) => readLogLine(cleanText(line)));
  // klog says the same as the line after it.
  const klog = parts.filter(({ by }) => by === "klog").map(({ text }) => text);
  const own = parts.filter(({ by }) => by !== "klog");
  const said = [...own.filter(({ merely }) => !merely), ...own.filter(({ merely }) => merely)];
  const candidates = [...said.flatMap(({ text }) => text.split("\n")), ...klog]
    .map((text) => cleanLine(text).trim().replace(OWN_NAME, ""))
    .filter((text) => text !== "");
  const telling = candidates.find((text) => !PREAMBLE.test(text)) ?? candidates[0];
  return telling === undefined ? null : shorten(telling);
};

const isDenied = ({ run }: Answered): boolean =>
  DENIED.test(run.stderr) || (ROOTLESS.test(run.stderr) && !run.argv.some((word) => ROOTLESS_ADDRESS.test(word)));

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/**
 * Whether a run is an answer at all. Exit 0 is not enough: crictl prints its help and exits 0.
 * @returns null for an answer (which may still be unreadable), else why not
 */
export const judge = (answered: Answered): Failure | null => {
  const { query, run } = answered;
  // Told by most runs that are all right, too: read only where something is wrong.
  const said = (): string | null => errorLine(run.stderr);
  switch (run.outcome) {
    case "not-found":
      return { state: "missing", error: `${query.tool} is not there` };
    case "not-executable":
      return { state: "missing", error: `${query.tool} cannot be executed` };
    case "timeout":
      return { state: "timeout", error: `no answer within ${seconds(run.durationMs)}` };
    case "too-big": {
      const size = Math.round(Math.max(run.stdout.length, run.stderr.length) / MEGABYTE);
      return { state: "failed", error: `printed more than ${size} MB` };
    }
    case "cancelled":
      return { state: "failed", error: "stopped before it answered" };
    case "failed":
      return { state: isDenied(answered) ? "denied" : "failed", error: said() ?? "could not be started" };
    case "exited":
      break;
  }
  if (run.exitCode === null) return { state: "failed", error: said() ?? `ended by ${run.signal ?? "a signal"}` };
  if (run.exitCode !== 0) {
    const error = said() ?? errorLine(run.stdout) ?? `exit code ${run.exitCode} without a word`;
    return { state: isDenied(answered) ? "denied" : "failed", error };
  }
  if (HELP.test(run.stdout.slice(0, HELP_WITHIN))) return { state: "failed", error: "prints its help, not an answer" };
  return null;
};
