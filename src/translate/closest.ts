import { distance } from "fastest-levenshtein";

/**
 * The name that was probably meant: one with two letters changed about (`sp` → `ps`), else the nearest.
 * @returns a name at most a third of the letters away (one for short words, three for long ones); null: none is near
 */
export function closest(word: string, names: readonly string[]): string | null {
  const swapped = names.find((name) => isSwapped(word, name));
  if (swapped !== undefined) return swapped;
  let best: string | null = null;
  let least = Math.max(1, Math.min(3, Math.floor(word.length / 3) + (word.length > 3 ? 1 : 0))) + 1;
  for (const name of names) {
    if (Math.abs(name.length - word.length) >= least) continue;
    const far = distance(word, name);
    if (far < least) {
      least = far;
      best = name;
    }
  }
  return best;
}

function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  let at = 0;
  while (a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
