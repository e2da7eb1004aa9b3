import { expect, it } from "vitest";
import { main } from "../../src/cli/main.ts";
import { childDeadlineOf } from "../../src/facts/doctor/index.ts";
import type { RunRequest } from "../../src/model/index.ts";
import { fakeIo } from "../cli/fake-io.ts";
import { fakeHost } from "../fixtures/facts/fake-host.ts";
import * as worlds from "../fixtures/facts/worlds.ts";
import { answering } from "./make-facts.ts";

it.each([
  [3_000, 0, 2_550],
  [3_000, 400, 2_150],
  [20_000, 100, 19_450],
  // A deadline that ctool has spent already: children have a chance all the same.
  [500, 90, 250],
  [3_000, 9_000, 1_500],
])("of %i ms, %i spent, children have %i", (whole, spent, left) => {
  expect(childDeadlineOf(whole, spent)).toBe(left);
});

/** Every call that a `ctool …` line makes on a node where all tools hang. */
const callsOf = async (...words: string[]): Promise<{ calls: RunRequest[]; stdout: string }> => {
  const calls: RunRequest[] = [];
  const hung = answering({ "": { outcome: "timeout", exitCode: null } });
  const tools = ["docker", "nerdctl", "crictl", "ctr"].map(
    (tool) => [`/usr/bin/${tool}`, { text: "\u007fELF", mode: 0o755 }] as const,
  );
  const world = worlds.k3sWithDocker;
  const host = fakeHost({
    ...world,
    env: { PATH: "/usr/bin", HOME: "/root", ...world.env },
    files: { ...Object.fromEntries(tools), ...world.files },
    exec: (request) => {
      calls.push(request);
      return hung(request);
    },
  });
  const io = fakeIo();
  await main(words, { version: "0.0.0", home: "/nowhere", interrupt: new AbortController().signal, io, host });
  return { calls, stdout: io.stdout() };
};

it.each([
  ["3 s", 3_000, ["doctor"]],
  ["--timeout", 8_000, ["--timeout", "8", "doctor"]],
  ["3 s, a command that is run as well", 3_000, ["why", "crictl ps"]],
] as const)("every child has less than the whole: %s", async (_, whole, words) => {
  const { calls, stdout } = await callsOf("--json", ...words);
  expect(calls.length).toBeGreaterThan(10);
  expect(Math.max(...calls.map(({ timeoutMs }) => timeoutMs))).toBeLessThanOrEqual(whole - 400);
  expect(stdout).toContain(`gave no answer within ${whole / 1000} s`);
});
