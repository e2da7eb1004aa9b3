import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** What of a node can be seen from outside of it. */
export interface Traces {
  /** Everything that runs in it or looks after it, containers' processes too: `pid@start-time`, so that no pid counts twice. */
  processes: string[];
  /** Lines of this process's mount table that name it. */
  mounts: string[];
  /** Its cgroup folders. */
  cgroups: string[];
  /** Its folder under the temporary directory, when it is there. */
  folders: string[];
}

interface Process {
  pid: string;
  parent: string;
  identity: string;
  argv: string[];
}

function quietly<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise; // a process that ended meanwhile, a folder that is gone
  }
}

function readProcess(pid: string): Process[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // from the third field on: the name may hold spaces
  const argv = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  return [{ pid, parent: fields[1] ?? "", identity: `${pid}@${fields[19]}`, argv }];
}

function listProcesses(): Process[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => quietly(() => readProcess(pid), []));
}

function withDescendants(roots: Process[], all: readonly Process[]): Process[] {
  return roots.flatMap((root) => [
    root,
    ...withDescendants(
      all.filter((process) => process.parent === root.pid),
      all,
    ),
  ]);
}

function cgroupsNamed(name: string, folder: string): string[] {
  const inner = quietly(() => readdirSync(folder, { withFileTypes: true }), []).filter((entry) => entry.isDirectory());
  return inner.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.name === name ? [path] : cgroupsNamed(name, path);
  });
}

/**
 * Looks for everything that a node leaves on the machine around it.
 * @param before what was found while it lived: its processes are looked for again, wherever they hang now
 */
export function findTraces(base: string, before?: Traces): Traces {
  const all = listProcesses();
  const roots = all.filter((process) => process.argv[1]?.endsWith("/cage.sh") && process.argv.includes(base));
  const known = all.filter((process) => before?.processes.includes(process.identity) || process.argv.includes(base));
  const found = [...withDescendants(roots, all), ...known].map((process) => process.identity);
  return {
    processes: [...new Set(found)],
    mounts: readFileSync("/proc/self/mountinfo", "utf8")
      .split("\n")
      .filter((line) => line.includes(base)),
    cgroups: cgroupsNamed(basename(base), "/sys/fs/cgroup"),
    folders: quietly(() => [lstatSync(base)], []).map(() => base),
  };
}
