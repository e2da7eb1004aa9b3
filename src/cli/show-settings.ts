import { settingsPaths } from "../facts/index.ts";
import { renderSettings } from "../render/settings.ts";
import type { Context } from "./context.ts";
import { exitCodes } from "./errors.ts";
import type { VerbInput } from "./verbs.ts";

/** `ctool settings`: each setting, its value, and where that came from. */
export const runSettings = async (_: VerbInput, { io, host, settings, globals }: Context): Promise<number> => {
  const files = settingsPaths(host);
  if (globals.switches.has("json")) {
    io.out(`${JSON.stringify({ schemaVersion: 1, files, settings: settings.values, keys: settings.keys })}\n`);
    return exitCodes.done;
  }
  const options = { width: io.columns, tty: io.stdoutIsTerminal, colour: io.colour, ascii: !io.unicode };
  io.out(renderSettings(settings, files, options));
  return exitCodes.done;
};
