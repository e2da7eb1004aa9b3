import { readFlatToml, readFlatYaml, type Setting, type Settings } from "./flat-config.ts";
import type { Host } from "./host.ts";

/** A configuration file as far as it could be read. */
export interface ConfigFile {
  path: string;
  /** Null when the file is not there, may not be read, or is broken. */
  settings: Settings | null;
  /** `missing`, `denied`, or what a parser says is wrong with it; null when all is well. */
  problem: { kind: "missing" | "denied" | "broken"; text: string } | null;
}

const asText = (value: unknown): string | null => {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return JSON.stringify(value);
  return null;
};

/** The line on which a key is set, as well as text alone can tell. */
const lineOf = (text: string, key: string, mark: string): number => {
  const name = key.slice(key.lastIndexOf(".") + 1).replace(/[^\w-]/g, "\\$&");
  const found = new RegExp(`^[ \\t]*["']?${name}["']?[ \\t]*${mark}`, "m").exec(text);
  return found ? text.slice(0, found.index).split("\n").length : 1;
};

/** Flattens a parsed document; anything below `depth` tables is left out, since no engine address lies deeper. */
const flatten = (document: object, text: string, mark: string, prefix = "", depth = 1): Map<string, Setting> => {
  const settings = new Map<string, Setting>();
  for (const [key, value] of Object.entries(document)) {
    const name = prefix + key;
    const scalar = asText(value);
    if (scalar !== null) settings.set(name, { value: scalar, line: lineOf(text, name, mark) });
    else if (depth > 0 && typeof value === "object" && value !== null) {
      for (const [inner, setting] of flatten(value, text, mark, `${name}.`, depth - 1)) settings.set(inner, setting);
    }
  }
  return settings;
};

/** First line of a parser's message, which goes on with a picture of the place. */
const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0]?.replace(/:$/, "") ?? "it cannot be parsed";

const parseWhole = async (text: string, syntax: "yaml" | "toml"): Promise<Settings> => {
  if (syntax === "toml") {
    const { parse } = await import("smol-toml");
    return flatten(parse(text), text, "=");
  }
  const { parse } = await import("yaml");
  const document: unknown = parse(text);
  if (document === null || document === undefined) return new Map();
  if (typeof document !== "object" || Array.isArray(document)) throw new Error("it is no mapping of keys to values");
  return flatten(document, text, ":");
};

/**
 * Reads a YAML or TOML file: quickly when it is as flat as they usually are, else with a real parser, loaded only then.
 * Never throws: what is wrong with the file is part of the answer.
 */
const readConfigFile = async (host: Host, path: string, syntax: "yaml" | "toml"): Promise<ConfigFile> => {
  const text = host.read(path);
  if (!text.ok) {
    if (text.code === "ENOENT" || text.code === "ENOTDIR") {
      return { path, settings: null, problem: { kind: "missing", text: "it does not exist" } };
    }
    const denied = text.code === "EACCES" || text.code === "EPERM";
    return {
      path,
      settings: null,
      problem: denied
        ? { kind: "denied", text: "this user may not read it" }
        : { kind: "broken", text: `it cannot be read (${text.code})` },
    };
  }
  const flat = syntax === "yaml" ? readFlatYaml(text.value) : readFlatToml(text.value);
  if (flat) return { path, settings: flat, problem: null };
  try {
    return { path, settings: await parseWhole(text.value, syntax), problem: null };
  } catch (error) {
    return { path, settings: null, problem: { kind: "broken", text: firstLine(error) } };
  }
};

/** Reads a file once, however many ask for it. */
export type ReadConfig = (path: string, syntax: "yaml" | "toml") => Promise<ConfigFile>;

/** Makes a reader for one look at a node: k3s's config.toml is named by k3s's folder and by containerd's command line. */
export const configReader = (host: Host): ReadConfig => {
  const files = new Map<string, Promise<ConfigFile>>();
  return (path, syntax) => {
    const file = files.get(path) ?? readConfigFile(host, path, syntax);
    files.set(path, file);
    return file;
  };
};
