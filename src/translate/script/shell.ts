import { parse } from "unbash";
import type { Fit, Note } from "../../model/index.ts";
import { capturedIds, printsIds } from "./captured-ids.ts";
import { applyEdits, type Edit, lineIndex } from "./edits.ts";
import { type Call, findCalls, type InnerText } from "./find-calls.ts";
import { type RewriteOptions, readCall, rewriteCall } from "./rewrite-call.ts";
import { innerSegment, type Segment } from "./segment.ts";

/** What became of one call. */
export interface Change {
  /** Line of the file, from 1. */
  line: number;
  /** The call as it stood there. */
  from: string;
  /** What stands there now; null: it was left as it is, and `notes` says why. */
  to: string | null;
  fit: Fit;
  notes: Note[];
}

/** All that happens to a file. */
export interface Work {
  file: string;
  edits: Edit[];
  changes: Change[];
  options: RewriteOptions;
  /** Variables that hold ids of containers. */
  ids: Set<string>;
  lineAt(offset: number): number;
}

/** A file before anything has happened to it. */
export function startWork(file: string, options: RewriteOptions): Work {
  return { file, edits: [], changes: [], options, ids: new Set(), lineAt: lineIndex(file) };
}

/** Shells in shells in shells: nobody writes more. */
const DEPTH = 5;

/** Rewrites the calls of one piece of shell. */
export async function rewriteShell(segment: Segment, work: Work, depth = 0): Promise<void> {
  if (!segment.shell.includes("docker") || depth > DEPTH) return;
  const script = parse(segment.shell);
  const { calls, inner } = findCalls(script);
  for (const name of capturedIds(script, await printersAmong(calls, segment))) work.ids.add(name);
  for (const call of calls) {
    const [first] = call.words;
    const last = call.words.at(-1);
    if (first === undefined || last === undefined || !isThere(segment, first.pos, first.text)) continue;
    const pos = segment.at(first.pos);
    const end = segment.at(last.end);
    const within = takeInner(work.edits, pos);
    const { edits, fit, notes, to } = await rewriteCall(call, segment, work.file, within, work.options, work.ids);
    const covered = (edit: Edit) =>
      edits.some((each) => each.pos !== each.end && edit.pos >= each.pos && edit.end <= each.end);
    work.edits.push(...within.filter((edit) => !covered(edit)), ...edits);
    work.changes.push({ line: work.lineAt(pos), from: work.file.slice(pos, end), to, fit, notes });
  }
  for (const text of inner) await rewriteInner(text, segment, work, depth);
}

/** Where the calls begin that print ids. */
async function printersAmong(calls: readonly Call[], segment: Segment): Promise<number[]> {
  const printers: number[] = [];
  for (const call of calls) {
    const command = await readCall(call, segment);
    const [first] = call.words;
    if (command !== null && first !== undefined && printsIds(command)) printers.push(first.pos);
  }
  return printers;
}

/** Takes the edits behind an offset off the end of the list: those of the calls inside the one that begins there. */
function takeInner(edits: Edit[], pos: number): Edit[] {
  let start = edits.length;
  while (start > 0 && (edits[start - 1] as Edit).pos >= pos) start--;
  return edits.splice(start);
}

/** Whether a word's text is what stands at its offset; else the parser recovered from an error there. */
function isThere(segment: Segment, pos: number, text: string): boolean {
  return segment.shell.startsWith(text, pos);
}

async function rewriteInner(
  { pos, end, quotes }: InnerText,
  segment: Segment,
  work: Work,
  depth: number,
): Promise<void> {
  if (quotes === "live" || quotes === "remote") {
    const why =
      quotes === "remote"
        ? "it runs on another machine: it was left alone"
        : "the shell fills this text in before another one runs it: it was left alone";
    const notes: Note[] = [{ kind: "lost", flag: null, text: why }];
    const from = work.file.slice(segment.at(pos), segment.at(end));
    work.changes.push({ line: work.lineAt(segment.at(pos)), from, to: null, fit: "none", notes });
    return;
  }
  const escapes = {
    single: (text: string) => text.replaceAll("'", "'\\''"),
    double: (text: string) => text.replace(/[$`"\\]/g, "\\$&"),
    none: (text: string) => text,
  };
  const piece = innerSegment(segment, pos, end, escapes[quotes]);
  await rewriteShell(quotes === "none" ? { ...piece, several: segment.several } : piece, work, depth + 1);
}

/** The file with everything that was rewritten, and the report in the order of the file. */
export function finish({ file, edits, changes }: Work): { text: string; changes: Change[] } {
  return { text: applyEdits(file, edits), changes: changes.toSorted((a, b) => a.line - b.line) };
}
