import type { NodeFacts } from "../facts/node-facts.ts";
import type { Liveness, RunResult, Target, Tool, ToolFacts } from "../model/index.ts";

/** What a file is to the rules. */
export type FileKind =
  /** containerd's config.toml (v1–v3), and what it imports. */
  | "containerd"
  /** k3s's and RKE2's config.toml.tmpl and config-v3.toml.tmpl. */
  | "containerd-template"
  /** crictl.yaml: /etc's, $CRI_CONFIG_FILE's, k3s's, RKE2's, the one beside the binary. */
  | "crictl"
  | "nerdctl"
  /** dockerd's daemon.json. */
  | "docker-daemon"
  /** The docker command's config.json. */
  | "docker-config"
  /** A context's meta.json. */
  | "docker-context"
  /** k3s's and RKE2's registries.yaml. */
  | "registries"
  /** certs.d/HOST/hosts.toml. */
  | "hosts"
  /** k3s's and RKE2's config.yaml. */
  | "distribution"
  /** config.yaml, instance-config.yaml and kubeadm-flags.env of /var/lib/kubelet, and its drop-ins. */
  | "kubelet"
  /** One network configuration of a CNI folder. */
  | "cni"
  | "buildkit"
  /** A unit, a drop-in, or an environment file that a unit names. */
  | "service";

/** A configuration file as it was found. Rules parse it when they need to (`src/doctor/parse.ts`). */
export interface FileFact {
  kind: FileKind;
  path: string;
  /** Null when it could not be read: `code` says why. */
  text: string | null;
  /** `ENOENT`, `EACCES`, …; null when it was read. */
  code: string | null;
  /** The engine it configures, by id; null where that is nobody's or not known. */
  engine: string | null;
  /** Who names it: `--config of pid 812`, `imports of /etc/containerd/config.toml`; null for a usual place. */
  namedBy: string | null;
}

export interface Owner {
  id: number;
  /** From /etc/passwd or /etc/group; the number as text where they do not know it. */
  name: string;
}

export interface FolderRights {
  path: string;
  mode: number;
  owner: Owner;
  group: Owner;
}

/** One socket path that was looked at and is there, or that something points to. */
export interface SocketFact {
  /** As it is named: `/var/run/docker.sock`. */
  path: string;
  /** With links followed: `/run/docker.sock`. */
  realPath: string;
  exists: boolean;
  /** What lies there; null when it is missing or hidden. */
  kind: "file" | "dir" | "socket" | "fifo" | "other" | null;
  /** Where the path itself points when it is a link; null when it is none. */
  link: string | null;
  mode: number | null;
  owner: Owner | null;
  group: Owner | null;
  /** Its folders, from / down, as far as they can be seen. */
  folders: FolderRights[];
  liveness: Liveness;
  why: string | null;
  /** The process that listens, where /proc shows it. */
  listener: { pid: number; program: string } | null;
  /** What answered to a look at the protocol: set by who listens; null when nobody can tell. */
  speaks: "grpc" | "http" | null;
  /** The engine it belongs to, by id; null when it is no engine of this node. */
  engine: string | null;
}

/** A process that has to do with engines. */
export interface ProcessFact {
  /** `containerd`, `dockerd`, `k3s`, `kubelet`, `containerd-shim-runc-v2`, `buildkitd`, … */
  program: string;
  pid: number;
  argv: string[];
  /** Null when /proc does not say. */
  uid: number | null;
  /** Its executable with links followed; null when this user may not look. Ends in ` (deleted)` after an upgrade under its feet. */
  exe: string | null;
  /** It runs inside a container (kind, k3d): not this node's engine. */
  inContainer: boolean;
  /** As in `Daemon.root`. */
  root: string;
  /** For shims: what they were started for. */
  shim: { namespace: string; id: string; address: string } | null;
}

