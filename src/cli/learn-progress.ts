import { stateFolder } from "../facts/own-folders.ts";
import { noProgress, type Progress, printProgress, readProgress } from "../learn/index.ts";
import { writeOwnFile } from "../runtime/own-file.ts";
import type { Context } from "./context.ts";

/** `learn.json`; null where nothing is kept: in a recording, and without a folder of this user's own. */
const progressFile = ({ host, recording }: Context): string | null => {
  const folder = recording ? null : stateFolder(host);
  return folder === null ? null : `${folder}/learn.json`;
};

/** What this user has learned so far; nothing where there is no file that can be read. */
export const loadProgress = (context: Context): Progress => {
  const path = progressFile(context);
  const text = path === null ? null : context.host.read(path);
  return text?.ok ? readProgress(text.value) : noProgress;
};

/**
 * Keeps the progress; a disk that is full or read-only is no reason to stop learning.
 * @returns why it could not be kept; null when it was, or there is nowhere to keep it
 */
export const saveProgress = (context: Context, progress: Progress): string | null => {
  const path = progressFile(context);
  if (path === null) return null;
  try {
    writeOwnFile(path, printProgress(progress));
    return null;
  } catch (error) {
    return `progress is not kept: ${error instanceof Error ? error.message : error}`;
  }
};
