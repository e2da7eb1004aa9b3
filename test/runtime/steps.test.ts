import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Made } from "../../src/plan/made.ts";
import type { PlannedStep } from "../../src/plan/steps.ts";
import { clearUnfinished, findUnfinished } from "../../src/runtime/pending.ts";
import { runSteps, type StepsOptions } from "../../src/runtime/steps.ts";
import { here } from "./here.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ctool-steps-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const host = (cancel?: AbortSignal) => here({ XDG_STATE_HOME: folder }, cancel);
const pending = () => (existsSync(join(folder, "ctool/pending")) ? readdirSync(join(folder, "ctool/pending")) : []);

/** A step that runs a shell script; its words after the script are `$0`, `$1`, … */
const step = (script: string, words: string[] = [], over: Partial<PlannedStep> = {}): PlannedStep => ({
  tool: "ctr",
  file: ["/bin/sh"],
  argv: ["ctr", "-c", script, ...words],
  files: [],
  captures: null,
  waitMs: 0,
  mayFail: false,
  stdin: "none",
  stdout: "keep",
  stderr: "keep",
  makes: null,
  archive: null,
  ...over,
});

/** Something that is there as long as `path` is: a file with its JSON. */
const made = (path: string): Made => ({
  kind: "container",
  name: "web",
  uid: null,
  tool: "ctr",
  file: ["/bin/sh"],
  look: ["ctr", "-c", `cat ${path} 2>/dev/null || { echo 'container web not found' >&2; exit 1; }`],
  remove: [["ctr", "-c", `rm ${path}`, "<id>"]],
});

const options = (over: Partial<StepsOptions> = {}): StepsOptions => ({
  input: "docker run web",
  timeoutMs: 10_000,
  pids: [],
  watch: () => () => {},
  progress: () => {},
  passed: null,
  warn: () => {},
  ...over,
});

const ID = "a".repeat(64);

