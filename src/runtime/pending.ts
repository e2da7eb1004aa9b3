import { rmSync } from "node:fs";
import { basename } from "node:path";
import type { Host } from "../facts/host.ts";
import { stateFolder } from "../facts/own-folders.ts";
import { idsMade, type Made, removalOf } from "../plan/made.ts";
import { writeOwnFile } from "./own-file.ts";

/** Something a run has begun to make, and from when on it may be there. */
export type Begun = Made & { sinceMs: number };

/** What a run that changes something keeps on disk while it works, so that nothing is lost sight of if it is killed. */
export interface PendingRun {
  schemaVersion: 1;
  pid: number;
  /** Tells this process from a later one with the same pid: boot and start time. */
  born: string;
  /** RFC 3339. */
  time: string;
  /** The line as typed. */
  input: string;
  /** Every command in order, as it is run. */
  steps: string[][];
  /** How many of them have ended well. */
  done: number;
  begun: Begun[];
  /** Private folder with the files of this run; null when it has none. */
  folder: string | null;
}

/** Something that a cut-off run left behind. */
export interface Leftover {
  kind: Made["kind"];
  name: string;
  id: string;
  /** The commands that remove it. */
  remove: string[][];
}

/** A run that ended without clearing up: killed, or stopped while it undid its work. */
export interface Unfinished {
  /** The file that remembers it; without it, it is forgotten. */
  path: string;
  run: PendingRun;
  left: Leftover[];
  /** Whether a tool did not answer, so that more may be left. */
  unknown: boolean;
  /** A command of it that still runs; null when none does. */
  stillRuns: number | null;
}

const LOOK_MS = 10_000;
const LOOK_BYTES = 16 * 1024 * 1024;

/** `$XDG_STATE_HOME/ctool/pending`; null when this user has no folder of their own. */
const pendingFolder = (host: Host): string | null => {
  const folder = stateFolder(host);
  return folder === null ? null : `${folder}/pending`;
};

