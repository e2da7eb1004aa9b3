/** The signs that screens are drawn with. */
export interface Glyphs {
  seen: string;
  unseen: string;
  /** Could not be found out: the tool gave no answer. */
  unknown: string;
  ellipsis: string;
  dot: string;
  bar: string;
  /** A footnote's sign: ¹, ², … */
  mark(number: number): string;
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const unicode: Glyphs = {
  seen: "✓",
  unseen: "–",
  unknown: "?",
  ellipsis: "…",
  dot: "·",
  bar: "│",
  mark: (number) => [...String(number)].map((digit) => SUPERSCRIPTS[Number(digit)] ?? "").join(""),
};

const ascii: Glyphs = {
  seen: "yes",
  unseen: "-",
  unknown: "?",
  ellipsis: "~",
  dot: "|",
  bar: "|",
  mark: (number) => `(${number})`,
};

/** @param asciiOnly true for locales and terminals that show nothing else */
export const glyphsFor = (asciiOnly: boolean): Glyphs => (asciiOnly ? ascii : unicode);
