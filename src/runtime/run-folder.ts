import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StepFile } from "../model/index.ts";

/** A private folder (0700) for the files of one run. */
export interface RunFolder {
  path: string;
  /** The same word, or where its file lies, when it names one of the files. */
  place(word: string): string;
  remove(): void;
}

/**
 * Makes a private folder and writes the files of all steps into it (0600): they may hold secrets.
 * @throws the system's error
 */
export const makeRunFolder = (files: readonly StepFile[]): RunFolder => {
  const path = mkdtempSync(join(tmpdir(), "ctool-run-"));
  chmodSync(path, 0o700);
  const names = new Set(files.map((file) => file.path));
  const remove = () => rmSync(path, { recursive: true, force: true });
  try {
    for (const file of files) writeFileSync(join(path, file.path), file.content, { mode: 0o600, flag: "wx" });
  } catch (error) {
    remove();
    throw error;
  }
  return { path, place: (word) => (names.has(word) ? join(path, word) : word), remove };
};
