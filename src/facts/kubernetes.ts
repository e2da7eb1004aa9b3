import { type Candidate, candidate } from "./candidate.ts";
import type { ReadConfig } from "./config-file.ts";
import { findYamlKey } from "./flat-config.ts";
import type { Host } from "./host.ts";
import type { Daemon, KubernetesUse, Processes } from "./node-facts.ts";
import { flagOf } from "./processes.ts";
import { type Mentions, mentionsOf } from "./tool-configs.ts";

const K3S_SOCKET = "/run/k3s/containerd/containerd.sock";
const K3S_DOCKER_SOCKET = "/run/k3s/cri-dockerd/cri-dockerd.sock";
const MICROK8S_SOCKET = "/var/snap/microk8s/common/run/containerd.sock";
const dataDirs = { k3s: "/var/lib/rancher/k3s", rke2: "/var/lib/rancher/rke2" } as const;

/** As `KubernetesUse`, with the address as it was written. */
export interface KubernetesAddress extends Omit<KubernetesUse, "socket"> {
  address: string;
}

/** Where k3s or RKE2 keeps its data. Their own command lines are overwritten, their containerd's is not. */
const dataDirOf = (daemon: Daemon, flavor: "k3s" | "rke2", { daemons }: Processes): string => {
  const flag = flagOf(daemon.argv, "data-dir", "d");
  if (flag) return flag;
  for (const { program, argv } of daemons) {
    if (program !== "containerd") continue;
    const dir = /^(.+)\/agent\/etc\/containerd\/config\.toml$/.exec(flagOf(argv, "config", "c") ?? "")?.[1];
    if (dir) return dir;
  }
  return dataDirs[flavor];
};

/** What crictl.yaml of k3s or RKE2 says (they write it at every start), and the address in their containerd's file. */
const readDistribution = async (readConfig: ReadConfig, dir: string, flavor: "k3s" | "rke2"): Promise<Mentions> => {
  const [crictl, config] = await Promise.all([
    readConfig(`${dir}/agent/etc/crictl.yaml`, "yaml"),
    readConfig(`${dir}/agent/etc/containerd/config.toml`, "toml"),
  ]);
  const ofCrictl = mentionsOf(crictl, { "runtime-endpoint": { cri: true } });
  const ofConfig = mentionsOf(config, { "grpc.address": { engine: "containerd", flavor, cri: true } });
  return {
    candidates: [...ofCrictl.candidates, ...ofConfig.candidates],
    problems: [...ofCrictl.problems, ...ofConfig.problems],
  };
};

/** What the kubelet was told: flag, else its file, else what it uses unasked since 1.27. */
const ofKubelet = (host: Host, daemon: Daemon, by: KubernetesUse["by"]): KubernetesAddress => {
  const { argv, pid, root } = daemon;
  const proc = { by: "proc" as const, text: `kubelet pid ${pid}`, line: null };
  const flag = flagOf(argv, "container-runtime-endpoint");
  if (flag) return { by, address: flag, source: proc };
  const path = flagOf(argv, "config");
  const file = path === null ? null : host.read(root + path);
  const setting = file?.ok ? findYamlKey(file.value, "containerRuntimeEndpoint") : null;
  if (path !== null && setting)
    return { by, address: setting.value, source: { by: "config", text: path, line: setting.line } };
  return { by, address: "/run/containerd/containerd.sock", source: proc };
};

/** What k3s or RKE2 was told; the file wins because it is what they really use. */
const ofDistribution = (daemon: Daemon, by: "k3s" | "rke2", mentions: Mentions): KubernetesAddress => {
  const written = mentions.candidates.find(({ source }) => source.text.endsWith("/crictl.yaml"));
  if (written) return { by, address: written.address, source: written.source };
  const flag = flagOf(daemon.argv, "container-runtime-endpoint");
  const usual = daemon.argv.includes("--docker") ? K3S_DOCKER_SOCKET : K3S_SOCKET;
  return { by, address: flag ?? usual, source: { by: "proc", text: `${by} pid ${daemon.pid}`, line: null } };
};

/**
 * Finds out which CRI socket Kubernetes uses here, and every socket that k3s's and RKE2's own files name.
 * @returns `use` is null where neither a kubelet nor a distribution that holds one runs
 */
export const readKubernetes = async (
  host: Host,
  readConfig: ReadConfig,
  processes: Processes,
): Promise<{ use: KubernetesAddress | null } & Mentions> => {
  const { daemons } = processes;
  const running = (program: Daemon["program"]): Daemon | undefined =>
    daemons.find((daemon) => daemon.program === program);
  const found = await Promise.all(
    (["k3s", "rke2"] as const).map(async (flavor) => {
      const daemon = running(flavor);
      const dir = daemon ? daemon.root + dataDirOf(daemon, flavor, processes) : dataDirs[flavor];
      const mentions = await readDistribution(readConfig, dir, flavor);
      return { mentions, use: daemon ? ofDistribution(daemon, flavor, mentions) : null };
    }),
  );
  const kubelet = running("kubelet");
  const kubelite = running("kubelite");
  const microk8s: KubernetesAddress | null = kubelite
    ? {
        by: "microk8s",
        address: MICROK8S_SOCKET,
        source: { by: "proc", text: `kubelite pid ${kubelite.pid}`, line: null },
      }
    : null;
  const plain = kubelet ? ofKubelet(host, kubelet, running("k0s") ? "k0s" : "the kubelet") : null;
  // RKE2's kubelet is a process of its own, but RKE2 is what people know it by.
  const use = found.find((one) => one.use)?.use ?? microk8s ?? plain;
  const candidates: Candidate[] = found.flatMap(({ mentions }) => mentions.candidates);
  if (use) candidates.push(candidate(use.address, use.source, { cri: true }));
  return { use, candidates, problems: found.flatMap(({ mentions }) => mentions.problems) };
};
