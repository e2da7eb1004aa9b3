import type { RealNode } from "../../node/index.ts";
import { type Fault, sh, startAnyhow, stub } from "./fault.ts";

const CONFIG = "/etc/containerd/config.toml";
const SOCKET = "/run/containerd/containerd.sock";
const KEPT = `${CONFIG}.good`;
const CRI = 'plugins."io.containerd.grpc.v1.cri"';

/** The printed fix starts containerd in the background: it answers a moment later. */
const answers = "until ctr version >/dev/null 2>&1; do sleep 0.05; done";

/** Another configuration, and containerd told of it: one that it refuses leaves it stopped. */
const configured =
  (text: string) =>
  async (node: RealNode): Promise<void> => {
    await node.stopEngine();
    await sh(node, `cp ${CONFIG} ${KEPT}`);
    await node.write(CONFIG, text);
    await startAnyhow(node);
  };

const config = (node: RealNode): Promise<string> => sh(node, `cat ${CONFIG}`);

/** A line before what is configured already. */
const preceded =
  (line: string) =>
  async (node: RealNode): Promise<void> =>
    configured(`${line}\n${await config(node)}`)(node);

/** Lines after what is configured already. */
const added =
  (...lines: string[]) =>
  async (node: RealNode): Promise<void> =>
    configured(`${await config(node)}${lines.join("\n")}\n`)(node);

const putBack = async (node: RealNode): Promise<void> => {
  await sh(node, `cp ${KEPT} ${CONFIG}; rm -f ${CONFIG}.before-ctool`);
  await restartHere(node);
};

