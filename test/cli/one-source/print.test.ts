import { expect, test } from "vitest";
import type { Context } from "../../../src/cli/context.ts";
import { printer } from "../../../src/cli/one-source/print.ts";
import { fakeIo } from "../fake-io.ts";

const contextWith = (io: ReturnType<typeof fakeIo>, switches: string[] = []): Context =>
  ({
    io,
    host: { now: () => Date.UTC(2026, 0, 2) },
    globals: { switches: new Set(switches), values: new Map() },
    recording: null,
  }) as unknown as Context;

const RED = "\u001b[31mred\u001b[0m\u0007\n";

/** Gives bytes to a printer's stdout and stderr, torn in the middle of an escape. */
const give = async (context: Context, tool: "crictl" | "nerdctl", label: boolean, out: string, err: string) => {
  const { stdout, stderr, end, said } = printer({ tool, label, read: null }, context);
  for (const [sink, text] of [
    [stdout, out],
    [stderr, err],
  ] as const) {
    if (sink === "inherit") continue;
    await sink(Buffer.from(text.slice(0, 3)));
    await sink(Buffer.from(text.slice(3)));
  }
  await end();
  return { stdout, said };
};

test("on a terminal escapes are taken out, however the stream was cut", async () => {
  const io = fakeIo();
  await give(contextWith(io), "nerdctl", false, RED, "\u001b]0;title\u0007oops\n");
  expect(io.stdout()).toBe("red\n");
  expect(io.stderr()).toBe("oops\n");
});

test("in a pipe a tool writes to ctool's own stdout; its stderr is passed on as it is, without crictl's notice", async () => {
  const io = fakeIo({ stdoutIsTerminal: false, stderrIsTerminal: false });
  const notice =
    'time="2026-11-21T07:01:55Z" level=warning msg="Config \\"/etc/crictl.yaml\\" does not exist, trying next: \\"/x\\""\n';
  const { stdout, said } = await give(contextWith(io), "crictl", false, "", `${notice}${RED}`);
  expect(stdout).toBe("inherit");
  expect(io.stderr()).toBe(RED);
  expect(said()).toBe(RED);
});

test("a page of the workbench gets the lines; no child writes past it", async () => {
  const io = fakeIo({ stdoutIsTerminal: false, inheritable: false });
  const { stdout } = await give(contextWith(io), "nerdctl", false, "one\n", "two\n");
  expect(stdout).not.toBe("inherit");
  expect([io.stdout(), io.stderr()]).toEqual(["one\n", "two\n"]);
});

test("labelled, and as JSON", async () => {
  const labelled = fakeIo({ stdoutIsTerminal: false });
  await give(contextWith(labelled), "crictl", true, "one\ntwo", "");
  expect(labelled.stdout()).toBe("crictl  | one\ncrictl  | two\n");
  const json = fakeIo({ stdoutIsTerminal: false });
  await give(contextWith(json, ["json"]), "nerdctl", false, "one\n", "two\n");
  expect(
    json
      .stdout()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { schemaVersion: 1, tool: "nerdctl", time: "2026-01-02T00:00:00.000Z", stream: "stdout", line: "one" },
    { schemaVersion: 1, tool: "nerdctl", time: "2026-01-02T00:00:00.000Z", stream: "stderr", line: "two" },
  ]);
});

test("nobody reads any more: the child is told to stop", async () => {
  const io = fakeIo({ outClosed: () => true });
  const { stdout, gone } = printer({ tool: "nerdctl", label: false, read: null }, contextWith(io));
  if (stdout !== "inherit") await stdout(Buffer.from("x\n"));
  expect(gone.aborted).toBe(true);
  expect(io.stdout()).toBe("");
});
