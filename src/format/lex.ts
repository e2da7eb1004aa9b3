/** Kinds of tokens (Go, text/template/parse/lex.go). Keywords have their own word as kind. */
export type TokenKind =
  | "error"
  | "eof"
  | "text"
  | "left"
  | "right"
  | "space"
  | "field"
  | "variable"
  | "identifier"
  | "dot"
  | "nil"
  | "bool"
  | "number"
  | "char-constant"
  | "string"
  | "raw-string"
  | "pipe"
  | "assign"
  | "declare"
  | "("
  | ")"
  | "char"
  | Keyword;

const KEYWORDS = ["block", "break", "continue", "define", "else", "end", "if", "range", "template", "with"] as const;
export type Keyword = (typeof KEYWORDS)[number];

export interface Token {
  kind: TokenKind;
  text: string;
  /** Where it starts, in UTF-16 units of the template. */
  at: number;
}

export const isKeyword = (kind: string): kind is Keyword => (KEYWORDS as readonly string[]).includes(kind);

const SPACE = /[ \t\r\n]/;
const WORD = /[\p{L}\p{Nd}_]/u;
const NUMBER =
  /^[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*|0[bB][01_]*|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?/;

const codeOf = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")} '${letter}'`;

/**
 * Cuts a template into tokens, as Go's lexer does: `{{`, `}}`, trim markers and comments included.
 * @returns tokens up to `eof`, or up to an `error` whose text is Go's message
 */
export const lex = (input: string): Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  const add = (kind: TokenKind, start: number, end: number) => {
    tokens.push({ kind, text: input.slice(start, end), at: start });
    at = end;
  };
  const fail = (text: string, start: number): Token[] => {
    tokens.push({ kind: "error", text, at: start });
    return tokens;
  };
  /** Length of a right delimiter here, its trim marker included; 0 when there is none. */
  const rightAt = (where: number): number => {
    if (input.startsWith("}}", where)) return 2;
    return SPACE.test(input[where] ?? "") && input.startsWith("-}}", where + 1) ? 4 : 0;
  };
  const skipSpaces = (where: number): number => {
    let end = where;
    while (SPACE.test(input[end] ?? "")) end++;
    return end;
  };
  const endsWord = (where: number): boolean => {
    const letter = input[where];
    return letter === undefined || SPACE.test(letter) || ".,|:)(".includes(letter) || input.startsWith("}}", where);
  };
  const wordEnd = (where: number): number => {
    let end = where;
    for (let letter = letterAt(input, end); WORD.test(letter); letter = letterAt(input, end)) end += letter.length;
    return end;
  };
  /** The end of a quoted text, or -1 when it is not closed. */
  const quoteEnd = (where: number, quote: string): number => {
    for (let end = where; end < input.length; end++) {
      const letter = input[end];
      if (letter === "\n") return -1;
      if (letter === "\\") {
        end++;
        if (end >= input.length || input[end] === "\n") return -1;
      } else if (letter === quote) return end + 1;
    }
    return -1;
  };

  for (;;) {
    const open = input.indexOf("{{", at);
    if (open < 0) {
      if (at < input.length) add("text", at, input.length);
      add("eof", at, at);
      return tokens;
    }
    const trims = input[open + 2] === "-" && SPACE.test(input[open + 3] ?? "");
    let textEnd = open;
    if (trims) while (textEnd > at && SPACE.test(input[textEnd - 1] ?? "")) textEnd--;
    if (textEnd > at) add("text", at, textEnd);
    const inside = open + (trims ? 4 : 2);
    if (input.startsWith("/*", inside)) {
      const close = input.indexOf("*/", inside + 2);
      if (close < 0) return fail("unclosed comment", inside);
      const width = rightAt(close + 2);
      if (width === 0) return fail("comment ends before closing delimiter", inside);
      at = close + 2 + width;
      if (width === 4) at = skipSpaces(at);
      continue;
    }
    add("left", open, open + 2);
    at = inside;
    let depth = 0;
    for (;;) {
      const width = rightAt(at);
      if (width > 0) {
        if (depth > 0) return fail("unclosed left paren", at);
        tokens.push({ kind: "right", text: "}}", at: at + width - 2 });
        at += width;
        if (width === 4) at = skipSpaces(at);
        break;
      }
      const start = at;
      const letter = letterAt(input, at);
      if (letter === "") return fail("unclosed action", start);
      if (SPACE.test(letter)) {
        let end = skipSpaces(at);
        // The last space belongs to ` -}}`.
        if (input.startsWith("-}}", end)) end--;
        if (end > at) add("space", start, end);
        continue;
      }
      if (letter === "=") add("assign", start, start + 1);
      else if (letter === ":") {
        if (input[start + 1] !== "=") return fail("expected :=", start);
        add("declare", start, start + 2);
      } else if (letter === "|") add("pipe", start, start + 1);
      else if (letter === '"' || letter === "'") {
        const end = quoteEnd(start + 1, letter);
        if (end < 0) return fail(`unterminated ${letter === '"' ? "quoted string" : "character constant"}`, start);
        add(letter === '"' ? "string" : "char-constant", start, end);
      } else if (letter === "`") {
        const end = input.indexOf("`", start + 1);
        if (end < 0) return fail("unterminated raw quoted string", start);
        add("raw-string", start, end + 1);
      } else if (letter === "$" || (letter === "." && !/[0-9]/.test(input[start + 1] ?? ""))) {
        const end = wordEnd(start + 1);
        if (!endsWord(end)) return fail(`bad character ${codeOf(letterAt(input, end))}`, start);
        add(letter === "$" ? "variable" : end === start + 1 ? "dot" : "field", start, end);
      } else if (/[.+\-0-9]/.test(letter)) {
        const end = start + (NUMBER.exec(input.slice(start, start + 512))?.[0].length ?? 0);
        const next = letterAt(input, end);
        if (next === "+" || next === "-") {
          // A complex number, which templates here do not know.
          const rest = NUMBER.exec(input.slice(end, end + 512))?.[0] ?? "";
          return fail(`bad number syntax: "${input.slice(start, end)}${rest}"`, start);
        }
        if (WORD.test(next)) return fail(`bad number syntax: "${input.slice(start, end + next.length)}"`, start);
        add("number", start, end);
      } else if (WORD.test(letter)) {
        const end = wordEnd(start);
        if (!endsWord(end)) return fail(`bad character ${codeOf(letterAt(input, end))}`, start);
        const word = input.slice(start, end);
        const kind = isKeyword(word) || word === "nil" ? word : /^(true|false)$/.test(word) ? "bool" : "identifier";
        add(kind, start, end);
      } else if (letter === "(") {
        depth++;
        add("(", start, start + 1);
      } else if (letter === ")") {
        depth--;
        if (depth < 0) return fail("unexpected right paren", start);
        add(")", start, start + 1);
      } else if (/^[\x20-\x7e]$/.test(letter)) add("char", start, start + 1);
      else return fail(`unrecognized character in action: ${codeOf(letter)}`, start);
    }
  }
};

/** The letter that starts at an index, both halves of a surrogate pair; empty at the end. */
const letterAt = (input: string, at: number): string => {
  const code = input.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
};
