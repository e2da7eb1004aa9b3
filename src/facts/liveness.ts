import type { Liveness } from "../model/index.ts";
import type { FileStat, Host } from "./host.ts";

/** Whether something listens, and one sentence when nothing does. */
export interface Verdict {
  liveness: Liveness;
  why: string | null;
}

/** The name of a user or group, from /etc/passwd or /etc/group; its number where they do not know it. */
const nameOf = (host: Host, file: "passwd" | "group", id: number): string => {
  const text = host.read(`/etc/${file}`);
  const line = text.ok ? text.value.split("\n").find((entry) => entry.split(":")[2] === String(id)) : undefined;
  return line?.split(":")[0] || String(id);
};

const sudo = (host: Host): string => (host.uid() === 0 ? "" : ": try sudo");

/** Who may connect: writing is what counts (`man 7 unix`). */
const whyNoRight = (host: Host, { mode, uid, gid }: FileStat): string => {
  const user = nameOf(host, "passwd", uid);
  const group = mode & 0o020 ? nameOf(host, "group", gid) : null;
  const who =
    group === null || group === user ? `only ${user} may use it` : `only ${user} and the group ${group} may use it`;
  return `${who}${sudo(host)}`;
};

/** Which folder on the way cannot be entered. */
const whyNoEntry = (host: Host, path: string): string => {
  let folder = path;
  while (folder !== "") {
    folder = folder.slice(0, folder.lastIndexOf("/"));
    const found = host.stat(folder || "/");
    if (!found.ok) continue;
    return `only ${nameOf(host, "passwd", found.value.uid)} may look into ${folder || "/"}${sudo(host)}`;
  }
  return `this user may not look there${sudo(host)}`;
};

const kinds: Record<Exclude<FileStat["kind"], "socket">, string> = {
  file: "a regular file",
  dir: "a folder",
  fifo: "a named pipe",
  other: "a device",
};

/**
 * Looks whether something listens on a socket path. Never waits on one that is not there: `stat` first, then a connection
 * that is closed at once.
 * @param timeoutMs how long the connection may take
 */
export const checkSocket = async (host: Host, path: string, timeoutMs: number): Promise<Verdict> => {
  const found = host.stat(path);
  if (!found.ok) {
    if (found.code === "EACCES" || found.code === "EPERM") return { liveness: "denied", why: whyNoEntry(host, path) };
    if (found.code === "ENOENT" || found.code === "ENOTDIR")
      return { liveness: "missing", why: "there is no such file" };
    return { liveness: "unknown", why: `it cannot be looked at (${found.code})` };
  }
  const { kind } = found.value;
  if (kind !== "socket") return { liveness: "not-a-socket", why: `it is ${kinds[kind]}, not a socket` };
  switch (await host.connect(path, timeoutMs)) {
    case "open":
      return { liveness: "alive", why: null };
    case "refused":
      return { liveness: "refused", why: "nothing listens: the socket file is a leftover of a process that is gone" };
    case "missing":
      return { liveness: "missing", why: "the socket file has just gone" };
    case "denied":
      return { liveness: "denied", why: whyNoRight(host, found.value) };
    case "timeout":
      return { liveness: "timeout", why: `something listens, but took no connection within ${timeoutMs} ms` };
    case "not-a-socket":
      return { liveness: "not-a-socket", why: "it is not a socket that takes connections" };
    default:
      return { liveness: "unknown", why: "the connection failed" };
  }
};
