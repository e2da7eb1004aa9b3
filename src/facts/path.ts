import type { Target } from "../model/index.ts";
import { logOf } from "../path/hops-files.ts";
import { firstQueries, type PathQuery, snapshotQueries } from "../path/queries.ts";
import { readSnapshotKey } from "../path/read-answers.ts";
import type { Subject } from "../path/subject.ts";
import type { Evidence, Sought } from "../path/types.ts";
import type { Host } from "./host.ts";
import { findShim, seek, watchCgroup } from "./path-process.ts";
import { TASK_FOLDER, taskPid } from "./task-counts.ts";

/** Bytes of one answer: an inspect with a long environment is some 100 kB. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Where runc keeps what it knows, unless the engine says otherwise (containerd: pkg/process, RuncRoot). */
const RUNC_ROOT = "/run/containerd/runc";

/** Where distributions keep the runc of their own containerd. */
const RUNC_FOLDERS = [
  "/usr/local/sbin",
  "/usr/local/bin",
  "/usr/sbin",
  "/usr/bin",
  "/var/lib/rancher/k3s/data/current/bin",
  "/var/lib/rancher/rke2/bin",
  "/snap/microk8s/current/bin",
  "/var/lib/k0s/bin",
];

/** How answers are judged: null for an answer, else why it is none. */
export type Judge = (
  query: PathQuery,
  run: Awaited<ReturnType<Host["exec"]>>,
) => { denied: boolean; why: string } | null;

const askWith =
  (host: Host, judge: Judge, timeoutMs: number) =>
  async (query: PathQuery | null): Promise<Sought | null> => {
    if (query === null) return null;
    const run = await host.exec({ ...query, timeoutMs, maxBytes: MAX_BYTES });
    return judge(query, run) ?? { text: run.stdout };
  };

interface Options {
  program: string | null;
  root: string | null;
}

/** The runtime's options as containerd wrote them beside the task (containerd.runc.v1.Options). */
const readOptions = (host: Host, folder: string | null): Options => {
  const text = folder === null ? null : host.read(`${folder}/options.json`);
  const none = { program: null, root: null };
  if (!text?.ok) return none;
  try {
    const options: unknown = JSON.parse(text.value);
    if (typeof options !== "object" || options === null) return none;
    const { binary_name: program, root } = options as Record<string, unknown>;
    const said = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
    return { program: said(program), root: said(root) };
  } catch {
    return none;
  }
};

/** The runtime's program, by its whole path where it is found, and the root it keeps this namespace's containers in. */
const findRunc = (host: Host, subject: Subject, folder: string | null): Evidence["runc"] => {
  const { containerd, path, stateDir, row } = subject;
  if (containerd === null) return null;
  const options = readOptions(host, folder);
  const name = options.program ?? "runc";
  const folders = name.startsWith("/") ? [""] : [...path, ...RUNC_FOLDERS].map((one) => `${one}/`);
  const found = folders.map((one) => `${one}${name}`).find((file) => host.stat(file).ok);
  // A rootless engine's files lie in its own mount namespace.
  const inside = /^\/proc\/\d+\/root(?=\/)/.exec(stateDir ?? "")?.[0] ?? "";
  const root = `${inside}${options.root ?? RUNC_ROOT}/${containerd.namespace}`;
  const known = host.stat(`${root}/${row.id}`);
  return { program: found ?? name, root, exists: known.ok ? true : known.code === "ENOENT" ? false : null };
};

/** The state of the container as its runtime has it. */
const askRunc = async (
  { program, root, exists }: NonNullable<Evidence["runc"]>,
  id: string,
  host: Host,
  timeoutMs: number,
): Promise<Sought | null> => {
  if (exists !== true || !program.startsWith("/")) return null;
  const argv = [program, "--root", root, "state", id];
  const run = await host.exec({ tool: null, argv, file: [program], timeoutMs, maxBytes: MAX_BYTES });
  if (run.outcome === "exited" && run.exitCode === 0) return { text: run.stdout };
  return {
    denied: false,
    why: `${program} state: ${run.outcome === "exited" ? `exit code ${run.exitCode}` : run.outcome}`,
  };
};

/** A file's size in bytes, or why there is none. */
const sizeOf = (host: Host, path: string): Evidence["logBytes"] => {
  const file = host.stat(path);
  if (file.ok) return file.value.size;
  const gone = file.code === "ENOENT";
  return { gone, why: gone ? `${path} is gone` : `this user may not look at ${path}` };
};

export interface PathOptions {
  /** Milliseconds that each child gets. */
  timeoutMs: number;
  /** Why an engine's socket does not answer; null where it does. Asked first: ctr on a dead one would wait for ten seconds. */
  unreachable: (socket: string) => { denied: boolean; why: string } | null;
  /** Says of an answer why it is none. */
  judge: Judge;
}

/**
 * Looks at everything there is to see of one container, from its pod to its files. Reads only; every child has a deadline, and
 * what does not answer does not hold up the rest.
 */
export const gatherPath = async (
  host: Host,
  subject: Subject,
  { timeoutMs, unreachable, judge }: PathOptions,
): Promise<Evidence> => {
  const { row, containerd, stateDir } = subject;
  const run = askWith(host, judge, timeoutMs);
  const askAt = (target: Target | null) => {
    const why = target && unreachable(target.socket);
    return async (query: PathQuery | null): Promise<Sought | null> => (query === null || !why ? run(query) : why);
  };
  const [askCri, askDocker, askContainerd] = [askAt(subject.cri), askAt(subject.docker), askAt(containerd)];
  const folder =
    stateDir === null || containerd === null ? null : `${stateDir}/${TASK_FOLDER}/${containerd.namespace}/${row.id}`;
  const initPid = folder === null ? null : taskPid(host, folder);
  const live = initPid !== null && host.stat(`/proc/${initPid}`).ok ? initPid : null;
  const pid = live ?? (row.state === "running" || row.state === "paused" ? row.pid : null);
  const cgroup = watchCgroup(host, pid);
  const runc = findRunc(host, subject, folder);
  const queries = firstQueries(subject);
  const [criContainer, criSandbox, dockerContainer, ctrContainer, ctrTasks, ctrProcesses, runcState] =
    await Promise.all([
      askCri(queries.criContainer),
      askCri(queries.criSandbox),
      askDocker(queries.dockerContainer),
      askContainerd(queries.ctrContainer),
      askContainerd(queries.ctrTasks),
      askContainerd(queries.ctrProcesses),
      runc === null ? null : askRunc(runc, row.id, host, timeoutMs),
    ]);
  const snapshot = readSnapshotKey(ctrContainer, criContainer);
  const more = snapshot && snapshotQueries(subject, snapshot.snapshotter, snapshot.key);
  const [snapshotMounts, snapshotUsage] = await Promise.all([
    askContainerd(more?.snapshotMounts ?? null),
    askContainerd(more?.snapshotUsage ?? null),
  ]);
  const log = logOf(subject, { criContainer, ctrContainer, dockerContainer });
  cgroup.sample();
  return {
    criContainer,
    criSandbox,
    dockerContainer,
    ctrContainer,
    ctrTasks,
    ctrProcesses,
    snapshotMounts,
    snapshotUsage,
    runcState,
    taskFolder: folder,
    config: folder === null ? null : seek(host, `${folder}/config.json`),
    initPid: pid,
    runc,
    shim: findShim(host, pid, [row.id, ...(row.podId === null ? [] : [row.podId])]),
    cgroup: cgroup.found,
    logBytes: log?.path ? sizeOf(host, log.path) : null,
    mounts: pid === null ? null : seek(host, `/proc/${pid}/mounts`),
  };
};
