// Any words give a report or a clear problem: no crash, no hang.
import { array, assert, asyncProperty, constantFrom, oneof, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { showLine, splitLine } from "../../../src/translate/reverse/line.ts";
import { crictl } from "../../../src/translate/reverse/specs/crictl.ts";
import { ctr } from "../../../src/translate/reverse/specs/ctr.ts";
import { dashed } from "../../../src/translate/reverse/tool-spec.ts";
import { translateText } from "./translate-text.ts";

const known = [crictl, ctr].flatMap(({ commands, globals }) => [
  ...commands.flatMap(({ path, aliases, flags }) => [...path.split(" "), ...aliases, ...flags.map(dashed)]),
  ...globals.map(dashed),
]);
const word = oneof(
  constantFrom(...known),
  constantFrom("-it", "--", "web", "0123456789ab", "a=b", "nginx:1", "$X", "5"),
  string({ unit: "binary" }),
);

describe("any words", () => {
  it("give a report, or say what is wrong", async () => {
    await assert(
      asyncProperty(
        constantFrom("crictl", "ctr", "nerdctl", "kubectl"),
        array(word, { maxLength: 8 }),
        async (tool, words) => {
          const report = await translateText([tool, ...words]);
          expect(report.from).toBe(tool);
          expect(report.translations.length > 0 || report.problems.length > 0).toBe(true);
          for (const { fit, steps, instead } of report.translations)
            expect(fit === "none" ? instead !== null : steps.length > 0).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("are shown so that they are read back", async () => {
    await assert(
      asyncProperty(array(string({ unit: "grapheme", minLength: 1 }), { maxLength: 5 }), async (words) => {
        expect(splitLine(showLine(words)).words).toEqual(words);
      }),
    );
  });
});
