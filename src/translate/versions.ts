import type { Column } from "./spec.ts";

/** Which version of each tool a translation is for. A missing tool means the newest that is known. */
export type Versions = Partial<Record<Column, string>>;

/** The releases whose real flag sets the rules were checked against; `main` is nerdctl's development line after 2.3.5. */
export const CHECKED: Record<Column, readonly string[]> = {
  nerdctl: ["1.7.7", "2.0.5", "2.3.5", "main"],
  crictl: ["1.26", "1.30", "1.33", "1.36"],
  ctr: ["1.6", "1.7", "2.4"],
};

/** @returns the version to translate for: the assumed one, else the newest known */
export function versionOf(column: Column, versions: Versions | undefined): string {
  return versions?.[column] ?? (CHECKED[column].at(-1) as string);
}

/**
 * Whether a version has what came with `since`. A shortened version stands for the newest of its line: `2` and `2.0` both
 * have what came with 2.0.5. Anything without a leading number (`main`, `unknown`) counts as newer than every release.
 */
export function atLeast(version: string, since: string): boolean {
  const have = parts(version);
  const need = parts(since);
  for (let i = 0; i < need.length; i++) {
    const a = have[i] ?? Number.POSITIVE_INFINITY;
    const b = need[i] ?? 0;
    if (a !== b) return a > b;
  }
  return true;
}

const read = new Map<string, readonly number[]>();

/** `v2.3.5-rc1` → [2, 3, 5]; `main` → [Infinity]. */
function parts(version: string): readonly number[] {
  let numbers = read.get(version);
  if (numbers === undefined) {
    numbers = readParts(version);
    read.set(version, numbers);
  }
  return numbers;
}

function readParts(version: string): number[] {
  const digits = /^v?(\d+(?:\.\d+)*)/.exec(version)?.[1];
  return digits === undefined ? [Number.POSITIVE_INFINITY] : digits.split(".").map(Number);
}

/** How a version limit is said to people: `nerdctl 2.0`, `a nerdctl newer than 2.3.5`. */
export function sayVersion(column: Column, since: string): string {
  return since === "main" ? `a ${column} newer than ${CHECKED[column].at(-2)}` : `${column} ${since}`;
}
