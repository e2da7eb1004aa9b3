import { join } from "node:path";
import type { Host } from "../facts/host.ts";
import type { Context } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";
import { type Globals, splitGlobals } from "./globals.ts";
import { type Io, processIo } from "./io.ts";
import { ownFlagsOf, verbFor } from "./verbs.ts";

export interface MainOptions {
  version: string;
  /** The folder that holds bin/, dist/ and demo/. */
  home: string;
  /** Aborted by a signal: children are killed and what came until then is kept. */
  interrupt: AbortSignal;
  io?: Io;
  /** Stands in for this machine in tests. */
  host?: Host;
}

/** Prints an error the way the user asked for: the documented JSON on stdout, or words on stderr. */
const report = (error: CtoolError, io: Io, json: boolean): number => {
  const { code, message, hint, fix } = error;
  if (json) io.out(`${JSON.stringify({ schemaVersion: 1, error: { code, message, hint, fix } })}\n`);
  else {
    io.err(`ctool: ${message}\n`);
    if (hint) io.err(`  ${hint}\n`);
    if (fix) io.err(`    ${fix}\n`);
  }
  return error.exitCode;
};

const unexpected = (error: unknown): CtoolError =>
  error instanceof CtoolError
    ? error
    : new CtoolError(
        "internal",
        exitCodes.failed,
        `a fault of ctool's own: ${error instanceof Error ? error.message : error}`,
        {
          hint:
            process.env.CTOOL_DEBUG && error instanceof Error
              ? (error.stack ?? null)
              : "CTOOL_DEBUG=1 shows where; please report it with the command you typed.",
        },
      );

/** The machine, or what stands in for it: `--replay FILE`, `--demo`. */
const openHost = async (globals: Globals, options: MainOptions): Promise<Pick<Context, "host" | "recording">> => {
  const file = globals.values.get("replay");
  const demo = globals.switches.has("demo");
  if (file && demo) throw usageError("--demo and --replay both name a recording: give one of them");
  if (file || demo) {
    const { demoFile, openRecording } = await import("./recorded.ts");
    return openRecording(file ?? demoFile(options.home));
  }
  if (options.host) return { host: options.host, recording: null };
  const [{ localHost }, { run }] = await Promise.all([import("../facts/local-host.ts"), import("../runtime/run.ts")]);
  const { interrupt } = options;
  const either = (cancel: AbortSignal | undefined) => (cancel ? AbortSignal.any([interrupt, cancel]) : interrupt);
  const host = localHost({
    exec: (request) => run(request, either(request.cancel)),
    // Loaded late: no list needs it (ADR 0002).
    stream: async (request) => (await import("../runtime/stream.ts")).stream(request, either(request.cancel)),
  });
  return { host, recording: null };
};

/**
 * Runs one ctool command line.
 * @param words what follows `ctool` on the command line
 * @returns the exit code (see `ctool help exit-codes`); never throws
 */
export const main = async (words: readonly string[], options: MainOptions): Promise<number> => {
  const io = options.io ?? processIo();
  let json = words.includes("--json");
  try {
    // `ctool docker ps`: the line as it would be without ctool.
    const { globals, before, fromVerb } = await splitGlobals(
      words[0] === "docker" ? words.slice(1) : words,
      ownFlagsOf,
    );
    json = globals.switches.has("json");
    if (globals.switches.has("no-color")) io.colour = false;
    if (globals.switches.has("ascii")) io.unicode = false;
    const verb = await verbFor(before, fromVerb);
    const opened = await openHost(globals, options);
    const context: Context = {
      io,
      globals,
      version: options.version,
      launcher: join(options.home, "bin", "ctool"),
      input: ["docker", ...before, ...fromVerb].join(" "),
      ...opened,
    };
    const recordTo = globals.values.get("record");
    if (recordTo === undefined) return await verb.run(verb.words, context);
    const { recordVerb } = await import("./recorded.ts");
    return await recordVerb(recordTo, context, (recorded) => verb.run(verb.words, recorded));
  } catch (error) {
    if (options.interrupt.aborted) return exitCodes.interrupted;
    return report(unexpected(error), io, json);
  }
};
