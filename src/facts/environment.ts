import type { Host } from "./host.ts";
import type { EnvironmentFacts } from "./node-facts.ts";

/** Reads the variables that tell the tools where to connect. An empty one counts as unset, as the tools take it. */
export const readEnvironment = (host: Host): EnvironmentFacts => {
  const get = (name: string): string | null => host.env(name)?.trim() || null;
  return {
    containerdAddress: get("CONTAINERD_ADDRESS"),
    containerdNamespace: get("CONTAINERD_NAMESPACE"),
    runtimeEndpoint: get("CONTAINER_RUNTIME_ENDPOINT"),
    imageEndpoint: get("IMAGE_SERVICE_ENDPOINT"),
    dockerHost: get("DOCKER_HOST"),
    dockerContext: get("DOCKER_CONTEXT"),
    criConfigFile: get("CRI_CONFIG_FILE"),
    nerdctlToml: get("NERDCTL_TOML"),
  };
};

/** The user's home folder, as the tools see it; null when unset or not absolute. */
export const homeOf = (host: Host): string | null => {
  const home = host.env("HOME");
  return home?.startsWith("/") ? home : null;
};

/**
 * Folders that hold rootless engines' sockets: this user's `XDG_RUNTIME_DIR`, and for root every user's (`/run/user/<uid>`).
 */
export const runtimeDirs = (host: Host): string[] => {
  const own = host.env("XDG_RUNTIME_DIR");
  const uid = host.uid();
  const dirs = own?.startsWith("/") ? [own.replace(/\/+$/, "")] : [];
  if (uid === 0) {
    const users = host.list("/run/user");
    if (users.ok) dirs.push(...users.value.filter((name) => /^\d+$/.test(name)).map((name) => `/run/user/${name}`));
  } else if (uid !== null) dirs.push(`/run/user/${uid}`);
  return [...new Set(dirs)];
};

/**
 * First processes of rootless containerds: their mount namespaces hold the sockets (containerd-rootless.sh keeps the pid in
 * `$XDG_RUNTIME_DIR/containerd-rootless/child_pid`).
 */
export const rootlessPids = (host: Host, dirs: readonly string[]): number[] =>
  dirs.flatMap((dir) => {
    const child = host.read(`${dir}/containerd-rootless/child_pid`, 32);
    const pid = child.ok ? Number(/^\d+/.exec(child.value)?.[0]) : Number.NaN;
    return Number.isInteger(pid) && pid > 0 ? [pid] : [];
  });
