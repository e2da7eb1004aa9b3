import type { RealNode } from "../../node/index.ts";
import { logOf } from "../../node/service.ts";
import { type Fault, restart, sh, startAnyhow } from "./fault.ts";

const K3S = "/run/k3s/containerd/containerd.sock";
const PLAIN = "/run/containerd/containerd.sock";
const CNI = "/var/lib/rancher/k3s/agent/etc/cni/net.d";
const PAUSE = "docker.io/rancher/mirrored-pause:3.6";
const ctr = `ctr --address ${K3S}`;
const crictl = `crictl -r unix://${K3S} -i unix://${K3S}`;
const noCrictl = "rm -f /etc/crictl.yaml*";
const noNerdctl = "rm -rf /etc/nerdctl";

const crictlYaml = (runtime: string, image: string | null = null): string =>
  `printf '%s\\n' 'runtime-endpoint: ${runtime}' ${image === null ? "" : `'image-endpoint: ${image}'`} >/etc/crictl.yaml`;
const nerdctlToml = (...lines: string[]): string =>
  `mkdir -p /etc/nerdctl; printf '%s\\n' ${lines.map((line) => `'${line}'`).join(" ")} >/etc/nerdctl/nerdctl.toml`;

/** Faults of crictl's settings. */
const crictlFaults: readonly Fault[] = [
  {
    what: "/etc/crictl.yaml left at dockershim",
    asked: "crictl ps",
    stage: crictlYaml("unix:///var/run/dockershim.sock"),
    finding: "crictl-dead-endpoint",
    undo: noCrictl,
  },
  {
    what: "/etc/crictl.yaml at docker.sock",
    asked: "crictl ps",
    stage: crictlYaml("unix:///var/run/docker.sock"),
    finding: "crictl-other-engine",
    undo: noCrictl,
  },
  {
    what: "/etc/crictl.yaml whose image endpoint is nowhere",
    asked: "crictl images",
    stage: crictlYaml(`unix://${K3S}`, `unix://${PLAIN}`),
    finding: "crictl-dead-endpoint",
    undo: noCrictl,
  },
  {
    what: "/etc/crictl.yaml that is no YAML",
    asked: "crictl ps",
    stage: "echo 'runtime-endpoint: [' >/etc/crictl.yaml",
    finding: "crictl-config-broken",
    undo: noCrictl,
  },
  {
    what: "/etc/crictl.yaml at Docker's own containerd, which serves no CRI",
    asked: "crictl ps",
    stage: crictlYaml("unix:///var/run/docker/containerd/containerd.sock"),
    finding: "crictl-other-engine",
    undo: noCrictl,
  },
  {
    what: "a key of /etc/crictl.yaml mistyped",
    asked: "crictl ps",
    stage: `echo 'runtime_endpoint: unix://${K3S}' >/etc/crictl.yaml`,
    finding: "crictl-config-broken",
    undo: noCrictl,
  },
  {
    what: "CONTAINER_RUNTIME_ENDPOINT left at dockershim",
    asked: "crictl ps",
    as: { env: { CONTAINER_RUNTIME_ENDPOINT: "unix:///var/run/dockershim.sock" } },
    finding: "crictl-dead-endpoint",
  },
  {
    what: "CONTAINER_RUNTIME_ENDPOINT at docker.sock",
    asked: "crictl ps",
    as: { env: { CONTAINER_RUNTIME_ENDPOINT: "unix:///var/run/docker.sock" } },
    finding: "crictl-other-engine",
  },
  {
    what: "IMAGE_SERVICE_ENDPOINT beside the runtime endpoint",
    asked: "crictl images",
    stage: crictlYaml(`unix://${K3S}`),
    as: { env: { IMAGE_SERVICE_ENDPOINT: "unix:///run/docker/containerd/containerd.sock" } },
    finding: "crictl-split-endpoints",
    severity: "warning",
    undo: noCrictl,
  },
  {
    what: "CRI_CONFIG_FILE that is not there",
    asked: "crictl ps",
    as: { env: { CRI_CONFIG_FILE: "/etc/nosuch/crictl.yaml" } },
    finding: "crictl-config-broken",
  },
];

