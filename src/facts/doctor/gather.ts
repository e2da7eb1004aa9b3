import type { Asked, DoctorFacts, FileFact, Probe } from "../../doctor/facts.ts";
import { jsonFileOf, textAt } from "../../doctor/parse.ts";
import type { Target, ToolFacts } from "../../model/index.ts";
import { rootlessPids, runtimeDirs } from "../environment.ts";
import type { Host } from "../host.ts";
import type { NodeFacts } from "../node-facts.ts";
import { findProcesses } from "../processes.ts";
import { findBinaries } from "./binaries.ts";
import { readCni } from "./cni.ts";
import { readDisks } from "./disks.ts";
import { readFiles } from "./files.ts";
import { describeProcesses } from "./processes.ts";
import { readServices } from "./services.ts";
import { describeSockets } from "./sockets.ts";
import { findUnseen } from "./unseen.ts";
import { namesOf, readUser } from "./user.ts";

/** Folders whose being there tells what a node is, or was. */
const tellingFolders = [
  "/var/snap/docker",
  "/var/snap/microk8s",
  "/var/lib/docker",
  "/var/lib/docker/overlay2",
  "/var/lib/docker/containerd",
  "/var/lib/containerd",
  "/var/lib/rancher/k3s",
  "/var/lib/rancher/rke2",
  "/var/lib/rancher/k3s/agent/images",
  "/var/lib/rancher/rke2/agent/images",
  "/var/lib/k0s",
  "/var/lib/kubelet",
  "/etc/kubernetes",
  "/etc/eks",
  "/run/systemd/system",
  "/run/openrc",
  "/run/flannel",
  "/var/log/pods",
];

export interface DoctorInput {
  node: NodeFacts;
  target: Target | null;
  tools: ToolFacts[];
  /** The tools' answers, under way. */
  probes: Promise<Probe[]>;
  asked: Promise<Asked | null>;
  /** What everything together may take, in milliseconds, as people were told. */
  deadlineMs: number;
  /** Milliseconds of it that are left for children. */
  childMs: number;
}

/** One folder for each container, whether dockerd runs or not. */
const countDockerContainers = (host: Host, files: readonly FileFact[]): number | null => {
  const root = files
    .filter(({ kind }) => kind === "docker-daemon")
    .map((file) => textAt(jsonFileOf(file).value, "data-root"));
  const folders = host.list(`${root.find((path) => path !== null) ?? "/var/lib/docker"}/containers`);
  return folders.ok ? folders.value.length : null;
};

/**
 * Looks at everything on a node that doctor's rules ask about, while the tools are being asked. Reads only; starts nothing but
 * systemctl and journalctl, where systemd runs. Never throws: what cannot be looked at is in `unseen`.
 */
export const gatherDoctorFacts = async (host: Host, input: DoctorInput): Promise<DoctorFacts> => {
  const { node, target, tools, deadlineMs, childMs } = input;
  const asking = readServices(host, childMs);
  const names = namesOf(host);
  const user = readUser(host, names);
  const found = findProcesses(host, rootlessPids(host, runtimeDirs(host)));
  const processes = describeProcesses(host, found);
  const sockets = await describeSockets(host, node, processes, names);
  const configs = readFiles(host, { node, processes, tools, home: user.home });
  const network = readCni(host, node, configs);
  const files = [...configs, ...network.files];
  const [services, probes, asked] = await Promise.all([asking, input.probes, input.asked]);
  const unified = host.stat("/sys/fs/cgroup/cgroup.controllers").ok;
  const facts: Omit<DoctorFacts, "unseen"> = {
    now: host.now(),
    node,
    target,
    tools,
    sockets,
    processes,
    services,
    files,
    binaries: findBinaries(host),
    cni: network.cni,
    cgroup: { version: unified ? 2 : host.stat("/sys/fs/cgroup").ok ? 1 : null },
    disks: readDisks(host, node.engines),
    user,
    probes,
    deadlineMs,
    asked,
    folders: tellingFolders.filter((path) => host.stat(path).ok),
    dockerContainers: countDockerContainers(host, configs),
  };
  return { ...facts, unseen: findUnseen(facts, found.seesAll) };
};
