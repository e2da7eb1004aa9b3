import { findTools, refreshVersions, writeVersionCache } from "../facts/index.ts";
import { aboutTools } from "../model/index.ts";
import { renderTools } from "../render/tools.ts";
import { writeOwnFile } from "../runtime/own-file.ts";
import type { Context } from "./context.ts";
import { exitCodes } from "./errors.ts";
import { sayRecording } from "./show.ts";
import type { VerbInput } from "./verbs.ts";

/** `ctool tools`: which tools are here, where, in which version, whose build, and what each is for. */
export const runTools = async (_: VerbInput, context: Context): Promise<number> => {
  const { host, io, globals } = context;
  sayRecording(context);
  const { tools, cache } = await refreshVersions(host, findTools(host, { launcher: context.launcher }));
  if (!context.recording) writeVersionCache(host, cache, writeOwnFile);
  const rows = tools.map((facts) => ({ ...facts, about: aboutTools.find(({ tool }) => tool === facts.tool) ?? null }));
  if (globals.switches.has("json")) io.out(`${JSON.stringify({ schemaVersion: 1, tools: rows })}\n`);
  else {
    io.out(renderTools(rows, { width: io.columns, tty: io.stdoutIsTerminal, colour: io.colour, ascii: !io.unicode }));
  }
  return tools.some(({ command }) => command.length > 0) ? exitCodes.done : exitCodes.environment;
};
