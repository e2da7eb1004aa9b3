import { once } from "node:events";
import { createReadStream, createWriteStream, type ReadStream, type WriteStream } from "node:fs";
import { judge } from "../adapters/failure.ts";
import type { Host } from "../facts/host.ts";
import type { RunResult, Sink, StreamResult, Tool } from "../model/index.ts";
import type { PlannedStep } from "../plan/steps.ts";
import { type Begun, findMade, type Leftover, openPending, type PendingRecord } from "./pending.ts";
import { pipe } from "./pipe.ts";
import { makeRunFolder, type RunFolder } from "./run-folder.ts";

/** A step that was run. */
export interface StepDone {
  tool: Tool;
  argv: string[];
  exitCode: number | null;
  durationMs: number;
}

/** Why the steps ended early. */
export interface StepFailure {
  /** Index of the step. */
  at: number;
  tool: Tool;
  argv: string[];
  state: "failed" | "missing" | "denied" | "timeout";
  /** One line. */
  error: string;
  /** All that the tool printed, as it is. */
  said: string;
  /** The tool's own exit code; null when it had none. */
  exitCode: number | null;
}

export interface StepsResult {
  done: StepDone[];
  /** What the last step printed; empty where it went elsewhere. */
  output: string;
  failure: StepFailure | null;
  /** What this run had made and took away again. */
  undone: Leftover[];
  /** The same that could not be taken away. */
  left: Leftover[];
  /** Whether more may be left, since a tool did not answer: the next run looks again. */
  unknown: boolean;
  /** Of a session: the program's exit code. */
  exitCode: number;
}

export interface StepsOptions {
  /** The line as typed. */
  input: string;
  /** Milliseconds for each command; null for as long as it takes. */
  timeoutMs: number | null;
  /** Processes whose end cuts a wait short. */
  pids: readonly number[];
  /** Shows what goes on while a step works; called before each, and the returned function after it. */
  watch: (argv: readonly string[], at: number, count: number) => () => void;
  /** Gets what a tool prints as its progress. */
  progress: Sink;
  warn: (text: string) => void;
}

/** Bytes that are kept of what a tool prints: the end, where it says what went wrong. */
const KEPT = 4 * 1024 * 1024;

/** Collects what comes, the last part of it. */
const keeper = (pass?: Sink) => {
  let chunks: Uint8Array[] = [];
  let size = 0;
  return {
    sink: (chunk: Uint8Array) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > 2 * KEPT) {
        const all = Buffer.concat(chunks).subarray(-KEPT);
        chunks = [all];
        size = all.length;
      }
      return pass?.(chunk);
    },
    text: () => Buffer.concat(chunks).toString("utf8"),
  };
};

const toStderr: Sink = async (chunk) => {
  if (!process.stderr.write(chunk)) await once(process.stderr, "drain");
};

/** Waits until a file is open, before the child starts: a bad path stops everything. @throws the system's error */
const opened = async <S extends ReadStream | WriteStream>(file: S): Promise<S> => {
  await once(file, "open");
  return file;
};

const intoFile =
  (target: WriteStream): Sink =>
  async (chunk) => {
    if (!target.write(chunk)) await once(target, "drain");
  };

const programOf = (side: PlannedStep["stdin"] | PlannedStep["stdout"]): readonly string[] | null =>
  typeof side === "object" && "program" in side ? side.program : null;
const fileOf = (side: PlannedStep["stdin"] | PlannedStep["stdout"]): string | null =>
  typeof side === "object" && "file" in side ? side.file : null;

/** nerdctl and crictl exit with 1 whatever the program exits with, and only say its code. */
const PROGRAM_CODE = /(?:exec failed with|command terminated with) exit code (\d+)"?\s*$/;

interface Ran {
  result: StreamResult;
  stdout: string;
  stderr: string;
  /** What went wrong at the other end of a pipe. */
  other: string | null;
}

