import type { Host } from "../facts/host.ts";
import type { Settings } from "../settings/index.ts";
import type { Context } from "./context.ts";
import { usageError } from "./errors.ts";
import type { Globals } from "./globals.ts";

/** This machine; its children die when `interrupt` fires. */
export const openMachine = async (interrupt: AbortSignal): Promise<Host> => {
  const [{ localHost }, { run }] = await Promise.all([import("../facts/local-host.ts"), import("../runtime/run.ts")]);
  const either = (cancel: AbortSignal | undefined) => (cancel ? AbortSignal.any([interrupt, cancel]) : interrupt);
  return localHost({
    exec: (request) => run(request, either(request.cancel)),
    // Loaded late: no list needs it (ADR 0002).
    stream: async (request) => (await import("../runtime/stream.ts")).stream(request, either(request.cancel)),
  });
};

/** What a verb looks at: this machine, or the recording that `--replay FILE` or `--demo` names. */
export const openHost = async (
  machine: Host,
  globals: Globals,
  home: string,
): Promise<Pick<Context, "host" | "recording">> => {
  const file = globals.values.get("replay");
  const demo = globals.switches.has("demo");
  if (file && demo) throw usageError("--demo and --replay both name a recording: give one of them");
  if (!file && !demo) return { host: machine, recording: null };
  const { demoFile, openRecording } = await import("./recorded.ts");
  return openRecording(file ?? demoFile(home));
};

/**
 * The same host, keeping the list that `ctool runs` shows, unless the setting `runs` or a missing home is against it.
 * @returns the host, what writes the list in the end, and whether any write of this user's has begun and not ended
 */
export const keepRuns = async (
  host: Host,
  settings: Settings,
  input: readonly string[],
): Promise<{ host: Host; flush: () => void; begun: boolean }> => {
  const { stateFolder } = await import("../facts/own-folders.ts");
  const folder = stateFolder(host);
  const writes = folder === null ? null : host.list(`${folder}/pending`);
  const begun = writes?.ok === true && writes.value.length > 0;
  if (folder === null || settings.values.runs.value === "false") return { host, flush: () => {}, begun };
  const { journalingHost } = await import("../runtime/journal.ts");
  return { ...journalingHost(host, folder, input), begun };
};