/** Boot and start time of a process (proc(5): field 22 of stat, after the name in parentheses); null when it is gone. */
const birthOf = (host: Host, pid: number): string | null => {
  const stat = host.read(`/proc/${pid}/stat`);
  if (!stat.ok) return null;
  const boot = host.read("/proc/sys/kernel/random/boot_id");
  const started = stat.value.slice(stat.value.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  return `${boot.ok ? boot.value.trim() : ""} ${started}`;
};

/** The record of the run that is going on. */
export interface PendingRecord {
  /** A step is about to make this. */
  begin(made: Begun): void;
  /** Another step has ended well. */
  stepDone(): void;
  /** The run is over and nothing of it is left. */
  close(): void;
}

/**
 * Begins to keep a run on disk (mode 0600).
 * @param warn told once when that is not possible; the run goes on all the same
 */
export const openPending = (
  host: Host,
  about: Pick<PendingRun, "input" | "steps" | "folder">,
  warn: (text: string) => void,
): PendingRecord => {
  const folder = pendingFolder(host);
  const run: PendingRun = {
    schemaVersion: 1,
    pid: process.pid,
    born: birthOf(host, process.pid) ?? "",
    time: new Date(host.now()).toISOString(),
    ...about,
    done: 0,
    begun: [],
  };
  const path = folder === null ? null : `${folder}/${process.pid}-${host.now()}.json`;
  let works = path !== null;
  const save = () => {
    if (path === null || !works) return;
    try {
      writeOwnFile(path, `${JSON.stringify(run)}\n`);
    } catch (error) {
      works = false;
      warn(
        `${path} cannot be written (${error instanceof Error ? error.message : error}): if ctool is killed now, it will not know what was left\n`,
      );
    }
  };
  save();
  return {
    begin: (made) => {
      run.begun.push(made);
      save();
    },
    stepDone: () => {
      run.done++;
      save();
    },
    close: () => {
      if (path !== null) rmSync(path, { force: true });
    },
  };
};

/** Looks for what a step made; null when the tool does not answer, so that nobody knows. */
export const findMade = async (host: Host, made: Begun): Promise<Leftover[] | null> => {
  const { tool, look, file, kind, name } = made;
  const run = await host.exec({ tool, argv: look, file, timeoutMs: LOOK_MS, maxBytes: LOOK_BYTES });
  // ctr is asked for one container, and fails when that is not there.
  const absent = tool === "ctr" && / not found\s*$/.test(run.stderr);
  if (run.outcome !== "exited" || (run.exitCode !== 0 && !absent)) return null;
  const ids = absent ? [] : idsMade(made, run.stdout, made.sinceMs);
  return ids.map((id) => ({ kind, name, id, remove: removalOf(made, id) }));
};

const isRun = (value: unknown): value is PendingRun => {
  const run = value as Partial<PendingRun> | null;
  return (
    typeof run === "object" &&
    run?.schemaVersion === 1 &&
    Array.isArray(run.steps) &&
    Array.isArray(run.begun) &&
    typeof run.pid === "number"
  );
};

/** A pending file, if it is this user's own and whole. */
const readRun = (host: Host, path: string): PendingRun | null => {
  const file = host.stat(path);
  if (!file.ok || file.value.kind !== "file" || file.value.uid !== host.uid() || (file.value.mode & 0o022) !== 0)
    return null;
  const text = host.read(path);
  if (!text.ok) return null;
  try {
    const value: unknown = JSON.parse(text.value);
    return isRun(value) ? value : null;
  } catch {
    return null;
  }
};

/** The process that still carries out the step that was cut off: killing ctool does not kill it. */
const findOrphan = (host: Host, { steps, done, folder }: PendingRun): number | null => {
  // File names of the run's own folder make its argv its own; without them any such command may be meant.
  const words = (steps[done] ?? [])
    .slice(1)
    .map((word) => (folder !== null && /^[\w.-]+\.json$/.test(word) ? `${folder}/${word}` : word));
  const names = host.list("/proc");
  if (!names.ok || words.length === 0) return null;
  for (const name of names.value) {
    if (!/^\d+$/.test(name)) continue;
    const cmdline = host.read(`/proc/${name}/cmdline`);
    if (cmdline.ok && cmdline.value.endsWith(`\0${words.join("\0")}\0`)) return Number(name);
  }
  return null;
};

/** Runs of this user's whose process is gone without having closed its file. */
const cutOffRuns = (host: Host): { path: string; run: PendingRun }[] => {
  const folder = pendingFolder(host);
  const names = folder === null ? null : host.list(folder);
  if (!names?.ok) return [];
  return names.value
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => {
      const path = `${folder}/${name}`;
      const run = readRun(host, path);
      return run === null || birthOf(host, run.pid) === run.born ? [] : [{ path, run }];
    });
};

/** Whether a run of this user's was cut off: from its file alone, no tool is asked. */
export const wasCutOff = (host: Host): boolean => cutOffRuns(host).length > 0;

/** Runs of this user's that were cut off, and what each left behind. Runs that still go on are none of these. */
export const findUnfinished = async (host: Host): Promise<Unfinished[]> => {
  const found = cutOffRuns(host).map(async ({ path, run }): Promise<Unfinished> => {
    // First: what ends while its work is looked for is still said to run, and looked for again.
    const stillRuns = findOrphan(host, run);
    const left = await Promise.all(run.begun.map((made) => findMade(host, made)));
    const unknown = left.includes(null);
    return { path, run, left: left.flatMap((one) => one ?? []), unknown, stillRuns };
  });
  return Promise.all(found);
};

/** A folder that `mkdtemp` made for a run of ctool. */
const isOwnFolder = (path: string): boolean => /^ctool-run-\w+$/.test(basename(path));

/**
 * Takes away what is ctool's own of a cut-off run: its private folder, and its file unless there is something that a person still
 * has to decide about.
 */
export const clearUnfinished = ({ path, run, left, unknown, stillRuns }: Unfinished): void => {
  if (stillRuns !== null) return;
  if (run.folder !== null && isOwnFolder(run.folder)) rmSync(run.folder, { recursive: true, force: true });
  if (left.length === 0 && !unknown) rmSync(path, { force: true });
};
