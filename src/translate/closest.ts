import { distance } from "fastest-levenshtein";

/** @returns the name that was probably meant: at most a third of the letters away (two for short words); null: none is near */
export function closest(word: string, names: readonly string[]): string | null {
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
