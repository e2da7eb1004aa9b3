import type { Line } from "./line.ts";

/** A word that would fit at the cursor. */
export interface Candidate {
  text: string;
  /** What it does, one sentence; empty where the tables say none. */
  meaning: string;
}

/** What would fit in place of the text from `from` to the cursor. */
export interface Candidates {
  from: number;
  items: readonly Candidate[];
}

/** Candidates that are being gone through with Tab. */
export interface Menu extends Candidates {
  /** The line before Tab was pressed. */
  base: Line;
  /** The candidate that stands in the line. */
  index: number;
}

const commonStart = (texts: readonly string[]): string => {
  const [first = "", ...rest] = texts;
  let length = first.length;
  for (const text of rest) while (!text.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
};

const put = ({ text, cursor }: Line, from: number, word: string): Line => {
  const head = text.slice(0, from) + word;
  return { text: head + text.slice(cursor), cursor: head.length };
};

/**
 * What Tab does to the line: the one candidate whole with a blank after it, else what all candidates share, else the first of
 * them with a menu to go on.
 */
export const complete = (line: Line, { from, items }: Candidates): { line: Line; menu: Menu | null } => {
  const texts = items.map(({ text }) => text);
  const [only] = texts;
  if (texts.length === 1 && only !== undefined) {
    const blank = line.text[line.cursor] === " " ? "" : " ";
    return { line: put(line, from, only + blank), menu: null };
  }
  const shared = commonStart(texts);
  if (shared.length > line.cursor - from) return { line: put(line, from, shared), menu: null };
  return { line: put(line, from, texts[0] ?? ""), menu: { from, items, base: line, index: 0 } };
};

/** The next (1) or the previous (-1) candidate of a menu. */
export const turn = (menu: Menu, by: -1 | 1): { line: Line; menu: Menu } => {
  const index = (menu.index + by + menu.items.length) % menu.items.length;
  return { line: put(menu.base, menu.from, menu.items[index]?.text ?? ""), menu: { ...menu, index } };
};
