import type { Container, ContainerState } from "../model/index.ts";

/** The way from a pod down to files, in the order in which it is walked. */
export const HOPS = [
  "pod",
  "sandbox",
  "container",
  "task",
  "shim",
  "runc",
  "cgroup",
  "log",
  "rootfs",
  "mounts",
] as const;
export type HopName = (typeof HOPS)[number];

/** A command that shows a hop on this node, whole: address flags included. */
export interface HopCommand {
  argv: string[];
  /** What it needs besides (`the API server`, `root`, `its engine to run`); null: it runs here and now as it is. */
  needs: string | null;
}

/** What is known at each hop; what nobody said is null. Times RFC 3339, sizes bytes. */
export interface HopFacts {
  pod: { name: string; namespace: string; uid: string | null };
  sandbox: {
    id: string;
    image: string | null;
    state: "ready" | "notready" | null;
    /** The pod's addresses, the primary one first; none with the node's own network. */
    addresses: string[];
    /** True when the pod uses the node's own network. */
    hostNetwork: boolean | null;
    /** First process of the sandbox (pause), which holds the pod's namespaces open. */
    pid: number | null;
  };
  container: {
    id: string;
    name: string | null;
    image: string | null;
    /** Config digest (CRI, docker) of the image it was made from. */
    imageDigest: string | null;
    attempt: number | null;
    state: ContainerState;
    exitCode: number | null;
    createdAt: string | null;
    /** Who made it: `cri`, `docker`, `nerdctl`, `ctr`. */
    madeBy: Maker;
  };
  task: {
    pid: number | null;
    /** As `ctr tasks ls` says it: `RUNNING`, `STOPPED`; null where nobody was asked. */
    status: string | null;
    /** Processes in it; null where they could not be counted. */
    processes: number | null;
    /** containerd namespace. */
    namespace: string;
  };
  shim: {
    pid: number | null;
    program: string | null;
    /** Its `-id`: the sandbox's for a pod, whose containers share one shim. */
    id: string | null;
    /** The containerd that started it. */
    address: string | null;
  };
  runc: {
    /** The program that made the container: runc, crun, a path. */
    program: string;
    /** What its `--root` must be. */
    root: string;
    /** `running`, `stopped`, …; null where it was not asked. */
    status: string | null;
    bundle: string | null;
  };
  cgroup: {
    version: 1 | 2;
    /** As in /proc/PID/cgroup. */
    path: string;
    /** Folder that holds the memory files. */
    folder: string;
    /** Bytes in use now, page cache included. */
    memory: number | null;
    /** Bytes; null: no limit. */
    memoryLimit: number | null;
    /** CPU time used in all, in seconds. */
    cpuSeconds: number | null;
    /** Per cent of one CPU while ctool looked; null where it looked too briefly (or at a recording). */
    cpuPercent: number | null;
  };
  log: { path: string; driver: string; bytes: number | null };
  rootfs: {
    snapshotter: string;
    key: string | null;
    /** Read-only layers below the writable one. */
    layers: number | null;
    /** Folder of the writable layer. */
    upper: string | null;
    /** Bytes of the writable layer. */
    writable: number | null;
  };
  mounts: { list: { source: string; destination: string; type: string; readOnly: boolean }[] };
}

export type Maker = "cri" | "docker" | "nerdctl" | "ctr";

/**
 * One hop. `seen`: looked at, `facts` is there · `absent`: there is none, `why` says why · `unseen`: it could not be looked at,
 * `why` says why.
 */
export type Hop = {
  [N in HopName]: {
    hop: N;
    state: "seen" | "absent" | "unseen";
    why: string | null;
    facts: HopFacts[N] | null;
    commands: HopCommand[];
  };
}[HopName];

/** What a container is, whole. */
export interface ContainerPath {
  container: Pick<
    Container,
    "id" | "name" | "pod" | "podNamespace" | "podContainer" | "attempt" | "state" | "exitCode"
  > & {
    /** Engine it lives in. */
    at: string;
    namespace: string | null;
  };
  hops: Hop[];
}

/** An answer that was sought: the text, or why there is none. */
export type Sought = { text: string } | { denied: boolean; why: string };

/** Everything that was looked at, as it came. Null: there was nobody to ask, or nothing to look at. */
export interface Evidence {
  /** `crictl inspect` and `crictl inspectp`. */
  criContainer: Sought | null;
  criSandbox: Sought | null;
  dockerContainer: Sought | null;
  /** `ctr containers info`. */
  ctrContainer: Sought | null;
  /** `ctr tasks ls` and `ctr tasks ps`. */
  ctrTasks: Sought | null;
  ctrProcesses: Sought | null;
  /** `ctr snapshots mounts` and `usage`. */
  snapshotMounts: Sought | null;
  snapshotUsage: Sought | null;
  runcState: Sought | null;
  /** Files of the task folder, and its path. */
  taskFolder: string | null;
  config: Sought | null;
  initPid: number | null;
  /** The runtime's program and root, from options.json and the defaults. */
  runc: { program: string; root: string; exists: boolean | null } | null;
  shim: { pid: number; program: string; id: string | null; address: string | null } | null;
  cgroup:
    | { version: 1 | 2; path: string; folder: string; memory: Sought; limit: Sought; cpu: CpuSample[] }
    | { denied: boolean; why: string }
    | null;
  /** /proc/PID/mounts. */
  mounts: Sought | null;
  /** The log file: bytes, or why it could not be looked at; null: nobody says where it is. */
  logBytes: number | { gone: boolean; why: string } | null;
}

/** CPU time used by the cgroup so far at one moment. */
export interface CpuSample {
  atMs: number;
  seconds: number;
}
