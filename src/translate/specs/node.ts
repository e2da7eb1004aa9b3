import { flag, none, noneOf, operands } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";
import { filter, format, quiet, taskRows } from "./list-rows.ts";

const instead = (way: string): CommandSpec["tools"] =>
  noneOf({}, none("nodes belong to Swarm, which is part of dockerd; containerd knows its own node only", way));

export const commands: readonly CommandSpec[] = [
  {
    path: "node ls",
    aliases: ["node list"],
    risk: "read",
    summary: "Lists the nodes of the swarm.",
    operands: operands(""),
    tools: instead("kubectl get nodes -o wide"),
    flags: [filter, format, quiet],
    examples: ["docker node ls", "docker node list -q -f role=manager", "docker node ls --format json"],
  },
  {
    path: "node inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the whole record of nodes.",
    operands: operands("self|NODE [NODE...]", "text"),
    tools: instead("kubectl describe node NODE; crictl info and nerdctl info for this node's runtime"),
    flags: [
      flag("-f, --format string", "Prints a Go template, or json.", {}),
      flag("--pretty", "Prints it for people.", {}),
    ],
    examples: ["docker node inspect self --pretty", "docker node inspect -f '{{.Status.Addr}}' n1 n2"],
  },
  {
    path: "node ps",
    aliases: [],
    risk: "read",
    summary: "Lists the tasks of nodes.",
    operands: operands("[NODE...]", "text"),
    tools: instead("kubectl get pods -A --field-selector spec.nodeName=NODE; on the node, crictl pods"),
    flags: taskRows,
    examples: ["docker node ps", "docker node ps --no-trunc --no-resolve -f desired-state=running n1"],
  },
  {
    path: "node update",
    aliases: [],
    risk: "write",
    summary: "Changes a node: its labels, its role, whether it takes work.",
    operands: operands("NODE", "text"),
    tools: instead("kubectl label node NODE KEY=VALUE; kubectl cordon, drain, uncordon NODE"),
    flags: [
      flag("--availability string", "Whether the node takes work: active, pause, drain.", {}),
      flag("--label-add list", "Sets a label.", {}),
      flag("--label-rm list", "Removes a label.", {}),
      flag("--role string", "Role of the node: worker, manager.", {}),
    ],
    examples: [
      "docker node update --availability drain n1",
      "docker node update --label-add disk=ssd --label-rm old --role worker n1",
    ],
  },
  {
    path: "node promote",
    aliases: [],
    risk: "write",
    summary: "Makes nodes managers.",
    operands: operands("NODE [NODE...]", "text"),
    tools: instead(
      "a node joins the control plane anew: kubeadm join --control-plane, or k3s server --server https://HOST:6443",
    ),
    flags: [],
    examples: ["docker node promote n1 n2"],
  },
  {
    path: "node demote",
    aliases: [],
    risk: "write",
    summary: "Makes managers workers.",
    operands: operands("NODE [NODE...]", "text"),
    tools: instead("kubectl drain and delete the node, then let it join as a worker: kubeadm join, or k3s agent"),
    flags: [],
    examples: ["docker node demote n1"],
  },
  {
    path: "node rm",
    aliases: ["node remove"],
    risk: "destroy",
    summary: "Removes nodes from the swarm.",
    operands: operands("NODE [NODE...]", "text"),
    tools: instead("kubectl drain NODE --ignore-daemonsets, then kubectl delete node NODE"),
    flags: [flag("-f, --force", "Removes a node that still answers.", {})],
    examples: ["docker node rm n1", "docker node remove -f n1"],
  },
];
