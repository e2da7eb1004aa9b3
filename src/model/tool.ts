/** A command-line client that ctool asks or translates for. */
export type Tool = "docker" | "nerdctl" | "crictl" | "ctr";

/** Every tool, in the order in which columns and lists show them. */
export const TOOLS: readonly Tool[] = ["docker", "nerdctl", "crictl", "ctr"];

/** What listens on an engine socket. */
export type Engine = "containerd" | "docker" | "cri-o" | "cri-dockerd";

/** What owns an engine socket. k3s and RKE2 share a socket path: their process and data directory tell them apart. */
export type Flavor =
  | "k3s"
  | "rke2"
  | "microk8s"
  | "k0s"
  | "containerd"
  | "docker"
  | "docker-containerd"
  | "rootless"
  | "cri-o"
  | "cri-dockerd"
  | "colima";

/** How good a translation is; see docs/architecture.md, "Words". */
export type Fit = "exact" | "steps" | "partial" | "none";

/** What a command does to the node. */
export type Risk = "read" | "write" | "destroy";
