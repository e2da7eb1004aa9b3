import { flag, none, noneOf, operands } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";

/** Swarm lives in dockerd alone; Kubernetes takes its place. */
const instead = (way: string): CommandSpec["tools"] =>
  noneOf({}, none("Swarm is part of dockerd; containerd runs containers of one node only", way));

const advertise = flag("--advertise-addr string", "Address that other nodes reach this one at.", {});
const availability = flag("--availability string", "Whether the node takes work: active, pause, drain.", {});
const dataPath = flag("--data-path-addr string", "Address of the overlay networks' traffic.", {});
const listen = flag("--listen-addr node-addr", "Address and port to listen on.", {});
const certExpiry = flag("--cert-expiry duration", "How long the nodes' certificates hold.", {});
const externalCa = flag(
  "--external-ca external-ca",
  "Certificate authorities elsewhere that sign for the cluster.",
  {},
);
const rotate = (what: string) => flag("--rotate", `Makes a new ${what}.`, {});
/** Settings that init and update share. */
const settings = [
  flag("--autolock", "Locks managers: the key is asked for after a restart.", {}),
  certExpiry,
  flag("--dispatcher-heartbeat duration", "How often agents report.", {}),
  externalCa,
  flag("--max-snapshots uint64", "How many old Raft snapshots to keep.", {}),
  flag("--snapshot-interval uint64", "Log entries between Raft snapshots.", {}),
  flag("--task-history-limit int64", "How many ended tasks to keep per slot.", {}),
];

export const commands: readonly CommandSpec[] = [
  {
    path: "swarm init",
    aliases: [],
    risk: "write",
    summary: "Makes this node the first manager of a swarm.",
    operands: operands(""),
    tools: instead("a Kubernetes cluster: kubeadm init, or k3s server"),
    flags: [
      advertise,
      availability,
      dataPath,
      flag("--data-path-port uint32", "Port of the overlay networks' traffic.", {}),
      flag("--default-addr-pool ipNetSlice", "Subnets that overlay networks come from.", {}),
      flag("--default-addr-pool-mask-length uint32", "Size of those subnets.", {}),
      flag("--force-new-cluster", "Makes a new swarm of this manager's state.", {}),
      listen,
      ...settings,
    ],
    examples: [
      "docker swarm init",
      "docker swarm init --advertise-addr 10.0.0.1 --autolock",
      "docker swarm init --force-new-cluster --cert-expiry 720h --default-addr-pool 10.20.0.0/16",
    ],
  },
  {
    path: "swarm join",
    aliases: [],
    risk: "write",
    summary: "Joins this node to a swarm.",
    operands: operands("HOST:PORT", "text"),
    tools: instead("kubeadm join HOST:6443 --token …, or k3s agent --server https://HOST:6443 --token …"),
    flags: [advertise, availability, dataPath, listen, flag("--token string", "Token that lets the node in.", {})],
    examples: [
      "docker swarm join --token SWMTKN-1-x 10.0.0.1:2377",
      "docker swarm join --availability drain 10.0.0.1:2377",
    ],
  },
  {
    path: "swarm join-token",
    aliases: [],
    risk: (command) => (command.byName.has("rotate") ? "write" : "read"),
    summary: "Shows the token that lets nodes in.",
    operands: operands("worker|manager", "text"),
    tools: instead("kubeadm token create --print-join-command; k3s: /var/lib/rancher/k3s/server/node-token"),
    flags: [flag("-q, --quiet", "Prints the token only.", {}), rotate("token")],
    examples: [
      "docker swarm join-token worker",
      "docker swarm join-token -q manager",
      "docker swarm join-token --rotate worker",
    ],
    check({ operands: [role] }) {
      if (role === undefined || /^(?:worker|manager)$|[$`<]/.test(role.word)) return [];
      return [
        {
          code: "bad-role",
          message: `docker: unknown role ${role.word}`,
          suggestion: "docker swarm join-token worker",
        },
      ];
    },
  },
  {
    path: "swarm leave",
    aliases: [],
    risk: "destroy",
    summary: "Takes this node out of the swarm.",
    operands: operands(""),
    tools: instead("kubectl drain NODE and kubectl delete node NODE, then kubeadm reset, or k3s-uninstall.sh"),
    flags: [flag("-f, --force", "Leaves even as a manager that is needed.", {})],
    examples: ["docker swarm leave", "docker swarm leave --force"],
  },
  {
    path: "swarm update",
    aliases: [],
    risk: "write",
    summary: "Changes the settings of the swarm.",
    operands: operands(""),
    tools: instead(
      "the cluster's own configuration: kubectl -n kube-system edit configmap kubeadm-config, /etc/rancher/k3s/config.yaml",
    ),
    flags: settings,
    examples: ["docker swarm update --autolock=true", "docker swarm update --cert-expiry 720h --task-history-limit 2"],
  },
  {
    path: "swarm ca",
    aliases: [],
    risk: (command) => (command.byName.has("rotate") ? "write" : "read"),
    summary: "Shows or replaces the swarm's root certificate.",
    operands: operands(""),
    tools: instead("kubeadm certs check-expiration and kubeadm certs renew all; k3s certificate rotate"),
    flags: [
      flag("--ca-cert pem-file", "File of the new root certificate.", {}),
      flag("--ca-key pem-file", "File of its key.", {}),
      certExpiry,
      flag("-d, --detach", "Does not wait until every node has it.", {}),
      externalCa,
      flag("-q, --quiet", "Shows no progress.", {}),
      rotate("root certificate"),
    ],
    examples: [
      "docker swarm ca",
      "docker swarm ca --rotate -d -q",
      "docker swarm ca --rotate --ca-cert ca.pem --ca-key ca.key",
    ],
  },
  {
    path: "swarm unlock",
    aliases: [],
    risk: "write",
    summary: "Unlocks a manager after a restart.",
    operands: operands(""),
    tools: instead(
      "nothing to unlock in Kubernetes; Secrets at rest: k3s secrets-encrypt, or --encryption-provider-config",
    ),
    flags: [],
    examples: ["docker swarm unlock"],
  },
  {
    path: "swarm unlock-key",
    aliases: [],
    risk: (command) => (command.byName.has("rotate") ? "write" : "read"),
    summary: "Shows the key that unlocks managers.",
    operands: operands(""),
    tools: instead(
      "nothing to unlock in Kubernetes; Secrets at rest: k3s secrets-encrypt, or --encryption-provider-config",
    ),
    flags: [flag("-q, --quiet", "Prints the key only.", {}), rotate("key")],
    examples: ["docker swarm unlock-key", "docker swarm unlock-key -q --rotate"],
  },
];
