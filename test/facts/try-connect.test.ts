import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, tryConnect } from "../../src/facts/try-connect.ts";

describe("tryConnect", () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const server = createServer((peer) => peer.destroy());
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ctool-connect-"));
    await new Promise<void>((resolve) => server.listen(at("open"), resolve));
    writeFileSync(at("file"), "");
    mkdirSync(at("folder"));
    const left = `require("net").createServer().listen(${JSON.stringify(at("left"))}, () => process.kill(process.pid, "SIGKILL"))`;
    spawnSync(process.execPath, ["-e", left]);
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["open", /^open$/],
    ["left", /^refused$/],
    ["gone", /^missing$/],
    ["file", /^(?:refused|not-a-socket)$/],
    ["folder", /^(?:refused|not-a-socket)$/],
    [`${"x".repeat(200)}`, /^failed$/],
  ])("says of %s how it is", async (name, state) => {
    expect(await tryConnect(at(name), 2000)).toMatch(state);
  });

  it.skipIf(process.getuid?.() === 0)("says when it may not", async () => {
    chmodSync(at("open"), 0);
    expect(await tryConnect(at("open"), 2000)).toBe("denied");
  });

  it("waits no longer than it is told", async () => {
    const started = performance.now();
    // Nobody answers a socket that is asked for 0 ms.
    expect(["timeout", "open"]).toContain(await tryConnect(at("open"), 0));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

it("codeOf reads a system's error, and nothing else", () => {
  expect(codeOf(Object.assign(new Error("x"), { code: "ENOENT" }))).toBe("ENOENT");
  expect(codeOf(new Error("x"))).toBe("EIO");
  expect(codeOf(null)).toBe("EIO");
});
