import type { FileFact, FileKind, ProcessFact } from "../../doctor/facts.ts";
import { textsAt, tomlOf } from "../../doctor/parse.ts";
import type { ToolFacts } from "../../model/index.ts";
import type { Host } from "../host.ts";
import type { NodeFacts } from "../node-facts.ts";
import { flagOf } from "../processes.ts";
import { readFileFact } from "./file-fact.ts";

/** What configuration files are found from. */
export interface FileHints {
  node: NodeFacts;
  processes: readonly ProcessFact[];
  tools: readonly ToolFacts[];
  home: string | null;
}

/** A file to read; `namedBy` makes it a fact even when it is not there. */
interface Wanted {
  kind: FileKind;
  path: string;
  engine?: string | null;
  namedBy?: string | null;
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 1));

/** Where k3s and RKE2 keep their data: as their containerd's command line says, and the usual places. */
export const distributionDirs = (processes: readonly ProcessFact[]): string[] => {
  const running = processes.flatMap(({ program, argv, inContainer }) => {
    const config = program === "containerd" && !inContainer ? flagOf(argv, "config", "c") : null;
    const dir = /^(.+)\/agent\/etc\/containerd\/config\.toml$/.exec(config ?? "")?.[1];
    return dir === undefined ? [] : [dir];
  });
  return [...new Set([...running, "/var/lib/rancher/k3s", "/var/lib/rancher/rke2"])];
};

/** Engines of a flavor, for files that belong to it by their place alone. */
const engineOf = ({ engines }: NodeFacts, ...flavors: string[]): string | null =>
  engines.find(({ flavor, engine }) => flavors.includes(flavor) && engine === "containerd")?.id ?? null;

const containerdFiles = ({ node, processes }: FileHints): Wanted[] => {
  const running = processes
    .filter(({ program, inContainer }) => program === "containerd" && !inContainer)
    .flatMap(({ pid, argv, root }): Wanted[] => {
      const engine = node.engines.find((one) => one.pid === pid)?.id ?? null;
      const flag = flagOf(argv, "config", "c");
      const namedBy = flag === null ? null : `--config of containerd, pid ${pid}`;
      return [{ kind: "containerd", path: `${root}${flag ?? "/etc/containerd/config.toml"}`, engine, namedBy }];
    });
  return [
    ...running,
    { kind: "containerd", path: "/etc/containerd/config.toml", engine: engineOf(node, "containerd") },
    {
      kind: "containerd",
      path: "/var/run/docker/containerd/containerd.toml",
      engine: engineOf(node, "docker-containerd"),
    },
    {
      kind: "containerd",
      path: "/var/snap/microk8s/current/args/containerd.toml",
      engine: engineOf(node, "microk8s"),
    },
    { kind: "containerd", path: "/etc/k0s/containerd.toml", engine: engineOf(node, "k0s") },
    ...distributionDirs(processes).flatMap((dir): Wanted[] => {
      const engine = engineOf(node, dir.endsWith("rke2") ? "rke2" : "k3s");
      const folder = `${dir}/agent/etc/containerd`;
      return [
        { kind: "containerd", path: `${folder}/config.toml`, engine },
        { kind: "containerd-template", path: `${folder}/config.toml.tmpl`, engine },
        { kind: "containerd-template", path: `${folder}/config-v3.toml.tmpl`, engine },
      ];
    }),
  ];
};

const crictlFiles = ({ node, processes, tools }: FileHints): Wanted[] => {
  const named = node.environment.criConfigFile;
  const crictl = tools.find(({ tool }) => tool === "crictl")?.path ?? null;
  return [
    ...(named === null ? [] : [{ kind: "crictl" as const, path: named, namedBy: "CRI_CONFIG_FILE" }]),
    { kind: "crictl", path: "/etc/crictl.yaml" },
    ...(crictl === null ? [] : [{ kind: "crictl" as const, path: `${folderOf(crictl)}/crictl.yaml` }]),
    ...distributionDirs(processes).map((dir) => ({ kind: "crictl" as const, path: `${dir}/agent/etc/crictl.yaml` })),
  ];
};

const dockerFiles = (host: Host, { node, processes, home }: FileHints): Wanted[] => {
  const daemons = processes
    .filter(({ program, inContainer }) => program === "dockerd" && !inContainer)
    .flatMap(({ argv, root, pid }): Wanted[] => {
      const engine = node.engines.find((one) => one.pid === pid)?.id ?? null;
      const flag = flagOf(argv, "config-file");
      const namedBy = flag === null ? null : `--config-file of dockerd, pid ${pid}`;
      return [{ kind: "docker-daemon", path: `${root}${flag ?? "/etc/docker/daemon.json"}`, engine, namedBy }];
    });
  const config = host.env("DOCKER_CONFIG") || (home === null ? null : `${home}/.docker`);
  return [
    ...daemons,
    { kind: "docker-daemon", path: "/etc/docker/daemon.json", engine: engineOf(node, "docker") },
    { kind: "docker-daemon", path: "/var/snap/docker/current/config/daemon.json" },
    ...(config === null ? [] : [{ kind: "docker-config" as const, path: `${config}/config.json` }]),
    ...node.dockerContexts
      .filter(({ file }) => file.endsWith("/meta.json"))
      .map(({ file }) => ({ kind: "docker-context" as const, path: file })),
  ];
};

