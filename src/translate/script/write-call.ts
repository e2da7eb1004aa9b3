import type { Word } from "unbash";
import { matchWords } from "./diff-words.ts";
import { applyEdits, type Edit } from "./edits.ts";
import type { Call } from "./find-calls.ts";
import type { Segment } from "./segment.ts";
import { BARE_MARKS, type CallWord, MARKS, type WordReader } from "./shell-words.ts";

/** What rendering needs to put expansions back. */
export interface Put {
  segment: Segment;
  file: string;
  inner: readonly Edit[];
  reader: WordReader;
}

/** Translated shell text as it stands in the file: marks become what they stood for, the rest is escaped for the place. */
function render(shell: string, { segment, file, inner, reader }: Put): string {
  let out = "";
  let from = 0;
  for (const match of shell.matchAll(MARKS)) {
    const live = reader.lives.get(match[2] as string);
    out += segment.escape(shell.slice(from, match.index));
    from = match.index + match[0].length;
    if (live === undefined) continue;
    const text = applyEdits(file, inner, segment.at(live.pos), segment.at(live.end));
    const quote = live.quoted ? segment.escape('"') : "";
    out += `${quote}${text}${quote}`;
  }
  return out + segment.escape(shell.slice(from));
}

/** A line of a here-document, where quotes are text: expansions stand as they are. */
export function renderHere(line: string, { segment, file, inner, reader }: Put): string {
  return line.replace(BARE_MARKS, (mark, at: number) => {
    const live = reader.lives.get(mark);
    if (live === undefined) return "";
    const text = applyEdits(file, inner, segment.at(live.pos), segment.at(live.end));
    // `$NAME` before a letter would be another variable.
    return /^\$\w+$/.test(text) && /\w/.test(line[at + mark.length] ?? "") ? `\${${text.slice(1)}}` : text;
  });
}

/** The edits that turn the old words into the new ones. */
export function editWords(old: readonly CallWord[], put: readonly Word[], where: Put): Edit[] {
  const { segment } = where;
  const edits: Edit[] = [];
  let last = old[0]?.word.end ?? 0;
  for (const [i, j] of matchWords(
    old.map(({ value }) => value),
    put.map(({ value }) => value),
  )) {
    const before = i === null ? null : (old[i]?.word ?? null);
    const after = j === null ? null : (put[j] ?? null);
    if (before !== null && after !== null && old[i as number]?.value !== after.value)
      edits.push({ pos: segment.at(before.pos), end: segment.at(before.end), text: render(after.text, where) });
    else if (before !== null && after === null) {
      const gap = gapBefore(segment.shell, before.pos);
      edits.push({ pos: segment.at(gap), end: segment.at(before.end), text: "" });
    } else if (before === null && after !== null) insert(edits, segment.at(last), ` ${render(after.text, where)}`);
    if (before !== null) last = before.end;
  }
  return edits;
}

/** Puts text behind a word that may have been replaced itself. */
function insert(edits: Edit[], at: number, text: string): void {
  const previous = edits.at(-1);
  if (previous !== undefined && previous.end === at) previous.text += text;
  else edits.push({ pos: at, end: at, text });
}

/** Where the blanks (and continued lines) before a word begin. */
function gapBefore(shell: string, pos: number): number {
  return pos - (/(?:[ \t]|\\\r?\n)+$/.exec(shell.slice(0, pos))?.[0].length ?? 0);
}

/** Several commands in place of one statement, each on a line of its own. */
export function severalLines(shell: string, { words, wrapper, room }: Call, sudo: boolean, where: Put): Edit | null {
  const { segment, file } = where;
  const first = wrapper[0] ?? words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return null;
  // A word of several lines would be taken apart with the lines.
  if (words.some((word) => /\n/.test(word.value))) return null;
  const pos = segment.at(first.pos);
  const lineStart = file.lastIndexOf("\n", pos - 1) + 1;
  const lead = file.slice(lineStart, pos);
  const rights = sudo ? "sudo " : "";
  const placed = placeLines(shell, rights);
  if (segment.several === "recipe" && room === "lines") {
    if (/<<|^\w+=/m.test(shell)) return null;
    const text = placed.map((line) => render(line, where)).join(`\n${lead}`);
    return { pos, end: segment.at(last.end), text };
  }
  // Where something stands before the call on its line, or the call is part of a list, the commands are kept together.
  if (/\S/.test(lead) || room === "group" || segment.several === "group") {
    if (shell.includes("<<")) return null;
    return { pos, end: segment.at(last.end), text: `{ ${placed.map((line) => render(line, where)).join("; ")}; }` };
  }
  const text = placed
    .map((line, i) => (isHereText(placed, i) ? renderHere(line, where) : (i === 0 ? "" : lead) + render(line, where)))
    .join("\n");
  const rest = file.slice(segment.at(last.end)).split("\n", 1)[0] ?? "";
  // What follows on the line must not end up behind a here-document's end.
  if (shell.includes("<<") && /[^\s;]/.test(rest)) return null;
  return { pos, end: segment.at(last.end), text };
}

/** The lines of a rendered text; commands get sudo where the call had it, here-documents stay. */
function placeLines(shell: string, rights: string): string[] {
  const lines = shell.split("\n");
  if (rights === "") return lines;
  return lines.map((line, i) =>
    isHereText(lines, i) || !/^(?:nerdctl|crictl|ctr) /.test(line) ? line : rights + line,
  );
}

/** Whether a line is part of a here-document (or its end). */
function isHereText(lines: readonly string[], at: number): boolean {
  let end: string | null = null;
  for (let i = 0; i < at; i++) {
    const line = lines[i] as string;
    if (end === null) end = /<<'?(\w+)'?/.exec(line)?.[1] ?? null;
    else if (line === end) end = null;
  }
  return end !== null;
}
