import type { RunRequest, RunResult, StreamRequest, StreamResult } from "../model/run.ts";

export type ErrorCode = "ENOENT" | "EACCES" | "EPERM" | "ENOTDIR" | "ELOOP" | "EINVAL" | "EIO" | (string & {});
/** A look at the world: what was found, or the system's error code. Never thrown. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: ErrorCode };

export interface FileStat {
  kind: "file" | "dir" | "socket" | "fifo" | "other";
  /** Permission bits, e.g. 0o660. */
  mode: number;
  uid: number;
  gid: number;
  /** Bytes. */
  size: number;
  mtimeMs: number;
}

/** Room in the file system that holds a path. */
export interface FileSystemRoom {
  totalBytes: number;
  /** For ordinary users: without the share kept for root. */
  freeBytes: number;
  /** 0 where the file system does not count them (btrfs). */
  totalInodes: number;
  freeInodes: number;
}

export type ConnectState = "open" | "refused" | "missing" | "denied" | "timeout" | "not-a-socket" | "failed";

/**
 * The one door to this machine: everything that ctool reads or starts goes through it, so that a recording can stand in
 * for a node. File look-ups are synchronous (local kernel file systems: measured faster than the thread pool) and follow links.
 */
export interface Host {
  /** Milliseconds since the epoch; a recording answers with the time it was made. */
  now(): number;
  hostname(): string;
  /** Effective user id; null where there is none (Windows). */
  uid(): number | null;
  env(name: string): string | undefined;
  stat(path: string): Answer<FileStat>;
  /** A regular file's text (or /proc's), at most `maxBytes` (default 1 MiB). Anything but a regular file is `EINVAL`. */
  read(path: string, maxBytes?: number): Answer<string>;
  /** Names in a folder, sorted. */
  list(path: string): Answer<string[]>;
  /** Where a link points, one step. `EINVAL` when it is not a link. */
  readlink(path: string): Answer<string>;
  /** How much room the file system of an existing path has. */
  statfs(path: string): Answer<FileSystemRoom>;
  /** Whether something listens on a unix socket, without saying anything to it. */
  connect(path: string, timeoutMs: number): Promise<ConnectState>;
  /** Starts a child, collects its output and waits for it. */
  exec(request: RunRequest): Promise<RunResult>;
  /** Starts a child whose output is passed on as it comes. A recording answers with what `exec` of the same argv gave. */
  stream(request: StreamRequest): Promise<StreamResult>;
}
