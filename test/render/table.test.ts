import { beforeAll, describe, expect, test } from "vitest";
import {
  type Column,
  cut,
  graphemesOf,
  loadWidths,
  makePaint,
  pad,
  renderTable,
  renderTsv,
  tableLines,
  widthOf,
  wrap,
} from "../../src/render/index.ts";

beforeAll(() => loadWidths("日本"));

describe("measuring and cutting", () => {
  test("cells of a terminal, not code units", () => {
    expect(widthOf("日本語")).toBe(6);
    expect(widthOf("👩‍👩‍👧‍👦")).toBe(2);
    expect(widthOf("e\u0301")).toBe(1);
    expect(graphemesOf("a👩‍👩‍👧‍👦e\u0301🇩🇪")).toEqual(["a", "👩‍👩‍👧‍👦", "e\u0301", "🇩🇪"]);
  });

  test("letters stay whole", () => {
    expect(cut("日本語", 5)).toBe("日本…");
    expect(cut("日本語", 4)).toBe("日…");
    expect(cut("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 4)).toBe("👩‍👩‍👧‍👦…");
    expect(cut("ne\u0301e", 2)).toBe("n…");
    expect(cut("default/nginx-7c5ddbdf54/nginx", 15, "…", "middle")).toBe("default…4/nginx");
    expect(cut("abc", 3)).toBe("abc");
    expect(cut("abc", 1)).toBe("…");
    expect(cut("abc", 0)).toBe("");
    expect(cut("abcdef", 4, "~")).toBe("abc~");
  });

  test("padding and wrapping count cells too", () => {
    expect(pad("日本", 6)).toBe("日本  ");
    expect(pad("日本", 6, "right")).toBe("  日本");
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("日本語日本語 x", 7)).toEqual(["日本語", "日本語", "x"]);
    expect(wrap("", 7)).toEqual([]);
  });
});

describe("tables", () => {
  const columns: readonly Column[] = [
    { header: "ID" },
    { header: "NAME", min: 6, cut: "middle" },
    { header: "SIZE", align: "right", priority: 2 },
    { header: "NOTE", min: 4, priority: 1, optional: true },
  ];
  const rows = [
    ["a1", "a-rather-long-name", "1B", ""],
    ["b2", "日本語の名前", "2.13MB", { text: "note", style: "warn" as const }],
  ];

  test("as wide as what is in it, no blank at the end", () => {
    expect(tableLines(columns, rows, { width: 80 })).toEqual([
      "ID  NAME                  SIZE  NOTE",
      "a1  a-rather-long-name      1B",
      "b2  日本語の名前        2.13MB  note",
    ]);
  });

  test("what matters least gives way, then goes", () => {
    expect(tableLines(columns, rows, { width: 28 })).toEqual([
      "ID  NAME          SIZE  NOTE",
      "a1  a-rat…name      1B",
      "b2  日本…名前   2.13MB  note",
    ]);
    expect(tableLines(columns, rows, { width: 20 })).toEqual([
      "ID  NAME        NOTE",
      "a1  a-rat…name",
      "b2  日本…名前   note",
    ]);
    expect(tableLines(columns, rows, { width: 11 })).toEqual(["ID  NAME", "a1  a-r…ame", "b2  日…名前"]);
  });

  test("an optional column without anything in it is not there", () => {
    expect(tableLines(columns, [["a", "b", "c", ""]], { width: 80, header: true })).toEqual([
      "ID  NAME  SIZE",
      "a   b        c",
    ]);
  });

  test("fewer words where there is no room", () => {
    const cells = [["x", { text: "Up 4 minutes", short: "Up 4 min", style: "good" as const }]];
    const narrow: Column[] = [{ header: "A" }, { header: "STATUS" }];
    expect(tableLines(narrow, cells, { width: 15 })).toEqual(["A  STATUS", "x  Up 4 minutes"]);
    expect(tableLines(narrow, cells, { width: 14 })).toEqual(["A  STATUS", "x  Up 4 min"]);
  });

  test("colour is put around what was cut and padded", () => {
    const lines = tableLines(columns, rows, { width: 80, colour: true });
    expect(lines[2]).toBe("b2  日本語の名前        2.13MB  \u001b[33mnote\u001b[39m");
    expect(makePaint(false)("bad", "x")).toBe("x");
  });

  test("control characters of a cell cannot break a line; ASCII; a pipe", () => {
    const evil = [["a\nb", "x\ty\u001b[31m", "\u202e1", ""]];
    expect(tableLines(columns, evil, { width: 80, header: false })).toEqual(["a b  x y  1"]);
    expect(tableLines(columns, rows, { width: 20, ascii: true })[1]).toBe("a1  a-rat~name");
    expect(renderTsv(columns, evil)).toBe("ID\tNAME\tSIZE\tNOTE\na b\tx y\t1\t\n");
    expect(renderTable(columns, [], { width: 80 })).toBe("ID  NAME  SIZE\n");
  });
});
