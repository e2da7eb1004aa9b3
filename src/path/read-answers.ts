import { readDocuments } from "../adapters/json.ts";
import { bytesOf } from "../adapters/quantities.ts";
import { count, flag, labels, line, lines, list, part, raw, type Value } from "../adapters/values.ts";
import { cleanLine } from "../model/index.ts";
import type { HopFacts, Sought } from "./types.ts";

/** The text of an answer; empty where there is none. */
const textOf = (sought: Sought | null): string => (sought && "text" in sought ? sought.text : "");

/** The first document of an answer, read leniently; null where there is no answer. */
const read = <T>(sought: Sought | null, as: Value<T>): T | null => {
  const [first] = readDocuments(textOf(sought)).rows;
  return first === undefined ? null : as(first);
};

const mount = part({ source: line, destination: line, type: line, options: lines });

const specPart = part({
  annotations: labels,
  mounts: list(mount),
});

/** `crictl inspect`: CRI's status, and what containerd adds to it as `info`. */
const criContainer = part({
  status: part({
    state: line,
    exitCode: count,
    createdAt: line,
    image: part({ image: line }),
    imageRef: line,
    imageId: line,
    logPath: line,
    metadata: part({ attempt: count, name: line }),
  }),
  info: part({
    pid: count,
    sandboxID: line,
    snapshotKey: line,
    snapshotter: line,
    runtimeSpec: specPart,
  }),
});

/** `crictl inspectp`. Namespace mode 2 is the node's own (runtime.v1.NamespaceMode); as JSON it is a word. */
const criSandbox = part({
  status: part({
    state: line,
    metadata: part({ name: line, namespace: line, uid: line, attempt: count }),
    network: part({ ip: line, additionalIps: list(part({ ip: line })) }),
    linux: part({ namespaces: part({ options: part({ network: line }) }) }),
  }),
  info: part({ pid: count, image: line }),
});

/** `docker inspect`, one entry. */
const dockerContainer = part({
  State: part({ Status: line, Pid: count, ExitCode: count }),
  Created: line,
  Image: line,
  Config: part({ Image: line }),
  LogPath: line,
  HostConfig: part({ LogConfig: part({ Type: line }) }),
  Driver: line,
  GraphDriver: part({ Name: line, Data: part({ LowerDir: line, UpperDir: line }) }),
  Mounts: list(part({ Source: line, Destination: line, Type: line, RW: flag })),
});

/** `ctr containers info`. What CRI keeps of its own is base64 JSON in an extension. */
const ctrContainer = part({
  Image: line,
  Labels: labels,
  Runtime: part({ Name: line }),
  SnapshotKey: line,
  Snapshotter: line,
  CreatedAt: line,
  Extensions: part({ "io.cri-containerd.container.metadata": part({ value: raw }) }),
  Spec: specPart,
});

const runcState = part({ status: line, pid: count, bundle: line });

export const readCriContainer = (sought: Sought | null) => read(sought, criContainer);
export const readCriSandbox = (sought: Sought | null) => read(sought, criSandbox);
export const readDockerContainer = (sought: Sought | null) => read(sought, dockerContainer);
export const readCtrContainer = (sought: Sought | null) => read(sought, ctrContainer);
export const readRuncState = (sought: Sought | null) => read(sought, runcState);
/** The OCI runtime configuration in the task folder. */
export const readConfig = (sought: Sought | null) => read(sought, specPart);

const criMetadata = part({ Metadata: part({ LogPath: line, SandboxID: line, ImageRef: line }) });

/** What CRI keeps with its containerd container; null where there is nothing, or nothing readable. */
export const readCriMetadata = (container: ReturnType<typeof readCtrContainer>) => {
  const value = container?.Extensions["io.cri-containerd.container.metadata"].value ?? "";
  if (value === "") return null;
  try {
    return criMetadata(JSON.parse(atob(value))).Metadata;
  } catch {
    return null;
  }
};

