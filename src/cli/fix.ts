import { cleanText } from "../model/clean.ts";
import type { FileEdit, Finding } from "../model/index.ts";
import { diffLines } from "../render/diff.ts";
import { makePaint } from "../render/paint.ts";
import { type EditedFile, editFile } from "../runtime/edit-file.ts";
import type { Context } from "./context.ts";
import { exitCodes, usageError } from "./errors.ts";
import { type AskedLine, type Examined, examine } from "./examine.ts";
import type { Io } from "./io.ts";

/** One change that ctool may make itself. */
interface Change {
  text: string;
  edit: FileEdit;
  /** What is there now; empty for a new file. */
  before: string;
}

/** The changes of a finding that are not made yet; a file that cannot be read is left alone. */
const changesOf = ({ fix }: Finding, { host, io }: Context): Change[] =>
  fix.flatMap(({ text, edit }): Change[] => {
    if (!edit) return [];
    const old = host.read(edit.path);
    if (!old.ok && old.code !== "ENOENT") {
      io.err(`${edit.path} cannot be read (${old.code}): left as it is\n`);
      return [];
    }
    const before = old.ok ? old.value : "";
    return before === edit.content ? [] : [{ text, edit, before }];
  });

const showDiff = ({ text, edit, before }: Change, { io }: Context): void => {
  const paint = makePaint(io.colour);
  io.err(`${text}: ${edit.path}${before === "" ? " (new)" : ""}\n`);
  for (const { sign, text: line } of diffLines(before, edit.content)) {
    const style = sign === "+" ? "good" : sign === "-" ? "bad" : "plain";
    io.err(`${paint(style, cleanText(`${sign} ${line}`))}\n`);
  }
};

/** Asks on the terminal; anything but y or yes is no. */
const agrees = async (io: Io, question: string): Promise<boolean> => {
  io.err(`${question} [y/N] `);
  for await (const chunk of io.stdinText()) return /^\s*y(?:es)?\s*$/i.test(chunk.split("\n", 1)[0] ?? "");
  return false;
};

/** `20261121-065900`, for the name of a copy. */
const stampOf = (now: number): string =>
  new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");

const has = (findings: readonly Finding[], id: string): boolean =>
  findings.some((one) => one.id === id || one.explains.some((effect) => effect.id === id));

/** Shows each change of a finding, asks, and makes those that were agreed to; a file that cannot be written is said. */
const makeChanges = async (finding: Finding, yes: boolean, context: Context): Promise<EditedFile[]> => {
  const { io, host } = context;
  const made: EditedFile[] = [];
  for (const change of changesOf(finding, context)) {
    const { path, content } = change.edit;
    showDiff(change, context);
    if (!yes && !(await agrees(io, `write ${path}?`))) {
      io.err("left as it is\n");
      continue;
    }
    try {
      made.push(editFile(path, content, stampOf(host.now())));
    } catch (error) {
      io.err(`${path} could not be written: ${error instanceof Error ? error.message : error}\n`);
    }
  }
  return made;
};

/**
 * `ctool doctor --fix`: makes the changes that are safe and can be undone, one finding after the other: shows the difference, asks,
 * keeps a copy, looks again, and puts back what was there when the finding stays. Everything else is left to be pasted.
 * @param yes do not ask
 * @returns 0 when nothing is left that does not work, else 1
 * @throws {CtoolError} usage, where nobody can be asked
 */
export const applyFixes = async (
  examined: Examined,
  symptom: AskedLine | null,
  yes: boolean,
  context: Context,
): Promise<number> => {
  const { io } = context;
  if (context.recording) throw usageError("--fix changes this node; a recording is none");
  let { findings } = examined.diagnosis;
  const found = findings.filter(({ fix }) => fix.some(({ edit }) => edit !== undefined));
  if (found.length === 0)
    io.err("\nnothing here that ctool changes by itself: what there is to do is above, to paste\n");
  else if (!yes && !io.stdinIsTerminal)
    throw usageError(
      "--fix asks before each change, and there is no terminal to ask on",
      "Say yes beforehand:",
      "ctool doctor --fix --yes",
    );
  for (const finding of found) {
    // Mended by the change before it.
    if (!has(findings, finding.id)) continue;
    io.err(`\n${finding.title}\n`);
    const made = await makeChanges(finding, yes, context);
    if (made.length === 0) continue;
    ({ findings } = (await examine(context, symptom)).diagnosis);
    const stays = has(findings, finding.id);
    for (const { path, backup, restore } of made) {
      if (stays) restore();
      io.err(stays ? `${path} is as it was\n` : `${path} is written${backup ? `; the old one is ${backup}` : ""}\n`);
    }
    io.err(stays ? "that did not help: the finding is still there\n" : "the finding is gone\n");
  }
  return findings.some(({ severity }) => severity === "error") ? exitCodes.failed : exitCodes.done;
};
