import type { FileFact, FileKind } from "../../doctor/facts.ts";
import type { Host } from "../host.ts";

/** Bytes of a configuration file that are read: containerd's default one is 8 KiB. */
const MAX_BYTES = 256 * 1024;

/** Reads a file into the facts: its text, or why there is none. */
export const readFileFact = (
  host: Host,
  kind: FileKind,
  path: string,
  about: { engine?: string | null; namedBy?: string | null } = {},
): FileFact => {
  const answer = host.read(path, MAX_BYTES);
  return {
    kind,
    path,
    text: answer.ok ? answer.value : null,
    code: answer.ok ? null : answer.code === "ENOTDIR" ? "ENOENT" : answer.code,
    engine: about.engine ?? null,
    namedBy: about.namedBy ?? null,
  };
};
