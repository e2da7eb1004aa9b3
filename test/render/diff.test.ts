import fc from "fast-check";
import { expect, it } from "vitest";
import { diffLines } from "../../src/render/diff.ts";

const text = (before: string, after: string): string[] =>
  diffLines(before, after).map(({ sign, text: line }) => sign + line);

it("shows what goes and what comes", () => {
  expect(text("a\nb\nc\n", "a\nB\nc\n")).toEqual([" a", "-b", "+B", " c"]);
  expect(text("", "a\n")).toEqual(["+a"]);
  expect(text("a\n", "a\n")).toEqual([" a"]);
});

it("both texts can be read back from it", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (old, now) => {
      const diff = diffLines(`${old.join("\n")}\n`, `${now.join("\n")}\n`);
      const side = (other: string) => diff.filter(({ sign }) => sign !== other).map(({ text: line }) => line);
      // An empty text has no line; one with an empty line has one.
      expect(side("+")).toEqual(old.length > 0 ? old : [""]);
      expect(side("-")).toEqual(now.length > 0 ? now : [""]);
    }),
  );
});
