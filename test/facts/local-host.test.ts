import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localHost } from "../../src/facts/local-host.ts";
import type { RunResult } from "../../src/model/index.ts";
import { streamOf } from "../fixtures/facts/stream-of.ts";

const ran: RunResult = {
  argv: [],
  outcome: "exited",
  exitCode: 0,
  signal: null,
  durationMs: 0,
  stdout: "",
  stderr: "",
};
const exec = async () => ran;
const host = localHost({ exec, stream: streamOf(exec) });
const linux = process.platform === "linux";
let dir = "";

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "facts-"));
  writeFileSync(join(dir, "file"), "hällo");
  writeFileSync(join(dir, "large"), "x".repeat(300_000));
  symlinkSync("file", join(dir, "link"));
  symlinkSync("gone", join(dir, "dangling"));
  mkdirSync(join(dir, "folder"));
  execFileSync("mkfifo", [join(dir, "fifo")]);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const at = (name: string): string => join(dir, name);

describe("files", () => {
  test("kinds, rights and links followed", () => {
    chmodSync(at("file"), 0o640);
    expect(host.stat(at("link"))).toMatchObject({ ok: true, value: { kind: "file", mode: 0o640, size: 6 } });
    expect(host.stat(at("folder"))).toMatchObject({ ok: true, value: { kind: "dir" } });
    expect(host.stat(at("fifo"))).toMatchObject({ ok: true, value: { kind: "fifo" } });
    expect(host.stat("/dev/null")).toMatchObject({ ok: true, value: { kind: "other" } });
  });

  test("what is not there has a code, never an exception", () => {
    const missing = { ok: false, code: "ENOENT" };
    expect(host.stat(at("gone"))).toEqual(missing);
    expect(host.stat(at("dangling"))).toEqual(missing);
    expect(host.read(at("gone"))).toEqual(missing);
    expect(host.list(at("gone"))).toEqual(missing);
    expect(host.readlink(at("gone"))).toEqual(missing);
    expect(host.list(at("file"))).toEqual({ ok: false, code: "ENOTDIR" });
    expect(host.readlink(at("file"))).toEqual({ ok: false, code: "EINVAL" });
    expect(host.readlink(at("dangling"))).toEqual({ ok: true, value: "gone" });
  });

  test("text, whole or cut", () => {
    expect(host.read(at("link"))).toEqual({ ok: true, value: "hällo" });
    expect(host.read(at("file"), 1)).toEqual({ ok: true, value: "h" });
    const large = host.read(at("large"));
    expect(large.ok && large.value.length).toBe(300_000);
    const cut = host.read(at("large"), 100_000);
    expect(cut.ok && cut.value.length).toBe(100_000);
  });

  test("a pipe that nobody writes to is refused at once, as is a folder", () => {
    expect(host.read(at("fifo"))).toEqual({ ok: false, code: "EINVAL" });
    expect(host.read(at("folder"))).toEqual({ ok: false, code: "EINVAL" });
    expect(host.read("/dev/zero")).toEqual({ ok: false, code: "EINVAL" });
  });

  test("names are sorted", () => {
    expect(host.list(dir)).toEqual({ ok: true, value: ["dangling", "fifo", "file", "folder", "large", "link"] });
  });

  test.runIf(linux)("/proc's files, which say they are empty", () => {
    const cmdline = host.read(`/proc/${process.pid}/cmdline`);
    expect(cmdline.ok && cmdline.value.split("\0")[0]).toContain("node");
    expect(host.read("/proc/1/nothing")).toEqual({ ok: false, code: "ENOENT" });
  });
});

describe("sockets", () => {
  test("one that listens", async () => {
    const server = createServer((connection) => connection.on("error", () => {}));
    await new Promise<void>((resolve) => server.listen(at("open.sock"), resolve));
    try {
      expect(await host.connect(at("open.sock"), 2000)).toBe("open");
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test("one whose process was killed", async () => {
    const path = at("stale.sock");
    const script = `require("net").createServer().listen(${JSON.stringify(path)}, () => console.log("up"))`;
    const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    expect(host.stat(path)).toMatchObject({ ok: true, value: { kind: "socket" } });
    expect(await host.connect(path, 2000)).toBe("refused");
  });

  test("none at all, no socket, and a path too long for one", async () => {
    expect(await host.connect(at("gone"), 2000)).toBe("missing");
    expect(["refused", "not-a-socket"]).toContain(await host.connect(at("file"), 2000));
    expect(await host.connect(`/${"x".repeat(200)}`, 2000)).toBe("failed");
  });
});

test("the machine and its user", async () => {
  expect(host.uid()).toBe(process.geteuid?.());
  expect(host.hostname()).not.toBe("");
  expect(Math.abs(host.now() - Date.now())).toBeLessThan(5000);
  expect(host.env("PATH")).toBe(process.env.PATH);
  expect(host.env("SURELY_NOT_SET")).toBeUndefined();
  expect(await host.exec({ tool: null, argv: [], file: null, timeoutMs: 1, maxBytes: 1 })).toBe(ran);
});
