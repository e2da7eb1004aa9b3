import type { Host } from "./host.ts";
import type { Daemon, DaemonProgram, Processes, Shim } from "./node-facts.ts";

/** Longest command line worth reading: a kubelet's is 2 to 3 KiB. */
const MAX_CMDLINE = 16 * 1024;

const programs: ReadonlyMap<string, DaemonProgram> = new Map(
  (["containerd", "dockerd", "crio", "cri-dockerd", "kubelet", "kubelite", "k3s", "rke2", "k0s"] as const).map(
    (name) => [name, name],
  ),
);

/** What k3s, RKE2 and k0s are called with when they run a node, and not one of their many other commands (`k3s crictl`). */
const nodeCommands = new Set(["server", "agent", "controller", "worker"]);

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Splits /proc/<pid>/cmdline. k3s and RKE2 overwrite theirs with one word, `/usr/local/bin/k3s server`, and NULs behind it. */
const splitCmdline = (cmdline: string): string[] => {
  const argv = cmdline.replace(/\0+$/, "").split("\0");
  const [only = ""] = argv;
  return argv.length === 1 ? only.trimEnd().split(" ") : argv;
};

/** A flag's last value, however it is written: `--address X`, `--address=X`, `-address X`; `names` are without dashes. */
export const flagOf = (argv: readonly string[], ...names: string[]): string | null =>
  flagsOf(argv, ...names).at(-1) ?? null;

/** Every value of a flag that may be given several times. */
export const flagsOf = (argv: readonly string[], ...names: string[]): string[] =>
  argv.flatMap((word, index) => {
    if (!word.startsWith("-")) return [];
    const start = word.startsWith("--") ? 2 : 1;
    const equals = word.indexOf("=");
    if (!names.includes(word.slice(start, equals < 0 ? undefined : equals))) return [];
    const value = equals < 0 ? argv[index + 1] : word.slice(equals + 1);
    return value === undefined ? [] : [value];
  });

/** How deep in pid namespaces a process is: 1 outside of every container. Null where /proc does not say. */
const pidDepth = (host: Host, pid: number | "self"): number | null => {
  const status = host.read(`/proc/${pid}/status`);
  const line = status.ok ? /^NSpid:(.*)$/m.exec(status.value)?.[1] : undefined;
  return line === undefined ? null : line.trim().split(/\s+/).length;
};

interface Place {
  /** As in `Daemon.root`. */
  root: string;
  inContainer: boolean;
}

/**
 * Tells where a process's paths lie. The same `/run/containerd/containerd.sock` on the command line is this node's for one
 * process and a kind node's, inside a container, for another; their mount namespaces differ. One representative process
 * stands for each namespace, so that all paths in it come out alike.
 */
const placeFinder = (host: Host, representatives: readonly number[]): ((pid: number) => Place) => {
  const own = host.readlink("/proc/self/ns/mnt");
  let ownDepth: number | null | undefined;
  const isDeeper = (pid: number): boolean => {
    ownDepth ??= pidDepth(host, "self");
    const depth = pidDepth(host, pid);
    return depth !== null && ownDepth !== null && depth > ownDepth;
  };
  const places = new Map<string, Place>();
  const placeOf = (pid: number): Place => {
    const namespace = host.readlink(`/proc/${pid}/ns/mnt`);
    // Only root and the process's owner may look. The depth of its pids is for everybody.
    if (!namespace.ok || !own.ok) return { root: "", inContainer: isDeeper(pid) };
    if (namespace.value === own.value) return { root: "", inContainer: false };
    const known = places.get(namespace.value);
    if (known) return known;
    const place = { root: `/proc/${pid}/root`, inContainer: isDeeper(pid) };
    places.set(namespace.value, place);
    return place;
  };
  for (const pid of representatives) placeOf(pid);
  return placeOf;
};

/** A shim's flags; null when it is started with others (`containerd-shim-runc-v2 -v`). */
const readShim = (argv: readonly string[]): Pick<Shim, "namespace" | "id" | "address"> | null => {
  const found = new Map<string, string>();
  for (let index = 1; index + 1 < argv.length; index++) found.set(argv[index] ?? "", argv[index + 1] ?? "");
  const [namespace, id, address] = ["-namespace", "-id", "-address"].map((flag) => found.get(flag));
  return namespace && id && address ? { namespace, id, address } : null;
};

/**
 * Kernel threads have no command line, and are half of all processes: the children of kthreadd, which is process 2 outside
 * of containers, need not be read one by one.
 */
const kernelThreads = (host: Host): ReadonlySet<number> => {
  const name = host.read("/proc/2/comm", 32);
  const children = name.ok && name.value === "kthreadd\n" ? host.read("/proc/2/task/2/children") : null;
  return new Set(children?.ok ? children.value.split(" ").map(Number) : []);
};

/** The program a command line starts with: up to the first NUL, or space (see `splitCmdline`). */
const programName = (cmdline: string): string => {
  const nul = cmdline.indexOf("\0");
  const first = nul < 0 ? cmdline : cmdline.slice(0, nul);
  const space = first.indexOf(" ");
  return baseName(space < 0 ? first : first.slice(0, space));
};

/** What is known when nobody looks at processes. */
export const noProcesses: Processes = {
  daemons: [],
  shims: [],
  inContainers: [],
  seesAll: false,
  pids: new Set(),
};

/**
 * Goes through /proc once and keeps what has to do with engines.
 * @param representatives processes to stand for their mount namespaces (rootless engines' first ones)
 * @returns nothing but empty lists where there is no /proc (a Mac)
 */
export const findProcesses = (host: Host, representatives: readonly number[]): Processes => {
  const names = host.list("/proc");
  const pids = new Set((names.ok ? names.value : []).filter((name) => /^\d+$/.test(name)).map(Number));
  const daemons: Daemon[] = [];
  const shims: Shim[] = [];
  const inContainers: Daemon[] = [];
  const placeOf = placeFinder(host, representatives);
  const kernel = kernelThreads(host);
  let seesAll = false;
  // In the order of their pids, so that a namespace's first process stands for it.
  for (const pid of [...pids].sort((a, b) => a - b)) {
    if (kernel.has(pid)) continue;
    const cmdline = host.read(`/proc/${pid}/cmdline`, MAX_CMDLINE);
    // Process 1 is always somebody's; /proc mounted with `hidepid` keeps it to itself.
    if (pid === 1) seesAll = cmdline.ok;
    if (!cmdline.ok || cmdline.value === "") continue;
    const name = programName(cmdline.value);
    if (name.startsWith("containerd-shim")) {
      const shim = readShim(splitCmdline(cmdline.value));
      const place = shim && placeOf(pid);
      if (place && !place.inContainer) shims.push({ pid, ...shim, root: place.root });
      continue;
    }
    const program = programs.get(name);
    if (!program) continue;
    const argv = splitCmdline(cmdline.value);
    if ((program === "k3s" || program === "rke2" || program === "k0s") && !nodeCommands.has(argv[1] ?? "")) continue;
    const place = placeOf(pid);
    const owner = host.stat(`/proc/${pid}`);
    const daemon = { program, pid, argv, uid: owner.ok ? owner.value.uid : null, root: place.root };
    (place.inContainer ? inContainers : daemons).push(daemon);
  }
  return { daemons, shims, inContainers, seesAll, pids };
};
