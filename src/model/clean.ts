/**
 * Escape sequences, whole (ECMA-48): strings to the terminal (OSC, DCS, SOS, PM, APC) with what they carry, CSI, and the
 * short ones. Both the 7-bit form (`ESC [`) and the 8-bit one (U+009B) are meant.
 */
const SEQUENCES = new RegExp(
  [
    "(?:\\x1b[\\]PX^_]|[\\x9d\\x90\\x98\\x9e\\x9f])[^\\x07\\x1b\\x90\\x98\\x9c-\\x9f]*(?:\\x07|\\x1b\\\\|\\x9c)",
    "(?:\\x1b\\[|\\x9b)[\\x30-\\x3f]*[\\x20-\\x2f]*[\\x40-\\x7e]",
    "\\x1b[\\x20-\\x2f]*[\\x30-\\x7e]",
  ].join("|"),
  "g",
);

/** What is left of C0 (but tab and line feed), DEL, C1, and the controls that turn the direction of text (Unicode Bidi_Control). */
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Nothing to do is the rule: one look for anything that the above would touch. */
const SUSPECT = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

const LINE_ENDS = /[\t\n\u2028\u2029]+/g;

/** One look for either. */
const SUSPECT_IN_LINE = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/**
 * Makes text from outside safe to show on a terminal: escape sequences go with what they carry, then every control character
 * and bidi control. Line feeds and tabs stay. Clean text comes back as it is.
 */
export const cleanText = (text: string): string =>
  SUSPECT.test(text) ? text.replace(/\r\n/g, "\n").replace(SEQUENCES, "").replace(CONTROLS, "") : text;

/** The same for what has to fit on one line (names, references, states): runs of line ends and tabs become one space. */
export const cleanLine = (text: string): string =>
  SUSPECT_IN_LINE.test(text) ? cleanText(text).replace(LINE_ENDS, " ") : text;
