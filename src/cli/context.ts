import type { Host } from "../facts/host.ts";
import type { Globals } from "./globals.ts";
import type { Io } from "./io.ts";

/** What every verb gets: where to print, the node's door, and ctool's own flags. */
export interface Context {
  io: Io;
  host: Host;
  globals: Globals;
  /** ctool's own version. */
  version: string;
  /** ctool's own launcher, so that a link named `docker` that leads to it is not taken for docker. */
  launcher: string;
  /** The line as typed, for messages and `--json`: `docker ps -a`. */
  input: string;
  /** What this run answers from, when it is not this node: shown on stderr and in JSON. */
  recording: { title: string | null; time: string } | null;
}

/** A verb: the words after it in, the exit code out. Problems are thrown as CtoolError. */
export type Verb = (words: readonly string[], context: Context) => Promise<number>;
