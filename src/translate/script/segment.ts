/**
 * A piece of shell somewhere in a file: the script itself, a recipe line of a Makefile, the string behind `sh -c`. `shell` is what
 * the shell reads; `at` says where each of its characters stands in the file.
 */
export interface Segment {
  shell: string;
  /** Offset in the file of an offset in `shell`; the length of `shell` is allowed. */
  at(offset: number): number;
  /** Shell text as it has to stand in the file at this place. */
  escape(text: string): string;
  /** What stands in `shell` for text that is no shell's: make's `$(VAR)`. The file's own text goes back in its place. */
  foreign: ReadonlyMap<string, string>;
  /** How one call may become several: on `lines` of a script, on `recipe` lines of a Makefile, or in a `group` only. */
  several: "lines" | "recipe" | "group";
}

/** A whole shell script. */
export function scriptSegment(text: string): Segment {
  const base = { foreign: new Map(), several: "lines" as const };
  if (!text.includes("\r\n")) return { ...base, shell: text, at: (offset) => offset, escape: (each) => each };
  // The shell is shown the text without the carriage returns of a file from Windows.
  const offsets: number[] = [];
  for (let i = 0; i < text.length; i++) if (text[i] !== "\r" || text[i + 1] !== "\n") offsets.push(i);
  return {
    ...base,
    shell: text.replaceAll("\r\n", "\n"),
    at: (offset) => offsets[offset] ?? text.length,
    escape: (each) => each.replaceAll("\n", "\r\n"),
  };
}

/**
 * A piece of a segment that holds shell again.
 * @param start offset of the piece in `outer.shell`
 * @param quote what its quotes ask for
 */
export function innerSegment(outer: Segment, start: number, end: number, quote: (text: string) => string): Segment {
  return {
    shell: outer.shell.slice(start, end),
    at: (offset) => outer.at(start + offset),
    escape: (text) => outer.escape(quote(text)),
    foreign: outer.foreign,
    several: "group",
  };
}
