import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Image } from "../../src/model/index.ts";
import { selectImages } from "../../src/select/index.ts";
import { parseDuration, parseMoment } from "../../src/select/moment.ts";
import { globExpression, goExpression } from "../../src/select/patterns.ts";
import { image } from "../golden/images.ts";

const NOW = Date.parse("2026-11-21T04:20:10Z");
const NGINX = "sha256:7abbe9382d66e28629c1522a42a72abec0149e578b1a7e9416f3d9adf36e70a3";
const BUSYBOX = "sha256:4d5328c953a56e33a0a851d49b59f317fa019e5ac17efa2b29d1be270ce866a8";

/** The images that dockerd 20.10 held when the answers below were taken from it, in its order. */
const rows: Image[] = [
  image({ configDigest: "sha256:b0e6e377f50c".padEnd(71, "0"), createdAt: "2026-11-21T04:20:05Z" }),
  image({ configDigest: NGINX, references: ["example.com/app/nginx:1.27"], createdAt: "2026-11-21T04:20:01Z" }),
  image({
    configDigest: BUSYBOX,
    references: ["docker.io/library/busybox:2", "docker.io/library/busybox:latest", "docker.io/other/bb:9"],
    createdAt: "2026-11-21T04:20:00Z",
    labels: { team: "base" },
  }),
];

const pick = (name: string | null, ...filters: string[]): string => {
  const selection = selectImages(rows, { name, filters, now: NOW });
  if ("problem" in selection) return `! ${selection.problem.message}`;
  return selection.rows.map(({ references }) => references.join(",") || "<none>").join(" ");
};
const nginx = "example.com/app/nginx:1.27";
const [two, latest, bb] = rows[2]?.references ?? [];
const busybox = `${two},${latest},${bb}`;

describe("what dockerd answered", () => {
  test.each([
    ["busybox", `${two},${latest}`],
    ["busybox:2", two],
    ["busy*", `${two},${latest}`],
    ["bb", ""],
    ["*/bb", bb],
    ["other/*", bb],
    ["*/*", bb],
    ["*/*/*", `${nginx} ${busybox}`],
    ["example.com/app/nginx", nginx],
    ["4d5328c953a5", ""],
    ["a b", ""],
    ["busybox@sha256:0000000000000000000000000000000000000000000000000000000000000000", ""],
  ])("docker images %s", (name, names) => {
    // `*/*/*` meets full names too, as in Docker 29: docker.io/library/busybox has three parts.
    expect(pick(name)).toBe(names);
  });

  test.each([
    [["reference=busybox:2", "reference=other/bb"], `${two},${bb}`],
    [["reference=busybox:[0-9]"], two],
    [["reference=busybox:["], "! syntax error in pattern"],
    [["dangling=true"], "<none>"],
    [["dangling=false"], `${nginx} ${busybox}`],
    [["dangling=x"], "! invalid filter 'dangling=[x]'"],
    [["dangling=true", "dangling=false"], "! invalid filter 'dangling=[true false]'"],
    [["reference=x", "dangling=true"], ""],
    [["label=team"], busybox],
    [["label=team=base"], busybox],
    [["label=nope"], ""],
    [["before=example.com/app/nginx:1.27"], busybox],
    [["since=busybox"], `<none> ${nginx}`],
    [["before=7abbe9382d66"], busybox],
    [["before=nosuch"], "! No such image: nosuch:latest"],
    [["foo=bar"], "! invalid filter 'foo'"],
    [["until=5s"], `<none> ${nginx} ${busybox}`.replace("<none> ", "")],
    [["until=2099-01-01"], `<none> ${nginx} ${busybox}`],
    [["until=bogus"], '! failed to parse value as time or duration: "bogus"'],
  ])("docker images -f %s", (filters, names) => {
    expect(pick(null, ...filters)).toBe(names);
  });

  test("full names match as in Docker 29", () => {
    expect(pick("docker.io/library/busybox")).toBe(`${two},${latest}`);
    expect(pick("docker.io/library/busybox:2")).toBe(two);
  });

  test("an image that is known by digest alone is dangling, and is no `<none>`", () => {
    const byDigest = image({ manifestDigest: NGINX, digests: [`docker.io/library/nginx@${NGINX}`] });
    const select = (filter: string) => {
      const selection = selectImages([byDigest], { name: null, filters: [filter], now: NOW });
      return "rows" in selection && selection.rows.length;
    };
    expect(select("dangling=true")).toBe(1);
    expect(select("dangling=false")).toBe(1);
    expect(select("reference=nginx")).toBe(1);
  });
});

