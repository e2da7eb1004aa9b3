import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = [...globSync("*.md", { cwd: root }), ...globSync("{docs,bench,demo}/**/*.md", { cwd: root })];

/** Targets of Markdown links and pictures that are files of this project. */
const targetsOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = ""]) =>
    /^(?:[a-z]+:|#)/.test(target) ? [] : [target.replace(/#.*$/, "")],
  );

it("every link within the project leads somewhere", () => {
  const targets = pages.flatMap((page) =>
    targetsOf(readFileSync(join(root, page), "utf8")).map((target) => ({ page, target })),
  );
  expect(targets.length).toBeGreaterThan(100);
  expect(targets.filter(({ page, target }) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
});
