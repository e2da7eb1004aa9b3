import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder } from "../../src/runtime/make-folder.ts";

const scratch = mkdtempSync(join(tmpdir(), "ctool-folder-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("a folder", () => {
  it("is made with those above it, in the mode that was asked for, once", () => {
    const path = join(scratch, "a/b/c");
    expect(makeFolder(path, 0o700)).toBe(true);
    expect(makeFolder(path)).toBe(false);
    expect(statSync(join(scratch, "a")).mode & 0o777).toBe(0o700);
  });

  it("that cannot be made is the system's error, at once", () => {
    // What Node's own recursive mkdir never comes back from.
    expect(() => makeFolder("/proc/ctool/state")).toThrow(/ENOENT/);
    writeFileSync(join(scratch, "file"), "");
    expect(() => makeFolder(join(scratch, "file"))).toThrow(/EEXIST/);
    expect(() => makeFolder(join(scratch, "file/below"))).toThrow(/EEXIST|ENOTDIR/);
  });
});
