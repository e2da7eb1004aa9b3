import type { Problem } from "../model/index.ts";

/** A line cut into words, or what is wrong with it. */
export interface Words {
  words: string[];
  /** What a shell would still fill in (`$PWD`, `$(docker ps -q)`, `~/`), as it stands inside the words. */
  live: string[];
  problem: Problem | null;
}

const SPACE = /\s/;
/** Letters that mean nothing to a shell, wherever they stand. */
const ORDINARY = /[^\s'"\\$`|&;<>()#~]+/y;
const OPERATOR = /[|&;<>()\n]/;

/**
 * Cuts one typed line into words as a POSIX shell does: quotes, backslashes, `$(…)` and backticks kept whole, comments and
 * continued lines left out. It expands nothing. Operators (`|`, `;`, `>`) are a problem: this is for one command.
 */
export function splitWords(line: string): Words {
  const words: string[] = [];
  const live: string[] = [];
  const text = line.trim();
  let word: string | null = null;
  for (let i = 0; i < text.length; ) {
    ORDINARY.lastIndex = i;
    const run = ORDINARY.exec(text)?.[0];
    if (run !== undefined) {
      word = word === null ? run : word + run;
      i += run.length;
      continue;
    }
    const c = text[i] as string;
    if (c === "\\" && text[i + 1] === "\n") i += 2;
    else if (SPACE.test(c) && c !== "\n") {
      if (word !== null) words.push(word);
      word = null;
      i++;
    } else if (c === "#" && word === null) {
      const end = text.indexOf("\n", i);
      i = end === -1 ? text.length : end;
    } else if (OPERATOR.test(c)) {
      if (word !== null) words.push(word);
      return { words, live, problem: operatorProblem(c, text.slice(0, i).trim()) };
    } else if (c === "'") {
      const end = text.indexOf("'", i + 1);
      if (end === -1) return { words, live, problem: unfinished("single quote", `${text}'`) };
      word = (word ?? "") + text.slice(i + 1, end);
      i = end + 1;
    } else if (c === '"') {
      const quoted = readDoubleQuoted(text, i + 1, live);
      if (quoted === null) return { words, live, problem: unfinished("double quote", `${text}"`) };
      word = (word ?? "") + quoted.value;
      i = quoted.next;
    } else if (c === "\\") {
      word = (word ?? "") + (text[i + 1] ?? "\\");
      i += 2;
    } else if (c === "$" || c === "`") {
      const next = endOfExpansion(text, i);
      if (next === null) return { words, live, problem: unfinished("command substitution", null) };
      const piece = text.slice(i, next);
      if (piece.length > 1) live.push(piece);
      word = (word ?? "") + piece;
      i = next;
    } else if (c === "~" && word === null && text[i + 1] === "/") {
      live.push("~/");
      word = "~/";
      i += 2;
    } else {
      word = (word ?? "") + c;
      i++;
    }
  }
  if (word !== null) words.push(word);
  return { words, live: live.length < 2 ? live : [...new Set(live)], problem: null };
}

function readDoubleQuoted(text: string, start: number, live: string[]): { value: string; next: number } | null {
  let value = "";
  for (let i = start; i < text.length; ) {
    const c = text[i] as string;
    if (c === '"') return { value, next: i + 1 };
    if (c === "\\" && /["\\$`\n]/.test(text[i + 1] ?? "")) {
      if (text[i + 1] !== "\n") value += text[i + 1];
      i += 2;
    } else if (c === "$" || c === "`") {
      const next = endOfExpansion(text, i);
      if (next === null) return null;
      if (next - i > 1) live.push(text.slice(i, next));
      value += text.slice(i, next);
      i = next;
    } else {
      value += c;
      i++;
    }
  }
  return null;
}

/** Where an expansion that starts at `i` ends; a lone `$` is itself. Null: it never ends. */
export function endOfExpansion(text: string, i: number): number | null {
  if (text[i] === "`") {
    const end = text.indexOf("`", i + 1);
    return end === -1 ? null : end + 1;
  }
  const opener = text[i + 1];
  if (opener !== "(" && opener !== "{") {
    const name = /^\$(?:[A-Za-z_]\w*|[0-9?#@*!$-]|\ue000\d+\ue001)/.exec(text.slice(i, i + 256));
    return i + (name?.[0].length ?? 1);
  }
  const closer = opener === "(" ? ")" : "}";
  let depth = 0;
  for (let at = i + 1; at < text.length; at++) {
    const c = text[at];
    if (c === "\\") at++;
    else if (c === "'" && opener === "(") {
      const end = text.indexOf("'", at + 1);
      if (end === -1) return null;
      at = end;
    } else if (c === opener) depth++;
    else if (c === closer && --depth === 0) return at + 1;
  }
  return null;
}

function unfinished(what: string, suggestion: string | null): Problem {
  return { code: "unfinished-line", message: `a ${what} is not closed`, suggestion };
}

function operatorProblem(operator: string, before: string): Problem {
  const shown = operator === "\n" ? "a second line" : `\`${operator}\``;
  return {
    code: "shell-syntax",
    message: `${shown} is the shell's: only one command at a time here; scripts go through --file`,
    suggestion: before === "" ? null : before,
  };
}

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * Puts words so that a POSIX shell reads them back as they are.
 * @param live pieces of words the shell shall still fill in (from `splitWords`); they stand in double quotes
 * @returns one line; `splitWords(quote(words)).words` are the words again
 */
export function quote(words: readonly string[], live: readonly string[] = []): string {
  let line = "";
  for (const word of words) line += line === "" ? quoteWord(word, live) : ` ${quoteWord(word, live)}`;
  return line;
}

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** What a shell shall fill in at a place of a text: the longest of the pieces that stands there. */
export function livePieceAt(text: string, i: number, live: readonly string[]): string | null {
  const c = text[i];
  if (c === "~")
    return text[i + 1] === "/" && (i === 0 || /[=:,]/.test(text[i - 1] ?? "")) && live.includes("~/") ? "~/" : null;
  if (c !== "$" && c !== "`") return null;
  let set = sets.get(live);
  if (set === undefined) {
    set = new Set(live);
    sets.set(live, set);
  }
  const end = endOfExpansion(text, i);
  const whole = end === null ? "" : text.slice(i, end);
  if (set.has(whole)) return whole;
  // `"$A"b` is the word `$Ab`, of which `$A` is to be filled in.
  let longest: string | null = null;
  for (const piece of live)
    if (piece.length > (longest?.length ?? 0) && piece.length <= whole.length && text.startsWith(piece, i))
      longest = piece;
  return longest;
}

/** One word as a shell reads it back. */
export function quoteWord(word: string, live: readonly string[] = []): string {
  if (PLAIN.test(word)) return word;
  if (live.length === 0 || !/[$`~]/.test(word)) return quotePlain(word);
  let out = "";
  let plain = 0;
  const flush = (end: number) => {
    if (end > plain)
      out += PLAIN.test(word.slice(plain, end)) ? word.slice(plain, end) : quotePlain(word.slice(plain, end));
  };
  for (let i = 0; i < word.length; ) {
    const piece = livePieceAt(word, i, live);
    if (piece === null) {
      i++;
      continue;
    }
    flush(i);
    if (piece === "~/") out += i === 0 ? "~/" : '"$HOME"/';
    else out += /^(?:\$\(|`)/.test(piece) && piece === word ? piece : `"${piece}"`;
    i += piece.length;
    plain = i;
  }
  flush(word.length);
  return out;
}

function quotePlain(word: string): string {
  if (!word.includes("'")) return `'${word}'`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
