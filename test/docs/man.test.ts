import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownVerbs } from "../../src/cli/verbs.ts";
import { manPages } from "../../src/docs/man.ts";
import { escapeRoff } from "../../src/docs/roff.ts";

const pages = await manPages({ version: "1.2.3", released: "2026-05-01" });
const pathOf = (verb: string): string => `docs/man/ctool-${verb.replace(" ", "-")}.1`;
const has = (program: string): boolean => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
let folder = "";
const files: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ctool-man-"));
  for (const [path, text] of pages) {
    const file = join(folder, basename(path));
    writeFileSync(file, text);
    files.push(file);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

it("there is a page for ctool and one for each of its verbs", () => {
  const names = ownVerbs.filter(({ hidden }) => !hidden).map(({ name }) => pathOf(name));
  expect([...pages.keys()].sort()).toEqual(["docs/man/ctool.1", ...names].sort());
});

it("a page says every flag and example of its verb", () => {
  for (const { name, flags, examples, hidden } of ownVerbs) {
    if (hidden) continue;
    const page = pages.get(pathOf(name)) ?? "";
    for (const flag of flags) expect(page).toContain(`\\fB\\-\\-${escapeRoff(flag.name)}`);
    for (const example of examples) expect(page).toContain(escapeRoff(example));
  }
});

it("text stays text: dots, quotes, backslashes and dashes at the start of a line are no macros", () => {
  expect(escapeRoff("a\\b 'c' -d … ~")).toBe("a\\eb \\(aqc\\(aq \\-d \\[u2026] \\(ti");
  for (const text of pages.values())
    for (const line of text.split("\n"))
      if (/^[.']/.test(line)) expect(line).toMatch(/^\.(TH|SH|TP|PP|RS|RE|nf|fi|BR)\b/);
});

describe.skipIf(!has("groff"))("groff", () => {
  it("sets every page without a warning", () => {
    for (const file of files)
      expect(spawnSync("groff", ["-ww", "-man", "-Tutf8", "-z", file], { encoding: "utf8" }).stderr, file).toBe("");
  });
  it("shows what was written", () => {
    const main = files.find((file) => file.endsWith("/ctool.1")) ?? "";
    const shown = execFileSync("groff", ["-man", "-Tutf8", "-P-cbou", main], { encoding: "utf8" });
    expect(shown).toMatch(/[-−‐]{2}all[-−‐]namespaces/);
    expect(shown).toMatch(/EXIT STATUS[\s\S]*124\s+every tool ran out of time/);
  });
});

describe.skipIf(!has("mandoc"))("mandoc", () => {
  it("has nothing to complain of", () => {
    for (const file of files)
      expect(spawnSync("mandoc", ["-T", "lint", "-W", "warning", file], { encoding: "utf8" }).stdout, file).toBe("");
  });
});
