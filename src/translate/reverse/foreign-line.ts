import { sourceOf } from "../program.ts";
import { quote, type Words } from "../words.ts";
import { splitLine } from "./line.ts";
import type { Source } from "./tool-spec.ts";

/** A line of another tool than docker, cut into words. */
export interface ForeignLine {
  tool: Source;
  /** The tool's plain name first. */
  words: string[];
  /** What stood before the tool: `sudo`, `k3s`. */
  prefix: string[];
  live: readonly string[];
  /** As typed. */
  input: string;
}

/**
 * Whether a line is another tool's.
 * @param input a line as typed, or the words
 * @returns null for a docker line, and for one that cannot be cut into words
 */
export function foreignLine(input: string | readonly string[]): ForeignLine | null {
  const cut: Words = typeof input === "string" ? splitLine(input) : { words: [...input], live: [], problem: null };
  if (cut.problem !== null) return null;
  return foreignWords(cut.words, cut.live, typeof input === "string" ? input.trim() : quote(input));
}

/** The same for a line that is already cut. `input` is how it was typed. */
export function foreignWords(words: readonly string[], live: readonly string[], input: string): ForeignLine | null {
  const source = sourceOf(words);
  return source === null ? null : { ...source, live, input };
}
