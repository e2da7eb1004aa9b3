import type { CniFact, FileFact } from "../../doctor/facts.ts";
import { lineIn, textAt, textsAt, tomlOf } from "../../doctor/parse.ts";
import type { Host } from "../host.ts";
import type { NodeFacts } from "../node-facts.ts";
import { readFileFact } from "./file-fact.ts";

const CONF_DIR = "/etc/cni/net.d";
const BIN_DIR = "/opt/cni/bin";

/** Where the CRI plugin's CNI settings stand in each version of containerd's configuration. */
const tables = [
  ["plugins", "io.containerd.cri.v1.runtime", "cni"],
  ["plugins", "io.containerd.grpc.v1.cri", "cni"],
  ["plugins", "cri", "cni"],
] as const;

/** Files of one folder that are worth reading: the CRI plugin reads these suffixes. */
const MAX_FILES = 20;
const isConfig = (name: string): boolean => /\.(conf|conflist|json)$/.test(name);

const namesIn = (host: Host, folder: string): string[] | null => {
  const names = host.list(folder);
  return names.ok ? names.value : null;
};

/** What one engine's configuration files say about CNI; later files win, as imports do. */
const settingOf = (
  files: readonly FileFact[],
  keys: readonly string[],
): { value: string; source: { path: string; line: number } | null } | null => {
  for (const file of files.toReversed()) {
    const { value } = tomlOf(file);
    for (const table of tables) {
      for (const key of keys) {
        const set = textAt(value, ...table, key) ?? textsAt(value, ...table, key)[0] ?? null;
        if (set === null) continue;
        const at = lineIn(file, new RegExp(`^\\s*["']?${key}["']?\\s*=`));
        return { value: set, source: at && { path: file.path, line: at.line } };
      }
    }
  }
  return null;
};

/** nerdctl's own: its file, else the first folder that holds plugins (nerdctl, pkg/defaults/defaults_linux.go). */
const nerdctlCni = (host: Host, files: readonly FileFact[]): CniFact => {
  const file = files.find(({ kind, text }) => kind === "nerdctl" && text !== null);
  const value = file ? tomlOf(file).value : {};
  const usual = ["/usr/local/libexec/cni", "/usr/local/lib/cni", "/usr/libexec/cni", "/usr/lib/cni", BIN_DIR];
  const found = usual.find((folder) => host.stat(`${folder}/bridge`).ok) ?? BIN_DIR;
  const confDir = host.env("NETCONFPATH") || textAt(value, "cni_netconfpath") || CONF_DIR;
  const binDir = host.env("CNI_PATH") || textAt(value, "cni_path") || found;
  const at = file && lineIn(file, /^\s*cni_/);
  return {
    of: "nerdctl",
    confDir,
    binDir,
    source: file && at ? { path: file.path, line: at.line } : null,
    configs: namesIn(host, confDir),
    plugins: namesIn(host, binDir),
  };
};

/**
 * The CNI folders of every containerd that serves CRI, and nerdctl's, with what is in them.
 * @returns the set-ups, and the network configurations as files
 */
export const readCni = (
  host: Host,
  node: NodeFacts,
  files: readonly FileFact[],
): { cni: CniFact[]; files: FileFact[] } => {
  const cni = node.engines
    .filter(({ engine, flavor }) => engine === "containerd" && flavor !== "docker-containerd")
    .map(({ id }): CniFact => {
      const own = files.filter(({ kind, engine }) => kind === "containerd" && engine === id);
      const conf = settingOf(own, ["conf_dir"]);
      const bin = settingOf(own, ["bin_dir", "bin_dirs"]);
      const confDir = conf?.value ?? CONF_DIR;
      const binDir = bin?.value ?? BIN_DIR;
      return {
        of: id,
        confDir,
        binDir,
        source: conf?.source ?? bin?.source ?? null,
        configs: namesIn(host, confDir),
        plugins: namesIn(host, binDir),
      };
    });
  cni.push(nerdctlCni(host, files));
  const read = new Map<string, FileFact>();
  for (const { confDir, configs, of } of cni) {
    for (const name of (configs ?? []).filter(isConfig).slice(0, MAX_FILES)) {
      const path = `${confDir}/${name}`;
      const engine = of === "nerdctl" ? null : of;
      if (!read.has(path)) read.set(path, readFileFact(host, "cni", path, { engine }));
    }
  }
  return { cni, files: [...read.values()] };
};
