import type { ReadKinds } from "./read-rows.ts";
import type { Tool } from "./tool.ts";

export type ContainerState = "running" | "exited" | "created" | "paused" | "unknown";

/** One published port: `hostIp`/`hostPort` are null for a port that is exposed but not published. */
export interface Port {
  hostIp: string | null;
  hostPort: number | null;
  containerPort: number;
  protocol: string;
}

/**
 * A container or a pod's sandbox as one tool sees it, or as ctool joined it. What a tool does not say is null.
 * Times are RFC 3339, sizes bytes. `id` is always the full id (64 hex digits, or whatever `ctr` was given).
 */
export interface Container {
  id: string;
  kind: "container" | "sandbox";
  /** Docker-style name: docker's or nerdctl's own, else `podNamespace/pod/container`, else null. */
  name: string | null;
  /** The name inside the pod (`nginx`), null outside pods and for sandboxes. */
  podContainer: string | null;
  pod: string | null;
  podId: string | null;
  podNamespace: string | null;
  attempt: number | null;
  image: string | null;
  imageId: string | null;
  command: string | null;
  state: ContainerState;
  exitCode: number | null;
  createdAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  pid: number | null;
  ports: Port[];
  labels: Record<string, string>;
  /** Docker's `--size`: bytes of the writable layer; null where it was not asked or not said. */
  size: number | null;
  /** True when the container was made through CRI (labels `io.cri-containerd.kind` or crictl lists it). Null: unknown. */
  cri: boolean | null;
  /** Status words as the tool printed them (`Up 4 minutes`), where it prints any. */
  status: string | null;
  networks: string[];
  mounts: string[];
}

/** One image: several references (tags, digests) may point to it. */
export interface Image {
  /** Config digest (`sha256:…`), what crictl and docker call the image id; null where only the manifest is known. */
  configDigest: string | null;
  /** Manifest (or index) digest, what nerdctl and ctr show; null where only the config is known. */
  manifestDigest: string | null;
  /** Full references with a tag: `docker.io/library/nginx:1.27-alpine`. */
  references: string[];
  /** Full references by digest: `docker.io/library/nginx@sha256:…`. */
  digests: string[];
  /** Bytes of the compressed content (crictl, ctr, nerdctl's BlobSize). */
  contentSize: number | null;
  /** Bytes unpacked on disk (docker, nerdctl's Size). */
  unpackedSize: number | null;
  createdAt: string | null;
  platforms: string[];
  labels: Record<string, string>;
  pinned: boolean | null;
}

/** A pod's sandbox as the CRI lists it. */
export interface Pod {
  id: string;
  name: string;
  podNamespace: string;
  uid: string | null;
  attempt: number | null;
  state: "ready" | "notready" | "unknown";
  createdAt: string | null;
  runtimeHandler: string | null;
  labels: Record<string, string>;
}

/** A containerd namespace and what is in it; null where it was not counted. */
export interface Namespace {
  name: string;
  containers: number | null;
  images: number | null;
  labels: Record<string, string>;
}

/** What one tool says about versions: its own and the engine's. */
export interface Version {
  client: string | null;
  server: string | null;
  /** Parts it names: containerd, runc, CRI API, … */
  components: { name: string; version: string }[];
}

/** The row type of each kind of listing. */
export interface RowKinds extends ReadKinds {
  container: Container;
  image: Image;
  pod: Pod;
  namespace: Namespace;
  version: Version;
}
export type Kind = keyof RowKinds;
/** The kinds whose readers, rules and renderers come with `ctool ps`; those of the others are loaded when they are asked for. */
export type CoreKind = Exclude<Kind, keyof ReadKinds>;

/** What one tool answered, as model rows. `target` and `namespace` say where it was asked. */
export interface Listing<K extends Kind = Kind> {
  tool: Tool;
  kind: K;
  target: string;
  namespace: string | null;
  rows: RowKinds[K][];
  /** How many rows could not be read; absent when all could. */
  dropped?: number;
}
