import type { Engine, Flavor, Tool } from "./tool.ts";

/** Where ctool learnt of something: a path list, a variable, a file and its line, or a process. */
export interface Source {
  /** `path`, `env`, `config`, `proc`, `flag`. */
  by: "path" | "env" | "config" | "proc" | "flag";
  /** `CONTAINERD_ADDRESS`, `/etc/crictl.yaml`, `containerd pid 812`, … */
  text: string;
  line: number | null;
}

/** Whether an engine answers on its socket, and if not, why. */
export type Liveness = "alive" | "refused" | "missing" | "denied" | "timeout" | "not-a-socket" | "unknown";

/** A containerd namespace of an engine, counted from its task folders (running only) or by asking a tool. */
export interface NamespaceCount {
  name: string;
  /** All containers, running or not; null when not asked. */
  containers: number | null;
  /** Containers with a task folder, sandboxes left out; null when this user may not look. */
  running: number | null;
  /** Running sandboxes (pods); null when this user may not look. */
  sandboxes: number | null;
}

/** One engine socket of this node. */
export interface EngineFacts {
  /** Short and unique on this node: `k3s`, `containerd`, `docker`, `docker-containerd`, …, with `-2` when two share a flavor. */
  id: string;
  flavor: Flavor;
  engine: Engine;
  /** Canonical socket path (`/run/…`, not `/var/run/…`). A `tcp://…` DOCKER_HOST stands here as it is. */
  socket: string;
  liveness: Liveness;
  /** One sentence: why it is not alive (`nothing listens: the socket file is a leftover`); null when alive. */
  why: string | null;
  foundBy: Source[];
  /** Process that owns it, where /proc shows one. */
  pid: number | null;
  stateDir: string | null;
  rootDir: string | null;
  namespaces: NamespaceCount[];
  /** CRI is served here as far as can be told from outside (k8s.io tasks, k3s, CRI-O, …); null: unknown. */
  cri: boolean | null;
  /** Running containers (no sandboxes) over all namespaces; null when this user may not look. */
  running: number | null;
  /** For dockerd: socket of the containerd that runs its containers; null when that cannot be told. */
  containerd?: string | null;
}

/** The chosen place: one engine socket and one containerd namespace. */
export interface Target {
  id: string;
  flavor: Flavor;
  engine: Engine;
  socket: string;
  /** Null for engines without namespaces (docker, CRI-O, cri-dockerd). */
  namespace: string | null;
  /** Why this one, one clause: `k3s uses it`, `--address`, `CONTAINERD_ADDRESS`. */
  reason: string;
  otherNamespaces: NamespaceCount[];
}

/** A tool's binary on this node. */
export interface ToolFacts {
  tool: Tool;
  /** Path of the file found, null when none. */
  path: string | null;
  /** The path with links followed. */
  realPath: string | null;
  /** What to execute: `[path]`, or `["/usr/local/bin/k3s", "crictl"]`. Empty when missing. */
  command: string[];
  /** Whose build it is: `k3s` for a link to k3s, `docker` for Docker's containerd.io, `snap`, `rke2`, `microk8s`, null when plain. */
  owner: string | null;
  /** From the version cache; null when it was never asked. */
  version: string | null;
  /** `not-executable` or `missing`; null when usable. */
  problem: "missing" | "not-executable" | null;
  /** Other copies of the same tool on this node. */
  also: string[];
}
