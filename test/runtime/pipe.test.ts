import { describe, expect, test } from "vitest";
import type { StreamRequest } from "../../src/model/index.ts";
import { tarEnd } from "../../src/runtime/archive.ts";
import { pipe } from "../../src/runtime/pipe.ts";
import { here } from "./here.ts";

const side = (script: string, more: Partial<StreamRequest> = {}) => ({
  tool: null,
  argv: ["sh", "-c", script],
  file: null,
  stdin: "none" as const,
  stderr: () => {},
  timeoutMs: 10_000,
  ...more,
});

/** The first script's output into the second's input; what the second printed. */
const through = async (from: string, to: string, check?: ReturnType<typeof tarEnd>) => {
  let printed = "";
  const stdout = (chunk: Uint8Array) => {
    printed += Buffer.from(chunk).toString("utf8");
  };
  const piped = await pipe(here(), side(from), { ...side(to), stdout }, check);
  return { ...piped, printed };
};

describe("pipe", () => {
  test("passes megabytes on, whole", async () => {
    const { from, to, broken, bytes, printed } = await through("head -c 5000000 /dev/zero", "wc -c");
    expect([from.exitCode, to.exitCode, broken, bytes, printed.trim()]).toEqual([0, 0, null, 5_000_000, "5000000"]);
  });

  test("a writer that fails gives its reader no end: half is never taken for a whole", async () => {
    const { to, broken, printed } = await through("printf half; exit 3", "cat; echo whole");
    expect(broken).toMatch(/failed \(exit 3\)/);
    expect(to.outcome).toBe("cancelled");
    expect(printed).not.toContain("whole");
  });

  test("a reader that ends early ends its writer", async () => {
    const { from, to, broken } = await through(
      "while :; do printf aaaaaaaaaaaaaaaa; done",
      "head -c 100 >/dev/null; exit 4",
    );
    expect(to.exitCode).toBe(4);
    expect(from.exitCode).not.toBe(0);
    expect(broken).toBeNull();
  });

  test("an archive without its end does not go through, though its writer is content", async () => {
    const tar = "cd /etc && tar -cf - hostname";
    expect((await through(tar, "tar -tf -", tarEnd())).printed).toBe("hostname\n");
    const cut = await through(`${tar} | head -c 600`, "cat; echo whole", tarEnd());
    expect(cut.broken).toMatch(/lacks its end|empty/);
    expect(cut.printed).not.toContain("whole");
  });

  test("a program that is not there is an outcome", async () => {
    const missing = { ...side(""), argv: ["/no/such/program"] };
    const { from, broken } = await pipe(here(), missing, { ...side("cat"), stdout: () => {} });
    expect(from.outcome).toBe("not-found");
    expect(broken).toMatch(/did not finish/);
  });
});
