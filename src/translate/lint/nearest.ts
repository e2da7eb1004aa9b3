import { closest } from "../closest.ts";

/** The name that was probably meant: two letters changed about (`sp` → `ps`), else the closest one. */
export function nearest(word: string, names: readonly string[]): string | null {
  return names.find((name) => isSwapped(word, name)) ?? closest(word, names);
}

function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
