import type { BinaryFact } from "../../doctor/facts.ts";
import type { Host } from "../host.ts";
import { pathResolver } from "../socket-path.ts";
import { programFolders } from "./user.ts";

/** Programs beside the four tools: engines, what they start, and what starts them. */
const programs = [
  "containerd",
  "containerd-shim-runc-v2",
  "runc",
  "dockerd",
  "cri-dockerd",
  "crio",
  "k3s",
  "rke2",
  "k0s",
  "microk8s",
  "kubelet",
  "kubeadm",
  "buildkitd",
  "buildctl",
] as const;

/** What the package containerd.io, Docker's own containerd, leaves behind on Debian and on RPM systems. */
const dockerPackage = ["/var/lib/dpkg/info/containerd.io.list", "/usr/share/doc/containerd.io"];

const ownerOf = (host: Host, name: string, realPath: string): string | null => {
  const base = realPath.slice(realPath.lastIndexOf("/") + 1);
  if (base !== name && (base === "k3s" || base === "k0s")) return base;
  if (realPath.includes("/rancher/k3s/")) return "k3s";
  if (realPath.includes("/rancher/rke2/")) return "rke2";
  if (realPath.startsWith("/snap/") || realPath.includes("/snap/bin/")) return "snap";
  const packaged = (name === "containerd" || name === "runc") && realPath === `/usr/bin/${name}`;
  return packaged && dockerPackage.some((trace) => host.stat(trace).ok) ? "docker" : null;
};

/** Finds engines' programs on PATH and where services have them; each once, with its other copies. */
export const findBinaries = (host: Host): BinaryFact[] => {
  const resolve = pathResolver(host);
  const folders = [...programFolders(host), "/var/lib/rancher/rke2/bin", "/var/lib/rancher/k3s/data/current/bin"];
  return programs.flatMap((name): BinaryFact[] => {
    const copies = new Map<string, string>();
    for (const folder of folders) {
      const path = `${folder}/${name}`;
      const found = host.stat(path);
      if (!found.ok || found.value.kind !== "file" || (found.value.mode & 0o111) === 0) continue;
      const realPath = resolve(path);
      if (!copies.has(realPath)) copies.set(realPath, path);
    }
    const [first, ...others] = copies;
    if (!first) return [];
    const [realPath, path] = first;
    return [{ name, path, realPath, owner: ownerOf(host, name, realPath), also: others.map(([, other]) => other) }];
  });
};
