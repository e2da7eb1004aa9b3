import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { doctorPages } from "../../src/docs/doctor-pages.ts";
import { rules } from "../../src/doctor/index.ts";
import { knownMessages } from "../../src/doctor/messages/index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = doctorPages();

describe("docs/doctor", () => {
  it("has a page for each rule, with what one sees, why, how to make sure, and what mends it", () => {
    for (const { id } of rules) {
      const page = pages.get(`docs/doctor/${id}.md`) ?? "";
      for (const head of ["What one sees", "Why", "How to make sure", "What mends it"])
        expect(page, id).toMatch(new RegExp(`\n## ${head}\n\n\\S`));
    }
    expect(rules.length).toBeGreaterThanOrEqual(45);
  });

  it("leads from its index to every page, each once", () => {
    const linked = [...(pages.get("docs/doctor/README.md") ?? "").matchAll(/^\| \[[\w-]+\]\(([\w-]+)\.md\)/gm)];
    expect(linked.map(([, id]) => id).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  it("explains every known message under a heading of its id", () => {
    const page = pages.get("docs/doctor/messages.md") ?? "";
    for (const { id } of knownMessages) expect(page).toContain(`\n## ${id}\n`);
  });

  it("has no link that leads nowhere", () => {
    for (const [path, text] of pages)
      for (const [, target = ""] of text.matchAll(/\]\((?!https?:)([^)#]+)/g))
        expect(pages.has(`docs/doctor/${target}`), `${path}: ${target}`).toBe(true);
  });

  it("is what lies there: findings name these files", () => {
    for (const [path, text] of pages) expect(readFileSync(root + path, "utf8"), path).toBe(text);
    expect(readdirSync(`${root}docs/doctor`).length).toBe(pages.size);
    expect(existsSync(`${root}docs/learn/README.md`)).toBe(true);
  });
});
