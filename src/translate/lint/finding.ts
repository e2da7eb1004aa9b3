import type { Problem } from "../../model/index.ts";
import { showLine } from "../reverse/line.ts";

/** One thing that is wrong with a line. */
export interface Finding {
  code: string;
  /** The tool's own words where it says any, then what they mean. */
  message: string;
  /** The line with this mended; other things may still be wrong with it. */
  fix?: readonly string[];
  /** The line or lines to type instead, whole. */
  lines?: readonly (readonly string[])[];
  /** Pieces of them that a shell has to fill in: `$(docker ps -q)`. */
  live?: readonly string[];
}

/** Looks at a line and names the first thing that is wrong with it; codes in `seen` were named and cannot be mended. */
export type Check = (words: readonly string[], seen: ReadonlySet<string>) => Promise<Finding | null>;

/** A line can have so many things wrong with it; more means that two rules undo each other. */
const LIMIT = 12;

/**
 * Finds what is wrong with a line by mending it piece by piece until nothing is left.
 * @param prefix what stands before the tool (`sudo`); it stays
 * @returns one problem per thing that was wrong; the suggestion is the line with everything mended
 */
export async function findProblems(
  words: readonly string[],
  check: Check,
  prefix: readonly string[],
  live: readonly string[],
): Promise<Problem[]> {
  const seen = new Set<string>();
  let finding = await check(words, seen);
  // Nearly every line is right.
  if (finding === null) return [];
  const findings: Finding[] = [];
  const been = new Set([words.join("\0")]);
  let line: readonly string[] = words;
  let lines: readonly (readonly string[])[] | null = null;
  while (finding !== null && findings.length < LIMIT) {
    if (finding.fix === undefined && finding.lines === undefined && seen.has(finding.code)) break;
    // Two rules that undo each other lead nowhere: what was found so far stands.
    const mended = finding.fix?.join("\0");
    if (mended !== undefined && been.has(mended)) {
      if (findings.length === 0) findings.push({ code: finding.code, message: finding.message });
      break;
    }
    if (mended !== undefined) been.add(mended);
    findings.push(finding);
    if (finding.lines !== undefined) {
      lines = finding.lines;
      break;
    }
    if (finding.fix !== undefined) line = finding.fix;
    else seen.add(finding.code);
    finding = await check(line, seen);
  }
  const mended = lines ?? (line === words ? null : [line]);
  const filled = [...live, ...findings.flatMap((finding) => finding.live ?? [])];
  const suggestion = mended?.map((each) => showLine([...prefix, ...each], filled)).join("\n") ?? null;
  const canBeMended = (finding: Finding) => finding.fix !== undefined || finding.lines !== undefined;
  return findings.map((finding) => ({
    code: finding.code,
    message: finding.message,
    suggestion: canBeMended(finding) ? suggestion : null,
  }));
}

/** The words without `count` of them from `at` on, with others in their place. */
export function splice(words: readonly string[], at: number, count: number, ...put: readonly string[]): string[] {
  return [...words.slice(0, at), ...put, ...words.slice(at + count)];
}
