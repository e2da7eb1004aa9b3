import { appendFileSync, renameSync, statSync } from "node:fs";
import type { Host } from "../facts/host.ts";
import type { JournalEntry, RunResult, StreamResult } from "../model/index.ts";
import { maskArgv } from "../model/mask.ts";
import { makeFolder } from "./make-folder.ts";

/** Bytes after which the list is put aside (as runs.jsonl.1, over the one before) and begun anew. */
const MOST_BYTES = 1024 * 1024;
/** Entries that are kept back at most: the workbench runs for hours. */
const KEPT_BACK = 16;

/** Where the list lies inside ctool's state folder. */
export const journalPath = (stateFolder: string): string => `${stateFolder}/runs.jsonl`;

const append = (folder: string, lines: readonly string[]): void => {
  const path = journalPath(folder);
  const add = () => appendFileSync(path, lines.join(""), { mode: 0o600 });
  try {
    add();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    makeFolder(folder, 0o700);
    add();
  }
  if (statSync(path).size > MOST_BYTES) renameSync(path, `${path}.1`);
};

/**
 * A Host that keeps a list of what was run in `folder`, several processes at once: every line is written in one piece. A list
 * that cannot be written is not kept, and nothing fails.
 * @param input the words that were typed, `ctool` included
 */
export const journalingHost = (
  host: Host,
  folder: string,
  input: readonly string[],
): { host: Host; flush: () => void } => {
  const typed = maskArgv(input).join(" ");
  let lines: string[] = [];
  const flush = () => {
    if (lines.length === 0) return;
    const written = lines;
    lines = [];
    try {
      append(folder, written);
    } catch {
      // A full disk or a home that is read-only costs the list, never the command.
    }
  };
  const keep = ({ argv, outcome, exitCode, durationMs }: RunResult | StreamResult) => {
    const time = new Date(host.now()).toISOString();
    const entry: JournalEntry = { time, input: typed, argv: maskArgv(argv), outcome, exitCode, durationMs };
    lines.push(`${JSON.stringify(entry)}\n`);
    if (lines.length >= KEPT_BACK) flush();
  };
  const exec: Host["exec"] = async (request) => {
    const result = await host.exec(request);
    keep(result);
    return result;
  };
  const stream: Host["stream"] = async (request) => {
    const result = await host.stream(request);
    keep(result);
    return result;
  };
  return { host: { ...host, exec, stream }, flush };
};
