import type { DiskFact } from "../../doctor/facts.ts";
import type { EngineFacts } from "../../model/index.ts";
import type { Host } from "../host.ts";

/** Folders that Kubernetes and the system need room in. */
const usual = ["/var/lib/kubelet", "/var/log/pods", "/"];

/** Room where engines keep what they hold, and where logs go. */
export const readDisks = (host: Host, engines: readonly EngineFacts[]): DiskFact[] => {
  const wanted = new Map<string, string>();
  for (const { id, rootDir, stateDir } of engines) {
    if (rootDir !== null && !wanted.has(rootDir)) wanted.set(rootDir, `root of ${id}`);
    if (stateDir !== null && !wanted.has(stateDir)) wanted.set(stateDir, `state of ${id}`);
  }
  for (const path of usual) if (!wanted.has(path)) wanted.set(path, path);
  return [...wanted].flatMap(([path, of]) => {
    const room = host.statfs(path);
    return room.ok && room.value.totalBytes > 0 ? [{ path, of, ...room.value }] : [];
  });
};
