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
