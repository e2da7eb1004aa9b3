import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { localHost } from "../../src/facts/local-host.ts";
import { lessons, makeCards } from "../../src/learn/index.ts";
import { fakeIo } from "./fake-io.ts";

const home = fileURLToPath(new URL("../..", import.meta.url));
let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "ctool-learn-"));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

/** Runs `ctool learn …` with lines typed into it. */
const learn = async (line: string, typed: readonly string[] = [], over: Parameters<typeof fakeIo>[0] = {}) => {
  const io = fakeIo({
    columns: 80,
    stdinIsTerminal: false,
    stdinText: async function* () {
      // As a pipe gives it: several lines at once, and a last one without an end.
      yield typed.join("\n");
    },
    ...over,
  });
  const local = localHost({
    exec: () => Promise.reject(new Error("a lesson runs nothing here")),
    stream: () => Promise.reject(new Error("a lesson runs nothing here")),
  });
  const host = { ...local, env: (name: string) => (name === "XDG_STATE_HOME" ? state : local.env(name)) };
  const words = ["learn", ...line.split(" ").filter((word) => word !== "")];
  const exitCode = await main(words, { version: "0", home, interrupt: new AbortController().signal, io, host });
  return { exitCode, stdout: io.stdout(), stderr: io.stderr() };
};
const kept = () => JSON.parse(readFileSync(join(state, "ctool", "learn.json"), "utf8"));

describe("ctool learn quiz", () => {
  test("asks line by line, tells what was wrong with the right line, and ends with a score", async () => {
    const cards = await makeCards(21, { count: 3, to: "nerdctl" });
    const [first, , third] = cards;
    const { exitCode, stdout } = await learn("quiz --seed 21 --count 3 --to nerdctl --lang en", [
      first?.right ?? "",
      "nerdctl ps --no-such-flag",
      third?.right ?? "",
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("2 of 3 right");
    expect(stdout).toContain(`right: ${cards[1]?.right}`);
    for (const { line } of cards) expect(stdout).toContain(`  ${line}\n`);
  });

  test("the end of the input ends it", async () => {
    const { exitCode, stdout } = await learn("quiz --seed 3 --count 5 --lang en", []);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("0 of 0 right");
  });

  test("speaks Korean", async () => {
    const { stdout } = await learn("quiz --seed 3 --count 1 --lang ko", ["docker ps --frobnicate"]);
    expect(stdout).toMatch(/1문제 중 0문제 정답/);
    expect(stdout).toMatch(/정답: /);
  });

  test("keeps progress in a file of this user's own, and brings back what was wrong", async () => {
    await learn("quiz --count 2 --lang en", ["wrong", "wrong"]);
    const path = join(state, "ctool", "learn.json");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const ids = Object.keys(kept().cards);
    expect(ids.length).toBe(2);
    const { stdout } = await learn("quiz --count 4 --lang en", []);
    const [, line] = /^\S+>\S+ ([\s\S]+)$/.exec(ids[0] ?? "") ?? [];
    const [, other] = /^\S+>\S+ ([\s\S]+)$/.exec(ids[1] ?? "") ?? [];
    // One of the two is the first question.
    expect([line, other].some((one) => stdout.includes(`\n  ${one}\n`))).toBe(true);
  });

  test("a folder that cannot be written is no reason to stop", async () => {
    writeFileSync(join(state, "ctool"), "a file where the folder would be");
    const { exitCode, stderr } = await learn("quiz --seed 1 --count 1 --lang en", ["none"]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/progress is not kept/);
  });

  test.each([
    "quiz --to podman",
    "quiz --from crictl --to ctr",
    "quiz --count 0",
    "quiz --count x",
    "quiz --lang fr",
    "quiz --verb frobnicate",
    "no-such-lesson",
    "images building",
    "--json",
  ])("%s is a usage error", async (line) => {
    expect((await learn(line)).exitCode).toBe(2);
  });
});

describe("ctool learn", () => {
  test("lists the lessons, and marks what was read", async () => {
    const before = await learn("--list --lang en");
    for (const { name, title } of lessons) {
      expect(before.stdout).toContain(name);
      expect(before.stdout).toContain(title.en);
    }
    expect(before.stdout).not.toContain("(read)");
    await learn("namespaces --lang ko");
    expect(kept().lessons).toEqual(["namespaces"]);
    expect((await learn("--list --lang en")).stdout.match(/\(read\)/g)).toHaveLength(1);
  });

  test("shows what the commands of a lesson print, live from the bundled node", async () => {
    const { exitCode, stdout } = await learn("namespaces --lang en");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("$ ctool --demo namespaces\n");
    expect(stdout).toMatch(/k8s\.io/);
    expect(stdout).toMatch(/next: ctool learn who-is-who\n$/);
  });

  test("without a name: the next one that was not read, and then the quiz", async () => {
    const first = await learn("--lang en");
    expect(first.stdout).toContain(lessons[0]?.title.en);
    expect((await learn("--lang en")).stdout).toContain(lessons[1]?.title.en);
    for (const { name } of lessons) await learn(`${name} --lang en`);
    expect((await learn("--lang en")).stdout).toContain("10 cards");
  });
});
