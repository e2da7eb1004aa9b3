import { expect, it } from "vitest";
import { definitions, fitText } from "../../src/docs/fit-text.ts";
import { topics } from "../../src/docs/topics.ts";

it("no topic is wider than the terminal, and no word is lost", () => {
  for (const { text } of Object.values(topics)) {
    const fit = fitText(text, 80);
    for (const line of fit.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    expect(fit.split(/\s+/)).toEqual(text.split(/\s+/));
  }
});

it("what fits stays as it is", () => {
  const text = "0    done\n1    failed\n\na paragraph\nof two lines";
  expect(fitText(text, 40)).toBe(text);
});

it("an item hangs below its own text, its next lines with it", () => {
  expect(fitText("a    one two three\n     four five\nb    six", 12 + 12)).toBe(
    "a    one two three\n     four five\nb    six",
  );
  expect(fitText("name    one two three four five six\n        seven eight\nb       nine", 28)).toBe(
    "name    one two three four\n        five six seven eight\nb       nine",
  );
});

it("definitions stand in two columns; a long term above its meaning", () => {
  expect(
    definitions(
      [
        ["a", "one two three four five"],
        ["a-very-long-term-with-more-than", "x"],
      ],
      26,
    ),
  ).toEqual(["  a  one two three four", "     five", "  a-very-long-term-with-more-than", "     x"]);
});
