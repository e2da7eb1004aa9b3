import { configReader } from "./config-file.ts";
import { homeOf } from "./environment.ts";
import type { Host } from "./host.ts";

/** One of ctool's own configuration files: its keys with their lines, or what is wrong with it. */
export interface SettingsFileRead {
  path: string;
  settings: ReadonlyMap<string, { value: string; line: number }> | null;
  /** Null when it was read, or is not there. */
  problem: string | null;
}

const SYSTEM_FILE = "/etc/ctool/config.toml";

/** Where ctool's configuration may lie: `CTOOL_CONFIG` alone when it is set, else the user's, then the system's. */
export const settingsPaths = (host: Host): string[] => {
  const named = host.env("CTOOL_CONFIG");
  if (named) return [named];
  const xdg = host.env("XDG_CONFIG_HOME");
  const home = homeOf(host);
  const folder = xdg?.startsWith("/") ? xdg : home === null ? null : `${home}/.config`;
  return [...(folder === null ? [] : [`${folder}/ctool/config.toml`]), SYSTEM_FILE];
};

/** Reads ctool's configuration files, the user's first. A file that is not there is left out, unless `CTOOL_CONFIG` names it. */
export const readSettingsFiles = async (host: Host): Promise<SettingsFileRead[]> => {
  const read = configReader(host);
  const named = host.env("CTOOL_CONFIG") !== undefined;
  const files: SettingsFileRead[] = [];
  for (const path of settingsPaths(host)) {
    const { settings, problem } = await read(path, "toml");
    if (problem?.kind === "missing" && !named) continue;
    files.push({ path, settings, problem: problem?.text ?? null });
  }
  return files;
};
