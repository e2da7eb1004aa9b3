import type { Engine, Flavor } from "../model/index.ts";
import { homeOf, rootlessPids } from "./environment.ts";
import type { Host } from "./host.ts";

/** A socket path that an engine is known by, with the folders it uses unless told otherwise. */
export interface KnownSocket {
  path: string;
  engine: Engine;
  flavor: Flavor;
  /** Where running tasks have their folders; null for engines that are no containerd. */
  stateDir: string | null;
  /** Where what survives a reboot lies. */
  rootDir: string | null;
}

const known = (
  path: string,
  flavor: Flavor,
  engine: Engine,
  stateDir: string | null = null,
  rootDir: string | null = null,
): KnownSocket => ({ path, engine, flavor, stateDir, rootDir });

const MICROK8S = "/var/snap/microk8s/common";
const DOCKER_SNAP = "/var/snap/docker/common/var-lib-docker";

/** The same on every node. k3s stands for RKE2 too here: they share the path (see flavor.ts). */
const systemSockets: readonly KnownSocket[] = [
  known("/run/k3s/containerd/containerd.sock", "k3s", "containerd", "/run/k3s/containerd"),
  known(
    `${MICROK8S}/run/containerd.sock`,
    "microk8s",
    "containerd",
    `${MICROK8S}/run/containerd`,
    `${MICROK8S}/var/lib/containerd`,
  ),
  known("/run/k0s/containerd.sock", "k0s", "containerd", "/run/k0s/containerd", "/var/lib/k0s/containerd"),
  known("/run/containerd/containerd.sock", "containerd", "containerd", "/run/containerd", "/var/lib/containerd"),
  known("/run/crio/crio.sock", "cri-o", "cri-o", null, "/var/lib/containers/storage"),
  known("/run/cri-dockerd.sock", "cri-dockerd", "cri-dockerd"),
  // k3s --docker (1.24 and later) brings its own.
  known("/run/k3s/cri-dockerd/cri-dockerd.sock", "cri-dockerd", "cri-dockerd"),
  known(
    "/run/docker/containerd/containerd.sock",
    "docker-containerd",
    "containerd",
    "/run/docker/containerd/daemon",
    "/var/lib/docker/containerd/daemon",
  ),
  known(
    "/run/snap.docker/containerd/containerd.sock",
    "docker-containerd",
    "containerd",
    "/run/snap.docker/containerd/daemon",
    `${DOCKER_SNAP}/containerd/daemon`,
  ),
  known("/var/run/docker.sock", "docker", "docker", null, "/var/lib/docker"),
];

/** Rootless containerd listens in a mount namespace of its own, entered through its first process (nerdctl, docs/faq.md). */
const rootlessContainerd = (pid: number): KnownSocket => {
  const inside = `/proc/${pid}/root/run/containerd`;
  return known(`${inside}/containerd.sock`, "rootless", "containerd", inside);
};

const rootlessDocker = (dir: string): KnownSocket[] => [
  known(`${dir}/docker.sock`, "rootless", "docker"),
  known(`${dir}/docker/containerd/containerd.sock`, "rootless", "containerd", `${dir}/docker/containerd/daemon`),
];

/** Colima's profiles each have a folder of sockets (abiosoft/colima, docs/FAQ.md, "Docker socket location"). */
const colimaSockets = (host: Host, home: string): KnownSocket[] => {
  const own = host.env("COLIMA_HOME");
  const folders = own ? [own] : [`${home}/.colima`, `${host.env("XDG_CONFIG_HOME") || `${home}/.config`}/colima`];
  return folders.flatMap((folder) => {
    const profiles = host.list(folder);
    if (!profiles.ok) return [];
    // `_lima`, `_store` and such are its own.
    return profiles.value
      .filter((name) => !/^[_.]|\./.test(name))
      .flatMap((name) => [
        known(`${folder}/${name}/containerd.sock`, "colima", "containerd"),
        known(`${folder}/${name}/docker.sock`, "colima", "docker"),
      ]);
  });
};

/**
 * Every path to try on this machine, in the order in which lists show what is found: Kubernetes' own engines, plain
 * containerd and other CRI engines, Docker's, then the users'.
 * @param dirs folders of rootless engines (`runtimeDirs`)
 */
export const knownSockets = (host: Host, dirs: readonly string[]): KnownSocket[] => {
  const home = homeOf(host);
  return [
    ...systemSockets,
    ...rootlessPids(host, dirs).map(rootlessContainerd),
    ...dirs.flatMap(rootlessDocker),
    ...(home === null ? [] : colimaSockets(host, home)),
    // Docker Desktop, on Linux and on a Mac.
    ...(home === null ? [] : [`${home}/.docker/desktop/docker.sock`, `${home}/.docker/run/docker.sock`]).map((path) =>
      known(path, "docker", "docker"),
    ),
  ];
};
