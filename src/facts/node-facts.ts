import type { EngineFacts, Source } from "../model/index.ts";

/** A configuration that could not be understood, or that contradicts another: never a reason to stop looking. */
export interface FactProblem {
  /** The file, variable or process it is about. */
  source: string;
  /** One sentence. */
  text: string;
}

/** The variables that say where the tools connect, as set; null when unset or empty. */
export interface EnvironmentFacts {
  containerdAddress: string | null;
  containerdNamespace: string | null;
  runtimeEndpoint: string | null;
  imageEndpoint: string | null;
  dockerHost: string | null;
  dockerContext: string | null;
  criConfigFile: string | null;
  nerdctlToml: string | null;
}

/** One docker context, or Docker's `default`. */
export interface DockerContext {
  name: string;
  /** `unix:///…`, `tcp://…`, `ssh://…`; null when its file names none. */
  host: string | null;
  /** Its meta.json. */
  file: string;
  current: boolean;
}

/** Programs that own, or use, an engine socket. */
export type DaemonProgram =
  | "containerd"
  | "dockerd"
  | "crio"
  | "cri-dockerd"
  | "kubelet"
  | "kubelite"
  | "k3s"
  | "rke2"
  | "k0s";

/** A running daemon. */
export interface Daemon {
  program: DaemonProgram;
  pid: number;
  argv: string[];
  /** Owner of the process: more than 0 is rootless. Null when /proc does not say. */
  uid: number | null;
  /** Where its files lie as seen from here: empty, or `/proc/<pid>/root` when it has a mount namespace of its own. */
  root: string;
}

/** One shim process: the parent of one container's process, or of a whole pod's. */
export interface Shim {
  pid: number;
  namespace: string;
  /** The sandbox's id for a pod, else the container's. */
  id: string;
  /** Address of the containerd that started it, as on its command line. */
  address: string;
  root: string;
}

/** What /proc says about engines. */
export interface Processes {
  daemons: Daemon[];
  shims: Shim[];
  /** Daemons that run inside a container (kind, k3d, Docker-in-Docker): their sockets are not this node's. */
  inContainers: Daemon[];
  /** Other users' processes can be seen too: an engine that shows none does not run. */
  seesAll: boolean;
  /** Every pid that /proc lists, to tell whether a task still runs. */
  pids: ReadonlySet<number>;
}

/** What the kubelet, or the distribution around it, uses. */
export interface KubernetesUse {
  by: "the kubelet" | "k3s" | "rke2" | "microk8s" | "k0s";
  /** Canonical path of the CRI socket. */
  socket: string;
  source: Source;
}

/** All that ctool found out about this node without running a tool. Plain data: it can be recorded. */
export interface NodeFacts {
  /** False after a quick look: processes were left out, and nothing was counted. */
  complete: boolean;
  hostname: string;
  uid: number | null;
  /** In the order in which lists show them: Kubernetes' own first. */
  engines: EngineFacts[];
  environment: EnvironmentFacts;
  kubernetes: KubernetesUse | null;
  dockerContexts: DockerContext[];
  /** Daemons that run here, with their command lines. */
  daemons: Daemon[];
  inContainers: Daemon[];
  /** Addresses as people and files wrote them → canonical socket path. */
  canonical: Record<string, string>;
  /** Every path that was tried, whether it exists or not. */
  looked: string[];
  problems: FactProblem[];
}
