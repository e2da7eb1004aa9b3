import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { COMPILED, openScripts } from "../../src/runtime/scripts.ts";

const require = createRequire(import.meta.url);
const folders: string[] = [];

const folderWith = (files: Record<string, string | Uint8Array>): string => {
  const folder = mkdtempSync(join(tmpdir(), "ctool-scripts-"));
  folders.push(folder);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

/** Long enough to be worth keeping, with a function that only runs when it is called. */
const long = `exports.late = (word) => \`late \${word}\`;\n${"// and so on\n".repeat(300)}`;

describe("openScripts", () => {
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  it("runs a script once, with those it requires, and gives Node's modules to them", () => {
    const folder = folderWith({
      "main.cjs":
        "const a = require('./a.cjs'); a.count++; exports.a = a; exports.join = require('node:path').join; exports.at = __dirname;",
      "a.cjs": "exports.count = 0; exports.back = () => require('./main.cjs').at;",
    });
    const scripts = openScripts(folder, require);
    const main = scripts.load("main.cjs") as { a: { count: number; back: () => string }; join: unknown };
    expect(scripts.load("main.cjs")).toBe(main);
    expect(main.a.count).toBe(1);
    expect(main.a.back()).toBe(folder);
    expect(main.join).toBe(join);
  });

  it("hands out compiled code that a later start takes, functions that ran included", () => {
    const folder = folderWith({ "long.cjs": long, "short.cjs": "exports.x = 1;" });
    const first = openScripts(folder, require);
    first.load("short.cjs");
    const { late } = first.load("long.cjs") as { late: (word: string) => string };
    const before = first.compiled().get("long.cjs")?.length ?? 0;
    late("again");
    const kept = first.compiled();
    expect([...kept.keys()]).toEqual(["long.cjs"]);
    expect(kept.get("long.cjs")?.length).toBeGreaterThan(before);
    writeFileSync(join(folder, `long.cjs${COMPILED}`), kept.get("long.cjs") ?? "");
    const second = openScripts(folder, require).load("long.cjs") as { late: (word: string) => string };
    expect(second.late("still")).toBe("late still");
  });

  it("compiles as ever where the kept code is none", () => {
    const folder = folderWith({ "long.cjs": long, [`long.cjs${COMPILED}`]: "no code at all" });
    const { late } = openScripts(folder, require).load("long.cjs") as { late: (word: string) => string };
    expect(late("too")).toBe("late too");
  });

  it("throws what a script throws, with its file's name", () => {
    const folder = folderWith({ "main.cjs": "throw new Error('broken');" });
    expect(() => openScripts(folder, require).load("main.cjs")).toThrow("broken");
  });
});