/** The snapshot that a container's files are, from whoever said; null: nobody did, or it has none of containerd's. */
export const readSnapshotKey = (
  ctr: Sought | null,
  cri: Sought | null,
): { snapshotter: string; key: string } | null => {
  const fromCtr = readCtrContainer(ctr);
  const fromCri = readCriContainer(cri)?.info;
  const snapshotter = fromCtr?.Snapshotter ?? fromCri?.snapshotter;
  const key = fromCtr?.SnapshotKey ?? fromCri?.snapshotKey;
  return snapshotter && key ? { snapshotter, key } : null;
};

/** A task's line in `ctr tasks ls`; null: it is not in it. `undefined`: there is no list. */
export const readTask = (sought: Sought | null, id: string): { pid: number; status: string } | null | undefined => {
  if (!sought || !("text" in sought)) return undefined;
  for (const row of sought.text.split("\n")) {
    const [task, pid, status] = row.trim().split(/\s+/);
    if (task === id && pid !== undefined && status !== undefined)
      return { pid: Number(pid), status: cleanLine(status) };
  }
  return null;
};

/** How many processes `ctr tasks ps` lists; null where there is no list. */
export const countProcesses = (sought: Sought | null): number | null =>
  sought && "text" in sought ? sought.text.split("\n").filter((row) => /^\d+\s/.test(row)).length : null;

/** The value of one `-o` option of a mount line, or of one in /proc/PID/mounts. */
const optionOf = (options: string, name: string): string | null =>
  new RegExp(`(?:^|,)${name}=([^,]*)`).exec(options)?.[1] ?? null;

/** The layers of an overlay: how many lie below, and the writable one. Null: it is no overlay. */
export const readOverlay = (options: string): { layers: number; upper: string | null } | null => {
  const lower = optionOf(options, "lowerdir");
  return lower === null
    ? null
    : {
        layers: lower.split(":").filter((one) => one !== "").length,
        upper: cleanLine(optionOf(options, "upperdir") ?? "") || null,
      };
};

/** The options of the mount line that `ctr snapshots mounts` prints (`mount -t overlay overlay /mnt -o …`). */
export const readSnapshotMount = (sought: Sought | null): string | null =>
  /^mount -t \S+ \S+ \S+ -o (\S+)$/m.exec(textOf(sought))?.[1] ?? null;

/** Bytes in `ctr snapshots usage KEY` (`KEY  1.9 MiB  85`). */
export const readSnapshotUsage = (sought: Sought | null, key: string): number | null => {
  const row = textOf(sought)
    .split("\n")
    .find((one) => one.startsWith(`${key} `));
  return row === undefined ? null : bytesOf(/^\S+\s+(.*\S)\s+\d+\s*$/.exec(row)?.[1] ?? null);
};

/** `/proc/PID/mounts`: spaces and their like are written as `\040`. */
export const readProcMounts = (
  sought: Sought | null,
): { source: string; destination: string; type: string; options: string }[] =>
  textOf(sought)
    .split("\n")
    .flatMap((row) => {
      const [source, destination, type, options] = row
        .split(" ")
        .map((word) =>
          cleanLine(word.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))),
        );
      return source && destination && type && options ? [{ source, destination, type, options }] : [];
    });

/** Mounts that every container has, for the kernel's sake: nobody asked for them. */
const KERNEL_TYPES = new Set(["proc", "sysfs", "cgroup", "cgroup2", "devpts", "mqueue"]);
const isKernels = (destination: string, type: string): boolean =>
  KERNEL_TYPES.has(type) ||
  destination === "/dev" ||
  destination.startsWith("/proc/") ||
  destination.startsWith("/sys/");

/** What was mounted into a container, by its configuration: binds, volumes, memory file systems. */
export const mountsOf = (
  mounts: readonly { source: string | null; destination: string | null; type: string | null; options: string[] }[],
): HopFacts["mounts"]["list"] =>
  mounts.flatMap(({ source, destination, type, options }) =>
    destination === null || isKernels(destination, type ?? "")
      ? []
      : [{ source: source ?? "", destination, type: type ?? "", readOnly: options.includes("ro") }],
  );
