import { describe, expect, it, vi } from "vitest";
import { run } from "../../src/runtime/run.ts";
import { isRunning } from "../is-running.ts";

const ask = (argv: string[], over: Partial<Parameters<typeof run>[0]> = {}) =>
  run({ tool: null, argv, file: null, timeoutMs: 10_000, maxBytes: 1 << 20, ...over });

describe("run", () => {
  it("gives output, exit code and time", async () => {
    const result = await ask(["sh", "-c", "echo out; echo err >&2; exit 3"]);
    expect(result).toMatchObject({ outcome: "exited", exitCode: 3, signal: null, stdout: "out\n", stderr: "err\n" });
    expect(result.durationMs).toBeGreaterThanOrEqual(0);
  });

  it("passes words as they are, never through a shell", async () => {
    const words = ["a b", "$HOME", "`id`", "; exit 9", "*", "'\""];
    const result = await ask(["printf", "%s\n", ...words]);
    expect(result.stdout).toBe(`${words.join("\n")}\n`);
  });

  it("executes `file` in place of argv[0] and keeps argv as shown", async () => {
    const result = await ask(["crictl", "ps"], { file: ["/bin/echo", "multi-call"] });
    expect(result.stdout).toBe("multi-call ps\n");
    expect(result.argv).toEqual(["crictl", "ps"]);
  });

  it("sets and removes variables", async () => {
    vi.stubEnv("CTOOL_TEST_GONE", "1");
    const result = await ask(["sh", "-c", "echo ${CTOOL_TEST_SET-unset} ${CTOOL_TEST_GONE-unset}"], {
      env: { CTOOL_TEST_SET: "x", CTOOL_TEST_GONE: undefined },
    });
    expect(result.stdout).toBe("x unset\n");
  });

  it("has a tool use one processor and collect less garbage, unless the environment says otherwise", async () => {
    const shown = () => ask(["sh", "-c", "echo $GOMAXPROCS $GOGC"]).then(({ stdout }) => stdout);
    vi.stubEnv("GOMAXPROCS", undefined);
    vi.stubEnv("GOGC", undefined);
    expect(await shown()).toBe("1 400\n");
    vi.stubEnv("GOMAXPROCS", "3");
    vi.stubEnv("GOGC", "50");
    expect(await shown()).toBe("3 50\n");
  });

  it("kills a hanging child and its children at the deadline, and keeps what was printed", async () => {
    const result = await ask(["sh", "-c", "trap '' TERM; sleep 60 & echo $!; wait"], { timeoutMs: 300 });
    expect(result).toMatchObject({ outcome: "timeout", exitCode: null });
    expect(result.durationMs).toBeLessThan(3000);
    await expect.poll(() => isRunning(Number(result.stdout))).toBe(false);
  });

  it("does not wait for a grandchild that left the process group and keeps the pipe open", async () => {
    const result = await ask(["sh", "-c", "setsid sleep 5 & echo done"]);
    expect(result).toMatchObject({ outcome: "exited", exitCode: 0, stdout: "done\n" });
    expect(result.durationMs).toBeLessThan(3000);
  });

  it("stops a child that prints without end, and keeps maxBytes of it", async () => {
    const result = await ask(["yes"], { maxBytes: 100_000 });
    expect(result.outcome).toBe("too-big");
    expect(result.stdout.length).toBe(100_000);
  });

  it("loses nothing of a large output", async () => {
    const result = await ask(["sh", "-c", "head -c 8000000 /dev/zero | tr '\\0' x"], { maxBytes: 16_000_000 });
    expect(result.stdout.length).toBe(8_000_000);
  });

  it.each([
    ["/nonexistent/ctr", "not-found"],
    ["/etc/passwd", "not-executable"],
  ])("%s is %s, not an exception", async (file, outcome) => {
    const result = await ask([file, "ps"]);
    expect(result.outcome).toBe(outcome);
    expect(result.exitCode).toBeNull();
  });

  it("tells a signal from an exit code", async () => {
    const result = await ask(["sh", "-c", "kill -SEGV $$"]);
    expect(result).toMatchObject({ outcome: "exited", exitCode: null, signal: "SIGSEGV" });
  });

  it("kills on cancel", async () => {
    const cancel = new AbortController();
    const pending = run(
      { tool: null, argv: ["sleep", "60"], file: null, timeoutMs: 60_000, maxBytes: 10 },
      cancel.signal,
    );
    cancel.abort();
    expect((await pending).outcome).toBe("cancelled");
  });
});
