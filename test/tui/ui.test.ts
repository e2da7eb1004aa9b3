import { describe, expect, it, vi } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import { fakeIo } from "../cli/fake-io.ts";

const loaded = vi.hoisted(() => ({ ink: false }));
vi.mock("ink", () => {
  loaded.ink = true;
  return {};
});

const run = (words: readonly string[], io: Io) =>
  main(words, {
    version: "0",
    home: new URL("../..", import.meta.url).pathname,
    interrupt: new AbortController().signal,
    io,
  });

describe("without a terminal", () => {
  it.each([
    ["stdout is piped", { stdoutIsTerminal: false }, "xterm"],
    ["stdin is piped", { stdinIsTerminal: false }, "xterm"],
    ["the terminal is dumb", {}, "dumb"],
  ])("ctool ui gives the plain command and exit code 2 when %s", async (_, over, term) => {
    vi.stubEnv("TERM", term);
    const io = fakeIo(over);
    expect(await run(["--demo", "ui"], io)).toBe(2);
    expect(io.stderr()).toBe(
      "ctool: the workbench needs a terminal to draw on\n  The same as plain text:\n    ctool ps -a\n",
    );
    expect(loaded.ink).toBe(false);
  });

  it("bare ctool gives help", async () => {
    const io = fakeIo({ stdoutIsTerminal: false });
    expect(await run([], io)).toBe(0);
    expect(io.stdout()).toContain("Usage: ctool");
    expect(loaded.ink).toBe(false);
  });
});