/** A service as its manager and the disk know it. */
export interface ServiceFact {
  /** Without suffix: `k3s`, `containerd`, `docker`, `kubelet`, `rke2-server`, `snap.docker.dockerd`. */
  name: string;
  manager: "systemd" | "openrc" | "snap";
  /** The unit and its drop-ins, then the environment files they name, read from disk. */
  files: FileFact[];
  /** `active`, `inactive`, `failed`, `activating`, …; null where the manager does not run, or did not answer. */
  active: string | null;
  /** `running`, `dead`, `auto-restart`, …; null as above. */
  sub: string | null;
  /** `enabled`, `disabled`, `masked`, …; null as above. */
  enabled: string | null;
  /** How it ended last: `success`, `exit-code`, `signal`, …; null as above. */
  result: string | null;
  /** Its main process; null when none runs or that is not known. */
  pid: number | null;
  /** Its last lines in the journal, oldest first; empty where there is no journal. */
  journal: { time: string | null; text: string }[];
}

/** A program that is no tool: containerd, dockerd, runc, k3s, kubelet, buildkitd, … */
export interface BinaryFact {
  name: string;
  path: string;
  realPath: string;
  /** `k3s`, `docker` (containerd.io), `snap`, `rke2`, `microk8s`; null when plain. */
  owner: string | null;
  /** Other copies. */
  also: string[];
}

/** A CNI set-up: the kubelet's through the CRI plugin, or nerdctl's. */
export interface CniFact {
  /** Engine id for the CRI plugin's; `nerdctl` for nerdctl's own. */
  of: string;
  confDir: string;
  binDir: string;
  /** Why these folders: a file's path and line, or null for the usual places. */
  source: { path: string; line: number } | null;
  /** Names in confDir; null when it is missing or may not be read. */
  configs: string[] | null;
  /** Names in binDir; null as above. */
  plugins: string[] | null;
}

export interface DiskFact {
  path: string;
  /** `root of k3s`, `state of containerd`, `/var/log/pods`. */
  of: string;
  totalBytes: number;
  /** For ordinary users. */
  freeBytes: number;
  totalInodes: number;
  freeInodes: number;
}

/** One of the tools' own calls, with what came of it. */
export interface Probe {
  tool: Tool;
  /** `ps`, `version`, `info`, `images`, `pods`, `plugins`, `plugin-errors`, `namespaces`, `containers`. */
  name: string;
  /** Engine id that the argv names; null: as a person types it, so that variables and files decide where it goes. */
  at: string | null;
  namespace: string | null;
  argv: string[];
  run: RunResult;
}

/** The user who asks. */
export interface UserFact {
  /** Null where there are no user ids. */
  uid: number | null;
  name: string | null;
  groups: Owner[];
  /** Path of sudo; null when there is none. */
  sudo: string | null;
  home: string | null;
  /** PATH, split. */
  path: string[];
  xdgRuntimeDir: string | null;
}

/** The command that a person asks about: `ctool doctor 'docker ps'`, `ctool why 'crictl ps'`. */
export interface Asked {
  /** As typed. */
  input: string;
  /** Null when the line is no tool's. */
  tool: Tool | null;
  argv: string[];
  /** What came of it where it was run; null when it was not. */
  run: RunResult | null;
}

/** All that doctor knows about a node. Plain data: recorded and replayed through the Host door, made by hand in tests. */
export interface DoctorFacts {
  /** Milliseconds since the epoch. */
  now: number;
  node: NodeFacts;
  /** Where ctool itself would go; null when there is nowhere to. */
  target: Target | null;
  tools: ToolFacts[];
  sockets: SocketFact[];
  processes: ProcessFact[];
  services: ServiceFact[];
  /** Every configuration file that is there, or that something names, or that may not be read; usual places that are empty are left out. */
  files: FileFact[];
  binaries: BinaryFact[];
  cni: CniFact[];
  /** Of the unified hierarchy 2, of the old ones 1; null where there is none. */
  cgroup: { version: 1 | 2 | null };
  disks: DiskFact[];
  user: UserFact;
  probes: Probe[];
  /** What everything together was given, in milliseconds: probes have what is left of it after the first look. */
  deadlineMs: number;
  asked: Asked | null;
  /** Folders that exist and matter: `/var/snap/docker`, `/var/lib/docker/overlay2`, `/etc/eks`, … */
  folders: string[];
  /** Containers that dockerd's data folder holds, running or not; null when there is no such folder, or this user may not look. */
  dockerContainers: number | null;
  unseen: { what: string; why: string }[];
}