const startStep = async (host: Host, step: PlannedStep, argv: string[], options: StepsOptions): Promise<Ran> => {
  const [out, err] = [
    keeper(step.stdout === "progress" ? options.progress : undefined),
    keeper(step.stderr === "tee" ? toStderr : undefined),
  ];
  const session = step.stdin === "inherit";
  const base = {
    tool: step.tool,
    argv,
    file: step.file,
    stderr: step.stderr === "inherit" ? ("inherit" as const) : err.sink,
    timeoutMs: options.timeoutMs,
    ...(step.stderr === "tee" && session ? { holdsSignals: true as const } : {}),
  };
  const said = (result: StreamResult, other: string | null = null): Ran => ({
    result,
    stdout: out.text(),
    stderr: err.text(),
    other,
  });
  const [before, after] = [programOf(step.stdin), programOf(step.stdout)];
  const otherSaid = keeper();
  const beside = (program: readonly string[]) => ({
    tool: null,
    argv: program,
    file: null,
    stderr: otherSaid.sink,
    timeoutMs: options.timeoutMs,
  });
  if (before) {
    const { from, to, broken } = await pipe(host, { ...beside(before), stdin: "none" }, { ...base, stdout: out.sink });
    return said(to, broken === null ? null : otherSaid.text().trim() || from.error || broken);
  }
  if (after) {
    const { from, to } = await pipe(host, { ...base, stdin: "none" }, { ...beside(after), stdout: otherSaid.sink });
    const failed = to.outcome !== "cancelled" && to.exitCode !== 0;
    return said(from, failed ? otherSaid.text().trim() || `${after[0]} failed` : null);
  }
  const [sourcePath, targetPath] = [fileOf(step.stdin), fileOf(step.stdout)];
  let [source, target]: [ReadStream | null, WriteStream | null] = [null, null];
  try {
    if (sourcePath !== null) source = await opened(createReadStream(sourcePath));
    if (targetPath !== null) target = await opened(createWriteStream(targetPath));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return said({ argv, outcome: "exited", exitCode: null, signal: null, durationMs: 0, error: null }, why);
  }
  const stdin = source ?? (step.stdin as "none" | "inherit");
  const stdout = target ? intoFile(target) : step.stdout === "inherit" ? ("inherit" as const) : out.sink;
  const result = await host.stream({ ...base, stdin, stdout });
  if (target) await new Promise((closed) => target.end(closed));
  return said(result);
};

/** What came of a step, in the words in which tools are judged everywhere else. */
const failureOf = (
  { result, stdout, stderr, other }: Ran,
  step: PlannedStep,
  at: number,
  argv: string[],
): StepFailure | null => {
  const run: RunResult = {
    ...result,
    argv,
    stdout,
    stderr: result.error === null ? stderr : `${stderr}${result.error}`,
  };
  const neverRan = other !== null && result.exitCode === null && result.signal === null && result.durationMs === 0;
  const failure = neverRan ? null : judge({ query: { tool: step.tool, name: "write", argv }, run });
  if (failure === null && other === null) return null;
  const said = [stdout, stderr, result.error ?? "", other ?? ""].filter((text) => text.trim() !== "").join("\n");
  const { state, error } = failure ?? { state: "failed" as const, error: `the other end: ${other ?? ""}` };
  return { at, tool: step.tool, argv, state, error, said, exitCode: result.exitCode };
};

/** Ids are words of hexadecimal digits; other captures are names, one a line. */
const captureOf = (name: string, stdout: string): string[] => {
  const lines = stdout
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const isId = name === "<container-id>" || name === "<pod-id>";
  return isId ? lines.filter((line) => /^[0-9a-f]{12,64}$/.test(line)).slice(-1) : lines;
};

const POLL_MS = 50;

/** Gives processes time to end, and no more than they need. */
const waitFor = async (host: Host, pids: readonly number[], atMostMs: number): Promise<void> => {
  const until = performance.now() + atMostMs;
  const runs = () => pids.length === 0 || pids.some((pid) => host.stat(`/proc/${pid}`).ok);
  while (performance.now() < until && runs()) await new Promise((wake) => setTimeout(wake, POLL_MS));
};

