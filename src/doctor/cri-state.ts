import type { EngineFacts } from "../model/index.ts";
import type { DoctorFacts, FileFact, Probe } from "./facts.ts";
import { filesOf, probeOf, saidBy, succeeded } from "./look.ts";
import { lineIn, textAt, textsAt, tomlOf, valueAt } from "./parse.ts";

/** Why CRI is not served on a containerd: what a file or containerd itself says. */
export interface CriTrouble {
  why: /** `disabled_plugins` names it. */
    | "disabled"
    /** `disabled_plugins = ["cri"]` in a file of version 2 or 3: containerd refuses to start. */
    | "short-uri"
    /** `registry.mirrors` beside `registry.config_path`: the plugin refuses its configuration. */
    | "mirrors"
    /** It was loaded and failed, for the reason in `text`. */
    | "failed";
  /** The line of the file, or containerd's own words. */
  text: string;
  /** The file; the command where containerd said it. */
  source: string;
  line: number | null;
}

/** Names of the CRI plugins: containerd 1.x has one, 2.x splits it. */
const CRI_PLUGINS = [
  "io.containerd.grpc.v1.cri",
  "io.containerd.cri.v1.runtime",
  "io.containerd.cri.v1.images",
] as const;

/** The tables in which a registry may be configured, by the file's version. */
const REGISTRY_TABLES: readonly (readonly string[])[] = [
  ["plugins", "io.containerd.grpc.v1.cri", "registry"],
  ["plugins", "io.containerd.cri.v1.images", "registry"],
  ["plugins", "cri", "registry"],
];

/** The `version` a containerd configuration is written in; a file without one is version 1. */
export const configVersionOf = (file: FileFact): number => {
  const version = valueAt(tomlOf(file).value, "version");
  return typeof version === "number" ? version : typeof version === "bigint" ? Number(version) : 1;
};

/** The registry table of a containerd configuration, wherever its version keeps it; null where there is none. */
export const registryTableOf = (file: FileFact): unknown => {
  const { value } = tomlOf(file);
  return REGISTRY_TABLES.map((keys) => valueAt(value, ...keys)).find((table) => table !== undefined) ?? null;
};

const inFile = (file: FileFact): CriTrouble | null => {
  const disabled = textsAt(tomlOf(file).value, "disabled_plugins");
  const at = lineIn(file, /^\s*disabled_plugins\b/);
  const where = { text: at?.text ?? "", source: file.path, line: at?.line ?? null };
  if (disabled.includes("cri")) return { why: configVersionOf(file) > 1 ? "short-uri" : "disabled", ...where };
  if (CRI_PLUGINS.some((name) => disabled.includes(name))) return { why: "disabled", ...where };
  const registry = registryTableOf(file);
  const mirrors = valueAt(registry, "mirrors");
  if (textAt(registry, "config_path") !== null && mirrors !== undefined && Object.keys(Object(mirrors)).length > 0) {
    const line = lineIn(file, /^\s*\[.*registry\.mirrors/) ?? lineIn(file, /mirrors/);
    return { why: "mirrors", text: line?.text ?? "registry.mirrors", source: file.path, line: line?.line ?? null };
  }
  return null;
};

/** The rows of `ctr plugins ls`: type, id, status. */
export const pluginsOf = (probe: Probe | undefined): { type: string; id: string; status: string }[] | null => {
  if (!succeeded(probe)) return null;
  return (probe?.run.stdout ?? "")
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const words = line.trim().split(/\s+/);
      const [type, id] = words;
      const status = words.at(-1);
      return type?.startsWith("io.containerd") && id && status ? [{ type, id, status }] : [];
    });
};

/** What containerd says about its CRI plugins: `ctr plugins ls` and, where one failed, its reason. */
const fromPlugins = (facts: DoctorFacts, engine: EngineFacts): CriTrouble | null => {
  const listed = probeOf(facts, "ctr", "plugins", engine.id);
  const failed = pluginsOf(listed)?.find(
    ({ type, id, status }) =>
      status === "error" && (id === "cri" || CRI_PLUGINS.some((name) => name === `${type}.${id}`)),
  );
  if (!failed) return null;
  const why = probeOf(facts, "ctr", "plugin-errors", engine.id);
  const reason = /Message:\s*(.+)/.exec(saidBy(why))?.[1]?.trim() ?? null;
  return {
    why: reason?.includes("mirrors") ? "mirrors" : "failed",
    text: reason ?? `${failed.type} ${failed.id} ${failed.status}`,
    source: ((reason === null ? listed : why) ?? listed)?.argv.join(" ") ?? "ctr plugins ls",
    line: null,
  };
};

/** Whether a containerd serves CRI as far as its own list of plugins says; null when nobody could ask. */
export const criListed = (facts: DoctorFacts, engine: EngineFacts): boolean | null => {
  const plugins = pluginsOf(probeOf(facts, "ctr", "plugins", engine.id));
  if (plugins === null) return null;
  return plugins.some(({ type, id, status }) => status === "ok" && type === "io.containerd.grpc.v1" && id === "cri");
};

/**
 * Why a containerd does not serve CRI: what it says itself goes before what its files say, because a file may have been
 * mended and the daemon not restarted.
 * @returns null when nothing speaks against it
 */
export const criTroubleOf = (facts: DoctorFacts, engine: EngineFacts): CriTrouble | null => {
  const said = fromPlugins(facts, engine);
  const written = filesOf(facts, "containerd", engine.id)
    .map(inFile)
    .find((trouble) => trouble !== null);
  // containerd 2 loads CRI in parts: one that the file switches off is missing to the next.
  const missing = written?.why === "disabled" && /no plugins registered/.test(said?.text ?? "");
  if (said && written && (missing || (written.why === "mirrors" && said.why === "mirrors"))) return written;
  if (said) return said;
  return criListed(facts, engine) === true ? null : (written ?? null);
};

/**
 * The command that takes CRI out of `disabled_plugins`, keeping the old file beside it with `.before-ctool` at its end.
 * @returns null where it takes an editor: another trouble, or a list over several lines
 */
export const enableCommand = ({ why, text, source }: CriTrouble): string[] | null => {
  if (!/\[.*\]/.test(text)) return null;
  const script =
    why === "short-uri"
      ? "s/^[[:space:]]*disabled_plugins.*/disabled_plugins = []/"
      : why === "disabled"
        ? `/^[[:space:]]*disabled_plugins/ s/["'][a-z0-9.]*cri[a-z0-9.]*["'],\\{0,1\\} *//g`
        : null;
  return script === null ? null : ["sed", "-i.before-ctool", script, source];
};
