import { dirname } from "node:path";
import { mustExec, type Place } from "./run-inside.ts";
import type { Service } from "./service.ts";

/** What a containerd is made of. */
export interface ContainerdSpec {
  /** `k3s` keeps its paths under /run/k3s and /var/lib/rancher and runs below a process called `k3s server`. */
  owner: "k3s" | "containerd";
  /** Version of the configuration: 2 for containerd 1.x, 3 for 2.x. */
  config: 2 | 3;
  /** Serve CRI. */
  cri: boolean;
  /** There are CNI plugins: give pods a network. */
  podNetwork: boolean;
  /** PATH that finds this containerd, its shim and runc. */
  path: string;
  /** Put a /usr/local/bin/k3s there that passes `k3s ctr` and `k3s crictl` on to these tools. */
  k3sCommand?: boolean;
}

export const PAUSE_IMAGE = "docker.io/rancher/mirrored-pause:3.6";

const K3S = "/var/lib/rancher/k3s";
const AGENT = `${K3S}/agent`;

interface Paths {
  socket: string;
  config: string;
  cniConf: string;
  argv: string[];
}

function pathsOf(owner: ContainerdSpec["owner"]): Paths {
  if (owner === "containerd") {
    const config = "/etc/containerd/config.toml";
    return { socket: "/run/containerd/containerd.sock", config, cniConf: "/etc/cni/net.d", argv: ["containerd"] };
  }
  const socket = "/run/k3s/containerd/containerd.sock";
  const config = `${AGENT}/etc/containerd/config.toml`;
  const state = ["--state", "/run/k3s/containerd", "--root", `${AGENT}/containerd`];
  return {
    socket,
    config,
    cniConf: `${AGENT}/etc/cni/net.d`,
    argv: ["containerd", "-c", config, "-a", socket, ...state],
  };
}

/** containerd's configuration. `restrict_oom_score_adj`: without CAP_SYS_RESOURCE no pod would start. */
function configOf(spec: ContainerdSpec, cniConf: string): string {
  // The way Docker's own package turns it off.
  if (!spec.cri) return 'disabled_plugins = ["cri"]\n';
  if (spec.config === 2) {
    return `version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE_IMAGE}"
  restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".cni]
  conf_dir = "${cniConf}"
`;
  }
  return `version = 3
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = "${PAUSE_IMAGE}"
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
[plugins.'io.containerd.cri.v1.runtime'.cni]
  conf_dir = "${cniConf}"
`;
}

/** A pod network that needs no iptables. */
const NETWORK = {
  cniVersion: "0.4.0",
  name: "cbr0",
  plugins: [
    {
      type: "bridge",
      bridge: "cni0",
      isGateway: true,
      ipMasq: false,
      ipam: { type: "host-local", ranges: [[{ subnet: "10.42.0.0/24" }]], routes: [{ dst: "0.0.0.0/0" }] },
    },
  ],
};

function daemonPidFileOf(place: Place): string {
  return `${place.base}/k3s/containerd.pid`;
}

/** Writes a file inside the node, its folders too. */
async function put(place: Place, path: string, text: string, mode = "644"): Promise<void> {
  await mustExec(
    place,
    ["/bin/sh", "-c", 'mkdir -p "$1" && cat >"$2" && chmod "$3" "$2"', "sh", dirname(path), path, mode],
    {
      input: text,
    },
  );
}

/**
 * What stands in for k3s: a shell under the name and arguments of `k3s server` that has containerd as its child and ends with
 * it. With `command`, `k3s ctr` and `k3s crictl` work too, with k3s's own addresses.
 */
async function putK3s(place: Place, argv: readonly string[], command: boolean): Promise<void> {
  const bin = `${K3S}/data/current/bin`;
  // Called as `server`, because that is what the shell's first argument has to read.
  const server = `trap 'kill "$child"; wait "$child"; exit 0' TERM
${argv.join(" ")} &
child=$!
echo "$child" >${daemonPidFileOf(place)}
wait "$child"
`;
  const front = `#!/bin/sh
verb=\${1:-help}
[ $# -eq 0 ] || shift
case $verb in
  server) cd ${place.base}/k3s && exec ${bin}/k3s-server server ;;
  ctr) CONTAINERD_ADDRESS=\${CONTAINERD_ADDRESS:-/run/k3s/containerd/containerd.sock} \\
    CONTAINERD_NAMESPACE=\${CONTAINERD_NAMESPACE:-k8s.io} exec ctr "$@" ;;
  crictl) exec crictl --config ${AGENT}/etc/crictl.yaml "$@" ;;
  --version) echo "k3s version v1.30.6+k3s1 (1829eaae)" ;;
  *) echo "k3s: no $verb on this node" >&2; exit 1 ;;
esac
`;
  const endpoint = "unix:///run/k3s/containerd/containerd.sock";
  const unit = "[Service]\nType=notify\nExecStart=/usr/local/bin/k3s \\\n    server\n";
  await Promise.all([
    put(place, `${place.base}/k3s/server`, server),
    command ? put(place, "/usr/local/bin/k3s", front, "755") : null,
    put(place, `${AGENT}/etc/crictl.yaml`, `runtime-endpoint: ${endpoint}\n`),
    put(place, "/etc/systemd/system/k3s.service", unit),
    mustExec(place, ["/bin/sh", "-c", `mkdir -p ${bin} && cp /bin/sh ${bin}/k3s && ln -s k3s ${bin}/k3s-server`]),
  ]);
}

/**
 * Writes a containerd's configuration (and k3s's files) into the node.
 * @returns the service to start
 */
export async function prepareContainerd(place: Place, spec: ContainerdSpec): Promise<Service> {
  const { socket, config, cniConf, argv } = pathsOf(spec.owner);
  await Promise.all([
    put(place, config, configOf(spec, cniConf)),
    spec.podNetwork ? put(place, `${cniConf}/10-flannel.conflist`, JSON.stringify(NETWORK, null, 2)) : null,
    spec.owner === "k3s" ? putK3s(place, argv, spec.k3sCommand ?? false) : null,
  ]);
  const server = ["bash", "-c", 'cd "$1" && exec -a /usr/local/bin/k3s "$2" server', "bash", `${place.base}/k3s`];
  return {
    name: spec.owner,
    argv: spec.owner === "k3s" ? [...server, `${K3S}/data/current/bin/k3s-server`] : argv,
    path: spec.path,
    ...(spec.owner === "k3s" ? { daemonPidFile: daemonPidFileOf(place) } : {}),
    socket,
  };
}
