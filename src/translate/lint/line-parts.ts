import { isOpaque } from "../grammar.ts";
import { parseReference } from "../references.ts";

/** Whether crictl would take a word for a container's or pod's id: hex digits, or something to be filled in. */
export function isIdLike(word: string): boolean {
  if (isOpaque(word) || /^[0-9a-f]{12,}$/.test(word)) return true;
  return /^[0-9a-f]{3,}$/.test(word) && /\d/.test(word);
}

/** Whether a word is an image rather than a name: it has a registry, a tag or a digest. */
export function isImageLike(word: string): boolean {
  return /[/:@]/.test(word) && !/^[/.~]/.test(word) && !("problem" in parseReference(word));
}

/** Whether a word is a file: a path, or a name that ends like an archive. */
export function isFileLike(word: string): boolean {
  return word === "-" || /^[./~]/.test(word) || /\.(?:tar|tgz|tar\.\w+|zip|oci)$/.test(word);
}

/** A flag, and not an operand: `-` alone is stdin. */
export function isFlag(word: string | undefined): word is string {
  return word !== undefined && word.length > 1 && word.startsWith("-");
}

/** `--name=web` → `name`; `-it` → `it`. */
export function flagName(word: string): string {
  const start = word.startsWith("--") ? 2 : word.startsWith("-") ? 1 : 0;
  const equals = word.indexOf("=", start);
  return equals === -1 ? word.slice(start) : word.slice(start, equals);
}

/** The value glued to a flag by `=`; null without. */
export function gluedValue(word: string): string | null {
  const at = word.indexOf("=");
  return at === -1 ? null : word.slice(at + 1);
}

const UNITS: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4 };

/** `512m` → `536870912`: whole bytes, as crictl and ctr want them. Null: not a size. */
export function inBytes(value: string): string | null {
  const match = /^(\d+(?:\.\d+)?)([kmgt])(?:i?b)?$/i.exec(value);
  if (match === null) return null;
  return String(Math.round(Number(match[1]) * 1024 ** (UNITS[(match[2] as string).toLowerCase()] ?? 0)));
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** `10s` → `10`, `2m` → `120`: seconds where no unit is taken. Null: no such time. */
export function inSeconds(value: string): string | null {
  const match = /^(\d+)([smh])$/.exec(value);
  return match === null ? null : String(Number(match[1]) * (SECONDS[match[2] as string] ?? 1));
}

/** A flag with the value in the next word, where there is one that is no flag. */
export function valueSize(words: readonly string[], at: number): number {
  const next = words[at + 1];
  return gluedValue(words[at] as string) === null && next !== undefined && !isFlag(next) ? 2 : 1;
}
