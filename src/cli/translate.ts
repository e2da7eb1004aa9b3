import { TOOLS } from "../model/index.ts";
import { readNamedFile } from "../runtime/own-file.ts";
import type { Column, Versions } from "../translate/index.ts";
import { dockerOf, sourceOf } from "../translate/program.ts";
import type { Context } from "./context.ts";
import { exitCodes, usageError } from "./errors.ts";
import { type AnswerOptions, answerer, answerLines, textAsLines } from "./translate-lines.ts";
import type { VerbInput } from "./verbs.ts";

const targets: readonly string[] = TOOLS;

/** `--assume nerdctl=1.7`, checked. */
export const assumed = (words: readonly string[]): Versions => {
  const versions: Record<string, string> = {};
  for (const word of words) {
    const [, tool, version] = /^(nerdctl|crictl|ctr)=v?(\d+(?:\.(?:\d+|x))*|main)$/.exec(word) ?? [];
    if (!tool || !version)
      throw usageError(`--assume ${word} is not TOOL=VERSION`, "For example: --assume nerdctl=1.7");
    versions[tool] = version.replace(/(?:\.x)+$/, "");
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

/** Whether a quoted word is a tool's name with words behind it. */
const isLine = (word: string): boolean => {
  const words = word.trim().split(/\s+/);
  return words.length > 1 && (sourceOf(words) !== null || dockerOf(words).said);
};

/** Several lines, each quoted: `translate 'docker ps' 'docker images'`. */
const areLines = (words: readonly string[]): boolean => words.length > 1 && words.every(isLine);

/** `ctool translate`: what a line is in the other tools, for people, for one tool's shell, or as JSON. */
export const runTranslate = async ({ operands, flags }: VerbInput, context: Context): Promise<number> => {
  const { io, globals } = context;
  const { to, file } = flags;
  if (typeof to === "string" && !targets.includes(to))
    throw usageError(`--to ${to} is no tool`, `The tools are: ${targets.join(", ")}`);
  const json = globals.switches.has("json");
  const versions = assumed(globals.assume);
  const options: AnswerOptions = { versions, json, to: typeof to === "string" ? to : null };
  const piped = file === "-" || (operands.length === 1 && operands[0] === "-");
  if (piped) return answerLines(io.stdinText(), options, io);
  if (typeof file === "string") {
    if (options.to !== null && !json) return rewrite(file, options.to, versions, context);
    return answerLines(textAsLines(readText(file)), options, io);
  }
  if (operands.length === 0) throw usageError("there is no line to translate", null, "ctool translate docker ps -a");
  if (areLines(operands)) return answerLines(textAsLines(operands.join("\n")), options, io);
  const answer = await answerer(options, io);
  // One quoted word is a line still to be cut into words; several were cut by the shell.
  const { out, err, exitCode } = await answer(operands.length === 1 ? (operands[0] ?? "") : operands);
  if (out !== "") io.out(out);
  if (err !== "") io.err(err);
  return exitCode;
};
