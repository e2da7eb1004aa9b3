import { judge } from "../adapters/failure.ts";
import type { Host } from "../facts/host.ts";
import type { RunResult, Sink, Tool } from "../model/index.ts";
import type { PlannedStep } from "../plan/steps.ts";
import { type Begun, findMade, type Leftover, openPending, type PendingRecord } from "./pending.ts";
import { makeRunFolder, type RunFolder } from "./run-folder.ts";
import { KEPT, type Ran, startStep } from "./run-step.ts";

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
  /** Where a child's streams go that would be this process's own; null: they are given to it. */
  passed: { out: Sink; err: Sink } | null;
  warn: (text: string) => void;
}

/** nerdctl and crictl exit with 1 whatever the program exits with, and only say its code. */
const PROGRAM_CODE = /(?:exec failed with|command terminated with) exit code (\d+)"?\s*$/;

/** What came of a step, in the words in which tools are judged everywhere else. */
const failureOf = (
  { started, result, stdout, stderr, other, file }: Ran,
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
  const failed = (error: string) => ({ state: "failed" as const, error });
  const judged = started ? judge({ query: { tool: step.tool, name: "write", argv }, run }) : null;
  const failure =
    (file === null ? null : failed(file)) ?? judged ?? (other === null ? null : failed(`the other end: ${other}`));
  if (failure === null) return null;
  const said = [stdout, stderr, result.error ?? "", other ?? "", file ?? ""]
    .filter((text) => text.trim() !== "")
    .join("\n");
  return { at, tool: step.tool, argv, said, exitCode: result.exitCode, ...failure };
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
 * Runs a step, and once more where its archive is not whole: seen of ctr and nerdctl against containerd 2, in one try of some
 * hundred; the next one is.
 * @returns the last try first
 */
const tryStep = async (
  step: PlannedStep,
  { warn }: StepsOptions,
  start: () => Promise<Ran>,
): Promise<[last: Ran, ...before: Ran[]]> => {
  const ran = await start();
  if (step.archive === null || ran.file === null) return [ran];
  warn(`ctool: ${ran.file}: written once more\n`);
  const again = await start();
  return [{ ...again, file: again.file && `${again.file}, twice` }, ran];
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
      const tries = await tryStep(step, options, () => {
        const stop = options.watch(argv, at, steps.length);
        return startStep(host, step, argv, options).finally(stop);
      });
      const [ran] = tries;
      for (const { result: tried } of tries.toReversed())
        result.done.push({ tool: step.tool, argv, exitCode: tried.exitCode, durationMs: tried.durationMs });
      const { exitCode } = ran.result;
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
