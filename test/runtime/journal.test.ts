import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { journalingHost } from "../../src/runtime/journal.ts";
import { fakeHost } from "../fixtures/facts/fake-host.ts";

const base = mkdtempSync(join(tmpdir(), "ctool-journal-"));
afterAll(() => rmSync(base, { recursive: true }));
let folder = "";
let number = 0;
beforeEach(() => {
  folder = join(base, String(number++), "ctool");
});

const request = (argv: string[]) => ({ tool: null, argv, file: null, timeoutMs: 1, maxBytes: 1 });
const journal = () => journalingHost(fakeHost({}), folder, ["ctool", "run", "-e", "TOKEN=abc", "nginx"]);
const linesOf = (): Record<string, unknown>[] =>
  readFileSync(join(folder, "runs.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("journalingHost", () => {
  test("keeps every run with its end, secrets masked, in a file of the user's own", async () => {
    const { host, flush } = journal();
    await host.exec(request(["nerdctl", "run", "-e", "TOKEN=abc", "nginx"]));
    flush();
    expect(linesOf()).toMatchObject([
      {
        input: "ctool run -e TOKEN=*** nginx",
        argv: ["nerdctl", "run", "-e", "TOKEN=***", "nginx"],
        outcome: "not-found",
        exitCode: null,
      },
    ]);
    expect(statSync(join(folder, "runs.jsonl")).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test("writes as it goes where much is run", async () => {
    const { host } = journal();
    for (let run = 0; run < 40; run++) await host.exec(request(["ctr", String(run)]));
    expect(linesOf().length).toBeGreaterThanOrEqual(32);
  });

  test("puts a long list aside, once", async () => {
    const first = journal();
    await first.host.exec(request(["ctr"]));
    first.flush();
    writeFileSync(join(folder, "runs.jsonl"), `${"x".repeat(1024 * 1024)}\n`);
    const { host, flush } = journal();
    await host.exec(request(["crictl"]));
    flush();
    expect(readFileSync(join(folder, "runs.jsonl.1"), "utf8")).toContain('"crictl"');
    await host.exec(request(["ctr"]));
    flush();
    expect(linesOf()).toMatchObject([{ argv: ["ctr"] }]);
  });

  test("a list that cannot be written fails nothing", async () => {
    writeFileSync(join(base, "file"), "");
    chmodSync(join(base, "file"), 0o400);
    const { host, flush } = journalingHost(fakeHost({}), join(base, "file", "ctool"), ["ctool"]);
    await host.exec(request(["ctr"]));
    expect(flush).not.toThrow();
  });
});
