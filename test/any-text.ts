import fc from "fast-check";

/** Any text at all, of any code points. One for all tests: making it takes most of a second, since it maps each of a million. */
export const anyText = fc.string({ unit: "binary" });