describe("runSteps", () => {
  test("gives what a child would print on ctool's own streams to those who ask for it", async () => {
    const seen = { out: "", err: "" };
    const passed = {
      out: (chunk: Uint8Array) => {
        seen.out += Buffer.from(chunk).toString();
      },
      err: (chunk: Uint8Array) => {
        seen.err += Buffer.from(chunk).toString();
      },
    };
    const exec = step("echo out; echo err >&2", [], { stdout: "inherit", stderr: "tee" });
    expect((await runSteps(host(), [exec], options({ passed }))).failure).toBe(null);
    expect(seen).toEqual({ out: "out\n", err: "err\n" });
    const progress = step("echo layers >&2", [], { stderr: "inherit" });
    await runSteps(host(), [progress], options({ passed }));
    expect(seen.err).toBe("err\nlayers\n");
  });

  test("hands captures on, and the last step's output back", async () => {
    const result = await runSteps(
      host(),
      [step(`echo noise; echo ${ID}`, [], { captures: "<pod-id>" }), step('echo "$1"', ["sh", "<pod-id>"])],
      options(),
    );
    expect(result).toMatchObject({ output: `${ID}\n`, failure: null, exitCode: 0 });
    expect(result.done.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(result.done[1]?.argv.at(-1)).toBe(ID);
    expect(pending()).toEqual([]);
  });

  test("stops at an empty capture, at a failure, and at help with exit 0", async () => {
    const never = step("touch never");
    for (const [bad, error] of [
      [step("true", [], { captures: "<container-id>" }), /did not print <container-id>/],
      [step("echo no >&2; exit 3"), /^no$/],
      [step("printf 'NAME:\\n   crictl rm - Remove\\n\\nUSAGE:\\n   crictl rm\\n'"), /prints its help/],
    ] as const) {
      const result = await runSteps(host(), [bad, never], options());
      expect(result.failure?.error).toMatch(error);
      expect(result.done.length).toBe(1);
      expect(result.exitCode).toBe(1);
    }
    expect(existsSync("never")).toBe(false);
  });

  test("takes no archive for whole that lacks its end, whatever the exit code", async () => {
    const archive = join(folder, "a.tar");
    const whole = step(`tar -cf ${archive} -C /etc hostname`, [], { archive });
    expect((await runSteps(host(), [whole], options())).failure).toBeNull();
    const cut = step(`tar -cf - -C /etc hostname | head -c 700 >${archive}`, [], { archive });
    const result = await runSteps(host(), [cut], options());
    expect(result.failure?.error).toMatch(
      /a\.tar is not whole \(the archive lacks its end\), though ctr ended well, twice/,
    );
    expect(result.done.length).toBe(2);
    expect(result.exitCode).toBe(1);
    // Cut the first time only.
    const warned: string[] = [];
    const once = `[ -e ${folder}/tried ] && exec tar -cf ${archive} -C /etc hostname; : > ${folder}/tried; tar -cf - -C /etc hostname | head -c 700 >${archive}`;
    const again = await runSteps(host(), [step(once, [], { archive })], options({ warn: (text) => warned.push(text) }));
    expect(again).toMatchObject({ failure: null, exitCode: 0, done: [{ exitCode: 0 }, { exitCode: 0 }] });
    expect(warned).toEqual([expect.stringMatching(/lacks its end\), though ctr ended well: written once more\n$/)]);
  });

  test.each([
    ["a word", "echo word"],
    ["far more than fits into a pipe", "head -c 3000000 /dev/zero"],
  ])("says that the file it writes into is full: %s", async (_, script) => {
    const { failure, exitCode } = await runSteps(
      host(),
      [step(script, [], { stdout: { file: "/dev/full" } })],
      options(),
    );
    expect(failure?.error).toBe("/dev/full: ENOSPC: no space left on device, write");
    expect(exitCode).toBe(1);
  });

  test("takes no file for whole that has fewer bytes than were there", async () => {
    const file = join(folder, "copied");
    const copy = (atLeast: number) =>
      runSteps(host(), [step("echo word", [], { stdout: { file, atLeast } })], options());
    expect((await copy(5)).failure).toBeNull();
    expect((await copy(6)).failure?.error).toBe(`${file}: 5 of 6 bytes came, though ctr ended well`);
  });

  test("goes on after a step that may fail", async () => {
    const result = await runSteps(host(), [step("exit 1", [], { mayFail: true }), step("echo ok")], options());
    expect(result).toMatchObject({ output: "ok\n", failure: null });
  });

  test("writes files into a private folder, and takes it away whatever comes", async () => {
    const files = [{ path: "pod.json", content: '{"secret":1}' }];
    const look = step('stat -c %a "$1" "$(dirname "$1")"; cat "$1"; echo "$1"', ["sh", "pod.json"], { files });
    const { output } = await runSteps(host(), [look], options());
    expect(output).toMatch(/^600\n700\n\{"secret":1\}/);
    const path = output.split("}").at(-1)?.trim() ?? "";
    expect(path).toMatch(/ctool-run-\w+\/pod\.json$/);
    expect(existsSync(path)).toBe(false);
    await runSteps(host(), [{ ...look, argv: ["ctr", "-c", 'echo "$1"; exit 1', "sh", "pod.json"] }], options());
    expect(
      readdirSync(tmpdir()).filter(
        (name) => name.startsWith("ctool-run-") && statSync(join(tmpdir(), name)).uid === process.getuid?.(),
      ),
    ).toEqual([]);
  });

  test("undoes what it made when a later step fails, and not what was there before", async () => {
    const path = join(folder, "made.json");
    const makes = made(path);
    const at = (moment: string) => `printf '{"ID":"web","CreatedAt":"%s"}' ${moment} > ${path}`;
    const fresh = await runSteps(
      host(),
      [step(at('"$(date -u +%Y-%m-%dT%H:%M:%S.999Z)"'), [], { makes }), step("exit 1")],
      options(),
    );
    expect(fresh.undone).toEqual([expect.objectContaining({ kind: "container", id: "web" })]);
    expect(existsSync(path)).toBe(false);
    const old = await runSteps(host(), [step(at("2001-01-01T00:00:00Z"), [], { makes }), step("exit 1")], options());
    expect(old.undone).toEqual([]);
    expect(existsSync(path)).toBe(true);
    expect(pending()).toEqual([]);
  });

  test("passes a program's exit code on, also where the tool only says it", async () => {
    const session = { stdout: "inherit", stderr: "tee" } as const;
    expect((await runSteps(host(), [step("exit 42", [], session)], options())).exitCode).toBe(42);
  });

  test("waits no longer than the process lives", async () => {
    const started = performance.now();
    await runSteps(host(), [step("true", [], { waitMs: 60_000 }), step("true")], options({ pids: [2 ** 22 - 1] }));
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("reads from a file, writes to one, and pipes to a program beside it", async () => {
    const [from, to] = [join(folder, "from"), join(folder, "to")];
    writeFileSync(from, "text\n");
    expect((await runSteps(host(), [step("cat", [], { stdin: { file: from } })], options())).output).toBe("text\n");
    await runSteps(host(), [step("printf out", [], { stdout: { file: to } })], options());
    expect(readFileSync(to, "utf8")).toBe("out");
    const program = ["tar", "-cf", "-", "-C", folder, "from"];
    expect((await runSteps(host(), [step("tar -tf -", [], { stdin: { program } })], options())).output).toBe("from\n");
    const missing = await runSteps(host(), [step("cat", [], { stdin: { file: join(folder, "none") } })], options());
    expect(missing.failure?.error).toMatch(/ENOENT/);
    const broken = await runSteps(
      host(),
      [step("cat", [], { stdin: { program: ["sh", "-c", "echo gone >&2; exit 1"] } })],
      options(),
    );
    expect(broken.failure?.said).toMatch(/gone/);
  });
});

describe("a run that was cut off", () => {
  const leave = async (script: string, path: string): Promise<void> => {
    const stop = new AbortController();
    const running = runSteps(host(stop.signal), [step(script, [], { makes: made(path) }), step("true")], options());
    await expect.poll(pending).not.toEqual([]);
    await expect.poll(() => existsSync(path)).toBe(true);
    stop.abort();
    await running;
    // The tools answer nobody any more, so it is not known what was made: the file stays for the next run.
    expect(pending().length).toBe(1);
    const file = join(folder, "ctool/pending", pending()[0] ?? "");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, readFileSync(file, "utf8").replace(/"born":"[^"]*"/, '"born":"another process"'));
  };

  test("is found with what it left and how to remove it, until that is gone", async () => {
    const path = join(folder, "made.json");
    await leave(
      `printf '{"ID":"web","CreatedAt":"%s"}' "$(date -u +%Y-%m-%dT%H:%M:%S.999Z)" > ${path}; sleep 60`,
      path,
    );
    const [found, ...others] = await findUnfinished(host());
    expect(others).toEqual([]);
    expect(found?.run).toMatchObject({ input: "docker run web", done: 0 });
    expect(found?.left).toEqual([
      { kind: "container", name: "web", id: "web", remove: [["ctr", "-c", `rm ${path}`, "web"]] },
    ]);
    if (found) clearUnfinished(found);
    expect(pending().length).toBe(1);
    rmSync(path);
    const [gone] = await findUnfinished(host());
    expect(gone?.left).toEqual([]);
    if (gone) clearUnfinished(gone);
    expect(pending()).toEqual([]);
  });

  test("is none while its process lives, and foreign or broken files are none", async () => {
    const running = runSteps(host(), [step("sleep 0.3"), step("true")], options());
    await expect.poll(pending).not.toEqual([]);
    expect(await findUnfinished(host())).toEqual([]);
    await running;
    writeFileSync(join(folder, "ctool/pending", "1-1.json"), "{", { mode: 0o600 });
    writeFileSync(
      join(folder, "ctool/pending", "2-2.json"),
      '{"schemaVersion":1,"pid":1,"born":"","steps":[],"begun":[]}',
    );
    const { chmodSync } = await import("node:fs");
    chmodSync(join(folder, "ctool/pending", "2-2.json"), 0o666);
    expect(await findUnfinished(host())).toEqual([]);
  });
});