/** Faults of nerdctl's and ctr's settings. */
const nerdctlFaults: readonly Fault[] = [
  {
    what: "CONTAINERD_NAMESPACE mistyped",
    asked: "nerdctl ps",
    as: { env: { CONTAINERD_ADDRESS: K3S, CONTAINERD_NAMESPACE: "k8s.oi" } },
    finding: "namespace-unknown",
    severity: "warning",
  },
  {
    what: "CONTAINERD_ADDRESS where nothing is",
    asked: "nerdctl ps",
    as: { env: { CONTAINERD_ADDRESS: "/run/nosuch.sock" } },
    finding: "nerdctl-dead-address",
  },
  {
    what: "nerdctl.toml with a wrong address",
    asked: "nerdctl ps",
    stage: nerdctlToml(`address = "${PLAIN}"`),
    finding: "nerdctl-dead-address",
    undo: noNerdctl,
  },
  {
    what: "nerdctl.toml with a mistyped namespace",
    asked: "nerdctl ps",
    stage: nerdctlToml(`address = "${K3S}"`, 'namespace = "k8sio"'),
    finding: "namespace-unknown",
    severity: "warning",
    undo: noNerdctl,
  },
  {
    what: "nerdctl.toml that is no TOML",
    asked: "nerdctl ps",
    stage: nerdctlToml("address = /run/k3s"),
    finding: "nerdctl-config-broken",
    undo: noNerdctl,
  },
  {
    what: "nerdctl.toml with a key that nerdctl does not know",
    asked: "nerdctl ps",
    stage: nerdctlToml(`address = "${K3S}"`, 'name_space = "k8s.io"'),
    finding: "nerdctl-config-broken",
    undo: noNerdctl,
  },
  {
    what: "a file left at the usual socket by a containerd that was removed",
    asked: "nerdctl ps",
    // Killed, it leaves its socket file behind.
    stage: `mkdir -p /run/containerd
      ${process.execPath} -e 'require("net").createServer().listen("${PLAIN}", () => process.kill(process.pid, "SIGKILL"))' || true`,
    finding: "engine-stale-socket",
    severity: "warning",
    mends: "undo",
    undo: `rm -f ${PLAIN}`,
  },
  {
    what: "a folder at the usual socket",
    asked: "nerdctl ps",
    stage: `mkdir -p ${PLAIN}`,
    finding: "engine-socket-folder",
    severity: "warning",
    undo: `rmdir ${PLAIN} || true`,
  },
];

/** Faults of docker beside k3s. */
const dockerFaults: readonly Fault[] = [
  {
    what: "DOCKER_HOST on k3s's containerd",
    asked: "docker ps",
    as: { env: { DOCKER_HOST: `unix://${K3S}` } },
    finding: "docker-host-grpc",
  },
  {
    what: "DOCKER_HOST where nothing is",
    asked: "docker ps",
    as: { env: { DOCKER_HOST: "unix:///run/nosuch.sock" } },
    finding: "docker-other-context",
  },
  {
    what: "DOCKER_CONTEXT that does not exist",
    asked: "docker ps",
    as: { env: { DOCKER_CONTEXT: "nosuch" } },
    finding: "docker-other-context",
  },
  {
    what: "another context chosen",
    asked: "docker ps",
    stage: "docker context create lab --docker host=unix:///nowhere/docker.sock; docker context use lab",
    finding: "docker-other-context",
    undo: "docker context use default; docker context rm lab",
  },
  {
    what: "docker.sock a link to containerd's",
    asked: "docker ps",
    stage: `mv /run/docker.sock /run/docker.kept; ln -s ${K3S} /run/docker.sock`,
    finding: "docker-host-grpc",
    mends: "undo",
    undo: "rm -f /run/docker.sock; mv /run/docker.kept /run/docker.sock",
  },
  {
    what: "an ordinary user asks docker",
    asked: "docker ps",
    as: { user: "nobody" },
    finding: "docker-no-rights",
    mends: "undo",
  },
  {
    what: "an ordinary user asks crictl",
    asked: "crictl ps",
    as: { user: "nobody" },
    finding: "engine-denied",
    severity: "warning",
    mends: "undo",
  },
  {
    what: "an ordinary user asks nerdctl",
    asked: "nerdctl ps",
    as: { user: "nobody" },
    finding: "nerdctl-needs-root",
    severity: "warning",
    mends: "undo",
  },
  {
    what: "dockerd stopped beside k3s",
    asked: "docker ps",
    stage: (node) => node.stopDocker(),
    finding: "docker-stopped",
    mends: "undo",
    undo: (node) => node.startEngine("docker"),
  },
];

