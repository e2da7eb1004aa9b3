import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

/** Compares a text with `test/golden/NAME.txt`, byte for byte. `UPDATE_GOLDEN=1` writes the file instead: read the diff. */
export const expectGolden = (name: string, text: string): void => {
  const file = new URL(`./${name}.txt`, import.meta.url);
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
};
