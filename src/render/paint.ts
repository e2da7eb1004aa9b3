/** The few looks there are; each also says something by itself, so that nothing hangs on colour. */
export type Style = "plain" | "bold" | "dim" | "good" | "warn" | "bad" | "title";

/** SGR codes of the 16-colour set, which every theme of a terminal keeps readable. */
const CODES: Readonly<Record<Exclude<Style, "plain">, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  good: [32, 39],
  warn: [33, 39],
  bad: [31, 39],
  title: [36, 39],
};

/** Puts a style around a text. */
export type Paint = (style: Style, text: string) => string;

/** @param colour false: texts come back as they are (NO_COLOR and terminals without colour are the caller's to know) */
export const makePaint =
  (colour: boolean): Paint =>
  (style, text) => {
    if (!colour || style === "plain" || text === "") return text;
    const [on, off] = CODES[style];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
