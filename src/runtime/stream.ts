import { Readable } from "node:stream";
import { execa } from "execa";
import type { Interruption, Sink, StreamRequest, StreamResult } from "../model/index.ts";
import { spawnFailure } from "./spawn-failure.ts";

/** Milliseconds that a child is given to end by itself after SIGTERM. */
const GRACE_MS = 1000;

/** Hands every chunk on, in order; the pipe is not read while a sink is busy, so a slow reader slows the child and loses nothing. */
const drain = async (pipe: AsyncIterable<unknown> | null | undefined, sink: Sink | "inherit"): Promise<void> => {
  if (sink === "inherit" || !pipe) return;
  for await (const chunk of pipe) await sink(chunk as Uint8Array);
};

const outcomeOf = (failure: { timedOut: boolean; isCanceled: boolean; code?: string }): StreamResult["outcome"] => {
  if (failure.timedOut) return "timeout";
  if (failure.isCanceled) return "cancelled";
  if (failure.code === undefined) return "exited";
  const outcome = spawnFailure[failure.code];
  return outcome ?? "failed";
};

/**
 * Starts a child without a shell and passes its output on as it comes, until it ends, its time is over or `cancel` fires.
 * A child that shares ctool's terminal (stdin `inherit`) stays in ctool's process group, so that it may read from it; any other
 * leads a group of its own and dies with all it started. Never throws.
 */
export const stream = async (request: StreamRequest, cancel?: AbortSignal): Promise<StreamResult> => {
  const { argv, stdin, stdout, stderr } = request;
  const [file = "", ...leading] = request.file ?? [argv[0] ?? ""];
  const started = performance.now();
  const ownTerminal = stdin === "inherit";
  const child = execa(file, [...leading, ...argv.slice(1)], {
    stdin: ownTerminal ? "inherit" : stdin === "none" ? "ignore" : "pipe",
    stdout: stdout === "inherit" ? "inherit" : "pipe",
    stderr: stderr === "inherit" ? "inherit" : "pipe",
    buffer: false,
    encoding: "buffer",
    reject: false,
    killDescendants: !ownTerminal,
    forceKillAfterDelay: GRACE_MS,
    ...(request.env ? { env: request.env } : {}),
    ...(request.timeoutMs === null ? {} : { timeout: request.timeoutMs }),
    ...(cancel && !request.holdsSignals ? { cancelSignal: cancel } : {}),
  });
  const handOn = () => {
    const reason = cancel?.reason as Interruption | undefined;
    if (!reason?.signal) return void child.kill();
    reason.held = true;
    // A terminal has given its Ctrl-C to the child as well.
    if (reason.signal !== "SIGINT" || !process.stdin.isTTY) child.kill(reason.signal);
  };
  if (request.holdsSignals) cancel?.addEventListener("abort", handOn);
  let broken: string | null = null;
  const guard = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => {
      broken ??= error instanceof Error ? error.message : String(error);
      child.kill();
    });
  if (child.stdin && typeof stdin !== "string") {
    const source = Readable.from(stdin as AsyncIterable<Uint8Array>);
    // A child that stops reading early (`head`) says so by its exit code.
    child.stdin.on("error", () => source.destroy());
    source.on("error", () => child.kill());
    source.pipe(child.stdin);
  } else {
    child.stdin?.on("error", () => {});
    child.stdin?.end(stdin as string);
  }
  const [ended] = await Promise.all([
    child,
    guard(drain(child.stdout as AsyncIterable<unknown> | null, stdout)),
    guard(drain(child.stderr as AsyncIterable<unknown> | null, stderr)),
  ]);
  cancel?.removeEventListener("abort", handOn);
  const failure = ended as { timedOut: boolean; isCanceled: boolean; code?: string; shortMessage?: string };
  const outcome = broken === null ? outcomeOf(failure) : "failed";
  const exited = outcome === "exited";
  return {
    argv,
    outcome,
    exitCode: exited ? (ended.exitCode ?? null) : null,
    signal: exited ? (ended.signal ?? null) : null,
    durationMs: Math.round(performance.now() - started),
    error: broken ?? (failure.code === undefined ? null : (failure.shortMessage ?? failure.code)),
  };
};