/** Faults of a plain containerd that serves pods, as kubeadm sets one up. */
export const containerdFaults: readonly Fault[] = [
  {
    what: "CRI switched off, as Docker's package has it",
    asked: "crictl ps",
    stage: async (node) =>
      configured(`disabled_plugins = ["cri"]\n${(await config(node)).replace("version = 2\n", "")}`)(node),
    finding: "cri-disabled",
    mends: "printed-all",
    undo: putBack,
  },
  {
    what: "CRI switched off among others, by its whole name",
    asked: "crictl ps",
    stage: preceded('disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.grpc.v1.cri"]'),
    finding: "cri-disabled",
    mends: "printed-all",
    undo: putBack,
  },
  {
    what: "a plugin's short name in a file of version 2: containerd does not start",
    asked: "nerdctl ps",
    stage: preceded('disabled_plugins = ["cri"]'),
    finding: "containerd-config-broken",
    title: "cannot start",
    mends: "printed-all",
    undo: putBack,
  },
  {
    what: "a configuration of containerd 2 under containerd 1.6, which takes it and goes by defaults",
    asked: "crictl ps",
    stage: configured(`version = 3
[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "docker.io/rancher/mirrored-pause:3.6"
[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = true
[plugins."io.containerd.cri.v1.runtime".cni]
  conf_dir = "/etc/cni/net.d"
`),
    finding: "containerd-config-newer",
    title: "does not read what /etc/containerd/config.toml sets",
    mends: "undo",
    undo: putBack,
  },
  {
    what: "a configuration that is no TOML",
    asked: "crictl ps",
    stage: configured("version = 2\n[plugins\n"),
    finding: "containerd-config-broken",
    mends: "undo",
    undo: putBack,
  },
  {
    what: "mirrors beside config_path: the CRI plugin refuses both at once",
    asked: "crictl ps",
    stage: added(
      `[${CRI}.registry]`,
      'config_path = "/etc/containerd/certs.d"',
      `[${CRI}.registry.mirrors."docker.io"]`,
      'endpoint = ["https://mirror.example"]',
    ),
    finding: "cri-mirrors",
    mends: "undo",
    undo: putBack,
  },
  {
    what: "a snapshotter that does not exist: CRI fails to load",
    asked: "crictl ps",
    stage: added(`[${CRI}.containerd]`, 'snapshotter = "nosuch"'),
    finding: "cri-failed",
    mends: "undo",
    undo: putBack,
  },
  {
    what: "a default runtime that is not defined",
    asked: "crictl ps",
    stage: added(`[${CRI}.containerd]`, 'default_runtime_name = "nvidia"'),
    finding: "cri-failed",
    mends: "undo",
    undo: putBack,
  },
  {
    what: "containerd stopped, its containers live on",
    asked: "crictl ps",
    stage: (node) => node.stopEngine(),
    finding: "engine-stopped",
    title: /\d+ shims? of its containers live on/,
    after: answers,
    undo: restartHere,
  },
  {
    what: "containerd killed with -9: a socket that nobody listens on",
    asked: "nerdctl ps",
    stage: (node) => node.killEngine(),
    finding: "engine-stale-socket",
    after: answers,
    undo: restartHere,
  },
  {
    what: "a folder where containerd's socket was",
    asked: "crictl ps",
    stage: async (node) => {
      await node.stopEngine();
      await sh(node, `mkdir ${SOCKET}`);
    },
    finding: "engine-socket-folder",
    mends: "printed-all",
    after: answers,
    undo: restartHere,
  },
  {
    what: "a shim that hangs",
    asked: "nerdctl ps",
    stage: `kill -STOP $(pgrep -f '[c]ontainerd-shim.*-namespace default')`,
    timeout: 2,
    finding: "tools-hang",
    mends: "undo",
    undo: `kill -CONT $(pgrep -f '[c]ontainerd-shim.*-namespace default')`,
  },
  {
    what: "a nerdctl that hangs",
    asked: "nerdctl ps",
    stage: stub("nerdctl", "exec sleep 600"),
    timeout: 2,
    finding: "tools-hang",
    mends: "undo",
    undo: "rm /usr/local/sbin/nerdctl",
  },
  {
    what: "a kubelet that is told of dockershim",
    stage: `bash -c 'exec -a /usr/bin/kubelet bash -c "while :; do sleep 100; done" --container-runtime-endpoint=unix:///var/run/dockershim.sock' >/dev/null 2>&1 &
      echo $! >/run/kubelet.pid; until tr '\\0' ' ' </proc/$!/cmdline | grep -q ^/usr/bin/kubelet; do sleep 0.02; done`,
    finding: "kubelet-dead-endpoint",
    mends: "undo",
    undo: 'kill "$(cat /run/kubelet.pid)"; rm /run/kubelet.pid',
  },
  {
    what: "a kubelet whose configuration names CRI-O",
    stage: `printf 'kind: KubeletConfiguration\\ncontainerRuntimeEndpoint: unix:///var/run/crio/crio.sock\\n' >/var/lib/kubelet/config.yaml`,
    finding: "kubelet-dead-endpoint",
    mends: "undo",
    undo: "rm -f /var/lib/kubelet/config.yaml",
  },
  {
    what: "kubelet installed and not running, its pods live on",
    stage: `printf '#!/bin/sh\\n' >/usr/local/bin/kubelet; chmod 755 /usr/local/bin/kubelet; mkdir -p /etc/kubernetes
      printf 'kind: KubeletConfiguration\\ncontainerRuntimeEndpoint: unix://${SOCKET}\\n' >/var/lib/kubelet/config.yaml
      printf '[Service]\\nExecStart=/usr/local/bin/kubelet\\n' >/etc/systemd/system/kubelet.service`,
    finding: "kubelet-stopped",
    mends: "undo",
    undo: "rm -rf /usr/local/bin/kubelet /etc/kubernetes /var/lib/kubelet/config.yaml /etc/systemd/system/kubelet.service",
  },
  {
    what: "the folder of CNI plugins is another one",
    stage: async (node) =>
      configured((await config(node)).replace(/conf_dir = .*/, '$&\n  bin_dir = "/opt/nosuch/bin"'))(node),
    finding: "cni-plugin-missing",
    mends: "undo",
    undo: putBack,
  },
  {
    what: "a file that is imported and is not there",
    asked: "crictl ps",
    stage: async (node) => configured(`imports = ["/etc/containerd/nosuch.toml"]\n${await config(node)}`)(node),
    finding: "containerd-config-broken",
    mends: "undo",
    undo: putBack,
  },
];

/** Ends what a printed fix has started, and brings the node's own back. */
async function restartHere(node: RealNode): Promise<void> {
  await sh(
    node,
    `pkill -x containerd || true; while pgrep -x containerd >/dev/null; do sleep 0.05; done; rmdir ${SOCKET} 2>/dev/null || rm -f ${SOCKET}`,
  );
  await node.startEngine();
}