test("Go's path.Match: stars stop at slashes, ranges, escapes, malformed patterns", () => {
  const matches = (pattern: string, text: string) => globExpression(pattern)?.test(text) ?? null;
  // From path/match_test.go of Go's standard library.
  const cases: [string, string, boolean | null][] = [
    ["abc", "abc", true],
    ["*", "abc", true],
    ["*c", "abc", true],
    ["a*", "ab/c", false],
    ["a*/b", "abc/b", true],
    ["a*/b", "a/c/b", false],
    ["a*b*c*d*e*/f", "axbxcxdxe/f", true],
    ["a*b?c*x", "abxbbxdbxebxczzx", true],
    ["ab[c]", "abc", true],
    ["ab[b-d]", "abc", true],
    ["ab[e-g]", "abc", false],
    ["ab[^c]", "abc", false],
    ["ab[^e-g]", "abc", true],
    ["a\\*b", "a*b", true],
    ["a\\*b", "ab", false],
    ["a?b", "a☺b", true],
    ["a[^a]b", "a☺b", true],
    ["a???b", "a☺b", false],
    ["[a-ζ]*", "α", true],
    ["*[a-ζ]", "A", false],
    ["a?b", "a/b", false],
    ["a*b", "a/b", false],
    ["[\\]a]", "]", true],
    ["[\\-]", "-", true],
    ["[x\\-]", "-", true],
    ["[\\-x]", "a", false],
    ["[]a]", "]", null],
    ["[-]", "-", null],
    ["[x-]", "x", null],
    ["[-x]", "x", null],
    ["\\", "a", null],
    ["[", "a", null],
    ["[^", "a", null],
    ["[^bc", "a", null],
    ["a[", "ab", null],
    ["*x", "xxx", true],
  ];
  for (const [pattern, text, expected] of cases)
    expect([pattern, text, matches(pattern, text)]).toEqual([pattern, text, expected]);
});

test("Go's regular expressions: inline flags, named groups, POSIX classes; a wrong one matches nothing", () => {
  expect(goExpression("(?i)WEB")?.test("my-web")).toBe(true);
  expect(goExpression("(?P<x>a)b")?.test("ab")).toBe(true);
  expect(goExpression("^[[:digit:]]+\\z")?.test("123")).toBe(true);
  expect(goExpression("*a")).toBeNull();
});

test("durations and moments as dockerd reads them", () => {
  expect(parseDuration("1h30m")).toBe(5_400_000);
  expect(parseDuration("1.5h")).toBe(5_400_000);
  expect(parseDuration("-2s")).toBe(-2000);
  expect(parseDuration("2d")).toBeNull();
  expect(parseDuration("5")).toBeNull();
  expect(parseMoment("10m", NOW)).toBe(NOW - 600_000);
  expect(parseMoment("1795223526", NOW)).toBe(1_795_223_526_000);
  expect(parseMoment("2026-11-21T01:12:06.5+01:00", NOW)).toBe(Date.parse("2026-11-21T00:12:06.500Z"));
  expect(parseMoment("2026-11-21", NOW)).toBe(new Date(2026, 10, 21).getTime());
  expect(parseMoment("2026-13-41", NOW)).toBeNull();
});

test("selecting again changes nothing", () => {
  const filters = fc.subarray(["reference=busy*", "reference=*/*/*", "dangling=false", "label=team", "until=1m"]);
  fc.assert(
    fc.property(fc.subarray(rows), fc.constantFrom(null, "busybox", "other/bb"), filters, (list, name, typed) => {
      const select = (from: readonly Image[]): Image[] => {
        const selection = selectImages(from, { name, filters: typed, now: NOW });
        if ("problem" in selection) throw new Error(selection.problem.message);
        return selection.rows;
      };
      expect(select(select(list))).toEqual(select(list));
    }),
  );
});
