import type { FlagSpec } from "../translate/index.ts";
import { type Completion, type FlagRow, NOTHING, type Tables } from "./types.ts";
import { flagValues } from "./values.ts";

/** A row of docker's tables as a flag to complete. */
export const fromSpec = ({
  long,
  short,
  kind,
  meaning,
}: Pick<FlagSpec, "long" | "short" | "kind" | "meaning">): FlagRow => ({
  name: long,
  short,
  meaning,
  value: kind === "bool" ? null : kind,
});

/** How far a row of words was understood, and what is open at its end. */
export interface Read {
  operands: string[];
  /** The flag whose value is to come next; null when none is. */
  waiting: FlagRow | null;
  /** `--` stood: no flags any more. */
  ended: boolean;
}

/**
 * Reads flags and operands of a line that is still being typed. What is not known is passed over.
 * @param until `verb`: stop at the first word that is no flag · `operand`: flags end there · `end`: flags anywhere
 * @returns also `next`, the index of the first word that was not read
 */
export const readWords = (
  words: readonly string[],
  flags: readonly FlagRow[],
  until: "verb" | "operand" | "end",
): Read & { next: number } => {
  const read: Read = { operands: [], waiting: null, ended: false };
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? "";
    if (read.ended || !word.startsWith("-") || word === "-") {
      if (until === "verb") break;
      read.operands.push(word);
      if (until === "operand") read.ended = true;
      continue;
    }
    if (word === "--") {
      read.ended = true;
      continue;
    }
    const flag = word.startsWith("--")
      ? flags.find(({ name }) => `--${name}` === word)
      : flags.find(({ short, value }) => short !== null && value !== null && word.endsWith(short));
    if (flag === undefined || flag.value === null) continue;
    if (at === words.length - 1) read.waiting = flag;
    at++;
  }
  return { ...read, next: Math.min(at, words.length) };
};

/** The flags that begin with a word, or the values of the one that it names: `--fi`, `--format=j`. */
export const completeFlag = async (
  current: string,
  flags: readonly FlagRow[],
  command: string | null,
  tables: Tables,
): Promise<Completion> => {
  const at = current.indexOf("=");
  if (at === -1) {
    const found = flags.filter(({ name }) => `--${name}`.startsWith(current));
    const candidates = found.map(({ name, meaning }) => ({ text: `--${name}`, meaning }));
    return { ...NOTHING, candidates: candidates.sort((a, b) => (a.text < b.text ? -1 : 1)) };
  }
  const flag = flags.find(({ name }) => current.startsWith(`--${name}=`));
  return flag === undefined
    ? NOTHING
    : flagValues(flag, command, current.slice(at + 1), current.slice(0, at + 1), tables);
};
