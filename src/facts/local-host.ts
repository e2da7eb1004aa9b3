import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  statSync,
} from "node:fs";
import { connect } from "node:net";
import { hostname } from "node:os";
import type { Answer, ConnectState, ErrorCode, FileStat, Host } from "./host.ts";

const DEFAULT_BYTES = 1024 * 1024;

const missing = { ok: false, code: "ENOENT" } as const;

const codeOf = (error: unknown): ErrorCode =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "EIO";

const attempt = <T>(look: () => Answer<T>): Answer<T> => {
  try {
    return look();
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
};

const kindOf = (mode: number): FileStat["kind"] => {
  switch (mode & constants.S_IFMT) {
    case constants.S_IFREG:
      return "file";
    case constants.S_IFDIR:
      return "dir";
    case constants.S_IFSOCK:
      return "socket";
    case constants.S_IFIFO:
      return "fifo";
    default:
      return "other";
  }
};

// One buffer for all small reads: /proc has hundreds of files, each a few hundred bytes long.
const shared = Buffer.allocUnsafe(64 * 1024);

/** Reads an open file to its end or to `limit` bytes. /proc's files say they are 0 bytes long, so the size is no guide. */
const drain = (fd: number, limit: number): string => {
  let buffer = shared;
  let length = 0;
  for (;;) {
    const room = Math.min(buffer.length, limit) - length;
    const got = room > 0 ? readSync(fd, buffer, length, room, null) : 0;
    length += got;
    if (got === 0 || length >= limit) return buffer.toString("utf8", 0, length);
    if (length < buffer.length) continue;
    const larger = Buffer.allocUnsafe(Math.min(buffer.length * 4, limit));
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
  }
};

// O_NONBLOCK: opening a fifo would wait for its writer.
const READ = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/** A process's own files, which are always regular ones; `/proc/<pid>/root/…` leads elsewhere. */
const ofProcess = (path: string): boolean => path.startsWith("/proc/") && !path.includes("/root/");

const read = (path: string, maxBytes = DEFAULT_BYTES): Answer<string> => {
  try {
    // Missing files are the usual case, and a thrown error costs ten times the look-up. Not so for /proc's hundreds.
    const known = ofProcess(path);
    if (!known && !statSync(path, { throwIfNoEntry: false })) return missing;
    const fd = openSync(path, READ);
    try {
      if (!known && kindOf(fstatSync(fd).mode) !== "file") return { ok: false, code: "EINVAL" };
      return { ok: true, value: drain(fd, maxBytes) };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
};

const connectStates: Record<string, ConnectState> = {
  ECONNREFUSED: "refused",
  ENOENT: "missing",
  ENOTDIR: "missing",
  EACCES: "denied",
  EPERM: "denied",
  ENOTSOCK: "not-a-socket",
  // The queue of a listening socket is full: its owner accepts nothing.
  EAGAIN: "timeout",
};

const tryConnect = (path: string, timeoutMs: number): Promise<ConnectState> =>
  new Promise((resolve) => {
    const socket = connect({ path });
    const settle = (state: ConnectState) => {
      clearTimeout(deadline);
      socket.destroy();
      resolve(state);
    };
    const deadline = setTimeout(() => settle("timeout"), timeoutMs);
    socket.once("connect", () => settle("open"));
    socket.once("error", (error) => settle(connectStates[codeOf(error)] ?? "failed"));
  });

/**
 * This machine as a Host.
 * @param exec how child processes are run (`run` of src/runtime): facts ask, they do not know how to spawn
 */
export const localHost = (exec: Host["exec"]): Host => ({
  now: () => Date.now(),
  hostname,
  uid: () => process.geteuid?.() ?? null,
  env: (name) => process.env[name],
  stat: (path) =>
    attempt(() => {
      const found = statSync(path, { throwIfNoEntry: false });
      if (!found) return missing;
      const { mode, uid, gid, size, mtimeMs } = found;
      return { ok: true, value: { kind: kindOf(mode), mode: mode & 0o7777, uid, gid, size, mtimeMs } };
    }),
  read,
  list: (path) => attempt(() => ({ ok: true, value: readdirSync(path).sort() })),
  readlink: (path) =>
    attempt(() => {
      const found = lstatSync(path, { throwIfNoEntry: false });
      if (!found) return missing;
      if (!found.isSymbolicLink()) return { ok: false, code: "EINVAL" };
      return { ok: true, value: readlinkSync(path) };
    }),
  connect: async (path, timeoutMs) => {
    try {
      return await tryConnect(path, timeoutMs);
    } catch {
      // A path longer than a socket address holds (107 bytes) is thrown, not reported.
      return "failed";
    }
  },
  exec,
});
