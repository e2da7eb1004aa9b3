import type { Inspected } from "./docker-format.ts";
import { type GoStruct, listOf, type Value, valueOfJson } from "./values.ts";

/** Fields of docker's types that are maps, whatever their keys look like (moby, api/types/{container,image,network}). */
const MAPS: ReadonlySet<string> = new Set([
  "Labels",
  "Ports",
  "Volumes",
  "ExposedPorts",
  "Networks",
  "Sysctls",
  "Tmpfs",
  "StorageOpt",
  "Annotations",
  "Options",
  "DriverOpts",
  "Data",
]);

/** Fields that are pointers: where docker's JSON says null for another, it is an empty list. */
const POINTERS: ReadonlySet<string> = new Set([
  "OomKillDisable",
  "PidsLimit",
  "MemorySwappiness",
  "Init",
  "IPAMConfig",
]);

/** Struct → fields that docker's JSON leaves out when they are empty. */
const OMITTED: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  State: { Health: { kind: "nil", type: "*container.Health" } },
  Config: {
    Healthcheck: { kind: "nil", type: "*container.HealthConfig" },
    ExposedPorts: { kind: "map", type: "nat.PortSet", entries: new Map() },
    StopSignal: "",
    StopTimeout: { kind: "nil", type: "*int" },
    Shell: listOf([], "strslice.StrSlice"),
    MacAddress: "",
    NetworkDisabled: false,
    ArgsEscaped: false,
  },
  HostConfig: {
    Init: { kind: "nil", type: "*bool" },
    Annotations: { kind: "map", type: "map[string]string", entries: new Map() },
    Tmpfs: { kind: "map", type: "map[string]string", entries: new Map() },
    Sysctls: { kind: "map", type: "map[string]string", entries: new Map() },
    StorageOpt: { kind: "map", type: "map[string]string", entries: new Map() },
    Mounts: listOf([], "[]mount.Mount"),
  },
  container: { SizeRw: { kind: "nil", type: "*int64" }, SizeRootFs: { kind: "nil", type: "*int64" } },
};

/** The type of a list of texts is what `join` wants; docker's other lists are of structs. */
const listValue = (items: readonly unknown[]): Value =>
  items.every((item) => typeof item === "string")
    ? listOf(items, "[]string")
    : listOf(
        items.map((item) => typed(item, "", "struct")),
        "[]interface {}",
      );

/** Docker's JSON key → the field of its Go struct, where they differ. Templates may say either. */
const RENAMED: Readonly<Record<string, string>> = {
  Id: "ID",
  Dns: "DNS",
  DnsOptions: "DNSOptions",
  DnsSearch: "DNSSearch",
  NanoCpus: "NanoCPUs",
  CpuShares: "CPUShares",
  CpuPeriod: "CPUPeriod",
  CpuQuota: "CPUQuota",
  CpuRealtimePeriod: "CPURealtimePeriod",
  CpuRealtimeRuntime: "CPURealtimeRuntime",
  CpuCount: "CPUCount",
  CpuPercent: "CPUPercent",
};
const keys: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(RENAMED).map(([key, field]) => [field, key]),
);

/** The fields of a struct. A logging driver's `Config` is a map, like no other one. */
const fieldsOf = (json: object, parent: string): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(json).map(([key, value]) => {
      const name = parent === "LogConfig" && key === "Config" ? "Options" : key;
      return [RENAMED[key] ?? key, typed(value, name, key)];
    }),
  );

const typed = (json: unknown, name: string, type: string): Value => {
  if (Array.isArray(json)) return listValue(json);
  if (json === null && POINTERS.has(name)) return { kind: "nil", type };
  if (json === null && MAPS.has(name))
    return { kind: "map", type: "map[string]string", entries: new Map(), isNil: true };
  if (json === null) return { kind: "list", type: "[]string", items: [], isNil: true };
  if (typeof json !== "object") return valueOfJson(json);
  const entries = Object.entries(json as object);
  if (MAPS.has(name)) {
    const values = entries.map(([key, value]): [string, Value] => [key, typed(value, "", "struct")]);
    const texts = entries.every(([, value]) => typeof value === "string");
    return { kind: "map", type: texts ? "map[string]string" : "map[string]interface {}", entries: new Map(values) };
  }
  const fields = { ...OMITTED[name], ...fieldsOf(json, name) };
  const omitEmpty = Object.keys(OMITTED[name] ?? {});
  return { kind: "struct", type, fields, json: { keys, omitEmpty } } satisfies GoStruct;
};

/** Docker's answer about a container (one element of `docker inspect`), with docker's types: `State` is a struct, `Labels` a map. */
export const inspectedContainer = (json: unknown): Inspected => ({
  value: typed(json, "container", "container.InspectResponse"),
  json,
});

/** Docker's answer about an image, with docker's types. */
export const inspectedImage = (json: unknown): Inspected => ({
  value: typed(json, "image", "image.InspectResponse"),
  json,
});
