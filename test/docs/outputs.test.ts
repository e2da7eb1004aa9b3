import { beforeAll, describe, expect, it } from "vitest";
import { compareDocuments, outputs } from "../../src/docs/outputs.ts";
import { everyCommand } from "../../src/translate/map/index.ts";

const release = { version: "1.2.3", released: "2026-05-01" };
let documents: Map<string, string>;
beforeAll(async () => {
  documents = await outputs(release);
}, 60_000);
const read = (path: string): string => documents.get(path) ?? "";

describe("what is compared with what lies there", () => {
  const wanted = new Map([
    ["docs/man/a.1", "a"],
    ["docs/man/b.1", "b"],
  ]);

  it("says nothing of documents that are as they should be", () => {
    const none = { stale: [], missing: [], leftOver: [] };
    expect(compareDocuments(wanted, new Map(wanted))).toEqual(none);
  });

  it("names what is stale, missing, and left over", () => {
    const present = new Map([
      ["docs/man/a.1", "older"],
      ["docs/man/b.1", null],
      ["docs/man/gone.1", "g"],
    ]);
    expect(compareDocuments(wanted, present)).toEqual({
      stale: ["docs/man/a.1"],
      missing: ["docs/man/b.1"],
      leftOver: ["docs/man/gone.1"],
    });
  });
});

describe("the reference", () => {
  it("has a page for every command, linked from the index", async () => {
    const index = read("docs/reference/README.md");
    for (const { path } of await everyCommand()) {
      const page = `${path.replaceAll(" ", "-")}.md`;
      expect([...documents.keys()]).toContain(`docs/reference/${page}`);
      expect(index).toContain(`](${page})`);
    }
  });

  it("tells every flag of a command, in every tool that has it", async () => {
    for (const { path, flags } of await everyCommand()) {
      const page = read(`docs/reference/${path.replaceAll(" ", "-")}.md`);
      for (const { long } of flags) expect(page, `${path} --${long}`).toContain(`--${long}`);
    }
  });

  it("shows fits, lines, losses and what to do instead", () => {
    const page = read("docs/reference/container-ls.md");
    expect(page).toContain("# docker ps\n");
    expect(page).toContain("| ctr | partial | `ctr tasks ls` |");
    expect(page).toContain("### Lost in ctr");
    expect(page).toContain("lost: ctr has no output formats");
    expect(read("docs/reference/swarm-init.md")).toMatch(/instead: /);
  });

  it("has tables whose rows have as many cells as their heads", () => {
    for (const [path, text] of documents) {
      if (!path.endsWith(".md")) continue;
      let cells = 0;
      for (const line of text.split("\n")) {
        const count = line.startsWith("|") ? line.split(/(?<!\\)\|/).length : 0;
        if (count > 0 && cells > 0) expect(count, `${path}: ${line}`).toBe(cells);
        cells = count;
      }
    }
  });
});

it("speaks of itself alone, without paths of the machine it was made on", () => {
  for (const [path, text] of documents) expect(text, path).not.toMatch(/\/home\/|\/work\/|\/tmp\/ctool/);
});
