import type { Tool } from "./tool.ts";

/** A network, docker's or one of nerdctl's CNI configurations. What a tool does not say is null. */
export interface Network {
  /** Null for nerdctl's `host` and `none`, which are no objects. Docker's has 64 digits, nerdctl's list shows 12. */
  id: string | null;
  name: string;
  driver: string | null;
  scope: string | null;
  internal: boolean | null;
  ipv6: boolean | null;
  createdAt: string | null;
  labels: Record<string, string>;
}

/** A named volume: a folder of docker's or nerdctl's. */
export interface Volume {
  name: string;
  driver: string | null;
  mountpoint: string | null;
  scope: string | null;
  labels: Record<string, string>;
  /** Bytes, where the tool adds them up. */
  size: number | null;
}

/** One layer of an image's history. */
export interface Layer {
  /** 0 is the newest, as docker prints them. */
  position: number;
  /** Docker: an image id; nerdctl: the snapshot; null where docker says `<missing>`. */
  id: string | null;
  createdAt: string | null;
  createdBy: string;
  comment: string;
  /** Bytes. */
  size: number | null;
}

/** An image that a registry found. */
export interface Hit {
  name: string;
  description: string;
  stars: number | null;
  official: boolean | null;
}

/** What one kind of thing takes on disk. */
export interface DiskUse {
  what: "images" | "containers" | "volumes" | "build-cache" | "image-filesystem" | "content";
  /** Where it lies, where that was said. */
  path: string | null;
  count: number | null;
  active: number | null;
  /** Bytes. */
  size: number | null;
  reclaimable: number | null;
}

/** containerd's file system of a layer (committed) or a container (active). */
export interface Snapshot {
  /** A container's id, or the chain of a layer. */
  key: string;
  parent: string | null;
  state: "active" | "committed" | "view" | "unknown";
  /** Bytes, its parents' left out. */
  size: number | null;
  inodes: number | null;
}

/** A blob of containerd's content store: a manifest, a config, a layer. */
export interface Blob {
  digest: string;
  size: number | null;
  /** As ctr prints it: `40 seconds`. */
  age: string | null;
  labels: Record<string, string>;
}

/** What a container uses, as one tool measures it. Bytes; rates and totals as the tool has them, null where it has none. */
export interface Usage {
  id: string;
  name: string | null;
  /** 100 is one whole CPU. */
  cpuPercent: number | null;
  /** Nanoseconds of CPU used since it began: what a percentage can be reckoned from. */
  cpuNanos: number | null;
  memory: number | null;
  /** Null: no limit. */
  memoryLimit: number | null;
  pids: number | null;
  networkReceived: number | null;
  networkSent: number | null;
  blockRead: number | null;
  blockWritten: number | null;
  /** Bytes of the writable layer. */
  disk: number | null;
}

/** Something that happened on the node, as one tool's stream told it, in docker's words where docker has some. */
export interface NodeEvent {
  /** RFC 3339. */
  time: string | null;
  /** `container`, `image`, `network`, `volume`, `snapshot`, `content`, `namespace`, … */
  kind: string;
  /** Docker's actions: create, start, die, destroy, oom, pause, exec_start, …; else the tool's own word. */
  action: string;
  id: string | null;
  name: string | null;
  /** containerd namespace it happened in. */
  namespace: string | null;
  attributes: Record<string, string>;
}

/** A value of a record's field: text, a number, yes or no, lines, or names with values. */
export type FieldValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

/** One thing in full, as `inspect` and `info` show it: the fields that tools have in common, under common names. */
export interface ObjectRecord {
  id: string;
  name: string | null;
  /** By name, in the order in which they are shown; a tool says nothing of a field that is not there. */
  fields: Record<string, FieldValue>;
  /** For a joined record: who says what the record says, by field. Empty before. */
  saidBy: Record<string, Tool[]>;
}

/** The kinds of things that have a record. */
export type RecordKind =
  | "containerRecord"
  | "imageRecord"
  | "podRecord"
  | "networkRecord"
  | "volumeRecord"
  | "engineRecord";

/** The row type of each further kind of listing. */
export interface ReadKinds extends Record<RecordKind, ObjectRecord> {
  network: Network;
  volume: Volume;
  layer: Layer;
  hit: Hit;
  disk: DiskUse;
  snapshot: Snapshot;
  blob: Blob;
  usage: Usage;
  event: NodeEvent;
}
