/**
 * Characters that take one cell each and stand alone: Latin, the dashes, quotes, superscripts, arrows, lines and ticks that
 * screens are drawn with. Nearly every text on a node is made of these, and they need no table.
 */
const SIMPLE =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2015\u2018-\u201f\u2022\u2026\u2030\u2070\u2074-\u2079\u2190-\u2193\u2500-\u259f\u25b4\u25b8\u25be\u25c2\u2713\u2717]*$/;

/** string-width and Intl.Segmenter cost some 35 ms when they are first touched: a third of a whole `ctool ps`. */
let measure: ((text: string) => number) | null = null;
let segmenter: Intl.Segmenter | null = null;

/**
 * Loads what other scripts and emoji need to be measured, if the text holds any. To be awaited before text from outside is
 * drawn; without it, such letters count as two cells, so that lines come out short, never too long.
 */
export const loadWidths = async (text: string): Promise<void> => {
  // Line ends and tabs are the renderers' own.
  if (measure === null && !SIMPLE.test(text.replace(/[\n\t]/g, ""))) measure = (await import("string-width")).default;
};

/** What a reader takes for one letter each (`é` of two code points, a family emoji of seven). */
export const graphemesOf = (text: string): string[] => {
  if (SIMPLE.test(text)) return text.split("");
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
};

/** Colours and styles (SGR), which Ink's text holds when it is measured. */
const STYLES = /\x1b\[[\d;]*m/g;

/** As `widthOf`, for text that has been painted already. */
export const paintedWidthOf = (text: string): number => widthOf(text.replace(STYLES, ""));

/** Cells of a terminal that a text takes: 2 for CJK and emoji, 0 for combining marks. */
export const widthOf = (text: string): number => {
  if (SIMPLE.test(text)) return text.length;
  if (measure !== null) return measure(text);
  return graphemesOf(text).reduce((sum, letter) => sum + (SIMPLE.test(letter) ? 1 : 2), 0);
};
