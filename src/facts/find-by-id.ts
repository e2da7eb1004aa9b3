import type { Host } from "./host.ts";
import { findProcesses } from "./processes.ts";

/** A running container, as /proc shows it to everybody. */
export interface ByProcess {
  id: string;
  /** Its first process. */
  pid: number;
  /** From its shim's command line; `id` is the sandbox's for a pod's container, and then another one. */
  shim: { id: string; namespace: string; address: string };
}

const MIN_PREFIX = 4;

/** The container id at the end of a cgroup path: `/k8s.io/<id>`, `cri-containerd-<id>.scope`, `docker-<id>.scope`, `<id>`. */
const CGROUP_ID = /[/:-]([0-9a-f]{64})(?:\.scope)?$/m;

const parentOf = (host: Host, pid: number): number => {
  const status = host.read(`/proc/${pid}/status`);
  return status.ok ? Number(/^PPid:\s+(\d+)$/m.exec(status.value)?.[1]) : Number.NaN;
};

/**
 * Finds a running container by its id, or the start of it, from the cgroups of processes alone: what is left to a user who may
 * ask no engine.
 * @returns every container whose id begins so; none for what is no id
 */
export const findById = (host: Host, prefix: string): ByProcess[] => {
  if (prefix.length < MIN_PREFIX || !/^[0-9a-f]+$/.test(prefix)) return [];
  const { pids, shims } = findProcesses(host, []);
  const byPid = new Map(shims.map((shim) => [shim.pid, shim]));
  const found = new Map<string, ByProcess>();
  for (const pid of [...pids].sort((a, b) => a - b)) {
    const cgroup = host.read(`/proc/${pid}/cgroup`);
    const id = cgroup.ok ? CGROUP_ID.exec(cgroup.value)?.[1] : undefined;
    if (id === undefined || !id.startsWith(prefix) || found.has(id) || byPid.has(pid)) continue;
    const shim = byPid.get(parentOf(host, pid));
    if (shim) found.set(id, { id, pid, shim });
  }
  return [...found.values()];
};
