import type { Blob, DiskUse, ReadKinds } from "../../model/index.ts";
import type { Sheet } from "../joined.ts";
import { shortId } from "../names.ts";
import { agoOf } from "../status.ts";
import type { Column } from "../table.ts";
import { humanSize, shortenTimes } from "../units.ts";
import { binarySize } from "./sizes.ts";

const size = (bytes: number | null): string => (bytes === null ? "" : humanSize(bytes));
const text = (value: string | number | null): string => (value === null ? "" : String(value));
const labelsText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
/** Ids as docker cuts them, also in front of a name. */
const short = (id: string | null, whole: boolean): string => (id === null ? "" : whole ? id : shortId(id));

const right = (header: string, priority: number): Column => ({ header, align: "right", priority });
const PLACE: readonly Column[] = [{ header: "ENGINE" }, { header: "NAMESPACE" }];
/** Where a row lives: in a pipe there is no line above the table that says so. */
const place = ({ at, namespace }: { at: string; namespace: string | null }): string[] => [at, namespace ?? ""];

const networkSheet: Sheet<"network"> = {
  columns: ({ tty, size: room }) => [
    ...(room === "narrow" ? [] : [{ header: "NETWORK ID", priority: 2 }]),
    { header: "NAME", min: 8, cut: "middle" },
    { header: "DRIVER", priority: 1 },
    { header: "SCOPE", priority: 3 },
    { header: "INTERNAL", priority: 5, optional: true },
    { header: "LABELS", min: 8, priority: 6, optional: true },
    { header: "ENGINE", priority: 2 },
    ...(tty ? [] : [{ header: "NAMESPACE" }]),
  ],
  cells: (row, { tty, noTrunc, size: room }) => [
    ...(room === "narrow" ? [] : [short(row.id, noTrunc === true || !tty)]),
    row.name,
    text(row.driver),
    text(row.scope),
    row.internal === true ? "yes" : "",
    labelsText(row.labels),
    row.at,
    ...(tty ? [] : [row.namespace ?? ""]),
  ],
  shown: (rows) => [...rows],
};

const volumeSheet: Sheet<"volume"> = {
  columns: ({ tty, showSize }) => [
    { header: "VOLUME NAME", min: 8, cut: "middle" },
    { header: "DRIVER", priority: 3 },
    ...(showSize ? [right("SIZE", 2)] : []),
    { header: "MOUNTPOINT", min: 14, cut: "middle", priority: 4 },
    { header: "LABELS", min: 8, priority: 5, optional: true },
    { header: "ENGINE", priority: 2 },
    ...(tty ? [] : [{ header: "NAMESPACE" }]),
  ],
  cells: (row, { tty, showSize }) => [
    row.name,
    text(row.driver),
    ...(showSize ? [size(row.size)] : []),
    text(row.mountpoint),
    labelsText(row.labels),
    row.at,
    ...(tty ? [] : [row.namespace ?? ""]),
  ],
  shown: (rows) => [...rows],
};

const layerSheet: Sheet<"layer"> = {
  columns: ({ tty }) => [
    { header: "LAYER", priority: 3 },
    { header: "CREATED", priority: 2 },
    { header: "CREATED BY", min: 12 },
    right("SIZE", 0),
    { header: "COMMENT", min: 8, priority: 4, optional: true },
    { header: "ENGINE", priority: 2 },
    ...(tty ? [] : [{ header: "NAMESPACE" }]),
  ],
  cells: (row, { tty, now, noTrunc }) => {
    const created = agoOf(row.createdAt, now);
    return [
      row.id === null ? "<missing>" : short(row.id, noTrunc === true || !tty),
      tty ? { text: created, short: shortenTimes(created), style: "plain" } : text(row.createdAt),
      row.createdBy,
      tty ? size(row.size) : text(row.size),
      row.comment,
      row.at,
      ...(tty ? [] : [row.namespace ?? ""]),
    ];
  },
  shown: (rows) => [...rows],
};

const hitSheet: Sheet<"hit"> = {
  columns: () => [
    { header: "NAME", min: 12, cut: "middle" },
    { header: "DESCRIPTION", min: 12, priority: 3 },
    right("STARS", 1),
    { header: "OFFICIAL", priority: 2 },
  ],
  cells: (row) => [row.name, row.description, text(row.stars), row.official === true ? "yes" : ""],
  shown: (rows) => [...rows],
};

const USES: Readonly<Record<DiskUse["what"], string>> = {
  images: "Images",
  containers: "Containers",
  volumes: "Local Volumes",
  "build-cache": "Build Cache",
  "image-filesystem": "Image file system",
  content: "Content (compressed)",
};