const putBackPause = `${ctr} -n k8s.io images import /run/pause.tar`;

/** A pod whose container has processes of its own to look at, as the kubelet sets them up: it outlives the sandbox. */
const lostSandbox = `cat >/run/lost.json <<'END'
{"metadata": {"name": "lost-0", "namespace": "default", "uid": "66666666-aaaa-4bbb-8ccc-000000000006"},
 "log_directory": "/var/log/pods/default_lost-0", "linux": {"security_context": {"namespace_options": {"pid": 1}}}}
END
cat >/run/lost-app.json <<'END'
{"metadata": {"name": "app"}, "image": {"image": "docker.io/library/busybox:latest"}, "command": ["/bin/sleep", "100000"],
 "log_path": "app.log", "linux": {"security_context": {"namespace_options": {"pid": 1}}}}
END
${crictl} runp /run/lost.json >/run/lost.id
${crictl} start "$(${crictl} create "$(cat /run/lost.id)" /run/lost-app.json /run/lost.json)"
kill -9 "$(${ctr} -n k8s.io tasks ls | awk -v id="$(cat /run/lost.id)" '$1 == id { print $2 }')"
until ${crictl} pods --state NotReady -q | grep -q .; do sleep 0.02; done`;

/** Takes the network configuration away, and waits until containerd has noticed. */
const noNetwork = `mkdir /run/kept; mv ${CNI}/* /run/kept/
  until crictl -r unix://${K3S} -i unix://${K3S} info | grep -q "no network config found"; do sleep 0.02; done`;
const networkBack = `mkdir -p ${CNI}; mv /run/kept/* ${CNI}/; rmdir /run/kept`;

/** Were the folder back before containerd has heard that it is gone, containerd would read the new one, that one time. */
const makeFolderAnew = async (node: RealNode): Promise<unknown> => {
  if (node.services.containerd === null) throw new Error("the node has no containerd");
  const log = logOf(node, node.services.containerd);
  return sh(
    node,
    `${noNetwork}
    rmdir ${CNI}
    until grep -q 'REMOVE .*/net\\.d[\\"]*)' ${log}; do sleep 0.02; done
    ${networkBack}`,
  );
};

