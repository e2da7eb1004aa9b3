import type { FolderRights, ProcessFact, SocketFact } from "../../doctor/facts.ts";
import type { EngineFacts } from "../../model/index.ts";
import type { Host } from "../host.ts";
import { checkSocket } from "../liveness.ts";
import type { NodeFacts } from "../node-facts.ts";
import { parseAddress, pathResolver } from "../socket-path.ts";
import type { Names } from "./user.ts";

/** Milliseconds after which a listening socket that takes no connection counts as dead. */
const CONNECT_MS = 500;

/** Paths that tools are told of, though no engine that ctool knows listens there. */
const more = ["/var/run/dockershim.sock", "/run/buildkit/buildkitd.sock"];

/** Inode of every bound unix socket, by the path it was bound to (`man 5 proc`, /proc/net/unix). */
const inodesByPath = (host: Host): Map<string, string> => {
  const table = host.read("/proc/net/unix");
  const inodes = new Map<string, string>();
  for (const line of table.ok ? table.value.split("\n").slice(1) : []) {
    // Num RefCount Protocol Flags Type St Inode Path; 00010000 is a socket that listens.
    const [, , , flags, , , inode, path] = line.trim().split(/\s+/);
    if (flags === "00010000" && inode !== undefined && path !== undefined) inodes.set(path, inode);
  }
  return inodes;
};

/** Who holds a socket, by its inode: asked of the engines' processes only. */
const holdersOf = (host: Host, processes: readonly ProcessFact[]): Map<string, { pid: number; program: string }> => {
  const holders = new Map<string, { pid: number; program: string }>();
  for (const { pid, program, shim, inContainer } of processes) {
    if (shim !== null || inContainer) continue;
    const descriptors = host.list(`/proc/${pid}/fd`);
    for (const name of descriptors.ok ? descriptors.value : []) {
      const link = host.readlink(`/proc/${pid}/fd/${name}`);
      const inode = link.ok ? /^socket:\[(\d+)\]$/.exec(link.value)?.[1] : undefined;
      if (inode !== undefined && !holders.has(inode)) holders.set(inode, { pid, program });
    }
  }
  return holders;
};

/** Rights of every folder on the way, from / down, as far as they can be seen. */
const foldersOf = (host: Host, path: string, names: Names): FolderRights[] => {
  const parts = path.split("/").slice(1, -1);
  const paths = ["/", ...parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}`)];
  const folders: FolderRights[] = [];
  for (const folder of paths) {
    const found = host.stat(folder);
    if (!found.ok) break;
    const { mode, uid, gid } = found.value;
    folders.push({ path: folder, mode, owner: names.user(uid), group: names.group(gid) });
  }
  return folders;
};

const speaking = (program: string | undefined, engine: EngineFacts | undefined): SocketFact["speaks"] => {
  const named = program ?? (engine?.liveness === "alive" ? engine.engine : undefined);
  if (named === undefined) return null;
  return named === "dockerd" || named === "docker" ? "http" : "grpc";
};

/** Every socket path that something names, or that is there: what lies at it, whose it is, and who listens. */
export const describeSockets = async (
  host: Host,
  node: NodeFacts,
  processes: readonly ProcessFact[],
  names: Names,
): Promise<SocketFact[]> => {
  const resolve = pathResolver(host);
  const local = node.engines.filter(({ socket }) => socket.startsWith("/"));
  const named = Object.keys(node.canonical).flatMap((address) => {
    const parsed = parseAddress(address);
    return parsed.kind === "path" ? [parsed.path] : [];
  });
  const inodes = inodesByPath(host);
  const holders = holdersOf(host, processes);
  const byPath = new Map<string, SocketFact>();
  const describe = async (path: string, wanted: boolean): Promise<void> => {
    if (byPath.has(path)) return;
    const found = host.stat(path);
    const own = host.readlink(path);
    const link = own.ok ? own.value : null;
    const realPath = resolve(path);
    // The same socket by another folder's name (/var/run, /run) is told once; a link at its end is told apart.
    if (link === null && [...byPath.values()].some((one) => one.realPath === realPath && one.link === null)) return;
    if (!found.ok && link === null && !wanted) return;
    const engine = local.find(({ socket }) => socket === realPath);
    const verdict = engine ?? (await checkSocket(host, path, CONNECT_MS));
    const inode = inodes.get(realPath) ?? inodes.get(path) ?? inodes.get(realPath.replace(/^\/run\//, "/var/run/"));
    const holder = inode === undefined ? undefined : holders.get(inode);
    const owner = engine?.pid === undefined ? undefined : processes.find(({ pid }) => pid === engine.pid);
    const listener =
      verdict.liveness !== "alive" ? null : (holder ?? (owner ? { pid: owner.pid, program: owner.program } : null));
    byPath.set(path, {
      path,
      realPath,
      exists: found.ok,
      kind: found.ok ? found.value.kind : null,
      link,
      mode: found.ok ? found.value.mode : null,
      owner: found.ok ? names.user(found.value.uid) : null,
      group: found.ok ? names.group(found.value.gid) : null,
      folders: foldersOf(host, path, names),
      liveness: verdict.liveness,
      why: verdict.why,
      listener,
      speaks: speaking(listener?.program, engine),
      engine: engine?.id ?? null,
    });
  };
  for (const { socket } of local) await describe(socket, true);
  for (const path of named) await describe(path, true);
  for (const path of [...node.looked, ...more]) await describe(path, false);
  return [...byPath.values()];
};
