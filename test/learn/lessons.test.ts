import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { LANGUAGES, languageOf, lessonPages, lessons } from "../../src/learn/index.ts";
import { splitWords } from "../../src/translate/index.ts";
import { fakeIo } from "../cli/fake-io.ts";

const home = fileURLToPath(new URL("../..", import.meta.url));
const commands = [
  ...new Set(lessons.flatMap(({ parts }) => parts.flatMap((part) => ("run" in part ? [part.run] : [])))),
];

const codeIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? "").sort();

describe("the lessons", () => {
  test.each(commands)("%s runs, and prints something", async (line) => {
    const io = fakeIo({ columns: 80 });
    const exitCode = await main(splitWords(line).words.slice(1), {
      version: "0",
      home,
      interrupt: new AbortController().signal,
      io,
    });
    expect([exitCode, io.stdout() === ""]).toEqual([0, false]);
    expect(line.startsWith("ctool --demo ")).toBe(true);
  });

  test.each(lessons)("$name says the same in both languages", ({ title, parts }) => {
    expect(title.en).not.toBe("");
    expect(title.ko).toMatch(/[가-힣]/);
    expect(parts.some((part) => "run" in part)).toBe(true);
    for (const part of parts) {
      if (!("text" in part)) continue;
      const { en, ko } = part.text;
      expect(en).not.toMatch(/[가-힣]/);
      expect(ko).toMatch(/[가-힣]/);
      // The same commands and terms, as many items, as many paragraphs.
      expect(codeIn(ko)).toEqual(codeIn(en));
      expect(ko.split("\n").map((line) => line.slice(0, 2) === "- ")).toEqual(
        en.split("\n").map((line) => line.slice(0, 2) === "- "),
      );
      expect([...ko.matchAll(/\b(?:19|20)\d\d\b/g)].map(String).sort()).toEqual(
        [...en.matchAll(/\b(?:19|20)\d\d\b/g)].map(String).sort(),
      );
    }
  });

  test("have names of their own", () => {
    expect(new Set(lessons.map(({ name }) => name)).size).toBe(lessons.length);
    for (const { name } of lessons) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test("are pages that link to each other, in every language", () => {
    const pages = lessonPages();
    expect(pages.length).toBe((lessons.length + 1) * LANGUAGES.length);
    const files = new Set(pages.map(({ path }) => path.replace("docs/learn/", "")));
    for (const { path, text } of pages) {
      expect(path).toMatch(/^docs\/learn\/[\w-]+(\.ko)?\.md$/i);
      for (const [, link] of text.matchAll(/\]\(([^)]+)\)/g)) expect(files).toContain(link);
    }
  });
});

test("the language comes from the locale", () => {
  expect(languageOf("ko_KR.UTF-8")).toBe("ko");
  expect(languageOf("ko")).toBe("ko");
  expect(languageOf("kok_IN")).toBe("en");
  expect(languageOf("C")).toBe("en");
  expect(languageOf(undefined)).toBe("en");
});
