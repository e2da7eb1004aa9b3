import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Comparison } from "../../src/model/index.ts";
import { type FakeName, type FakeTools, placeFakes } from "../fixtures/fake-tools.ts";
import { isRunning } from "../is-running.ts";
import { available } from "../node/index.ts";
import { ctool } from "./ctool.ts";

const machine = available();

/** A socket that listens and says nothing: enough of an engine for tools that are fakes. */
let folder: string;
let socket: string;
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ctool-faults-"));
  socket = join(folder, "containerd.sock");
  server = createServer((peer) => peer.destroy());
  await new Promise<void>((resolve) => server.listen(socket, resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const places: FakeTools[] = [];
afterAll(() => {
  for (const place of places) place.remove();
});

/** Runs `ctool ps --json` at the silent socket with these tools; `docker` never counts there. */
const psWith = async (tools: Partial<Record<"nerdctl" | "crictl" | "ctr", FakeName>>, ...words: string[]) => {
  const place = placeFakes({
    nerdctl: "prints-nothing",
    crictl: "prints-nothing",
    ctr: "prints-nothing",
    docker: "fails",
    ...tools,
  });
  places.push(place);
  const env = {
    PATH: place.dir,
    HOME: folder,
    FAKE_PIDS: place.pidFile,
    CONTAINERD_ADDRESS: "",
    DOCKER_HOST: "unix:///nonexistent/docker.sock",
  };
  const path = process.env.PATH ?? "";
  // The launcher needs sh's own tools; the fakes come first.
  const result = await ctool(["--address", socket, "--namespace", "k8s.io", "--timeout", "1", "ps", ...words], {
    env: { ...env, PATH: `${place.dir}:${path}` },
  });
  return { ...result, place };
};

const answerOf = (stdout: string, tool: string) => {
  const { tools } = JSON.parse(stdout) as Comparison;
  return tools.find((answer) => answer.tool === tool);
};

describe("a tool that misbehaves", () => {
  it("and hangs is killed with its children at the deadline; the others are shown", async () => {
    const { stdout, exitCode, place } = await psWith({ crictl: "hangs" }, "--json");
    expect(answerOf(stdout, "crictl")).toMatchObject({ state: "timeout" });
    expect(answerOf(stdout, "nerdctl")).toMatchObject({ state: "ok", count: 0 });
    expect(exitCode).toBe(0);
    expect(place.pids().length).toBeGreaterThan(1);
    await expect.poll(() => place.pids().filter(isRunning)).toEqual([]);
  });

  it("and hangs everywhere ends with 124", async () => {
    const { exitCode } = await psWith({ nerdctl: "hangs", crictl: "hangs", ctr: "hangs" }, "--json");
    expect(exitCode).toBe(124);
  });

  it.each<[FakeName, string | RegExp, RegExp]>([
    ["half-json", "failed", /JSON/],
    ["prints-usage", "failed", /usage|help/i],
    ["fails", "failed", /./],
    ["dies-by-signal", "failed", /SIG/],
    // Where another copy is on the machine, that one is asked, as a shell would; at the silent socket it finds no CRI, and some
    // versions try that several times.
    ["not-executable", machine.crictl === null ? "missing" : /failed|timeout/, /./],
    ["wrong-machine", "failed", /./],
  ])("%s is said to have %s", async (fake, state, error) => {
    const { stdout, exitCode } = await psWith({ crictl: fake }, "--json");
    expect(answerOf(stdout, "crictl")).toMatchObject({
      state: expect.stringMatching(state),
      error: expect.stringMatching(error),
    });
    expect(exitCode).toBe(0);
  });

  it("prints without end, and is stopped", async () => {
    const { stdout } = await psWith({ crictl: "prints-much" }, "--json");
    expect(answerOf(stdout, "crictl")?.state).toMatch(/failed|timeout/);
  });

  it("prints terminal escapes, and none gets through", async () => {
    for (const words of [["--json"], ["--verbose"], []]) {
      const { stdout, stderr } = await psWith({ crictl: "prints-escapes", nerdctl: "prints-escapes" }, ...words);
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }
  });

  it("fails everywhere, and ctool fails with what they said", async () => {
    const { exitCode, stderr } = await psWith({ nerdctl: "fails", crictl: "fails", ctr: "fails" });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/nerdctl/);
  });
});

describe("a socket", () => {
  it.each([
    ["is missing", "/nonexistent/containerd.sock"],
    ["is a file", "/etc/passwd"],
  ])("that %s is said at once: exit 4", async (_, address) => {
    const started = performance.now();
    const { exitCode, stderr, stdout } = await ctool(["--address", address, "ps"]);
    expect(exitCode).toBe(4);
    expect(stdout).toBe("");
    expect(stderr).toContain(address);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("whose daemon is gone is said to be a leftover", async () => {
    const path = join(folder, "stale.sock");
    const child = createServer();
    await new Promise<void>((resolve) => child.listen(path, resolve));
    const { linkSync } = await import("node:fs");
    linkSync(path, `${path}.kept`);
    await new Promise((resolve) => child.close(resolve));
    const { exitCode, stderr } = await ctool(["--address", `${path}.kept`, "ps"]);
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/leftover|nothing listens|stale/);
  });
});

describe("a wrong line", () => {
  it.each([
    [["ps", "--al"], "ctool ps --all"],
    [["pss"], "ctool ps"],
    [["target"], "ctool targets"],
    [["ps", "-n", "k8s.io"], "invalid argument"],
    [["ps", "-f", "nmae=web"], "name"],
    [["--layout", "diagonal", "ps"], "joined, columns and stacked"],
    [["--timeout", "soon", "ps"], "--timeout"],
    [["--replay", "/nonexistent", "ps"], "/nonexistent"],
    [["--demo", "--replay", "x", "ps"], "--replay"],
    [["translate"], "no line"],
  ])("%j is a usage error that says what was meant", async (words, hint) => {
    const { exitCode, stdout, stderr } = await ctool(words[0] === "ps" ? ["--demo", ...words] : words);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it("is the documented JSON with --json", async () => {
    const { exitCode, stdout } = await ctool(["--json", "pss"]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, error: { code: "usage", fix: "ctool ps" } });
  });
});
