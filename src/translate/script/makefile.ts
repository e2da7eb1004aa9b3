import type { Segment } from "./segment.ts";
import { rewriteShell, type Work } from "./shell.ts";

/**
 * Rewrites the recipes of a Makefile, and what it has in `$(shell …)`. Each recipe line is a shell of its own.
 * @param work the file, and where the results go
 */
export async function rewriteMakefile(work: Work): Promise<void> {
  const { file } = work;
  const prefix = /^\.RECIPEPREFIX\s*[:?]?=\s*(\S)/m.exec(file)?.[1] ?? "\t";
  for (const { start, end, inline } of recipeLines(file, prefix)) {
    const text = file.slice(start, end);
    if (!text.includes("docker")) continue;
    await rewriteShell(recipeSegment(file, start, end, prefix, inline), work);
  }
  for (const match of file.matchAll(/\$[({]shell\s+/g)) {
    const start = match.index + match[0].length;
    const end = closing(file, start, file[match.index + 1] === "(" ? ")" : "}");
    const line = file.lastIndexOf("\n", match.index) + 1;
    if (end === null || file.startsWith(prefix, line) || !file.slice(start, end).includes("docker")) continue;
    await rewriteShell({ ...recipeSegment(file, start, end, "", true), several: "group" }, work);
  }
}

interface RecipeLine {
  start: number;
  end: number;
  /** Behind `target: ;` rather than on a line of its own. */
  inline: boolean;
}

/** Where the recipes stand; a line that ends with a backslash goes on. */
function* recipeLines(file: string, prefix: string): Generator<RecipeLine> {
  let at = 0;
  while (at < file.length) {
    const start = at;
    at = endOfLine(file, at);
    if (file.startsWith(prefix, start))
      yield { start: start + prefix.length, end: trimEnd(file, start, at), inline: false };
    else {
      const semicolon = /^[^\s#=:][^#=:]*:{1,2}[^=#;]*;/.exec(file.slice(start, at));
      if (semicolon !== null) yield { start: start + semicolon[0].length, end: trimEnd(file, start, at), inline: true };
    }
  }
}

/** Offset behind the newline that ends a logical line. */
function endOfLine(file: string, at: number): number {
  for (let next = file.indexOf("\n", at); next !== -1; next = file.indexOf("\n", next + 1)) {
    const backslashes = /\\*\r?$/.exec(file.slice(at, next))?.[0].replace("\r", "").length ?? 0;
    if (backslashes % 2 === 0) return next + 1;
  }
  return file.length;
}

function trimEnd(file: string, start: number, end: number): number {
  let at = end;
  while (at > start && /[\r\n]/.test(file[at - 1] as string)) at--;
  return at;
}

/** The end of `$(…)` that begins before `at`; null: it never ends. */
function closing(file: string, at: number, closer: string): number | null {
  const opener = closer === ")" ? "(" : "{";
  let depth = 1;
  for (let i = at; i < file.length; i++) {
    if (file[i] === opener) depth++;
    else if (file[i] === closer && --depth === 0) return i;
    else if (file[i] === "\n" && file[i - 1] !== "\\") return null;
  }
  return null;
}

/** A recipe line as the shell gets it: `$$` is `$`, make's own variables are stood in for, `@` and `-` are make's. */
function recipeSegment(file: string, start: number, end: number, prefix: string, inline: boolean): Segment {
  const offsets: number[] = [];
  const foreign = new Map<string, string>();
  let shell = "";
  const put = (text: string, at: number) => {
    for (let i = 0; i < text.length; i++) offsets.push(at);
    shell += text;
  };
  let i = start;
  while (i < end && /[@+\-\s]/.test(file[i] as string) && file[i] !== "\n") i++;
  while (i < end) {
    if (file[i] === "$" && file[i + 1] === "$") {
      put("$", i);
      i += 2;
    } else if (file[i] === "$") {
      const next = endOfVariable(file, i, end);
      const token = `\ue010${foreign.size}\ue011`;
      foreign.set(token, file.slice(i, next));
      put(token, i);
      i = next;
    } else if (file[i] === "\r" && file[i + 1] === "\n") i++;
    else if (file[i] === "\n" && prefix !== "" && file.startsWith(prefix, i + 1)) {
      put("\n", i);
      i += 1 + prefix.length;
    } else {
      put(file[i] as string, i);
      i++;
    }
  }
  const at = (offset: number) => offsets[offset] ?? end;
  return { shell, at, escape: (text) => text.replaceAll("$", "$$$$"), foreign, several: inline ? "group" : "recipe" };
}

/** The end of make's `$(VAR)`, `${VAR}` or `$@`. */
function endOfVariable(file: string, at: number, end: number): number {
  const opener = file[at + 1];
  if (opener !== "(" && opener !== "{") return Math.min(at + 2, end);
  const close = closing(file, at + 2, opener === "(" ? ")" : "}");
  return close === null || close >= end ? Math.min(at + 2, end) : close + 1;
}
