import { homeOf } from "./environment.ts";
import type { Host } from "./host.ts";

/**
 * A folder of this user's own by the XDG base directories, or null: with `sudo -E` HOME may be somebody else's, and is left
 * alone.
 */
const ownFolder = (host: Host, variable: string, underHome: string): string | null => {
  const home = homeOf(host);
  const named = host.env(variable);
  const owner = named?.startsWith("/") ? named : home;
  if (owner === null) return null;
  const found = host.stat(owner);
  if (found.ok && found.value.uid !== host.uid()) return null;
  return owner === named ? named : `${home}/${underHome}`;
};

/** Where what can be made again is kept: `$XDG_CACHE_HOME/ctool`; null when this user has no folder of their own. */
export const cacheFolder = (host: Host): string | null => {
  const folder = ownFolder(host, "XDG_CACHE_HOME", ".cache");
  return folder === null ? null : `${folder}/ctool`;
};

/** Where what happened is kept: `$XDG_STATE_HOME/ctool`; null when this user has no folder of their own. */
export const stateFolder = (host: Host): string | null => {
  const folder = ownFolder(host, "XDG_STATE_HOME", ".local/state");
  return folder === null ? null : `${folder}/ctool`;
};
