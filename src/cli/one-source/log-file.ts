import { podLogPath, readCriEntry } from "../../adapters/cri-log.ts";
import { readersFor } from "../../adapters/reads/index.ts";
import type { Container, Tool } from "../../model/index.ts";
import { askOne } from "../../runtime/ask.ts";
import type { Context } from "../context.ts";
import { deadlineOf } from "../node.ts";
import { textOfLine } from "./lines.ts";
import type { LogWindow } from "./log-window.ts";
import { windowed } from "./log-window.ts";
import type { Printed, ReadLine } from "./print.ts";
import type { Source } from "./sources.ts";

/** The pods' folders, one for each: `NAMESPACE_NAME_UID`. */
const PODS = "/var/log/pods";

/** The uid of a pod whose labels nobody could read, from the name of its folder; null when there is none, or several. */
const uidFromFolder = (podNamespace: string, pod: string, { host }: Context): string | null => {
  const folders = host.list(PODS);
  const start = `${podNamespace}_${pod}_`;
  const found = folders.ok ? folders.value.filter((name) => name.startsWith(start)) : [];
  return found.length === 1 ? (found[0]?.slice(start.length) ?? null) : null;
};

/** The newest attempt that has a file: `4.log`. */
const newestAttempt = (folder: string, { host }: Context): number => {
  const files = host.list(folder);
  const attempts = files.ok ? files.value.flatMap((name) => Number(/^(\d+)\.log$/.exec(name)?.[1] ?? Number.NaN)) : [];
  return Math.max(0, ...attempts.filter((attempt) => !Number.isNaN(attempt)));
};

/** Where the kubelet has a pod's container write; null for what is in no pod, or where the file is not. */
export const kubeletLogFile = (row: Container, context: Context): string | null => {
  const { pod, podNamespace, podContainer: container } = row;
  if (pod === null || podNamespace === null || container === null) return null;
  const uid = row.labels["io.kubernetes.pod.uid"] ?? uidFromFolder(podNamespace, pod, context);
  if (uid === null) return null;
  const attempt = row.attempt ?? newestAttempt(`${PODS}/${podNamespace}_${pod}_${uid}/${container}`, context);
  const path = podLogPath({ podNamespace, pod, uid, container, attempt });
  return context.host.stat(path).ok ? path : null;
};

const INSPECT: Partial<Record<Tool, readonly string[]>> = {
  docker: ["container", "inspect"],
  nerdctl: ["container", "inspect"],
  crictl: ["inspect", "-o", "json"],
};

/** The log file of a container as the tool that is asked for the log names it; null when it does not. */
export const toolLogFile = async (id: string, source: Source, context: Context): Promise<string | null> => {
  const verb = INSPECT[source.tool];
  const at = source.argv.indexOf("logs");
  if (!verb || at < 0) return null;
  const argv = [...source.argv.slice(0, at), ...verb, id].filter((word) => word !== "container" || verb.includes(word));
  const query = { tool: source.tool, name: "record", argv };
  const answered = await askOne(context.host, query, source.command, deadlineOf(context, 5_000));
  const target = { id: "", flavor: "containerd", engine: "containerd", socket: "", namespace: null } as const;
  const readers = await readersFor("containerRecord");
  const read = readers[source.tool].read(
    { kind: "containerRecord", all: true, size: false },
    { ...target, reason: "", otherNamespaces: [] },
    [answered],
  );
  const [row] = "listing" in read ? read.listing.rows : [];
  const path = row && "fields" in row ? row.fields.logPath : undefined;
  return typeof path === "string" ? path : null;
};

const encoder = new TextEncoder();

/** Reads the lines of a CRI log file: the same text, with or without its time, that `crictl logs` prints. */
export const criLines = (window: LogWindow, keepTime: boolean): ReadLine => {
  const read = windowed(window, keepTime);
  return (line): Printed | null => {
    const entry = readCriEntry(textOfLine(line));
    if (!entry) return null;
    return read(encoder.encode(`${entry.time} ${entry.text}${entry.partial ? "" : "\n"}`));
  };
};

/** The command that reads a log file where no client is left: coreutils' own tail follows rotation and truncation. */
export const tailCommand = (path: string, { tail, follow }: { tail: string | null; follow: boolean }): string[] => [
  "tail",
  "-n",
  tail === null || tail === "all" ? "+1" : tail,
  ...(follow ? ["-F"] : []),
  "--",
  path,
];
