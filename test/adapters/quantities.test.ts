import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unquoteGo } from "../../src/adapters/go-text.ts";
import { bytesOf, timeOf, timeOfNanos } from "../../src/adapters/quantities.ts";

describe("bytesOf", () => {
  it.each([
    ["2.032MB", 2_032_000],
    ["2.0 MiB", 2_097_152],
    ["1.98MB", 1_980_000],
    ["0B", 0],
    ["0.0 B", 0],
    ["12.3kB", 12_300],
    ["8.0 KiB", 8192],
    ["1.5GB", 1_500_000_000],
    ["3 TiB", 3 * 1024 ** 4],
    ["400", 400],
  ])("%s", (text, bytes) => {
    expect(bytesOf(text)).toBe(bytes);
  });
  it.each(["N/A", "-", "", "many", "-1B", "1.2.3MB", null])("%s is no size", (text) => {
    expect(bytesOf(text)).toBeNull();
  });
});

describe("timeOf", () => {
  it.each([
    ["2026-11-21T01:12:35.07279295Z", "2026-11-21T01:12:35.07279295Z"],
    ["2026-11-21 01:12:35 +0000 UTC", "2026-11-21T01:12:35Z"],
    ["2026-11-21 02:12:35 +0100 CET", "2026-11-21T01:12:35Z"],
    ["2026-11-21 01:12:06.109272219 +0000 UTC", "2026-11-21T01:12:06.109272219Z"],
    ["2026-11-21T03:12:35.500+02:00", "2026-11-21T01:12:35.5Z"],
    ["2026-11-20 22:42:35 -0230 NDT", "2026-11-21T01:12:35Z"],
  ])("%s", (text, time) => {
    expect(timeOf(text)).toBe(time);
  });
  it.each(["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "3 minutes ago", "2026-13-45T99:99:99Z", "", null])(
    "%s is never",
    (text) => {
      expect(timeOf(text)).toBeNull();
    },
  );
});

describe("timeOfNanos", () => {
  it.each([
    ["1795225871774705395", "2026-11-21T01:51:11.774705395Z"],
    ["1795225871475148360", "2026-11-21T01:51:11.47514836Z"],
    ["1795225871000000000", "2026-11-21T01:51:11Z"],
  ])("%s", (nanos, time) => {
    expect(timeOfNanos(nanos)).toBe(time);
  });
  it.each(["0", "", "-5", "12.5", "soon", null])("%s is never", (nanos) => {
    expect(timeOfNanos(nanos)).toBeNull();
  });
  it("reads back what timeOf reads", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 9_000_000_000_000_000_000n), (nanos) => {
        const time = timeOfNanos(String(nanos));
        // timeOf looks at whole seconds: the epoch's first one is "never" to it.
        if (nanos >= 1_000_000_000n) expect(timeOf(time)).toBe(time);
      }),
    );
  });
});

describe("unquoteGo", () => {
  it.each([
    ['"sh -c echo \\"q\\"\\n"', 'sh -c echo "q"\n'],
    ['"\\t\\x1b[2J\\u00e9\\U0001F433\\\\"', "\t\x1b[2J\u00e9🐳\\"],
    ['"\\a\\033"', "\x07\x1b"],
    ["plain", "plain"],
    ['"', '"'],
    ["", ""],
  ])("%s", (quoted, text) => {
    expect(unquoteGo(quoted)).toBe(text);
  });
  it("undoes JSON's quoting, which for printable text is Go's", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(unquoteGo(JSON.stringify(text))).toBe(text);
      }),
    );
  });
});