const nerdctlFiles = (host: Host, { node, home }: FileHints): Wanted[] => {
  const named = node.environment.nerdctlToml;
  const config = host.env("XDG_CONFIG_HOME") || (home === null ? null : `${home}/.config`);
  return [
    ...(named === null ? [] : [{ kind: "nerdctl" as const, path: named, namedBy: "NERDCTL_TOML" }]),
    { kind: "nerdctl", path: "/etc/nerdctl/nerdctl.toml" },
    ...(config === null ? [] : [{ kind: "nerdctl" as const, path: `${config}/nerdctl/nerdctl.toml` }]),
  ];
};

const kubernetesFiles = ({ processes }: FileHints): Wanted[] => [
  ...["/etc/rancher/k3s", "/etc/rancher/rke2"].flatMap((folder): Wanted[] => [
    { kind: "registries", path: `${folder}/registries.yaml` },
    { kind: "distribution", path: `${folder}/config.yaml` },
  ]),
  ...processes
    .filter(({ program, inContainer }) => program === "kubelet" && !inContainer)
    .flatMap(({ argv, root, pid }): Wanted[] => {
      const path = flagOf(argv, "config");
      return path === null
        ? []
        : [{ kind: "kubelet", path: root + path, namedBy: `--config of the kubelet, pid ${pid}` }];
    }),
  ...["config.yaml", "instance-config.yaml", "kubeadm-flags.env"].map((name) => ({
    kind: "kubelet" as const,
    path: `/var/lib/kubelet/${name}`,
  })),
  { kind: "kubelet", path: "/etc/default/kubelet" },
  { kind: "kubelet", path: "/etc/sysconfig/kubelet" },
];

/** The files that a containerd configuration imports, wildcards in the last part expanded (containerd, docs/man/containerd-config.toml.5.md). */
const importsOf = (host: Host, file: FileFact): Wanted[] =>
  textsAt(tomlOf(file).value, "imports").flatMap((pattern): Wanted[] => {
    const whole = pattern.startsWith("/") ? pattern : `${folderOf(file.path)}/${pattern}`;
    const found = (path: string): Wanted => ({
      kind: "containerd",
      path,
      engine: file.engine,
      namedBy: `imports of ${file.path}`,
    });
    if (!whole.includes("*")) return [found(whole)];
    const [folder, last] = [folderOf(whole), whole.slice(whole.lastIndexOf("/") + 1)];
    const parts = last.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    const matches = new RegExp(`^${parts.join(".*")}$`);
    const names = host.list(folder);
    return (names.ok ? names.value : []).filter((name) => matches.test(name)).map((name) => found(`${folder}/${name}`));
  });

/** Per-host registry settings below the folders that containerd's configurations name, and the usual ones. */
const hostsFiles = (host: Host, { processes }: FileHints, configs: readonly FileFact[]): Wanted[] => {
  const named = configs.flatMap((file) =>
    [...(file.text ?? "").matchAll(/^\s*["']?config_path["']?\s*=\s*["']([^"']+)["']/gm)].flatMap(([, paths = ""]) =>
      paths.split(":").map((path) => ({ path, engine: file.engine })),
    ),
  );
  const usual = [
    { path: "/etc/containerd/certs.d", engine: null },
    ...distributionDirs(processes).map((dir) => ({ path: `${dir}/agent/etc/containerd/certs.d`, engine: null })),
  ];
  return [...named, ...usual].flatMap(({ path, engine }) => {
    const hosts = host.list(path);
    return (hosts.ok ? hosts.value : []).map((name) => ({
      kind: "hosts" as const,
      path: `${path}/${name}/hosts.toml`,
      engine,
    }));
  });
};

/** Every configuration file that engines, tools and Kubernetes read on this node, each once. */
export const readFiles = (host: Host, hints: FileHints): FileFact[] => {
  const found = new Map<string, FileFact>();
  const read = (wanted: readonly Wanted[]): FileFact[] =>
    wanted.flatMap(({ kind, path, ...about }) => {
      const key = path.replace(/^\/var\/run\//, "/run/");
      if (found.has(key)) return [];
      const file = readFileFact(host, kind, path, about);
      if (file.code === "ENOENT" && file.namedBy === null) return [];
      found.set(key, file);
      return [file];
    });
  const configs = read(containerdFiles(hints)).filter(({ kind }) => kind === "containerd");
  for (let more = configs; more.length > 0; ) {
    more = read(more.flatMap((file) => importsOf(host, file)));
    configs.push(...more);
  }
  read([
    ...crictlFiles(hints),
    ...nerdctlFiles(host, hints),
    ...dockerFiles(host, hints),
    ...kubernetesFiles(hints),
    ...hostsFiles(host, hints, configs),
    { kind: "buildkit", path: "/etc/buildkit/buildkitd.toml" },
  ]);
  return [...found.values()];
};