/** Takes away what this run made, the last first. Images stay. */
const undo = async (host: Host, begun: readonly Begun[]): Promise<Pick<StepsResult, "undone" | "left" | "unknown">> => {
  const undone: Leftover[] = [];
  const left: Leftover[] = [];
  let unknown = false;
  for (const made of begun.toReversed()) {
    const found = await findMade(host, made);
    unknown ||= found === null;
    for (const leftover of found ?? []) {
      let exitCode: number | null = 0;
      for (const argv of leftover.remove) {
        const run = await host.exec({ tool: made.tool, argv, file: made.file, timeoutMs: 30_000, maxBytes: KEPT });
        exitCode = run.exitCode;
      }
      (exitCode === 0 ? undone : left).push(leftover);
    }
  }
  return { undone, left, unknown };
};

/**
 * Runs the commands of a write one after the other, and stops at the first that fails: then what this run made goes (containers and
 * sandboxes, never an image). While it works, a file says what it is about, for the case that ctool is killed.
 * Never throws for what a tool does.
 * @throws the system's error when a file of the steps cannot be written or read
 */
export const runSteps = async (
  host: Host,
  steps: readonly PlannedStep[],
  options: StepsOptions,
): Promise<StepsResult> => {
  const files = steps.flatMap((step) => step.files);
  const folder: RunFolder | null = files.length > 0 ? makeRunFolder(files) : null;
  const argvs = steps.map(({ argv }) => [...argv]);
  const worthKeeping = steps.length > 1 || folder !== null || steps.some(({ makes }) => makes !== null);
  const about = { input: options.input, steps: argvs, folder: folder?.path ?? null };
  const journal: PendingRecord | null = worthKeeping ? openPending(host, about, options.warn) : null;
  const result: StepsResult = {
    done: [],
    output: "",
    failure: null,
    undone: [],
    left: [],
    unknown: false,
    exitCode: 0,
  };
  const begun: Begun[] = [];
  try {
    const captured = new Map<string, string[]>();
    for (const [at, step] of steps.entries()) {
      const argv = step.argv.flatMap((word) => captured.get(word) ?? [folder?.place(word) ?? word]);
      if (step.makes) {
        const made = { ...step.makes, sinceMs: host.now() };
        begun.push(made);
        journal?.begin(made);
      }
      const stop = options.watch(argv, at, steps.length);
      const ran = await startStep(host, step, argv, options).finally(stop);
      const { exitCode, durationMs } = ran.result;
      result.done.push({ tool: step.tool, argv, exitCode, durationMs });
      const failure = failureOf(ran, step, at, argv);
      const session = step.stderr === "tee";
      if (session && ran.result.outcome === "exited" && ran.result.exitCode !== null) {
        const said = exitCode === 1 ? PROGRAM_CODE.exec(ran.stderr)?.[1] : undefined;
        result.exitCode = said === undefined ? (exitCode ?? 1) : Number(said);
        result.failure = failure;
        break;
      }
      if (failure && !step.mayFail) {
        result.failure = failure;
        result.exitCode = failure.state === "timeout" ? 124 : 1;
        break;
      }
      journal?.stepDone();
      if (step.captures !== null) {
        const words = captureOf(step.captures, ran.stdout);
        if (words.length === 0) {
          const error = `${argv.slice(0, 2).join(" ")} did not print ${step.captures}`;
          result.failure = { at, tool: step.tool, argv, state: "failed", error, said: ran.stdout, exitCode };
          result.exitCode = 1;
          break;
        }
        captured.set(step.captures, words);
      }
      if (step.waitMs > 0) await waitFor(host, options.pids, step.waitMs);
      if (at === steps.length - 1 && (step.stdout === "keep" || step.stdout === "progress")) result.output = ran.stdout;
    }
    const broken = result.failure !== null && steps[result.failure.at]?.stderr !== "tee";
    if (broken && begun.length > 0) Object.assign(result, await undo(host, begun));
  } finally {
    folder?.remove();
    if (result.left.length === 0 && !result.unknown) journal?.close();
  }
  return result;
};
