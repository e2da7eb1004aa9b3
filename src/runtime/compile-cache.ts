import { lstatSync, mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Lets Node keep compiled code in a folder of this user's own (`$XDG_CACHE_HOME/ctool/compile`, mode 0700). Node's default
 * lies under /tmp, where root would run what anybody put there. Without such a folder, nothing is cached.
 */
export const keepCompiledCode = (): void => {
  try {
    const base = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
    const folder = join(base, "ctool", "compile");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(folder);
    if (uid === process.getuid?.() && (mode & 0o022) === 0) enableCompileCache(folder);
  } catch {
    // A read-only or missing home costs a few milliseconds, never the command.
  }
};
