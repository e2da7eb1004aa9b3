import { millisOf } from "../../compare/index.ts";
import type { DiskUse, Hit, Layer, Network, ReadKinds, Usage, Volume } from "../../model/index.ts";
import type { DockerFields } from "../docker-fields.ts";
import type { DockerRecord } from "../docker-json.ts";
import { cut } from "../measure.ts";
import { shortId } from "../names.ts";
import { agoOf } from "../status.ts";
import { humanSize } from "../units.ts";
import { binarySize } from "./sizes.ts";

export interface DockerRowOptions {
  /** Milliseconds since the epoch. */
  now: number;
  noTrunc: boolean;
  /** `docker history --human`: sizes and times for people; on unless it is turned off. */
  human: boolean;
}

/** How docker shows the rows of a kind: what its templates may use, its own table, and the values. */
export interface DockerRows<K extends keyof ReadKinds = keyof ReadKinds> extends DockerFields {
  record(row: ReadKinds[K], options: DockerRowOptions): DockerRecord;
}

const id = (text: string | null, noTrunc: boolean): string => (text === null ? "" : noTrunc ? text : shortId(text));
const labelsText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
const size = (bytes: number | null, none: string): string => (bytes === null ? none : humanSize(bytes));

/** docker/cli, formatter/network.go */
const network: DockerRows<"network"> = {
  type: "*network.networkContext",
  headers: {
    ID: "NETWORK ID",
    Name: "NAME",
    Driver: "DRIVER",
    Scope: "SCOPE",
    IPv4: "IPV4",
    IPv6: "IPV6",
    Internal: "INTERNAL",
    Labels: "LABELS",
    CreatedAt: "CREATED AT",
  },
  table: "table {{.ID}}\\t{{.Name}}\\t{{.Driver}}\\t{{.Scope}}",
  raw: "network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n",
  record: (row: Network, { noTrunc }) => ({
    CreatedAt: row.createdAt ?? "",
    Driver: row.driver ?? "",
    ID: id(row.id, noTrunc),
    IPv4: "true",
    IPv6: String(row.ipv6 ?? false),
    Internal: String(row.internal ?? false),
    Labels: labelsText(row.labels),
    Name: row.name,
    Scope: row.scope ?? "local",
  }),
};

/** docker/cli, formatter/volume.go */
const volume: DockerRows<"volume"> = {
  type: "*formatter.volumeContext",
  headers: {
    Name: "VOLUME NAME",
    Driver: "DRIVER",
    Scope: "SCOPE",
    Labels: "LABELS",
    Mountpoint: "MOUNTPOINT",
    Links: "LINKS",
    Size: "SIZE",
    Availability: "AVAILABILITY",
    Group: "GROUP",
    Status: "STATUS",
  },
  table: "table {{.Driver}}\\t{{.Name}}",
  raw: "name: {{.Name}}\ndriver: {{.Driver}}\n",
  record: (row: Volume) => ({
    Availability: "N/A",
    Driver: row.driver ?? "local",
    Group: "N/A",
    Labels: labelsText(row.labels),
    Links: "N/A",
    Mountpoint: row.mountpoint ?? "",
    Name: row.name,
    Scope: row.scope ?? "local",
    Size: size(row.size, "N/A"),
    Status: "N/A",
  }),
};

/** docker/cli, command/image/formatter_history.go */
const layer: DockerRows<"layer"> = {
  type: "*image.historyContext",
  headers: {
    ID: "IMAGE",
    CreatedSince: "CREATED",
    CreatedAt: "CREATED AT",
    CreatedBy: "CREATED BY",
    Size: "SIZE",
    Comment: "COMMENT",
  },
  table: "table {{.ID}}\\t{{.CreatedSince}}\\t{{.CreatedBy}}\\t{{.Size}}\\t{{.Comment}}",
  raw: null,
  record: (row: Layer, { now, noTrunc, human }) => {
    const ms = millisOf(row.createdAt);
    const at = ms === null ? "" : new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
    const by = row.createdBy.replaceAll("\t", " ");
    return {
      Comment: row.comment,
      CreatedAt: at,
      CreatedBy: noTrunc ? by : cut(by, 45),
      CreatedSince: human ? agoOf(row.createdAt, now) : at,
      ID: row.id === null ? "<missing>" : id(row.id, noTrunc),
      Size: human ? size(row.size, "0B") : String(row.size ?? 0),
    };
  },
};

