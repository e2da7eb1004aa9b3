import type { CpuSample, Evidence, Sought } from "../path/types.ts";
import type { Answer, Host } from "./host.ts";
import { findProcesses } from "./processes.ts";

/** Longest command line of a shim worth reading. */
const MAX_CMDLINE = 16 * 1024;

/** Why a look at a file gave nothing, for a person. */
const whyNot = (path: string, code: string): { denied: boolean; why: string } => {
  const denied = code === "EACCES" || code === "EPERM";
  return { denied, why: denied ? `this user may not read ${path}` : `${path}: ${code === "ENOENT" ? "gone" : code}` };
};

/** A file's text, or why there is none. */
export const seek = (host: Host, path: string): Sought => {
  const text: Answer<string> = host.read(path);
  return text.ok ? { text: text.value } : whyNot(path, text.code);
};

const parentOf = (host: Host, pid: number): number | null => {
  const status = host.read(`/proc/${pid}/status`);
  const parent = status.ok ? Number(/^PPid:\s+(\d+)$/m.exec(status.value)?.[1]) : Number.NaN;
  return parent > 0 ? parent : null;
};

const flagOf = (argv: readonly string[], name: string): string | null => {
  const at = argv.indexOf(name);
  return at < 0 ? null : (argv[at + 1] ?? null);
};

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/**
 * The process that stands between the engine and a container: its parent where it runs, else the shim with its id (or its
 * sandbox's) on the command line. `/proc/PID/cmdline` is everybody's to read.
 * @param ids the container's id and its sandbox's
 */
export const findShim = (host: Host, pid: number | null, ids: readonly string[]): Evidence["shim"] => {
  const parent = pid === null ? null : parentOf(host, pid);
  if (parent !== null) {
    const cmdline = host.read(`/proc/${parent}/cmdline`, MAX_CMDLINE);
    const argv = cmdline.ok ? cmdline.value.split("\0") : [];
    const program = baseName(argv[0] ?? "");
    if (program.startsWith("containerd-shim") || program === "conmon")
      return { pid: parent, program, id: flagOf(argv, "-id"), address: flagOf(argv, "-address") };
  }
  const shim = findProcesses(host, []).shims.find(({ id }) => ids.includes(id));
  return shim ? { pid: shim.pid, program: "containerd-shim-runc-v2", id: shim.id, address: shim.address } : null;
};

const CGROUPS = "/sys/fs/cgroup";
const NANOS = 1e9;
const MICROS = 1e6;

/** Where a process's cgroup shows what it uses. Version 1 has one tree for each controller, version 2 has one in all. */
interface Places {
  version: 1 | 2;
  path: string;
  folder: string;
  memory: string;
  limit: string;
  cpu: string;
  /** Seconds used, from the text of the `cpu` file. */
  read: (text: string) => number;
}

const placesOf = (cgroups: string): Places | null => {
  const paths = new Map<string, string>();
  for (const line of cgroups.split("\n")) {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    for (const controller of controllers?.split(",") ?? []) paths.set(controller, path ?? "");
  }
  const memory = paths.get("memory");
  if (memory !== undefined) {
    const folder = `${CGROUPS}/memory${memory}`;
    return {
      version: 1,
      path: memory,
      folder,
      memory: `${folder}/memory.usage_in_bytes`,
      limit: `${folder}/memory.limit_in_bytes`,
      cpu: `${CGROUPS}/cpuacct${paths.get("cpuacct") ?? memory}/cpuacct.usage`,
      read: (text) => Number(text) / NANOS,
    };
  }
  const unified = paths.get("");
  if (unified === undefined) return null;
  const folder = `${CGROUPS}${unified}`;
  return {
    version: 2,
    path: unified,
    folder,
    memory: `${folder}/memory.current`,
    limit: `${folder}/memory.max`,
    cpu: `${folder}/cpu.stat`,
    read: (text) => Number(/^usage_usec (\d+)$/m.exec(text)?.[1]) / MICROS,
  };
};

/** What a cgroup uses: memory at once, CPU time at every `sample`. */
export interface CgroupWatch {
  found: Evidence["cgroup"];
  /** Reads the CPU time once more. */
  sample(): void;
}

/** Begins to watch the cgroup of a process. */
export const watchCgroup = (host: Host, pid: number | null): CgroupWatch => {
  if (pid === null) return { found: null, sample: () => {} };
  const lines = seek(host, `/proc/${pid}/cgroup`);
  if (!("text" in lines)) return { found: lines, sample: () => {} };
  const places = placesOf(lines.text);
  if (places === null)
    return { found: { denied: false, why: `/proc/${pid}/cgroup names no cgroup` }, sample: () => {} };
  const samples: CpuSample[] = [];
  const sample = (): void => {
    const text = host.read(places.cpu);
    const seconds = text.ok ? places.read(text.value) : Number.NaN;
    if (Number.isFinite(seconds)) samples.push({ atMs: host.now(), seconds });
  };
  sample();
  const { version, path, folder } = places;
  const found = {
    version,
    path,
    folder,
    memory: seek(host, places.memory),
    limit: seek(host, places.limit),
    cpu: samples,
  };
  return { found, sample };
};
