import { join } from "node:path";
import type { Host } from "../facts/host.ts";
import type { Context } from "./context.ts";
import { dockerVerbFor, dockerWord } from "./docker-mode.ts";
import { CtoolError, exitCodes } from "./errors.ts";
import { splitGlobals } from "./globals.ts";
import { type Io, processIo } from "./io.ts";
import { keepRuns, openHost, openMachine } from "./open-host.ts";
import { loadSettings } from "./settings.ts";
import { ownFlagsOf, verbFor } from "./verbs.ts";

export interface MainOptions {
  version: string;
  /** The folder that holds bin/, dist/ and demo/. */
  home: string;
  /** What people start; unless told, bin/ctool in `home`. */
  launcher?: string;
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

/**
 * Runs one ctool command line.
 * @param words what follows `ctool` on the command line
 * @returns the exit code (see `ctool help exit-codes`); never throws
 */
export const main = async (words: readonly string[], options: MainOptions): Promise<number> => {
  const io = options.io ?? processIo();
  let json = words.includes("--json");
  let flush = () => {};
  try {
    // `ctool docker ps` (also `ctool --demo docker ps`): the line as it would be without ctool, answered in docker's own shape.
    const dockerAt = dockerWord(words);
    const dockerMode = dockerAt !== null;
    const {
      globals: typed,
      before,
      fromVerb,
    } = await splitGlobals(dockerMode ? words.toSpliced(dockerAt, 1) : words, ownFlagsOf);
    json = typed.switches.has("json");
    const machine = options.host ?? (await openMachine(options.interrupt));
    const { globals, settings } = await loadSettings(machine, typed);
    if (globals.switches.has("no-color")) io.colour = false;
    if (globals.switches.has("ascii")) io.unicode = false;
    const verb = await (dockerMode ? dockerVerbFor : verbFor)(before, fromVerb);
    const opened = await openHost(machine, globals, options.home);
    // What stands in for a machine in tests has no folder to keep anything in.
    const kept =
      opened.host === machine && !options.host ? await keepRuns(machine, settings, ["ctool", ...words]) : null;
    flush = kept?.flush ?? flush;
    const context: Context = {
      io,
      globals,
      settings,
      interrupt: options.interrupt,
      version: options.version,
      home: options.home,
      launcher: options.launcher ?? join(options.home, "bin", "ctool"),
      dockerMode,
      input: ["docker", ...before, ...fromVerb].join(" "),
      ...opened,
      ...(kept ? { host: kept.host } : {}),
    };
    const recordTo = globals.values.get("record");
    if (recordTo === undefined) {
      const exitCode = await verb.run(verb.words, context);
      if (kept?.begun && !dockerMode) (await import("./writes/unfinished.ts")).mentionUnfinished(context);
      return exitCode;
    }
    const { recordVerb } = await import("./recorded.ts");
    return await recordVerb(recordTo, context, (recorded) => verb.run(verb.words, recorded));
  } catch (error) {
    if (options.interrupt.aborted) return exitCodes.interrupted;
    return report(unexpected(error), io, json);
  } finally {
    flush();
  }
};
