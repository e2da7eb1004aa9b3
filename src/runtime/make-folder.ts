import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Makes a folder and those above it, as `mkdir -p`. Node's own `recursive` tries for ever where a folder that is there refuses new
 * ones with ENOENT, as /proc and an automounted /home do.
 * @returns whether it was made; false: it was there
 * @throws the system's error
 */
export const makeFolder = (path: string, mode = 0o777): boolean => {
  if (isFolder(path)) return false;
  const above = dirname(path);
  if (above !== path) makeFolder(above, mode);
  try {
    mkdirSync(path, { mode });
    return true;
  } catch (error) {
    // Another ctool was faster.
    if (isFolder(path)) return false;
    throw error;
  }
};
