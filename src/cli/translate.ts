import { TOOLS, type Tool, type TranslationReport } from "../model/index.ts";
import { loadWidths } from "../render/cells.ts";
import { readNamedFile } from "../runtime/own-file.ts";
import type { Column, Versions } from "../translate/index.ts";
import { translateLine } from "../translate/lint/index.ts";
import type { Context } from "./context.ts";
import { exitCodes, usageError } from "./errors.ts";
import type { VerbInput } from "./verbs.ts";

const targets: readonly string[] = TOOLS;

/** `--assume nerdctl=1.7`, checked. */
const assumed = (words: readonly string[]): Versions => {
  const versions: Record<string, string> = {};
  for (const word of words) {
    const [, tool, version] = /^(nerdctl|crictl|ctr)=(\d+(?:\.\d+)*|main)$/.exec(word) ?? [];
    if (!tool || !version)
      throw usageError(`--assume ${word} is not TOOL=VERSION`, "For example: --assume nerdctl=1.7");
    versions[tool] = version;
  }
  return versions;
};

const readText = (path: string): string => {
  try {
    return readNamedFile(path);
  } catch (error) {
    throw usageError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
};

/** A Makefile by its name; everything else is read as a shell script. */
const isMakefile = (path: string): boolean => /(^|\/)(GNU)?[Mm]akefile[^/]*$|\.mk$/.test(path);

/**
 * Rewrites a script's docker calls for one tool: the new text on stdout, what became of each call on stderr.
 * @returns 0, or 3 when a call had to be left as it is
 */
const rewrite = async (path: string, to: string, versions: Versions, { io }: Context): Promise<number> => {
  if (to === "docker") throw usageError("--file rewrites docker calls: --to takes nerdctl, crictl or ctr");
  const { translateScript } = await import("../translate/script/index.ts");
  const kind = isMakefile(path) ? "makefile" : "shell";
  const { text, changes } = await translateScript(readText(path), { to: to as Column, kind, versions });
  io.out(text);
  for (const { line, from, to: now, fit, notes } of changes) {
    io.err(`${path}:${line}: ${now === null ? "left as it is" : fit}: ${from.split("\n", 1)[0]}\n`);
    for (const { kind: weight, flag, text: note } of notes)
      if (weight !== "info" || now === null) io.err(`    ${flag ? `${flag}: ` : ""}${note}\n`);
  }
  return changes.some((change) => change.to === null) ? exitCodes.noTool : exitCodes.done;
};

const linesOf = async ({ operands, flags }: VerbInput, context: Context): Promise<(string | string[])[]> => {
  const many = (text: string) =>
    text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#"));
  if (flags.file === "-" || (operands.length === 1 && operands[0] === "-")) return many(await context.io.readStdin());
  if (typeof flags.file === "string") return many(readText(flags.file));
  if (operands.length === 0) throw usageError("there is no line to translate", null, "ctool translate docker ps -a");
  // One quoted word is a line still to be cut into words; several were cut by the shell.
  return [operands.length === 1 ? (operands[0] ?? "") : operands];
};

/** One tool's command lines only: ready for a shell; why there are none goes to stderr. */
const printOnly = (report: TranslationReport, tool: Tool, { io }: Context): number => {
  const translation = report.translations.find((one) => one.tool === tool);
  if (!translation) return report.problems.length > 0 ? exitCodes.usage : exitCodes.noTool;
  for (const { kind, flag, text } of translation.notes)
    if (kind !== "info") io.err(`# ${flag ? `${flag}: ` : ""}${text}\n`);
  if (translation.fit === "none") {
    io.err(`ctool: ${tool} has no form of this${translation.instead ? `; instead: ${translation.instead}` : ""}\n`);
    return exitCodes.noTool;
  }
  io.out(`${translation.shell.trimEnd()}\n`);
  return exitCodes.done;
};

/** `ctool translate`: what a line is in the other tools, for people, for one tool's shell, or as JSON. */
export const runTranslate = async (input: VerbInput, context: Context): Promise<number> => {
  const { io, globals } = context;
  const to = input.flags.to;
  if (typeof to === "string" && !targets.includes(to))
    throw usageError(`--to ${to} is no tool`, `The tools are: ${targets.join(", ")}`);
  const versions = assumed(globals.assume);
  const { file } = input.flags;
  if (typeof to === "string" && typeof file === "string" && file !== "-" && !globals.switches.has("json"))
    return rewrite(file, to, versions, context);
  const { renderTranslation } =
    globals.switches.has("json") || to ? { renderTranslation: null } : await import("../render/translation.ts");
  let exitCode: number = exitCodes.done;
  for (const line of await linesOf(input, context)) {
    const report = await translateLine(line, { versions });
    for (const { message, suggestion } of report.problems) {
      if (globals.switches.has("json")) break;
      io.err(`ctool: ${message}\n${suggestion ? `  did you mean: ${suggestion}\n` : ""}`);
    }
    if (report.translations.length === 0) exitCode = exitCodes.usage;
    if (globals.switches.has("json")) io.out(`${JSON.stringify(report)}\n`);
    else if (typeof to === "string") exitCode = printOnly(report, to as Tool, context) || exitCode;
    else if (renderTranslation) {
      await loadWidths(JSON.stringify(report));
      io.out(renderTranslation(report, { width: io.columns, colour: io.colour }));
    }
  }
  return exitCode;
};
