import { constants, copyFileSync, lstatSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";

/** A file that was written, and how to undo it. */
export interface EditedFile {
  path: string;
  /** Copy of what was there before, beside it; null when there was nothing. */
  backup: string | null;
  /** Puts back what was there: the old text, or nothing. The copy goes with it. */
  restore(): void;
}

/**
 * Writes a configuration file whole, in one piece, and keeps a copy of the old one beside it (`PATH.ctool-TIME`). Rights stay as they
 * were; a new file can be read by everybody.
 * @param stamp goes into the copy's name: `20261121-065900`
 * @throws the system's error, or one that says that the path is a link: its target is somebody else's file
 */
export const editFile = (path: string, content: string, stamp: string): EditedFile => {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw new Error(`${path} is no regular file`);
  const backup = found ? `${path}.ctool-${stamp}` : null;
  if (backup !== null) copyFileSync(path, backup, constants.COPYFILE_EXCL);
  makeFolder(dirname(path));
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, content, { mode: found ? found.mode & 0o777 : 0o644, flag: "wx" });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return {
    path,
    backup,
    restore: () => {
      if (backup === null) rmSync(path);
      else renameSync(backup, path);
    },
  };
};
