const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};
const ESCAPE = /\\(?:([abfnrtv\\'"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|)/g;

/**
 * A quoted Go literal's text (strconv.Unquote): `"…"` with escapes, `` `…` `` as it stands, `'…'` of one letter.
 * @returns null when it is no valid literal
 */
export const unquote = (literal: string): string | null => {
  const quote = literal[0] ?? "";
  const inner = literal.slice(1, -1);
  if (quote === "`") return inner.replaceAll("\r", "");
  let valid = true;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  const put = (text: string) => {
    for (const byte of encoder.encode(text)) bytes.push(byte);
  };
  let end = 0;
  for (const match of inner.matchAll(ESCAPE)) {
    const [whole, simple, hex, short, long, octal] = match;
    put(inner.slice(end, match.index));
    end = match.index + whole.length;
    const code = Number.parseInt(short ?? long ?? "0", 16);
    if (simple === '"' || simple === "'") {
      valid &&= simple === quote;
      put(simple);
    } else if (simple !== undefined) put(SIMPLE[simple] ?? "");
    // Bytes, not letters.
    else if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 0xff);
    else if (short === undefined && long === undefined) valid = false;
    else if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) valid = false;
    else put(String.fromCodePoint(code));
    if (octal !== undefined && Number.parseInt(octal, 8) > 255) valid = false;
  }
  put(inner.slice(end));
  return valid ? new TextDecoder().decode(Uint8Array.from(bytes)) : null;
};

const INTEGER = /^([+-]?)(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|0[0-7_]*|[1-9][0-9_]*)$/;
const FLOAT = /^[+-]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9]+)?$/;
const MAX_INT = 2n ** 63n;

/**
 * A number as Go reads a constant in a template: whole ones as integers, with bases and `_`.
 * @returns null when it is no number that templates here know: imaginary numbers and hexadecimal fractions are not
 */
export const readNumber = (text: string): bigint | number | null => {
  const whole = INTEGER.exec(text);
  if (whole) {
    const [, sign, digits = ""] = whole;
    const plain = digits.replaceAll("_", "").replace(/^0(?=[0-7]+$)/, "0o");
    const value = sign === "-" ? -BigInt(plain) : BigInt(plain);
    return value < MAX_INT && value >= -MAX_INT ? value : null;
  }
  return FLOAT.test(text) ? Number(text.replaceAll("_", "")) : null;
};

/** The number of a character constant (`'a'` is 97), or null. */
export const readCharacter = (literal: string): bigint | null => {
  const text = unquote(literal);
  const [letter, ...more] = text ?? "";
  return letter === undefined || more.length > 0 ? null : BigInt(letter.codePointAt(0) ?? 0);
};
