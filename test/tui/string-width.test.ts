import fc from "fast-check";
import real from "string-width";
import { beforeAll, expect, it } from "vitest";
import { loadWidths } from "../../src/render/index.ts";
import stringWidth from "../../src/tui/string-width.ts";

beforeAll(() => loadWidths("漢"));

it("measures painted text as string-width does", () => {
  expect(stringWidth("\u001b[1m ctool \u001b[22m · \u001b[36mk3s\u001b[39m 漢字 ▸")).toBe(20);
  const piece = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("\u001b[1m", "\u001b[38;5;12m", "\u001b[0m", "─┤", "▸", "漢字", "👩‍👩‍👧", "é"),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      expect(stringWidth(text)).toBe(real(text));
    }),
  );
});
