import { once } from "node:events";
import { chmodSync, createReadStream, createWriteStream, type ReadStream, statSync, type WriteStream } from "node:fs";
import type { Host } from "../facts/host.ts";
import type { Sink, StreamResult } from "../model/index.ts";
import type { PlannedStep } from "../plan/steps.ts";
import { archiveProblem } from "./archive.ts";
import { makeFolder } from "./make-folder.ts";
import { pipe } from "./pipe.ts";
import type { StepsOptions } from "./steps.ts";

/** Bytes that are kept of what a tool prints: the end, where it says what went wrong. */
export const KEPT = 4 * 1024 * 1024;

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
    if (target.errored) throw target.errored;
    if (!target.write(chunk)) await once(target, "drain");
  };

const programOf = (side: PlannedStep["stdin"] | PlannedStep["stdout"]): readonly string[] | null =>
  typeof side === "object" && "program" in side ? side.program : null;
const fileOf = (side: PlannedStep["stdin"] | PlannedStep["stdout"]): string | null =>
  typeof side === "object" && "file" in side ? side.file : null;

/** Sets permission bits, where this user may: a file of somebody else's can be written to and not be changed. */
const setMode = (path: string, mode: number): void => {
  try {
    chmodSync(path, mode);
  } catch {
    // What was copied is there all the same.
  }
};

/** Makes a folder for what comes out of an archive. @returns gives a folder that was there its mode back: tar may have changed it */
const readyFolder = (path: string): (() => void) => {
  if (makeFolder(path)) return () => {};
  const { mode } = statSync(path);
  return () => setMode(path, mode & 0o7777);
};

/** What is wrong with the archive of a step whose tool has ended well; null where nothing is, or there is none. */
const archiveFault = ({ archive, tool }: PlannedStep, { exitCode }: StreamResult): string | null => {
  const problem = archive === null || exitCode !== 0 ? null : archiveProblem(archive);
  return problem && `${archive} is not whole (${problem}), though ${tool} ended well`;
};

/** A step that was run, with what it printed. */
export interface Ran {
  /** False where a file or folder at this end could not be opened: the tool was not started then. */
  started: boolean;
  result: StreamResult;
  stdout: string;
  stderr: string;
  /** What went wrong at the other end of a pipe. */
  other: string | null;
  /** What went wrong with the file that was read or written: it comes before what the tool makes of that. */
  file: string | null;
}

/** Runs one step to its end with its streams connected as planned. Never throws. */
export const startStep = async (
  host: Host,
  step: PlannedStep,
  argv: string[],
  options: Pick<StepsOptions, "timeoutMs" | "progress" | "passed">,
): Promise<Ran> => {
  const [out, err] = [
    keeper(step.stdout === "progress" ? options.progress : undefined),
    keeper(step.stderr === "tee" ? (options.passed?.err ?? toStderr) : undefined),
  ];
  const session = step.stdin === "inherit";
  const base = {
    tool: step.tool,
    argv,
    file: step.file,
    stderr: step.stderr === "inherit" ? (options.passed?.err ?? ("inherit" as const)) : err.sink,
    timeoutMs: options.timeoutMs,
    ...(step.stderr === "tee" && session ? { holdsSignals: true as const } : {}),
  };
  const said = (result: StreamResult, other: string | null = null): Ran => ({
    started: true,
    result,
    stdout: out.text(),
    stderr: err.text(),
    other,
    file: null,
  });
  const neverStarted = (error: unknown): Ran => ({
    ...said(
      { argv, outcome: "exited", exitCode: null, signal: null, durationMs: 0, error: null },
      error instanceof Error ? error.message : String(error),
    ),
    started: false,
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
    let restore = () => {};
    try {
      const folder = typeof step.stdout === "object" && "folder" in step.stdout ? step.stdout.folder : undefined;
      if (folder !== undefined) restore = readyFolder(folder);
    } catch (error) {
      return neverStarted(error);
    }
    const { from, to } = await pipe(host, { ...base, stdin: "none" }, { ...beside(after), stdout: otherSaid.sink });
    restore();
    const failed = to.outcome !== "cancelled" && to.exitCode !== 0;
    return said(from, failed ? otherSaid.text().trim() || `${after[0]} failed` : null);
  }
  const [sourcePath, targetPath] = [fileOf(step.stdin), fileOf(step.stdout)];
  let [source, target]: [ReadStream | null, WriteStream | null] = [null, null];
  try {
    if (sourcePath !== null) source = await opened(createReadStream(sourcePath));
    if (targetPath !== null) target = await opened(createWriteStream(targetPath));
  } catch (error) {
    return neverStarted(error);
  }
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure ??= error;
  };
  source?.on("error", fail);
  target?.on("error", fail);
  const stdin = source ?? (step.stdin as "none" | "inherit");
  const inherited = options.passed?.out ?? ("inherit" as const);
  const stdout = target ? intoFile(target) : step.stdout === "inherit" ? inherited : out.sink;
  const result = await host.stream({ ...base, stdin, stdout });
  await new Promise<void>((closed) => {
    if (target === null) return closed();
    target.end((error?: Error | null) => {
      if (error) fail(target.errored ?? error);
      closed();
    });
  });
  const { mode, atLeast = 0 } = typeof step.stdout === "object" && "file" in step.stdout ? step.stdout : {};
  if (target && result.exitCode === 0 && target.bytesWritten < atLeast)
    fail(new Error(`${target.bytesWritten} of ${atLeast} bytes came, though ${step.tool} ended well`));
  if (targetPath !== null && mode !== undefined && result.exitCode === 0) setMode(targetPath, mode);
  const broken = failure as Error | null;
  const file = broken === null ? archiveFault(step, result) : `${targetPath ?? sourcePath}: ${broken.message}`;
  return { ...said(result), file };
};
