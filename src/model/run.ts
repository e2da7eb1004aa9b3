import type { Tool } from "./tool.ts";

/** A child process to start: always an argv array, never a shell line. */
export interface RunRequest {
  /** The tool it belongs to; null for helpers of ctool's own. */
  tool: Tool | null;
  /** What is shown and recorded: `["nerdctl", "--address", …]`. */
  argv: readonly string[];
  /** The file to execute and leading arguments, when `argv[0]` is not found by PATH alone: `["/usr/local/bin/k3s", "crictl"]`. */
  file: readonly string[] | null;
  /** Variables set on top of the environment. `undefined` removes one. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until the child and everything it started is killed. */
  timeoutMs: number;
  /** Bytes of stdout (and of stderr) after which the child is killed. */
  maxBytes: number;
  /** Kills the child and everything it started when it fires: a person changed their mind. */
  cancel?: AbortSignal;
}

export type RunOutcome = "exited" | "timeout" | "too-big" | "not-found" | "not-executable" | "cancelled" | "failed";

/** What came of a RunRequest. Never thrown: a child that cannot start is an outcome too. */
export interface RunResult {
  argv: readonly string[];
  outcome: RunOutcome;
  /** Null unless `outcome` is `exited` and no signal ended it. */
  exitCode: number | null;
  signal: string | null;
  durationMs: number;
  stdout: string;
  stderr: string;
}

/** Where a child's output goes as it comes. The child is not read from while a promise that was returned is open. */
export type Sink = (chunk: Uint8Array) => void | Promise<void>;

/** A child whose output is passed on as it comes, and whose input may be a person's: logs, events, exec, pulls, saves. */
export interface StreamRequest {
  tool: Tool | null;
  argv: readonly string[];
  file: readonly string[] | null;
  env?: Readonly<Record<string, string | undefined>>;
  /** `inherit` gives the child ctool's own input (a terminal, when there is one); a text or chunks are written to it. */
  stdin: "inherit" | "none" | string | AsyncIterable<Uint8Array>;
  /** `inherit` gives the child ctool's own stream: byte-exact, and a terminal where ctool has one. */
  stdout: Sink | "inherit";
  stderr: Sink | "inherit";
  /** Milliseconds until the child is killed; null for as long as it takes. */
  timeoutMs: number | null;
  cancel?: AbortSignal;
  /**
   * A person talks to the child, which sees to signals itself: an interruption of ctool is handed to it (Ctrl-C on a terminal
   * reaches it anyway), and ctool waits for its end.
   */
  holdsSignals?: true;
}

/** Why ctool was interrupted: the reason of its AbortSignal. */
export interface Interruption {
  signal: "SIGINT" | "SIGTERM" | "SIGHUP";
  /** Set by whoever handed the signal to a child that decides what comes of it. */
  held: boolean;
}

/** What came of a StreamRequest. Never thrown. */
export interface StreamResult {
  argv: readonly string[];
  outcome: Exclude<RunOutcome, "too-big">;
  /** Null unless `outcome` is `exited` and no signal ended it. */
  exitCode: number | null;
  signal: string | null;
  durationMs: number;
  /** The system's words, when the child could not be started or its output not be passed on. */
  error: string | null;
}

/** One line of runs.jsonl: a child process that ctool ran, secrets masked. */
export interface JournalEntry {
  /** RFC 3339, when it ended. */
  time: string;
  /** What was typed: `ctool ps -a`. */
  input: string;
  argv: string[];
  outcome: RunOutcome;
  exitCode: number | null;
  durationMs: number;
}
