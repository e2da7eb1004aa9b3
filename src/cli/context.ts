import type { Host } from "../facts/host.ts";
import type { Settings } from "../settings/index.ts";
import type { Globals } from "./globals.ts";
import type { Io } from "./io.ts";

/** What every verb gets: where to print, the node's door, and ctool's own flags. */
export interface Context {
  io: Io;
  host: Host;
  globals: Globals;
  /** ctool's settings as they hold here; what has a flag is in `globals` already. */
  settings: Settings;
  /** Fires when ctool is to end: what runs is stopped, and what came until then is kept. */
  interrupt: AbortSignal;
  /** ctool's own version. */
  version: string;
  /** The folder that holds the bundled recording. */
  home: string;
  /** ctool's own launcher, so that a link named `docker` that leads to it is not taken for docker. */
  launcher: string;
  /** Docker's own shape on stdout: `ctool docker …`, or the launcher under the name `docker`. */
  dockerMode: boolean;
  /** The line as typed, for messages and `--json`: `docker ps -a`. */
  input: string;
  /** What this run answers from, when it is not this node: shown on stderr and in JSON. */
  recording: { title: string | null; time: string } | null;
}

/** A verb: the words after it in, the exit code out. Problems are thrown as CtoolError. */
export type Verb = (words: readonly string[], context: Context) => Promise<number>;
