import { cleanLine } from "../../model/clean.ts";
import type { FieldValue, Target } from "../../model/index.ts";
import type { Reader } from "../adapter.ts";
import { readVersions } from "../ctr.ts";
import { readDocument } from "../json.ts";
import { readTable } from "../table.ts";
import { UnreadableAnswer } from "../unreadable.ts";
import { amountAt, at, linesAt, listAt, recordOf, textAt } from "./fields.ts";

type Fields = Record<string, FieldValue | null>;

const ORDER = [
  "hostname",
  "serverVersion",
  "containers",
  "running",
  "paused",
  "stopped",
  "images",
  "snapshotter",
  "root",
  "loggingDriver",
  "cgroupDriver",
  "cgroupVersion",
  "runtimes",
  "defaultRuntime",
  "sandboxImage",
  "cri",
  "network",
  "cniConfDir",
  "cniBinDirs",
  "registryConfig",
  "kernel",
  "os",
  "architecture",
  "cpus",
  "memory",
  "security",
  "plugins",
  "warnings",
] as const;
const recordHere = ({ id }: Target, fields: Fields) => ({
  rows: [recordOf(id, id, Object.fromEntries(ORDER.map((name) => [name, fields[name] ?? null])))],
  dropped: 0,
});

/** A count, for which 0 is an answer. */
const countAt = (document: unknown, path: string): number | null => {
  const found = at(document, path);
  return typeof found === "number" ? found : null;
};

const keysAt = (document: unknown, path: string): string[] => {
  const found = at(document, path);
  return typeof found === "object" && found !== null ? Object.keys(found).map(cleanLine).sort() : [];
};

const bare = (version: string | null): string | null => version?.replace(/^v(?=\d)/, "") ?? null;

/** `docker info`, `nerdctl info`. */
export const readDockerEngine: Reader<"engineRecord"> = (_, main, target) => {
  const info = readDocument(main);
  return recordHere(target, {
    hostname: textAt(info, "Name"),
    serverVersion: bare(textAt(info, "ServerVersion")),
    containers: countAt(info, "Containers"),
    running: countAt(info, "ContainersRunning"),
    paused: countAt(info, "ContainersPaused"),
    stopped: countAt(info, "ContainersStopped"),
    images: countAt(info, "Images"),
    snapshotter: textAt(info, "Driver"),
    root: textAt(info, "DockerRootDir"),
    loggingDriver: textAt(info, "LoggingDriver"),
    cgroupDriver: textAt(info, "CgroupDriver"),
    cgroupVersion: textAt(info, "CgroupVersion"),
    runtimes: keysAt(info, "Runtimes"),
    defaultRuntime: textAt(info, "DefaultRuntime"),
    kernel: textAt(info, "KernelVersion"),
    os: textAt(info, "OperatingSystem"),
    architecture: textAt(info, "Architecture"),
    cpus: amountAt(info, "NCPU"),
    memory: amountAt(info, "MemTotal"),
    security: linesAt(info, "SecurityOptions"),
    warnings: linesAt(info, "Warnings"),
  });
};

/** `ready`, or why not; from CRI's conditions `RuntimeReady` and `NetworkReady`. */
const conditionOf = (info: unknown, type: string): string | null => {
  const found = listAt(info, "status.conditions").find((each) => textAt(each, "type") === type);
  if (found === undefined) return null;
  if (at(found, "status") === true) return "ready";
  return [textAt(found, "reason"), textAt(found, "message")].filter(Boolean).join(": ") || "not ready";
};

/** `crictl info`: the CRI's own status, and the configuration of containerd's CRI plugin (1.x and 2.x name some parts otherwise). */
export const readCriEngine: Reader<"engineRecord"> = (_, main, target) => {
  const info = readDocument(main);
  const config = at(info, "config");
  return recordHere(target, {
    snapshotter: textAt(config, "containerd.snapshotter"),
    root: textAt(config, "containerdRootDir"),
    cgroupDriver: flagText(at(config, "containerd.runtimes.runc.options.SystemdCgroup"), "systemd", "cgroupfs"),
    runtimes: keysAt(config, "containerd.runtimes"),
    defaultRuntime: textAt(config, "containerd.defaultRuntimeName"),
    sandboxImage: textAt(config, "sandboxImage") ?? textAt(config, "pinnedImages.sandbox"),
    cri: conditionOf(info, "RuntimeReady"),
    network: conditionOf(info, "NetworkReady"),
    cniConfDir: textAt(config, "cni.confDir"),
    cniBinDirs: linesAt(config, "cni.binDirs").concat(textAt(config, "cni.binDir") ?? []),
    registryConfig: textAt(config, "registry.configPath"),
  });
};

const flagText = (value: unknown, yes: string, no: string): string | null =>
  value === true ? yes : value === false ? no : null;

/** `ctr version`, and the plugins that are loaded. */
export const readCtrEngine: Reader<"engineRecord"> = (answers, main, target, answered) => {
  const [version] = readVersions(answers, main, target, answered).rows;
  return recordHere(target, { serverVersion: version?.server ?? null, plugins: readPlugins(answers("plugins")) });
};

/** The plugins that work, by type: `snapshotter: native, overlayfs`. */
const readPlugins = (text: string | null): Record<string, string> => {
  if (text === null) return {};
  try {
    const { rows } = readTable(text, ["TYPE", "ID", "PLATFORMS", "STATUS"]);
    const ok = rows.filter(({ TYPE, STATUS }) => STATUS === "ok" && /snapshotter|runtime|cri/.test(TYPE));
    const types = Map.groupBy(ok, ({ TYPE }) => TYPE.replace(/^io\.containerd\./, ""));
    return Object.fromEntries([...types].map(([type, found]) => [type, found.map(({ ID }) => ID).join(", ")]));
  } catch (error) {
    if (error instanceof UnreadableAnswer) return {};
    throw error;
  }
};
