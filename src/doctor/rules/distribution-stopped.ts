import type { Flavor } from "../../model/index.ts";
import type { DoctorFacts, ProcessFact, ServiceFact } from "../facts.ts";
import { lastWords, stateOf } from "../journal.ts";
import { processesOf } from "../look.ts";
import type { Found, Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";
import { countShims, seesAll, shimsOf } from "../shims.ts";

interface Distribution {
  flavor: Flavor;
  name: string;
  programs: readonly string[];
  binary: string;
  services: readonly string[];
  /** A folder that is there once it has run. */
  folder: string;
  socket: string;
}

const distributions: readonly Distribution[] = [
  {
    flavor: "k3s",
    name: "k3s",
    programs: ["k3s"],
    binary: "k3s",
    services: ["k3s", "k3s-agent"],
    folder: "/var/lib/rancher/k3s",
    socket: "/run/k3s/containerd/containerd.sock",
  },
  {
    flavor: "rke2",
    name: "RKE2",
    programs: ["rke2"],
    binary: "rke2",
    services: ["rke2-server", "rke2-agent"],
    folder: "/var/lib/rancher/rke2",
    socket: "/run/k3s/containerd/containerd.sock",
  },
  {
    flavor: "k0s",
    name: "k0s",
    programs: ["k0s"],
    binary: "k0s",
    services: ["k0scontroller", "k0sworker"],
    folder: "/var/lib/k0s",
    socket: "/run/k0s/containerd.sock",
  },
  {
    flavor: "microk8s",
    name: "microk8s",
    programs: ["kubelite"],
    binary: "microk8s",
    services: ["snap.microk8s.daemon-kubelite"],
    folder: "/var/snap/microk8s",
    socket: "/var/snap/microk8s/common/run/containerd.sock",
  },
];

const isDown = ({ active, sub }: ServiceFact): boolean => active === "failed" || sub === "auto-restart";
const isMeant = ({ enabled }: ServiceFact): boolean => enabled === "enabled";

const isInstalled = (facts: DoctorFacts, { binary, folder, services }: Distribution): boolean =>
  facts.folders.includes(folder) &&
  (facts.binaries.some(({ name }) => name === binary) || facts.services.some(({ name }) => services.includes(name)));

const evidenceOf = (
  facts: DoctorFacts,
  own: readonly ServiceFact[],
  shims: readonly ProcessFact[],
  { name, socket }: Distribution,
) => [
  { text: `no process ${name}`, source: "/proc" },
  ...facts.node.engines
    .filter((engine) => engine.socket === socket && engine.liveness !== "alive")
    .map(({ why, liveness }) => ({ text: why ?? liveness, source: socket })),
  ...(shims.length > 0 ? [{ text: `${countShims(shims)} still run`, source: `/proc/${shims[0]?.pid}` }] : []),
  ...own.flatMap((service) => {
    const state = stateOf(service);
    return state === "" ? [] : [{ text: state, source: `systemctl status ${service.name}` }];
  }),
  ...own.flatMap((service) => lastWords(facts, service).evidence),
];

const checkOne = (facts: DoctorFacts, distribution: Distribution): Found | null => {
  const { programs, name, services, flavor, socket } = distribution;
  if (programs.some((program) => processesOf(facts, program).length > 0) || !isInstalled(facts, distribution))
    return null;
  const own = facts.services.filter((service) => services.includes(service.name));
  // RKE2 and k3s share a socket: its shims are those of the one that is installed.
  const shims = shimsOf(facts, socket, "k8s.io");
  // A containerd at its place that answers is somebody's, and serves.
  const answers = facts.node.engines.some((engine) => engine.socket === socket && engine.liveness === "alive");
  const down = own.some(isDown) || (!answers && (shims.length > 0 || own.some(isMeant)));
  const severity = down ? "error" : "info";
  return {
    severity,
    title: answers
      ? `${name} does not run, and the containerd at its socket does`
      : shims.length > 0
        ? `${name} does not run: ${countShims(shims)} of its pods live on without it`
        : `${name} is installed and does not run`,
    because: [
      shims.length > 0
        ? `${name} is kubelet and containerd in one: without it the node is NotReady, nothing restarts what ends, and no tool can list what runs.`
        : `${name} is kubelet and containerd in one: no pod starts while it is down.`,
      ...own.flatMap((service) => lastWords(facts, service).because),
    ],
    evidence: evidenceOf(facts, own, shims, distribution),
    see: shims.length > 0 ? ["ctool ps"] : [],
    fix: [serviceFix(facts, "start", flavor, `start ${name}: it takes the running pods over as they are`)],
    after: `${name} comes back with its containerd, and every tool lists the pods again.`,
    notThis: ["k3s-killall.sh and killing shims: that ends the pods, which still serve."],
    about: ["docker", "crictl", "nerdctl", "ctr"],
  };
};

export const distributionStopped: Rule = {
  id: "distribution-stopped",
  area: "kubernetes",
  title: "k3s, RKE2, k0s or microk8s is installed and does not run",
  worst: "error",
  explains: [
    "engine-stopped",
    "engine-stale-socket",
    "crictl-dead-endpoint",
    "crictl-no-config",
    "nerdctl-dead-address",
    "nerdctl-default-socket",
    "kubelet-dead-endpoint",
    "no-engine",
    "tools-hang",
    "docker-sees-nothing",
  ],
  check: (facts) => (seesAll(facts) ? distributions.flatMap((one) => checkOne(facts, one) ?? []) : null),
  page: {
    symptom:
      "`kubectl get nodes` says NotReady; `crictl ps` and `nerdctl ps` fail with `no such file or directory` or `connection refused` on `/run/k3s/containerd/containerd.sock`, and yet the pods answer.",
    cause:
      "k3s (RKE2, k0s, microk8s) is one program that holds the kubelet and starts containerd. It ended, was stopped or failed. Shims are processes of their own: they and their containers live on.",
    check:
      "`systemctl status k3s` (or `k3s-agent`, `rke2-server`, `rke2-agent`); `journalctl -u k3s -n 50`; `ps -eo args | grep [c]ontainerd-shim`.",
    fix: "`systemctl start k3s`. It finds its running pods again by their shims. Do not run `k3s-killall.sh`: it ends them.",
  },
};