/** docker/cli, command/registry/formatter_search.go */
const hit: DockerRows<"hit"> = {
  type: "*registry.searchContext",
  headers: {
    Name: "NAME",
    Description: "DESCRIPTION",
    StarCount: "STARS",
    IsOfficial: "OFFICIAL",
    IsAutomated: "AUTOMATED",
  },
  table: "table {{.Name}}\\t{{.Description}}\\t{{.StarCount}}\\t{{.IsOfficial}}",
  raw: null,
  record: (row: Hit, { noTrunc }) => ({
    Description: noTrunc ? row.description : cut(row.description, 45),
    IsAutomated: "false",
    IsOfficial: row.official === true ? "[OK]" : "",
    Name: row.name,
    StarCount: row.stars === null ? "" : String(row.stars),
  }),
};

const TYPES: Readonly<Record<DiskUse["what"], string>> = {
  images: "Images",
  containers: "Containers",
  volumes: "Local Volumes",
  "build-cache": "Build Cache",
  "image-filesystem": "Images",
  content: "Images",
};

/** docker/cli, formatter/disk_usage.go */
const disk: DockerRows<"disk"> = {
  type: "*formatter.diskUsageContext",
  headers: { Type: "TYPE", TotalCount: "TOTAL", Active: "ACTIVE", Size: "SIZE", Reclaimable: "RECLAIMABLE" },
  table: "table {{.Type}}\\t{{.TotalCount}}\\t{{.Active}}\\t{{.Size}}\\t{{.Reclaimable}}",
  raw: null,
  record: (row: DiskUse) => ({
    Active: row.active === null ? "" : String(row.active),
    Reclaimable: size(row.reclaimable, ""),
    Size: size(row.size, ""),
    TotalCount: row.count === null ? "" : String(row.count),
    Type: TYPES[row.what],
  }),
};

const percent = (value: number | null): string => (value === null ? "--" : `${value.toFixed(2)}%`);
const both = (one: string, other: string): string => `${one} / ${other}`;

/** docker/cli, command/container/formatter_stats.go */
const usage: DockerRows<"usage"> = {
  type: "*container.statsContext",
  headers: {
    Container: "CONTAINER",
    ID: "CONTAINER ID",
    Name: "NAME",
    CPUPerc: "CPU %",
    MemUsage: "MEM USAGE / LIMIT",
    MemPerc: "MEM %",
    NetIO: "NET I/O",
    BlockIO: "BLOCK I/O",
    PIDs: "PIDS",
  },
  table:
    "table {{.ID}}\\t{{.Name}}\\t{{.CPUPerc}}\\t{{.MemUsage}}\\t{{.MemPerc}}\\t{{.NetIO}}\\t{{.BlockIO}}\\t{{.PIDs}}",
  raw: null,
  record: (row: Usage, { noTrunc }) => ({
    BlockIO: both(size(row.blockRead, "--"), size(row.blockWritten, "--")),
    CPUPerc: percent(row.cpuPercent),
    Container: id(row.id, noTrunc),
    ID: id(row.id, noTrunc),
    MemPerc: percent(row.memory !== null && row.memoryLimit !== null ? (row.memory / row.memoryLimit) * 100 : null),
    MemUsage: both(binarySize(row.memory) || "--", binarySize(row.memoryLimit) || "--"),
    Name: row.name ?? "--",
    NetIO: both(size(row.networkReceived, "--"), size(row.networkSent, "--")),
    PIDs: row.pids === null ? "--" : String(row.pids),
  }),
};

/** The kinds that docker lists too. */
export type DockerReadKind = "network" | "volume" | "layer" | "hit" | "disk" | "usage";

export const dockerRows: { readonly [K in DockerReadKind]: DockerRows<K> } = {
  network,
  volume,
  layer,
  hit,
  disk,
  usage,
};
