import fc from "fast-check";

/** Any short text at all, of any code points. One for all tests: making it takes most of a second, since it maps each of a million. */
export const anyText = fc.string({ unit: "binary", maxLength: 30 });
