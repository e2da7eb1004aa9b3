import { TOOLS, type Tool, type ToolFacts } from "../model/index.ts";
import { homeOf } from "./environment.ts";
import type { Host } from "./host.ts";
import { pathResolver } from "./socket-path.ts";
import { readVersionCache, versionKey } from "./version-cache.ts";

export interface FindToolsOptions {
  /** ctool's own launcher: a `docker` that leads to it is not docker. */
  launcher?: string | null;
}

/** One file that is, or holds, a tool. */
interface Copy {
  path: string;
  realPath: string;
  command: string[];
  owner: string | null;
  executable: boolean;
}

/** Folders to try after PATH: sudo and cron shorten it, and distributions keep their tools out of it. */
const moreFolders = ["/usr/local/bin", "/usr/bin", "/opt/bin", "/snap/bin", "/var/lib/rancher/rke2/bin"];

/** Where k3s unpacks itself: asked last, since `k3s ctr` is what people know. */
const K3S_UNPACKED = "/var/lib/rancher/k3s/data/current/bin";

/** Programs that hold tools as subcommands. */
const holders: readonly { program: string; owner: string; tools: readonly Tool[]; folders: readonly string[] }[] = [
  { program: "k3s", owner: "k3s", tools: ["crictl", "ctr"], folders: ["/usr/local/bin", "/opt/bin", "/usr/bin"] },
  { program: "microk8s", owner: "microk8s", tools: ["ctr"], folders: ["/snap/bin"] },
  { program: "k0s", owner: "k0s", tools: ["ctr"], folders: ["/usr/local/bin", "/usr/bin"] },
];

/** What the package containerd.io, Docker's own containerd, leaves behind on Debian and on RPM systems. */
const dockerPackage = [
  "/var/lib/dpkg/info/containerd.io.list",
  "/usr/share/doc/containerd.io",
  "/usr/share/licenses/containerd.io",
];

/** Longest script that may be a wrapper around another tool. */
const MAX_SCRIPT = 4096;

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Whose a `docker` is: podman and nerdctl come as links and as scripts under that name. */
const dockerOwner = (host: Host, realPath: string, size: number): string | null => {
  const script = size <= MAX_SCRIPT ? host.read(realPath, MAX_SCRIPT) : null;
  const text = script?.ok && script.value.startsWith("#!") ? script.value : baseName(realPath);
  return /\b(podman|nerdctl)\b/.exec(text)?.[1] ?? null;
};

/** Whose build a file is, as far as its place says; see `ToolFacts.owner`. */
const ownerOf = (host: Host, tool: Tool, path: string, realPath: string, size: number): string | null => {
  const name = baseName(realPath);
  if (name === "k3s" || name === "k0s") return name;
  if (realPath.includes("/rancher/k3s/")) return "k3s";
  if (realPath.includes("/rancher/rke2/")) return "rke2";
  if (realPath.startsWith("/snap/microk8s/") || path.startsWith("/snap/bin/microk8s")) return "microk8s";
  if (path.startsWith("/snap/bin/") || realPath.startsWith("/snap/")) return "snap";
  if (realPath.includes("/.rd/") || realPath.includes("/rancher-desktop/")) return "rancher-desktop";
  if (tool === "docker") return dockerOwner(host, realPath, size);
  const packaged = tool === "ctr" && realPath === "/usr/bin/ctr";
  return packaged && dockerPackage.some((trace) => host.stat(trace).ok) ? "docker" : null;
};

/** Folders of PATH, then the others, each once. A relative one is left out: it would mean another tool in each folder. */
const searchFolders = (host: Host): string[] => {
  const home = homeOf(host);
  const path = (host.env("PATH") ?? "").split(":").filter((folder) => folder.startsWith("/"));
  const own = home === null ? [] : [`${home}/.rd/bin`];
  return [...new Set([...path.map((folder) => folder.replace(/(.)\/+$/, "$1")), ...moreFolders, ...own])];
};

/**
 * Finds docker, nerdctl, crictl and ctr: every copy on PATH and where k3s, RKE2, microk8s, k0s and snaps keep theirs. Runs
 * nothing; versions come from the cache.
 * @returns one entry for each tool, in the order of `TOOLS`; the first usable copy counts, the rest is in `also`
 */
export const findTools = (host: Host, { launcher = null }: FindToolsOptions = {}): ToolFacts[] => {
  const resolve = pathResolver(host);
  const folders = searchFolders(host);
  const self = launcher === null ? null : resolve(launcher);
  const versions = readVersionCache(host);
  const isSelf = (realPath: string): boolean => realPath === self || baseName(realPath) === "ctool";

  const copyAt = (tool: Tool, path: string, held: { owner: string } | null): Copy | null => {
    const file = host.stat(path);
    if (!file.ok || file.value.kind !== "file") return null;
    const realPath = resolve(path);
    if (isSelf(realPath)) return null;
    const { mode, size } = file.value;
    const owner = held ? held.owner : ownerOf(host, tool, path, realPath, size);
    return { path, realPath, command: held ? [path, tool] : [path], owner, executable: (mode & 0o111) !== 0 };
  };

  const copiesOf = (tool: Tool): Copy[] => {
    const alone = folders.map((folder) => copyAt(tool, `${folder}/${tool}`, null));
    const inSnap = tool === "ctr" ? [copyAt(tool, "/snap/bin/microk8s.ctr", null)] : [];
    const held = holders
      .filter(({ tools }) => tools.includes(tool))
      .flatMap((holder) => holder.folders.map((folder) => copyAt(tool, `${folder}/${holder.program}`, holder)));
    const unpacked = copyAt(tool, `${K3S_UNPACKED}/${tool}`, null);
    return [...alone, ...inSnap, ...held, unpacked].filter((copy) => copy !== null);
  };

  return TOOLS.map((tool): ToolFacts => {
    const copies = copiesOf(tool);
    const chosen = copies.find(({ executable }) => executable) ?? copies[0];
    if (!chosen) {
      return {
        tool,
        path: null,
        realPath: null,
        command: [],
        owner: null,
        version: null,
        problem: "missing",
        also: [],
      };
    }
    const { path, realPath, owner, executable } = chosen;
    // The same file by another way (/bin and /usr/bin, a link to k3s and `k3s ctr`) is no other copy.
    const others = copies.filter((copy) => copy.executable && copy.realPath !== realPath);
    const also = others.filter((copy, index) => others.findIndex((one) => one.realPath === copy.realPath) === index);
    const facts: ToolFacts = {
      tool,
      path,
      realPath,
      command: executable ? chosen.command : [],
      owner,
      version: null,
      problem: executable ? null : "not-executable",
      also: also.map(({ command }) => command.join(" ")),
    };
    const key = versions.size > 0 ? versionKey(host, facts) : null;
    return { ...facts, version: key === null ? null : (versions.get(key) ?? null) };
  });
};
