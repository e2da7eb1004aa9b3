/** A code block of a Markdown page. */
export interface Block {
  /** Path of the page, and the line of the block's first line of code, from 1: `README.md:12`. */
  at: string;
  /** First word of the info string; empty for an indented block. */
  language: string;
  /** The other words of the info string. */
  words: string[];
  code: string;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*(.*?)\s*$/;
const INDENTED = /^(?: {4}|\t)(.*)$/;

/** Reads an indented block that begins at `start`; its end is the first line that is neither indented nor blank. */
const indentedAt = (lines: readonly string[], start: number): string[] => {
  const code: string[] = [];
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const inside = INDENTED.exec(line)?.[1];
    if (inside === undefined && line.trim() !== "") break;
    code.push(inside ?? "");
  }
  while (code.at(-1)?.trim() === "") code.pop();
  return code;
};

/**
 * The code blocks of a page, fenced and indented, in order.
 * @throws when a fence is not closed
 */
export const blocksOf = (page: string, text: string): Block[] => {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, fence, info = ""] = FENCE.exec(lines[at] ?? "") ?? [];
    if (fence !== undefined) {
      const end = lines.findIndex((line, index) => index > at && line.trim().startsWith(fence));
      if (end === -1) throw new Error(`${page}:${at + 1}: a fence without an end`);
      const [language = "", ...words] = info.split(/\s+/);
      blocks.push({ at: `${page}:${at + 2}`, language, words, code: lines.slice(at + 1, end).join("\n") });
      at = end;
    } else if (INDENTED.test(lines[at] ?? "") && (lines[at - 1] ?? "").trim() === "") {
      const code = indentedAt(lines, at);
      blocks.push({ at: `${page}:${at + 1}`, language: "", words: [], code: code.join("\n") });
      at += code.length - 1;
    }
  }
  return blocks;
};

/** Why a block is not run (`sh no-run REASON`); null when it is to be. */
export const reasonNotToRun = ({ words }: Block): string | null =>
  words[0] === "no-run" ? words.slice(1).join(" ") : null;

/** The lines of a `console` block: each `$ command` and what it prints below it. */
export const sessionOf = ({ at, code }: Block): { command: string; output: string }[] => {
  const [before = "", ...parts] = code.split(/^\$ /m);
  if (before !== "" || parts.length === 0) throw new Error(`${at}: a console block begins with "$ " and a command`);
  return parts.map((part) => {
    const [command = "", ...output] = part.replace(/\n+$/, "").split("\n");
    return { command, output: output.join("\n") };
  });
};
