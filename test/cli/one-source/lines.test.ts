import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineSink, textOfLine } from "../../../src/cli/one-source/lines.ts";
import { criLines, tailCommand } from "../../../src/cli/one-source/log-file.ts";
import { windowed } from "../../../src/cli/one-source/log-window.ts";
import { nanosOf } from "../../../src/compare/index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What comes out of a sink that is given chunks, and the most lines that came at once. */
const through = async (chunks: readonly Uint8Array[]): Promise<Uint8Array[]> => {
  const lines: Uint8Array[] = [];
  const { sink, end } = lineSink((some) => void lines.push(...some.map((line) => Uint8Array.from(line))));
  for (const chunk of chunks) {
    // The chunk is the pipe's own: it may be written over once the sink has taken it.
    const own = Uint8Array.from(chunk);
    await sink(own);
    own.fill(0);
  }
  await end();
  return lines;
};

describe("lineSink", () => {
  test("however a stream is cut, its lines come out whole and no byte is lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 30 })), async (chunks) => {
        const lines = await through(chunks);
        expect(Buffer.concat(lines)).toEqual(Buffer.concat(chunks));
        for (const line of lines.slice(0, -1)) expect(line.indexOf(10)).toBe(line.length - 1);
      }),
    );
  });

  test("a line without an end is handed on in pieces", async () => {
    const lines = await through(Array.from({ length: 40 }, () => bytes("x".repeat(65_536))));
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(1024 * 1024 + 65_537);
    expect(lines.reduce((sum, { length }) => sum + length, 0)).toBe(40 * 65_536);
  });
});

const text = (printed: { bytes: Uint8Array } | null): string | null => (printed ? textOfLine(printed.bytes) : null);

describe("windowed", () => {
  const since = nanosOf("2026-11-21T07:00:00Z");
  const until = nanosOf("2026-11-21T07:00:10.5Z");

  test.each([
    ["2026-11-21T06:59:59.999999999Z a", null],
    ["2026-11-21T07:00:00Z b", "b"],
    ["2026-11-21T08:00:10.5+01:00 c d", "c d"],
    ["2026-11-21T07:00:10.500000001Z e", null],
    ["2026-11-21T07:00:01Z ", ""],
    ["a line of the tool's own", "a line of the tool's own"],
    ["", ""],
  ])("%s", (line, left) => {
    expect(text(windowed({ since, until }, false)(bytes(`${line}\n`)))).toBe(left);
  });

  test("times stay where they were asked for", () => {
    const line = "2026-11-21T07:00:01.25Z tick";
    const printed = windowed({ since: null, until: null }, true)(bytes(`${line}\n`));
    expect(text(printed)).toBe(line);
    expect(printed?.time).toBe("2026-11-21T07:00:01.25Z");
  });
});

describe("a CRI log file", () => {
  const read = criLines({ since: null, until: null }, false);
  test("full lines end, partial ones go on, what is no entry is left out", () => {
    const lines = [
      "2026-11-21T07:00:00Z stdout F one",
      "2026-11-21T07:00:01Z stderr P tw",
      "2026-11-21T07:00:01Z stderr F o",
      "2026-11-21T07:00:02Z stdout F ",
      "torn",
    ];
    const printed = lines.map((line) => read(bytes(`${line}\n`))?.bytes ?? new Uint8Array());
    expect(new TextDecoder().decode(Buffer.concat(printed))).toBe("one\ntwo\n\n");
  });

  test("is read by tail", () => {
    expect(tailCommand("/f", { tail: null, follow: false })).toEqual(["tail", "-n", "+1", "--", "/f"]);
    expect(tailCommand("/f", { tail: "3", follow: true })).toEqual(["tail", "-n", "3", "-F", "--", "/f"]);
  });
});
