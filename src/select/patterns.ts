const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  digit: "0-9",
  lower: "a-z",
  upper: "A-Z",
  space: "\\s",
  word: "\\w",
  xdigit: "0-9A-Fa-f",
};

/** A Go regular expression (RE2) in JavaScript's words; null when it is none, which docker takes for "matches nothing". */
export const goExpression = (pattern: string): RegExp | null => {
  const flags = /^\(\?([ims]+)\)/.exec(pattern)?.[1] ?? "";
  const source = pattern
    .slice(flags === "" ? 0 : flags.length + 3)
    .replaceAll("(?P<", "(?<")
    .replaceAll("\\A", "^")
    .replaceAll("\\z", "$")
    .replace(/\[:([a-z]+):\]/g, (whole, name: string) => POSIX_CLASSES[name] ?? whole);
  try {
    return new RegExp(source, [...new Set(flags)].join(""));
  } catch {
    return null;
  }
};

/**
 * Docker's `name` filter: the text itself, or a regular expression found anywhere in it.
 * @returns a test for texts, compiled once for all of them
 */
export const matcherOf = (patterns: readonly string[]): ((text: string) => boolean) => {
  const expressions = patterns.flatMap((pattern) => goExpression(pattern) ?? []);
  return (text) => patterns.includes(text) || expressions.some((expression) => expression.test(text));
};

/**
 * A shell pattern as Go's `path.Match` reads it, for whole texts: `*` and `?` stop at `/`, `[a-z]` and `[^a-z]`, `\` takes
 * the next character as it is.
 * @returns null for a malformed pattern ("syntax error in pattern")
 */
export const globExpression = (pattern: string): RegExp | null => {
  let source = "";
  const letters = [...pattern];
  const literal = (letter: string): string => letter.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? "";
    if (letter === "*") source += "[^/]*";
    else if (letter === "?") source += "[^/]";
    else if (letter === "\\") {
      const next = letters[++at];
      if (next === undefined) return null;
      source += literal(next);
    } else if (letter === "[") {
      const set = readSet(letters, at + 1, literal);
      if (!set) return null;
      source += `(?!/)${set.source}`;
      at = set.end;
    } else source += literal(letter);
  }
  return new RegExp(`^${source}$`, "su");
};

/** The set that begins after `[`: where its `]` is, and the same for JavaScript. */
const readSet = (
  letters: readonly string[],
  start: number,
  literal: (letter: string) => string,
): { source: string; end: number } | null => {
  let at = start;
  const negated = letters[at] === "^";
  if (negated) at++;
  let inside = "";
  const one = (): string | null => {
    let letter = letters[at++];
    if (letter === undefined || letter === "-" || letter === "]") return null;
    if (letter === "\\") letter = letters[at++];
    return letter ?? null;
  };
  for (let count = 0; ; count++) {
    if (letters[at] === "]" && count > 0) return { source: `[${negated ? "^" : ""}${inside}]`, end: at };
    const low = one();
    if (low === null) return null;
    let high = low;
    if (letters[at] === "-") {
      at++;
      const top = one();
      if (top === null) return null;
      high = top;
    }
    // Go takes a range that runs backwards and matches nothing with it.
    if (low <= high) inside += low === high ? literal(low) : `${literal(low)}-${literal(high)}`;
  }
};
