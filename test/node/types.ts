import type { ChildProcess, SpawnOptions } from "node:child_process";
import type { PodMade, PodSpec } from "./pod-specs.ts";
import type { ExecOptions, ExecResult, InsideOptions } from "./run-inside.ts";
import type { Service } from "./service.ts";

/** `containerd` is this machine's (1.6 or 1.7), `containerd2` a fetched 2.x, both at /run/containerd. */
export type NodeFlavor = "k3s" | "containerd" | "containerd2" | "docker-only";

export interface NodeOptions {
  flavor: NodeFlavor;
  /** Another containerd beside k3s's, at /run/containerd, with the container `plain-ctr` in `default`. */
  second?: "containerd" | "containerd2";
  /** dockerd with the containers `web` (running) and `oneshot` (ended). Unless told: with k3s and docker-only. */
  docker?: boolean;
  /** Pods of the main containerd; `standard` unless told. */
  pods?: "standard" | readonly PodSpec[];
  /** A container `web` in the namespace `default`, by nerdctl or else by ctr. Unless told: with k3s. */
  nerdctlContainer?: boolean;
  /** A container `plain-ctr` by ctr in `default`. Unless told: with containerd and containerd2. */
  ctrContainer?: boolean;
  /** Serve CRI; yes unless told. */
  cri?: boolean;
  /** Set the node up as if these were not on PATH. */
  without?: readonly ("crictl" | "nerdctl")[];
}

/** Canonical paths of the sockets; null for what the node does not have. */
export interface Sockets {
  /** The main containerd: k3s's, or the one at /run/containerd. */
  containerd: string | null;
  /** The containerd beside k3s's. */
  second: string | null;
  docker: string | null;
}

/** The node's daemons; where one can be named, `containerd` is meant unless told. */
export type EngineName = keyof Sockets;

/** All that is needed to use a node from another process: plain data. */
export interface NodeDescription {
  /** The namespaces' first process, as seen from outside: for `nsenter --target`. */
  pid: number;
  /** Folder of the node's own, at the same path inside and outside (outside it is empty). */
  base: string;
  /** PATH inside. */
  path: string;
  flavor: NodeFlavor;
  hostname: string;
  sockets: Sockets;
  /** Pods are CRI's own; false: made by ctr with a pod's labels, unknown to crictl. */
  hasCri: boolean;
  /** `web` in `default` is nerdctl's own; false: made by ctr, or not there. */
  hasNerdctl: boolean;
  /** Pods have addresses of their own (CNI plugins were found). */
  hasPodNetwork: boolean;
  pods: PodMade[];
  services: Record<EngineName, Service | null>;
}

/** A private node. Everything in it ends with `close()`, or with the process that started it. */
export interface RealNode extends NodeDescription {
  /** Runs a command inside to its end. Its failure is an answer; only a command that cannot be started at all throws. */
  exec(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** Starts a command inside; signals go through `signal`, because the child is nsenter. */
  spawn(argv: readonly string[], options?: InsideOptions & Pick<SpawnOptions, "stdio">): ChildProcess;
  signal(child: ChildProcess, signal: NodeJS.Signals): void;
  /** The same command for those who start it themselves, in a pty. */
  command(argv: readonly string[], options?: InsideOptions): { argv: string[]; env: Record<string, string> };
  /** Writes a file inside, its folders too. */
  write(path: string, text: string): Promise<void>;
  /** Ends a daemon cleanly (with `k3s server`): its socket goes; containerd's shims and containers live on. */
  stopEngine(which?: EngineName): Promise<void>;
  /** Kills a daemon with -9: the socket file stays and nobody listens. */
  killEngine(which?: EngineName): Promise<void>;
  /** Starts a daemon again and waits until it answers. */
  startEngine(which?: EngineName): Promise<void>;
  stopDocker(): Promise<void>;
  /** Makes containers that never start, `extra-0001` and up, about 100 a second, in `default` or `k8s.io`. */
  addContainers(count: number, namespace?: "default" | "k8s.io"): Promise<string[]>;
  /** Makes one more pod in the main containerd. */
  addPod(pod: PodSpec): Promise<PodMade>;
  /** Ends everything in the node and waits until nothing is left of it. Does nothing to a shared node. */
  close(): Promise<void>;
}
