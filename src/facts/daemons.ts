import { type Candidate, candidate } from "./candidate.ts";
import type { ConfigFile, ReadConfig } from "./config-file.ts";
import type { Settings } from "./flat-config.ts";
import type { Host } from "./host.ts";
import type { Daemon, FactProblem, Processes } from "./node-facts.ts";
import { flagOf, flagsOf } from "./processes.ts";

const CONTAINERD_SOCKET = "/run/containerd/containerd.sock";
const CONTAINERD_CONFIG = "/etc/containerd/config.toml";

/** Names under which containerd's configuration may switch CRI off: version 1, version 2, and containerd 2. */
const CRI_PLUGINS = /["'](?:cri|io\.containerd\.grpc\.v1\.cri|io\.containerd\.cri\.v1\.runtime)["']/;

const procSource = ({ program, pid }: Daemon): Candidate["source"] => ({
  by: "proc",
  text: `${program} pid ${pid}`,
  line: null,
});

/** False when the configuration switches CRI off; null when it says nothing. */
const criSetting = (settings: Settings | null): boolean | null => {
  const disabled = settings?.get("disabled_plugins")?.value;
  return disabled !== undefined && CRI_PLUGINS.test(disabled) ? false : null;
};

/** containerd: flags win over its file, its file over the defaults (containerd/containerd, cmd/containerd/command/main.go). */
const containerdCandidates = (daemon: Daemon, config: ConfigFile): Candidate[] => {
  const { argv, pid, root } = daemon;
  const set = (key: string): string | null => config.settings?.get(key)?.value || null;
  const flag = flagOf(argv, "address", "a");
  const setting = config.settings?.get("grpc.address");
  // Docker writes both files into one folder, which only root may read.
  const beside = /^(.*\/containerd)\/containerd\.toml$/.exec(config.path)?.[1];
  const fallback =
    config.settings === null && beside ? `${beside.slice(root.length)}/containerd.sock` : CONTAINERD_SOCKET;
  const known: Partial<Candidate> = {
    engine: "containerd",
    flavor: beside ? "docker-containerd" : null,
    pid,
    root,
    stateDir: flagOf(argv, "state") ?? set("state"),
    rootDir: flagOf(argv, "root") ?? set("root"),
    cri: criSetting(config.settings),
  };
  const found = candidate(flag ?? (setting?.value || fallback), procSource(daemon), known);
  if (!setting?.value) return [found];
  return [
    found,
    candidate(setting.value, { by: "config", text: config.path, line: setting.line }, { engine: "containerd", root }),
  ];
};

/** dockerd's own file; its keys are few and it is JSON, so no parser is needed. */
const daemonJson = (host: Host, path: string, problems: FactProblem[]): Record<string, unknown> => {
  const text = host.read(path);
  if (!text.ok) return {};
  try {
    const value: unknown = JSON.parse(text.value);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    problems.push({ source: path, text: "it is not valid JSON" });
    return {};
  }
};

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** dockerd: where it listens, and which containerd it uses (moby, cmd/dockerd). */
const dockerCandidates = (host: Host, daemon: Daemon, problems: FactProblem[]): Candidate[] => {
  const { argv, pid, uid, root } = daemon;
  const rootless = uid !== null && uid > 0;
  const file = flagOf(argv, "config-file") ?? "/etc/docker/daemon.json";
  const config = rootless ? {} : daemonJson(host, root + file, problems);
  const runDir = rootless ? `/run/user/${uid}` : "/var/run";
  const execRoot = flagOf(argv, "exec-root") ?? textOf(config["exec-root"]) ?? `${runDir}/docker`;
  const address = flagOf(argv, "containerd") ?? textOf(config.containerd);
  const own = `${execRoot}/containerd/containerd.sock`;
  // Without the flag it takes the system's containerd if there is one, else starts its own (in a folder for root only).
  const ownFound = host.stat(`${root}${own}`);
  const starts = ownFound.ok || ownFound.code === "EACCES" || rootless;
  const system = !starts && host.stat(`${root}${CONTAINERD_SOCKET}`).ok;
  const known: Partial<Candidate> = {
    engine: "docker",
    flavor: rootless ? "rootless" : "docker",
    pid,
    root,
    rootDir: flagOf(argv, "data-root", "graph", "g") ?? textOf(config["data-root"]),
    containerd: {
      address: address ?? (system ? CONTAINERD_SOCKET : own),
      namespace: flagOf(argv, "containerd-namespace") ?? textOf(config["containerd-namespace"]) ?? "moby",
    },
  };
  const configured = Array.isArray(config.hosts) ? config.hosts.filter((value) => typeof value === "string") : [];
  const hosts = [...flagsOf(argv, "host", "H"), ...configured];
  const unix = hosts.filter((text) => text.startsWith("unix://") || text.startsWith("/"));
  // `fd://` is systemd's docker.socket, which listens where dockerd would.
  const usual = unix.length === 0 && (hosts.length === 0 || hosts.some((text) => text.startsWith("fd:")));
  return [...unix, ...(usual ? [`${runDir}/docker.sock`] : [])].map((text) =>
    candidate(text, procSource(daemon), known),
  );
};

/** The engines that running daemons serve, from their command lines and the files these name. */
export const readDaemons = async (
  host: Host,
  readConfig: ReadConfig,
  { daemons }: Processes,
): Promise<{ candidates: Candidate[]; problems: FactProblem[] }> => {
  const problems: FactProblem[] = [];
  const found = await Promise.all(
    daemons.map(async (daemon): Promise<Candidate[]> => {
      const { program, argv, root, pid } = daemon;
      switch (program) {
        case "containerd": {
          const path = flagOf(argv, "config", "c") ?? CONTAINERD_CONFIG;
          const config = await readConfig(root + path, "toml");
          if (config.problem?.kind === "broken") problems.push({ source: path, text: config.problem.text });
          return containerdCandidates(daemon, config);
        }
        case "dockerd":
          return dockerCandidates(host, daemon, problems);
        case "crio":
          return [
            candidate(flagOf(argv, "listen") ?? "/run/crio/crio.sock", procSource(daemon), {
              engine: "cri-o",
              pid,
              root,
            }),
          ];
        case "cri-dockerd": {
          const address = flagOf(argv, "container-runtime-endpoint");
          const usual = address === null || address.startsWith("fd:");
          return [
            candidate(usual ? "/run/cri-dockerd.sock" : address, procSource(daemon), {
              engine: "cri-dockerd",
              pid,
              root,
            }),
          ];
        }
        default:
          return [];
      }
    }),
  );
  return { candidates: found.flat(), problems };
};

/** The containerds whose shims run, even where containerd itself is gone; one candidate for each address. */
export const readShims = ({ shims }: Processes): Candidate[] => {
  const first = new Map<string, { count: number; candidate: Candidate }>();
  for (const { address, root, pid } of shims) {
    const key = `${root} ${address}`;
    const seen = first.get(key);
    if (seen) seen.count++;
    else {
      const source = { by: "proc" as const, text: `containerd-shim pid ${pid}`, line: null };
      first.set(key, { count: 1, candidate: candidate(address, source, { engine: "containerd", root }) });
    }
  }
  return [...first.values()].map(({ count, candidate: found }) =>
    count === 1 ? found : { ...found, source: { ...found.source, text: `${found.source.text} and ${count - 1} more` } },
  );
};
