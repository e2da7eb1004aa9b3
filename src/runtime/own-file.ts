import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";

/**
 * Writes a file of this user's own (mode 0600, in a folder made with 0700) in one piece: it is the whole new one or what it
 * was before.
 * @throws the system's error
 */
export const writeOwnFile = (path: string, text: string): void => {
  makeFolder(dirname(path), 0o700);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: "wx" });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
};

/** Reads a text file that the user named. @throws the system's error */
export const readNamedFile = (path: string): string => readFileSync(path, "utf8");
