import type { Tool } from "./tool.ts";

/** What a tool is for: the comparison that people start from. */
export interface AboutTool {
  tool: Tool;
  purpose: string;
  community: string;
  worksWith: string;
  /** What it shows and touches, in containerd's words. */
  sees: string;
  onlyHere: string[];
  lacks: string[];
}

/** Facts from each project's own documentation: nerdctl's README and docs/command-reference.md, cri-tools' docs/crictl.md, ctr's --help ("unsupported debug and administrative client"). */
export const aboutTools: readonly AboutTool[] = [
  {
    tool: "docker",
    purpose: "Docker's own command line: build, ship and run with dockerd",
    community: "Docker / Moby",
    worksWith: "dockerd only (its API on docker.sock)",
    sees: "what dockerd made; in containerd that is namespace moby. Never a pod of a containerd node",
    onlyHere: [
      "Swarm (service, stack, node, secret, config)",
      "contexts and remote daemons",
      "docker plugins",
      "network connect of a running container",
    ],
    lacks: ["containerd namespaces", "pods", "anything that dockerd did not make"],
  },
  {
    tool: "nerdctl",
    purpose: "Docker-like command line for containerd, for people",
    community: "containerd (a sub-project of its own)",
    worksWith: "containerd, any namespace (default: default)",
    sees: "every container of one namespace, pods' containers and their sandboxes included",
    onlyHere: [
      "compose without dockerd",
      "lazy pulling (stargz, nydus, overlaybd, SOCI)",
      "encrypted images (ocicrypt)",
      "P2P image distribution (IPFS)",
      "image signing and verifying (cosign, notation)",
      "rootless with bypass4netns",
      "namespaces with --namespace on every command",
    ],
    lacks: ["Swarm", "contexts", "the Docker REST API", "restarting a pod's container"],
  },
  {
    tool: "crictl",
    purpose: "debugging a Kubernetes node through CRI, as the kubelet does",
    community: "Kubernetes (SIG Node, cri-tools)",
    worksWith: "any CRI runtime: containerd (namespace k8s.io), CRI-O, cri-dockerd",
    sees: "pods, and the containers that were made through CRI; sandboxes are pods, never containers",
    onlyHere: [
      "pods as objects (pods, runp, stopp, rmp, inspectp)",
      "attempts and the log files of pods",
      "port-forward to a pod",
      "the runtime's CRI status (info)",
    ],
    lacks: [
      "build, push, tag, save, load",
      "networks and volumes",
      "names in place of ids",
      "containers that nerdctl or ctr made",
    ],
  },
  {
    tool: "ctr",
    purpose: "containerd's own debugging client: its objects as they are (unsupported, may change)",
    community: "containerd (ships with it)",
    worksWith: "containerd, any namespace (default: default)",
    sees: "containers (metadata), tasks (what runs), images, content, snapshots, leases of one namespace",
    onlyHere: [
      "content, snapshots, leases, plugins",
      "containers and tasks apart",
      "image import/export straight into a namespace",
      "events of every namespace",
    ],
    lacks: ["logs", "published ports", "build, compose", "short image names", "exec without an --exec-id"],
  },
];
