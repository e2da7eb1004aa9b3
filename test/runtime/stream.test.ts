import { describe, expect, test } from "vitest";
import type { Interruption, StreamRequest } from "../../src/model/index.ts";
import { stream } from "../../src/runtime/stream.ts";
import { isRunning } from "../is-running.ts";

const request = (argv: readonly string[], more: Partial<StreamRequest> = {}): StreamRequest => ({
  tool: null,
  argv,
  file: null,
  stdin: "none",
  stdout: () => {},
  stderr: () => {},
  timeoutMs: 10_000,
  ...more,
});

/** A sink that keeps what came. */
const keep = () => {
  const chunks: Uint8Array[] = [];
  return { sink: (chunk: Uint8Array) => void chunks.push(chunk), text: () => Buffer.concat(chunks).toString("utf8") };
};

describe("stream", () => {
  test("passes both streams on, byte for byte, and tells the exit code", async () => {
    const [out, err] = [keep(), keep()];
    const result = await stream(
      request(["sh", "-c", "printf 'a\\0\\033[1m'; printf b >&2; exit 7"], { stdout: out.sink, stderr: err.sink }),
    );
    expect(out.text()).toBe("a\0\u001b[1m");
    expect(err.text()).toBe("b");
    expect(result).toMatchObject({ outcome: "exited", exitCode: 7, signal: null, error: null });
  });

  test("hands a chunk on while the child still runs", async () => {
    const cancel = new AbortController();
    const result = await stream(
      request(["sh", "-c", "echo first; exec sleep 60"], {
        stdout: (chunk) => {
          expect(Buffer.from(chunk).toString()).toBe("first\n");
          cancel.abort();
        },
      }),
      cancel.signal,
    );
    expect(result).toMatchObject({ outcome: "cancelled", exitCode: null });
  });

  test("lets a slow reader slow the child and loses nothing", async () => {
    let bytes = 0;
    let busy = 0;
    const result = await stream(
      request(["sh", "-c", "head -c 20000000 /dev/zero"], {
        stdout: async (chunk) => {
          expect(++busy).toBe(1);
          await new Promise((resolve) => setImmediate(resolve));
          bytes += chunk.length;
          busy--;
        },
      }),
    );
    expect(result.exitCode).toBe(0);
    expect(bytes).toBe(20_000_000);
  });

  test("writes text, or chunks as they come, to the child's input", async () => {
    const [one, other] = [keep(), keep()];
    await stream(request(["cat"], { stdin: "words", stdout: one.sink }));
    const chunks = async function* () {
      yield Buffer.from("a");
      yield Buffer.from("b");
    };
    await stream(request(["cat"], { stdin: chunks(), stdout: other.sink }));
    expect([one.text(), other.text()]).toEqual(["words", "ab"]);
  });

  test("a child that does not read its input fails by its exit code alone", async () => {
    const big = async function* () {
      for (let index = 0; index < 100; index++) yield Buffer.alloc(65_536);
    };
    expect(await stream(request(["sh", "-c", "exit 3"], { stdin: big() }))).toMatchObject({
      outcome: "exited",
      exitCode: 3,
    });
  });

  test("kills the child and what it started at the deadline", async () => {
    const out = keep();
    const result = await stream(
      request(["sh", "-c", "sleep 60 & echo $!; wait"], { stdout: out.sink, timeoutMs: 300 }),
    );
    expect(result.outcome).toBe("timeout");
    await expect.poll(() => isRunning(Number(out.text()))).toBe(false);
  });

  test("says when there is no such file, or it may not be executed", async () => {
    expect((await stream(request(["no-such-tool"]))).outcome).toBe("not-found");
    expect((await stream(request(["ctr"], { file: ["/etc/passwd"] }))).outcome).toBe("not-executable");
  });

  test("a sink that throws ends the child and is told", async () => {
    const result = await stream(
      request(["yes"], {
        stdout: () => {
          throw new Error("disk full");
        },
      }),
    );
    expect(result).toMatchObject({ outcome: "failed", error: "disk full" });
  });

  test("hands an interruption to a child that sees to signals itself, and waits for its end", async () => {
    const interrupt = new AbortController();
    const reason: Interruption = { signal: "SIGTERM", held: false };
    const result = await stream(
      request(["sh", "-c", "trap 'exit 7' TERM; echo ready; while :; do sleep 0.05; done"], {
        holdsSignals: true,
        stdout: () => interrupt.abort(reason),
      }),
      interrupt.signal,
    );
    expect(result).toMatchObject({ outcome: "exited", exitCode: 7 });
    expect(reason.held).toBe(true);
  });
});
