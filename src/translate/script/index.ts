import type { Column } from "../spec.ts";
import type { Versions } from "../versions.ts";
import { rewriteMakefile } from "./makefile.ts";
import { scriptSegment } from "./segment.ts";
import { type Change, finish, rewriteShell, startWork } from "./shell.ts";

export type { Change } from "./shell.ts";

export interface ScriptOptions {
  /** The tool that the calls are rewritten for. */
  to: Column;
  kind: "shell" | "makefile";
  /** Versions to translate for; left out: the newest known. */
  versions?: Versions;
}

/** A rewritten file. */
export interface ScriptTranslation {
  text: string;
  /** Every call of docker, in the order of the file: what it became, or why it was left as it is. */
  changes: Change[];
}

/**
 * Rewrites every call of docker in a shell script or a Makefile for another tool, and nothing else, byte for byte.
 * @param text the whole file
 */
export async function translateScript(text: string, { to, kind, versions }: ScriptOptions): Promise<ScriptTranslation> {
  const options = versions === undefined ? { to } : { to, versions };
  const work = startWork(text, options);
  if (kind === "makefile") await rewriteMakefile(work);
  else await rewriteShell(scriptSegment(text), work);
  return finish(work);
}
