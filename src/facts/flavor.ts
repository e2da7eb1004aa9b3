import type { Engine, Flavor } from "../model/index.ts";
import type { Host } from "./host.ts";
import type { Place } from "./merge.ts";
import type { Daemon } from "./node-facts.ts";

/** The path that k3s and RKE2 share. */
const K3S_SOCKET = "/run/k3s/containerd/containerd.sock";

/** k3s or RKE2: told apart by containerd's folders, by who else runs, and last by what is installed. */
const k3sOrRke2 = (host: Host, argv: readonly string[], daemons: readonly Daemon[]): Flavor => {
  if (argv.some((word) => word.includes("/rancher/rke2/"))) return "rke2";
  if (argv.some((word) => word.includes("/rancher/k3s/"))) return "k3s";
  if (daemons.some(({ program }) => program === "k3s")) return "k3s";
  if (daemons.some(({ program }) => program === "rke2")) return "rke2";
  const rke2 = host.stat("/var/lib/rancher/rke2").ok && !host.stat("/var/lib/rancher/k3s").ok;
  return rke2 ? "rke2" : "k3s";
};

/** Who owns a socket: k3s, Docker, a user's rootless engine, … */
export const flavorOf = (host: Host, place: Place, engine: Engine, daemons: readonly Daemon[]): Flavor => {
  if (engine === "cri-o" || engine === "cri-dockerd") return engine;
  const pid = place.candidates.find((one) => one.pid !== null)?.pid ?? null;
  const owner = daemons.find((daemon) => daemon.pid === pid);
  if (place.socket === K3S_SOCKET) return k3sOrRke2(host, owner?.argv ?? [], daemons);
  if (place.known) return place.known.flavor;
  if (owner?.uid) return "rootless";
  const claimed = place.candidates.find((one) => one.flavor !== null)?.flavor;
  if (claimed) return claimed;
  if (engine === "docker") return "docker";
  const words = owner?.argv ?? [];
  if (words.some((word) => word.includes("/agent/etc/containerd/"))) return k3sOrRke2(host, words, daemons);
  if (words.some((word) => word.includes("/snap/microk8s/"))) return "microk8s";
  if (words.some((word) => /\/k0s\//.test(word))) return "k0s";
  return "containerd";
};

/** The start of an engine's id; see `EngineFacts.id`. */
export const idOf = (flavor: Flavor, engine: Engine): string =>
  engine === "docker" && flavor !== "docker" ? `${flavor}-docker` : flavor;
