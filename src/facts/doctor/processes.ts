import type { ProcessFact } from "../../doctor/facts.ts";
import type { Host } from "../host.ts";
import type { Daemon, Processes } from "../node-facts.ts";

/** Programs that are no engine and still matter. */
const helpers = new Set(["buildkitd", "rootlesskit", "snapd"]);

const exeOf = (host: Host, pid: number): string | null => {
  const link = host.readlink(`/proc/${pid}/exe`);
  return link.ok ? link.value : null;
};

const uidOf = (host: Host, pid: number): number | null => {
  const folder = host.stat(`/proc/${pid}`);
  return folder.ok ? folder.value.uid : null;
};

/** Programs that stand beside engines, found by their command lines. */
const findHelpers = (host: Host, pids: Iterable<number>, known: ReadonlySet<number>): ProcessFact[] => {
  const found: ProcessFact[] = [];
  for (const pid of pids) {
    if (known.has(pid)) continue;
    const cmdline = host.read(`/proc/${pid}/cmdline`, 4096);
    if (!cmdline.ok || cmdline.value === "") continue;
    const argv = cmdline.value.replace(/\0+$/, "").split("\0");
    const name = argv[0] ?? "";
    const program = name.slice(name.lastIndexOf("/") + 1);
    if (!helpers.has(program)) continue;
    const uid = uidOf(host, pid);
    found.push({ program, pid, argv, uid, exe: exeOf(host, pid), inContainer: false, root: "", shim: null });
  }
  return found;
};

/** Every process that has to do with engines, with its command line and executable. */
export const describeProcesses = (host: Host, processes: Processes): ProcessFact[] => {
  const daemon =
    (inContainer: boolean) =>
    ({ program, pid, argv, uid, root }: Daemon): ProcessFact => ({
      program,
      pid,
      argv,
      uid,
      exe: exeOf(host, pid),
      inContainer,
      root,
      shim: null,
    });
  const daemons = [...processes.daemons.map(daemon(false)), ...processes.inContainers.map(daemon(true))];
  const shims = processes.shims.map(
    ({ pid, namespace, id, address, root }): ProcessFact => ({
      program: "containerd-shim-runc-v2",
      pid,
      argv: ["containerd-shim-runc-v2", "-namespace", namespace, "-id", id, "-address", address],
      uid: null,
      exe: null,
      inContainer: false,
      root,
      shim: { namespace, id, address },
    }),
  );
  const known = new Set([...daemons, ...shims].map(({ pid }) => pid));
  return [...daemons, ...shims, ...findHelpers(host, processes.pids, known)];
};
