import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { archiveProblem, tarEnd } from "../../src/runtime/archive.ts";

describe("tarEnd", () => {
  test("sees the end in whatever pieces it comes", () => {
    for (const size of [1, 7, 512, 1024, 5000]) {
      const check = tarEnd();
      const whole = new Uint8Array(4096).fill(1, 0, 3000);
      for (let at = 0; at < whole.length; at += size) check.see(whole.subarray(at, at + size));
      expect(check.problem()).toBeNull();
    }
    const check = tarEnd();
    check.see(new Uint8Array(4096).fill(1));
    expect(check.problem()).toMatch(/lacks its end/);
    expect(tarEnd().problem()).toMatch(/empty/);
  });
});

describe("archiveProblem", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "ctool-archive-test-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("says what is wrong with a file that should be an archive", () => {
    const path = join(folder, "a.tar");
    execFileSync("tar", ["-cf", path, "-C", "/etc", "hostname"]);
    expect(archiveProblem(path)).toBeNull();
    truncateSync(path, 700);
    expect(archiveProblem(path)).toMatch(/lacks its end/);
    writeFileSync(path, "");
    expect(archiveProblem(path)).toMatch(/empty/);
    expect(archiveProblem(join(folder, "none"))).toMatch(/ENOENT/);
  });

  test("has nothing to say of what cannot be read again", () => {
    expect(archiveProblem("/dev/null")).toBeNull();
  });
});
