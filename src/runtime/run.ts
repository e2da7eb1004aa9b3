import { type ChildProcess, spawn } from "node:child_process";
import type { RunOutcome, RunRequest, RunResult } from "../model/index.ts";
import { spawnFailure } from "./spawn-failure.ts";

/** How long the pipes of a finished or killed child may stay open (a grandchild that left the group) before they are given up. */
const LINGER_MS = 250;

/**
 * Every tool is a Go program that asks an engine one thing after another and ends. On one processor it needs a quarter less
 * processor time for 500 containers and leaves the rest of a busy node alone; collecting garbage less often saves some of what is
 * left, for 13 MB more. What the environment says comes first.
 */
const GO_RUNTIME = { GOMAXPROCS: "1", GOGC: "400" };

/** Kills a child and everything it started: it leads a process group of its own. */
const killGroup = (child: ChildProcess): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
};

/**
 * Starts a child without a shell, in a process group of its own, collects its output and waits for it. At the deadline,
 * past `maxBytes`, or when `cancel` fires, the whole group is killed; what was printed until then is kept.
 * Never throws: what went wrong is the result's `outcome`.
 *
 * The lean twin of `stream`: execa's import and set-up cost more than half of a whole `ctool ps` (ADR 0002). The time is taken
 * with `hrtime` as `performance` would be loaded first.
 */
export const run = (request: RunRequest, cancel?: AbortSignal): Promise<RunResult> =>
  new Promise((resolve) => {
    const started = process.hrtime.bigint();
    const [file = request.argv[0] ?? "", ...leading] = request.file ?? [];
    const child = spawn(file, [...leading, ...request.argv.slice(1)], {
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      env: { ...GO_RUNTIME, ...process.env, ...request.env },
    });
    const out = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    const size = { stdout: 0, stderr: 0 };
    let outcome: RunOutcome = "exited";
    let failure = "";
    let linger: NodeJS.Timeout | undefined;

    let settled = false;

    const settle = () => {
      if (settled) return;
      settled = true;
      clearTimeout(deadline);
      clearTimeout(linger);
      cancel?.removeEventListener("abort", onCancel);
      child.stdout?.destroy();
      child.stderr?.destroy();
      const exited = outcome === "exited";
      resolve({
        argv: request.argv,
        outcome,
        exitCode: exited ? child.exitCode : null,
        signal: exited ? child.signalCode : null,
        durationMs: Number((process.hrtime.bigint() - started + 500_000n) / 1_000_000n),
        stdout: Buffer.concat(out.stdout).toString("utf8"),
        stderr: failure || Buffer.concat(out.stderr).toString("utf8"),
      });
    };
    // What already lies in a pipe is read before setImmediate runs, so a busy event loop cuts no output short.
    const giveUpPipes = () => {
      linger ??= setTimeout(() => setImmediate(settle), LINGER_MS);
    };
    const stop = (why: RunOutcome) => {
      if (outcome !== "exited") return;
      outcome = why;
      killGroup(child);
      giveUpPipes();
    };
    const onCancel = () => stop("cancelled");
    const deadline = setTimeout(() => stop("timeout"), request.timeoutMs);
    if (cancel?.aborted) stop("cancelled");
    else cancel?.addEventListener("abort", onCancel);

    for (const name of ["stdout", "stderr"] as const) {
      child[name]?.on("data", (chunk: Buffer) => {
        if (outcome !== "exited") return;
        const room = request.maxBytes - size[name];
        out[name].push(chunk.length > room ? chunk.subarray(0, room) : chunk);
        size[name] += chunk.length;
        if (chunk.length > room) stop("too-big");
      });
    }
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (child.pid !== undefined) return;
      outcome = spawnFailure[error.code ?? ""] ?? "failed";
      failure = error.message;
      settle();
    });
    child.on("exit", giveUpPipes);
    child.on("close", settle);
  });