/** Faults of what pods need. */
const podFaults: readonly Fault[] = [
  {
    what: "an image imported into default",
    stage: `${ctr} -n k8s.io images tag docker.io/library/busybox:latest docker.io/acme/app:1
      ${ctr} -n k8s.io images export /run/app.tar docker.io/acme/app:1
      ${ctr} -n k8s.io images rm docker.io/acme/app:1
      ${ctr} -n default images import /run/app.tar`,
    finding: "image-wrong-namespace",
    severity: "warning",
    undo: `for n in default k8s.io; do ${ctr} -n $n images rm docker.io/acme/app:1; done`,
  },
  {
    what: "an image that was built with docker, asked of crictl",
    asked: "crictl inspecti app:dev",
    stage: "docker tag busybox:latest app:dev",
    finding: "image-only-docker",
    severity: "warning",
    title: "only docker has app:dev",
    undo: `docker rmi app:dev; ${ctr} -n k8s.io images rm docker.io/library/app:dev`,
  },
  {
    what: "a sandbox whose pause process was killed, its container runs on",
    asked: "crictl ps",
    stage: lostSandbox,
    finding: "pods-not-ready",
    severity: "warning",
    title: "default/lost-0",
    mends: "undo",
    undo: `${crictl} stopp $(cat /run/lost.id); ${crictl} rmp $(cat /run/lost.id)`,
  },
  {
    what: "the pause image gone",
    stage: `${ctr} -n k8s.io images export /run/pause.tar ${PAUSE}; ${ctr} -n k8s.io images rm --sync ${PAUSE}`,
    finding: "pause-image-missing",
    mends: "undo",
    undo: putBackPause,
  },
  {
    what: "no network configuration",
    stage: noNetwork,
    finding: "cni-config-missing",
    mends: "undo",
    undo: networkBack,
  },
  {
    what: "a folder of network configurations that was made anew: containerd watches the old one",
    stage: makeFolderAnew,
    finding: "cni-folder-recreated",
    mends: "undo",
    undo: restart,
  },
  {
    what: "a network configuration that is no JSON",
    stage: `cp -r ${CNI} /run/kept; echo '{"name": "cbr0", ' >${CNI}/10-flannel.conflist`,
    finding: "cni-config-broken",
    mends: "undo",
    undo: `cp /run/kept/* ${CNI}/; rm -r /run/kept`,
  },
  {
    what: "a network plugin that is not installed",
    stage: `cp -r ${CNI} /run/kept; sed -i 's/"bridge"/"calico"/' ${CNI}/10-flannel.conflist`,
    finding: "cni-plugin-missing",
    mends: "undo",
    undo: `cp /run/kept/* ${CNI}/; rm -r /run/kept`,
  },
  {
    what: "the disk of the pods' logs nearly full",
    stage: `mount -t tmpfs -o size=1m tmpfs /var/lib/kubelet; head -c 1000000 /dev/zero >/var/lib/kubelet/full`,
    finding: "disk-full",
    mends: "undo",
    undo: "umount /var/lib/kubelet",
  },
  {
    what: "registries.yaml that is no YAML",
    stage: "mkdir -p /etc/rancher/k3s; printf 'mirrors:\\n  docker.io: [\\n' >/etc/rancher/k3s/registries.yaml",
    finding: "config-file-broken",
    mends: "undo",
    undo: "rm -rf /etc/rancher/k3s",
  },
  {
    what: "a hosts.toml that is no TOML",
    stage: `d=/var/lib/rancher/k3s/agent/etc/containerd; cp $d/config.toml /run/kept.toml
      printf '[plugins."io.containerd.grpc.v1.cri".registry]\\nconfig_path = "%s/certs.d"\\n' $d >>$d/config.toml
      mkdir -p $d/certs.d/registry.example; echo 'server = registry' >$d/certs.d/registry.example/hosts.toml`,
    finding: "config-file-broken",
    severity: "warning",
    mends: "undo",
    undo: "d=/var/lib/rancher/k3s/agent/etc/containerd; cp /run/kept.toml $d/config.toml; rm -rf $d/certs.d",
  },
  {
    what: "a socket that somebody opened to everybody",
    stage: `chmod 777 ${K3S}`,
    finding: "socket-open",
    severity: "warning",
    undo: `chmod 660 ${K3S}`,
  },
  {
    what: "a tool that may not be executed",
    asked: "nerdctl ps",
    stage: "chmod 644 /usr/local/bin/nerdctl",
    finding: "tool-not-executable",
    severity: "warning",
    undo: "chmod 755 /usr/local/bin/nerdctl",
  },
];

/** A process that is stopped does not answer, and is not gone. */
const signalContainerd = (signal: string) => async (node: RealNode) =>
  sh(node, `kill -${signal} "$(cat ${node.base}/k3s/containerd.pid)"`);

/** Faults of k3s itself: its containers live on. */
const engineFaults: readonly Fault[] = [
  {
    what: "containerd that takes connections and does not answer",
    asked: "crictl ps",
    stage: signalContainerd("STOP"),
    timeout: 2,
    finding: "tools-hang",
    mends: "undo",
    undo: signalContainerd("CONT"),
  },
  {
    what: "k3s killed, its socket file left",
    asked: "crictl ps",
    stage: (node) => node.killEngine(),
    finding: "distribution-stopped",
    mends: "undo",
    undo: (node) => node.startEngine(),
  },
  {
    what: "k3s stopped, its pods live on",
    asked: "docker ps",
    stage: (node) => node.stopEngine(),
    finding: "distribution-stopped",
    title: /\d+ shims of its pods live on/,
    mends: "undo",
    undo: (node) => node.startEngine(),
  },
  {
    what: "k3s's containerd with a CNI folder that is empty",
    stage: async (node) => {
      await sh(
        node,
        `sed -i.kept 's#conf_dir = .*#conf_dir = "/etc/cni/none.d"#' /var/lib/rancher/k3s/agent/etc/containerd/config.toml`,
      );
      await node.stopEngine();
      await startAnyhow(node);
    },
    finding: "cni-config-missing",
    mends: "undo",
    undo: async (node) => {
      await sh(node, "cd /var/lib/rancher/k3s/agent/etc/containerd; mv config.toml.kept config.toml");
      await restart(node);
    },
  },
];

export const k3sFaults: readonly Fault[] = [
  ...crictlFaults,
  ...nerdctlFaults,
  ...dockerFaults,
  ...podFaults,
  ...engineFaults,
];
