import { describe, expect, it } from "vitest";
import { widthOf } from "../../src/render/index.ts";
import { layoutOf } from "../../src/tui/state/index.ts";
import { drawScreen } from "../../src/tui/views/index.ts";
import { windowOn } from "../../src/tui/views/line.ts";
import { skipCells } from "../../src/tui/views/list.ts";
import { Driver, reportOf, row } from "./driver.ts";

const WIDTHS = [1, 2, 5, 12, 39, 40, 41, 59, 60, 79, 80, 100, 119, 120, 121, 200, 300];
const HEIGHTS = [1, 2, 3, 4, 5, 9, 10, 13, 14, 19, 20, 24, 40, 80];

const problems = [{ code: "x", message: "wrong 漢字".repeat(20), suggestion: "docker ps ".repeat(20) }];
const loss = {
  kind: "lost",
  flag: "--size",
  text: "a reason that goes on for a while, with 漢字 in it. ".repeat(4),
} as const;
const report = reportOf({
  problems,
  translations: [
    {
      tool: "nerdctl",
      fit: "partial",
      steps: [],
      shell: "nerdctl ps ".repeat(30),
      notes: [loss],
      instead: "something",
    },
  ],
});
const rows = Array.from({ length: 50 }, (_, index) =>
  row(`名前-${index}-👨‍👩‍👧-${"x".repeat(index)}`, {
    missing: [{ tool: "docker", code: "other-engine", why: "lives in k3s's containerd ".repeat(5) }],
  }),
);

const drivers: Readonly<Record<string, () => Driver>> = {
  "an empty line": () => new Driver(),
  "a long line": () => new Driver().type(`docker run 漢字 ${"e\u0301x ".repeat(60)}`).understood({ report }),
  candidates: () =>
    new Driver()
      .type("docker p")
      .understood({
        candidates: {
          from: 7,
          items: ["pause", "port", "ps", "pull"].map((text) => ({ text, meaning: "m".repeat(90) })),
        },
      })
      .press("tab", "tab"),
  "a running line": () => new Driver().type("docker ps").press("enter"),
  "a table": () =>
    new Driver()
      .type("docker ps")
      .understood({ report })
      .press("enter")
      .ran(rows)
      .press("shift-tab", "j", "/")
      .type("名"),
  "an empty table": () => new Driver().type("docker ps").understood({ report }).press("enter").ran([]),
  "raw output": () =>
    new Driver()
      .type("docker ps")
      .understood({ report })
      .press("enter")
      .ran(rows)
      .press("shift-tab", "c")
      .do({
        type: "raw",
        run: 1,
        output: {
          tool: "nerdctl",
          argv: ["nerdctl", "ps"],
          state: "ok",
          stdout: "漢\tb\n".repeat(99),
          stderr: "",
          exitCode: 0,
          durationMs: 1,
        },
      }),
  help: () => new Driver().press("?"),
};

describe.each(Object.keys(drivers))("the screen with %s", (name) => {
  it.each([true, false])("fills every size exactly (ASCII: %s)", (ascii) => {
    const driver = drivers[name]?.() ?? new Driver();
    const look = { colour: false, ascii };
    for (const columns of WIDTHS) {
      for (const height of HEIGHTS) {
        driver.do({ type: "resize", columns, rows: height });
        const { lines, cursor } = drawScreen(driver.state, look);
        expect(lines, `${columns} × ${height}`).toHaveLength(height);
        for (const line of lines) expect(widthOf(line), `${columns} × ${height}: ${line}`).toBeLessThanOrEqual(columns);
        if (cursor) {
          expect(cursor.x, `${columns} × ${height}`).toBeLessThan(columns);
          expect(cursor.y, `${columns} × ${height}`).toBeLessThan(height);
        }
      }
    }
  });
});

it("divides all rows among the parts of the screen", () => {
  for (const columns of WIDTHS) {
    for (const height of HEIGHTS) {
      const { mode, ...heights } = layoutOf({ columns, rows: height });
      const sum = Object.values(heights).reduce((total, each) => total + each, 0);
      expect(sum, `${mode} at ${columns} × ${height}`).toBe(height);
    }
  }
});

it("shows no escapes of what it is given", () => {
  const driver = new Driver().do({ type: "paste", text: "docker ps \u001b]0;title\u0007\u009b31m" });
  driver.understood({ report: reportOf({ problems: [{ code: "x", message: "\u001b[2Jgone", suggestion: null }] }) });
  const { lines } = drawScreen(driver.state, { colour: false, ascii: false });
  expect(lines.join("")).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
});

describe("windowOn", () => {
  it("shows a line that fits as it is", () => {
    expect(windowOn("docker ps", 9, 20, "…")).toEqual({ shown: "docker ps", x: 9 });
  });

  it("shows what is around the cursor of a longer one, and that there is more", () => {
    const text = "abcdefghijklmnopqrstuvwxyz";
    expect(windowOn(text, 3, 10, "…")).toEqual({ shown: "abcdefghi…", x: 3 });
    expect(windowOn(text, 26, 10, "…")).toEqual({ shown: "…vwxyz", x: 6 });
    expect(windowOn(text, 15, 10, "…")).toEqual({ shown: "…klmnopqr…", x: 6 });
  });

  it("cuts no letter of two cells in half", () => {
    const { shown, x } = windowOn("漢字漢字漢字漢字", 8, 10, "…");
    expect(shown).toBe("…漢字");
    expect(x).toBe(5);
  });
});

it("skips cells, leaving a blank for half a letter", () => {
  expect(skipCells("abc", 0)).toBe("abc");
  expect(skipCells("abcdef", 2)).toBe("cdef");
  expect(skipCells("漢字x", 1)).toBe(" 字x");
  expect(skipCells("漢字x", 2)).toBe("字x");
  expect(skipCells("ab", 9)).toBe("");
});
