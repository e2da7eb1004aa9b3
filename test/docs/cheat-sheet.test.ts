import { expect, it } from "vitest";
import { cheatLines } from "../../src/docs/cheat-lines.ts";
import { cheatSheet } from "../../src/docs/cheat-sheet.ts";
import { translate } from "../../src/translate/index.ts";

const sheet = await cheatSheet("1.2.3");
const lines = cheatLines.flatMap(([, each]) => each);

it("has every line once, in all three tools", () => {
  expect(new Set(lines).size).toBe(lines.length);
  expect(sheet.match(/<tr><th scope="row">/g)).toHaveLength(lines.length);
  expect(sheet.match(/<td /g)).toHaveLength(lines.length * 3);
});

it("says what the translator says", async () => {
  for (const line of lines) {
    const { problems, translations } = await translate(line.replace(/^ctool /, "docker "));
    expect(problems, line).toEqual([]);
    const row =
      sheet.split("\n").find((text) => text.includes(`<code>${line.replace(/&/g, "&amp;")}</code></th>`)) ?? "";
    for (const { fit } of translations) expect(row, line).toContain(`<td class="${fit}">`);
    expect(row.includes('class="none"'), line).toBe(translations.some(({ fit }) => fit === "none"));
  }
});

it("is one file: A4, its styles in it, no scripts, nothing loaded", () => {
  expect(sheet).toContain("size: A4 landscape");
  expect(sheet).not.toMatch(/<script|<link|<img|@import|url\(|https?:/);
});

it("has few enough lines for one page", () => {
  // 7 pt at 1.15 and the cells' edges are 3.3 mm; the head and the foot take 42 of the 196 mm.
  const rows = lines.length + cheatLines.length + 1;
  const wrapped = [...sheet.matchAll(/<code>([^<]*)<\/code><\/td>/g)].filter(
    ([, text = ""]) => text.length > 62,
  ).length;
  expect((rows + wrapped) * 3.3).toBeLessThan(196 - 42);
});
