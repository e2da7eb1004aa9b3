import { cleanLine } from "../../model/clean.ts";
import { graphemesOf } from "../../render/index.ts";

/** The line being typed; `cursor` counts UTF-16 units and never stands inside a grapheme. */
export interface Line {
  text: string;
  cursor: number;
}

export const emptyLine: Line = { text: "", cursor: 0 };

/** A text as the line, the cursor at its end. */
export const lineOf = (text: string): Line => ({ text, cursor: text.length });

/** Puts a text in at the cursor; escapes and control characters in it are dropped. */
export const insert = ({ text, cursor }: Line, typed: string): Line => {
  const clean = cleanLine(typed);
  return { text: text.slice(0, cursor) + clean + text.slice(cursor), cursor: cursor + clean.length };
};

/** Where the cursor may go from here. */
export type Way = "left" | "right" | "wordLeft" | "wordRight" | "start" | "end";

/** The position that lies that way from the cursor. */
const reach = ({ text, cursor }: Line, way: Way): number => {
  const before = text.slice(0, cursor);
  const after = text.slice(cursor);
  switch (way) {
    case "left":
      return cursor - (graphemesOf(before).at(-1)?.length ?? 0);
    case "right":
      return cursor + (graphemesOf(after)[0]?.length ?? 0);
    case "wordLeft":
      return before.replace(/\S+\s*$|\s+$/, "").length;
    case "wordRight":
      return cursor + (/^\s*\S+|^\s+/.exec(after)?.[0].length ?? 0);
    case "start":
      return 0;
    case "end":
      return text.length;
  }
};

/** Moves the cursor. */
export const move = (line: Line, way: Way): Line => ({ ...line, cursor: reach(line, way) });

/** Erases what lies between the cursor and the position that way. */
export const erase = (line: Line, way: Way): Line => {
  const to = reach(line, way);
  const [from, end] = to < line.cursor ? [to, line.cursor] : [line.cursor, to];
  return { text: line.text.slice(0, from) + line.text.slice(end), cursor: from };
};

/**
 * A pasted text as lines to run: continued lines (`\` at the end) joined, blank lines, comments and prompts (`$ `) left out.
 * @returns at least one line, perhaps empty
 */
export const pastedLines = (pasted: string): string[] => {
  const joined = pasted.replace(/\r\n?/g, "\n").replace(/\\\n\s*/g, "");
  const lines = joined
    .split("\n")
    .map((each) => cleanLine(each).trim())
    .filter((each) => each !== "" && !each.startsWith("#"))
    .map((each) => each.replace(/^\$ /, ""));
  return lines.length > 0 ? lines : [""];
};