const diskSheet: Sheet<"disk"> = {
  columns: ({ tty }) => [
    { header: "TYPE", min: 10 },
    right("TOTAL", 2),
    right("ACTIVE", 3),
    right("SIZE", 0),
    right("RECLAIMABLE", 1),
    { header: "WHERE", min: 10, cut: "middle", priority: 4, optional: true },
    { header: "ENGINE", priority: 2 },
    ...(tty ? [] : [{ header: "NAMESPACE" }]),
  ],
  cells: (row, { tty }) => [
    USES[row.what],
    text(row.count),
    text(row.active),
    tty ? size(row.size) : text(row.size),
    tty ? size(row.reclaimable) : text(row.reclaimable),
    text(row.path),
    row.at,
    ...(tty ? [] : [row.namespace ?? ""]),
  ],
  shown: (rows) => [...rows],
};

const snapshotSheet: Sheet<"snapshot"> = {
  columns: ({ tty }) => [
    { header: "KEY", min: 12, cut: "middle" },
    { header: "PARENT", min: 12, priority: 3, cut: "middle" },
    { header: "KIND", priority: 1 },
    right("SIZE", 0),
    right("INODES", 2),
    ...(tty ? [] : PLACE),
  ],
  cells: (row, { tty, noTrunc }) => {
    const whole = noTrunc === true || !tty;
    return [
      short(row.key, whole),
      short(row.parent, whole),
      row.state,
      tty ? size(row.size) : text(row.size),
      text(row.inodes),
      ...(tty ? [] : place(row)),
    ];
  },
  shown: (rows) => [...rows],
};

/** What a blob is, from the labels that containerd's garbage collector follows. */
const purposeOf = ({ labels }: Blob): string => {
  const keys = Object.keys(labels);
  if (keys.some((key) => key.startsWith("containerd.io/gc.ref.content.m"))) return "index";
  if (keys.some((key) => key.startsWith("containerd.io/gc.ref.content"))) return "manifest";
  if (keys.some((key) => key.startsWith("containerd.io/gc.ref.snapshot"))) return "config";
  return labels["containerd.io/uncompressed"] === undefined ? "" : "layer";
};

const blobSheet: Sheet<"blob"> = {
  columns: ({ tty }) => [
    { header: "DIGEST", min: 12, cut: "middle" },
    { header: "IS", priority: 1, optional: true },
    right("SIZE", 0),
    { header: "AGE", priority: 2 },
    { header: "LABELS", min: 10, priority: 4 },
    ...(tty ? [] : PLACE),
  ],
  cells: (row, { tty, noTrunc }) => [
    short(row.digest, noTrunc === true || !tty),
    purposeOf(row),
    tty ? size(row.size) : text(row.size),
    text(row.age),
    labelsText(row.labels),
    ...(tty ? [] : place(row)),
  ],
  shown: (rows) => [...rows],
};

const both = (one: string, other: string): string => (one === "" && other === "" ? "" : `${one} / ${other}`);

const usageSheet: Sheet<"usage"> = {
  columns: ({ size: room, tty }) => [
    ...(room === "narrow" && tty ? [] : [{ header: "CONTAINER", priority: 2 }]),
    { header: "NAME", min: 10, fair: 28, cut: "middle" },
    right("CPU %", 0),
    { header: "MEM USAGE", align: "right" },
    right("LIMIT", 5),
    right("PIDS", 1),
    { header: "NET I/O", priority: 3, optional: true },
    { header: "BLOCK I/O", priority: 4, optional: true },
    ...(tty ? [] : PLACE),
  ],
  cells: (row, { tty, noTrunc, size: room }) => [
    ...(room === "narrow" && tty ? [] : [short(row.id, noTrunc === true || !tty)]),
    row.name ?? (room === "narrow" ? shortId(row.id) : ""),
    row.cpuPercent === null ? "" : `${row.cpuPercent.toFixed(2)}%`,
    tty ? binarySize(row.memory) : text(row.memory),
    tty ? binarySize(row.memoryLimit) : text(row.memoryLimit),
    text(row.pids),
    both(size(row.networkReceived), size(row.networkSent)),
    both(size(row.blockRead), size(row.blockWritten)),
    ...(tty ? [] : place(row)),
  ],
  shown: (rows) => [...rows],
};

/** The kinds that are tables. */
export type SheetKind = Exclude<keyof ReadKinds, `${string}Record` | "event">;

/** How the rows of each further kind become a table; records have a page of their own (records.ts). */
export const readSheets: { readonly [K in SheetKind]: Sheet<K> } = {
  network: networkSheet,
  volume: volumeSheet,
  layer: layerSheet,
  hit: hitSheet,
  disk: diskSheet,
  snapshot: snapshotSheet,
  blob: blobSheet,
  usage: usageSheet,
};

/** The sheet of a kind, for code that does not know which it has. */
export const readSheetOf = <K extends SheetKind>(kind: K): Sheet<K> => readSheets[kind] as unknown as Sheet<K>;
