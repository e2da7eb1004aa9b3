import type { ToolFacts } from "../model/index.ts";
import type { Host } from "./host.ts";
import { cacheFolder } from "./own-folders.ts";

/** Versions by what was asked: see `versionKey`. */
export type VersionCache = ReadonlyMap<string, string>;

/** Entries kept; a machine has a handful of tools, and each upgrade leaves one behind. */
const MAX_ENTRIES = 64;
/** Milliseconds a tool gets to say its version. */
const VERSION_MS = 3000;
const MAX_BYTES = 64 * 1024;

/** Where the cache lies: `$XDG_CACHE_HOME/ctool/versions.json`; null when this user has no folder of their own. */
export const versionCachePath = (host: Host): string | null => {
  const folder = cacheFolder(host);
  return folder === null ? null : `${folder}/versions.json`;
};

/** What a snap's programs all lead to; which snap it is, its folder says. */
const snapRevision = (host: Host, path: string): string => {
  const name = /^\/snap\/bin\/([^./]+)/.exec(path)?.[1];
  const current = name === undefined ? undefined : host.readlink(`/snap/${name}/current`);
  return current?.ok ? current.value : "";
};

/**
 * Names one build of one tool: what is executed, the file behind it, its size and time. An upgrade changes it.
 * @returns null for a tool that is not here
 */
export const versionKey = (host: Host, { command, path, realPath }: ToolFacts): string | null => {
  if (path === null || realPath === null || command.length === 0) return null;
  const file = host.stat(realPath);
  if (!file.ok) return null;
  const { mtimeMs, size } = file.value;
  return [...command, realPath, mtimeMs, size, snapRevision(host, path)].join(" ");
};

const isVersion = (value: unknown): value is string => typeof value === "string" && /^[\w.+~-]{1,64}$/.test(value);

/** Reads the cache: one small file. Anything odd about it (another owner, others may write it, not ours) makes it empty. */
export const readVersionCache = (host: Host): VersionCache => {
  const path = versionCachePath(host);
  const file = path === null ? null : host.stat(path);
  if (path === null || !file?.ok || file.value.uid !== host.uid() || (file.value.mode & 0o022) !== 0) return new Map();
  const text = host.read(path, MAX_BYTES);
  if (!text.ok) return new Map();
  try {
    const { schemaVersion, versions } = JSON.parse(text.value);
    if (schemaVersion !== 1 || typeof versions !== "object" || versions === null) return new Map();
    return new Map(Object.entries(versions).filter((entry): entry is [string, string] => isVersion(entry[1])));
  } catch {
    return new Map();
  }
};

/** The version in what `--version` prints: `Docker version 28.2.2, build …`, `ctr github.com/containerd/containerd 1.6.20~ds1`. */
const versionIn = (text: string): string | null => {
  const number = /(?:^|[\s:])v?(\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?(?:\+[\w.]+)?)/.exec(text)?.[1];
  // A development build of crictl says "crictl version unknown".
  return number ?? (/\bunknown\b/.test(text) ? "unknown" : null);
};

/**
 * Asks every tool without a known version for it (`--version`), all at once. Not for the hot path.
 * @returns the tools with versions, and the cache to write (`writeVersionCache`); a tool that does not answer stays null
 */
export const refreshVersions = async (
  host: Host,
  tools: readonly ToolFacts[],
): Promise<{ tools: ToolFacts[]; cache: VersionCache }> => {
  const cache = new Map(readVersionCache(host));
  const asked = tools.map(async (facts): Promise<ToolFacts> => {
    const key = versionKey(host, facts);
    const known = facts.version ?? (key === null ? null : (cache.get(key) ?? null));
    if (known !== null || key === null) return { ...facts, version: known };
    const { outcome, stdout } = await host.exec({
      tool: facts.tool,
      argv: [facts.tool, "--version"],
      file: facts.command,
      timeoutMs: VERSION_MS,
      maxBytes: MAX_BYTES,
    });
    const version = outcome === "exited" ? versionIn(stdout) : null;
    if (version !== null && isVersion(version)) cache.set(key, version);
    return { ...facts, version: isVersion(version) ? version : null };
  });
  return { tools: await Promise.all(asked), cache };
};

/**
 * Keeps versions for the next run. Never fatal: without a cache the versions are asked again.
 * @param write puts the text there with mode 0600, making the folder (0700) first; may throw
 */
export const writeVersionCache = (
  host: Host,
  cache: VersionCache,
  write: (path: string, text: string) => void,
): void => {
  const path = versionCachePath(host);
  if (path === null) return;
  const versions = Object.fromEntries([...cache].slice(-MAX_ENTRIES));
  try {
    write(path, `${JSON.stringify({ schemaVersion: 1, versions })}\n`);
  } catch {
    // A read-only or full disk must not stop anybody from listing containers.
  }
};
