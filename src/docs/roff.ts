import { wrap } from "../render/measure.ts";

/** What the documents are of: ctool's version, and when it was released (`2026-05-01`); null before that. */
export interface Release {
  version: string;
  released: string | null;
}

/** Bytes of a source line: what mandoc's style asks for. */
const SOURCE_WIDTH = 78;

const ascii = (text: string): string =>
  text.replace(/[^\n\x20-\x7e]/gu, (sign) => {
    const point = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return `\\[u${point.padStart(4, "0")}]`;
  });

/** Text as roff takes it: backslashes, dashes and quotes as they are, other scripts by their code points. */
export const escapeRoff = (text: string): string =>
  ascii(text.replace(/\\/g, "\\e"))
    .replace(/-/g, "\\-")
    .replace(/'/g, "\\(aq")
    .replace(/`/g, "\\(ga")
    .replace(/\^/g, "\\(ha")
    .replace(/~/g, "\\(ti");

/** A line that no macro is: a dot at its start is text. */
const guarded = (line: string): string => (/^[.']/.test(line) ? `\\&${line}` : line);

/** A paragraph of running text, as source lines. */
const filled = (text: string): string[] =>
  wrap(escapeRoff(text.replace(/\s+/g, " ").trim()), SOURCE_WIDTH).map(guarded);

/** The parts that ctool's man pages are made of; each gives source lines. */
export const roff = {
  /** The page's head. The date is the version's, empty before its release. */
  title: (name: string, { version, released }: Release): string[] => [
    `.TH "${name.toUpperCase()}" "1" "${released ?? ""}" "ctool ${version}" "ctool"`,
  ],
  section: (name: string): string[] => [`.SH "${escapeRoff(name.toUpperCase())}"`],
  paragraph: (text: string): string[] => [".PP", ...filled(text)],
  /** Text right below the section's head, which needs no paragraph mark. */
  text: (text: string): string[] => filled(text),
  /** A line with its first words in bold. */
  synopsis: (bold: string, rest: string): string[] => [
    `\\fB${escapeRoff(bold)}\\fR${rest === "" ? "" : ` ${escapeRoff(rest)}`}`,
  ],
  /** A term in bold and what it means, hanging below it. */
  item: (term: string, text: string): string[] => [".TP", `\\fB${escapeRoff(term)}\\fR`, ...filled(text)],
  /** Lines that keep their breaks and blanks: commands, tables. */
  literal: (text: string): string[] => [
    ".PP",
    ".RS 4",
    ".nf",
    ...text.split("\n").map((line) => (line === "" ? "\\&" : guarded(escapeRoff(line)))),
    ".fi",
    ".RE",
  ],
  seeAlso: (pages: readonly string[]): string[] =>
    pages.map((page, index) => `.BR ${escapeRoff(page)} (1)${index < pages.length - 1 ? " ," : ""}`),
};
