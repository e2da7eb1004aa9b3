import { describe, expect, it } from "vitest";
import { contentOf, lengthOf } from "../../src/tui/state/index.ts";
import { Driver, reportOf, row } from "./driver.ts";

const many = (count: number) => Array.from({ length: count }, (_, index) => row(`c${index}`));
const listed = (count = 30) => new Driver().type("docker ps").understood().press("enter").ran(many(count));
const shown = (driver: Driver): string[] => {
  const content = contentOf(driver.state);
  return content.kind === "rows" ? content.items.map(({ row: each }) => ("name" in each ? (each.name ?? "") : "")) : [];
};
const cursorOn = (driver: Driver): string | undefined =>
  driver.state.selected?.replace(/^k3s\/k8s\.io\//, "").replace(/0+$/, "");

describe("the line", () => {
  it("asks what it means at every letter, and drops answers that come too late", () => {
    const driver = new Driver().type("ps");
    const [first, second] = driver.wanted("understand");
    expect([first?.text, second?.text]).toEqual(["p", "ps"]);
    driver.do({ type: "understood", seq: first?.seq ?? 0, report: reportOf(), candidates: null, runs: true });
    expect(driver.state.live.report).toBeNull();
    driver.understood({ report: reportOf({ input: "ps" }) });
    expect(driver.state.live.report?.input).toBe("ps");
  });

  it("edits by graphemes and words", () => {
    const driver = new Driver().type("docker 漢e\u0301");
    driver.press("left", "backspace");
    expect(driver.state.line).toEqual({ text: "docker e\u0301", cursor: 7 });
    driver.press("end", "ctrl-w", "ctrl-a").type("sudo ");
    expect(driver.state.line).toEqual({ text: "sudo docker ", cursor: 5 });
    driver.press("alt-f", "ctrl-k");
    expect(driver.state.line).toEqual({ text: "sudo docker", cursor: 11 });
    driver.press("ctrl-u", "backspace", "delete", "left");
    expect(driver.state.line).toEqual({ text: "", cursor: 0 });
  });

  it("takes no escapes or control characters from what is pasted", () => {
    const driver = new Driver().do({ type: "paste", text: "docker \u001b[31mps\u001b[0m\u202e\tx" });
    expect(driver.state.line.text).toBe("docker ps x");
  });

  it("keeps several pasted lines in the history, Down leading from one to the next", () => {
    const driver = new Driver().do({ type: "paste", text: "# first\n$ docker ps \\\n  -a\r\n\ndocker images\n" });
    expect(driver.state.line.text).toBe("docker ps -a");
    expect(driver.state.notice?.text).toContain("2 lines pasted");
    driver.press("enter").ran([]).press("down");
    expect(driver.state.line.text).toBe("docker images");
    driver.press("enter");
    expect(driver.wanted("run").map(({ line }) => line)).toEqual(["docker ps -a", "docker images"]);
  });

  it("goes through the history and back to what was being typed", () => {
    const driver = new Driver()
      .type("one")
      .press("enter", "ctrl-c", "ctrl-c")
      .type("two")
      .press("enter", "ctrl-c", "ctrl-c")
      .type("thr");
    driver.press("up");
    expect(driver.state.line.text).toBe("two");
    driver.press("up", "up");
    expect(driver.state.line.text).toBe("one");
    driver.press("down", "down");
    expect(driver.state.line).toEqual({ text: "thr", cursor: 3 });
  });

  it("finds lines with Ctrl-R, older ones with Ctrl-R again", () => {
    const driver = new Driver();
    for (const line of ["docker ps", "docker images", "docker ps -a"])
      driver.type(line).press("enter", "ctrl-c", "ctrl-c");
    driver.press("ctrl-r").type("ps");
    expect(driver.state.search).toEqual({ query: "ps", hit: 2 });
    driver.press("ctrl-r", "ctrl-r", "ctrl-r", "enter");
    expect(driver.state.line.text).toBe("docker ps");
    expect(driver.state.search).toBeNull();
    driver.press("ctrl-r").type("x").press("backspace").type("nowhere");
    expect(driver.state.search).toEqual({ query: "nowhere", hit: null });
    driver.press("escape");
    expect(driver.state.line.text).toBe("docker ps");
  });
});

describe("Tab in the line", () => {
  const items = [
    { text: "image", meaning: "" },
    { text: "images", meaning: "" },
  ];

  it("completes what all candidates share, then goes through them", () => {
    const driver = new Driver()
      .type("docker i")
      .understood({ candidates: { from: 7, items } })
      .press("tab");
    expect(driver.state.line.text).toBe("docker image");
    driver.understood({ candidates: { from: 7, items } }).press("tab");
    expect(driver.state.menu?.index).toBe(0);
    driver.press("tab");
    expect(driver.state.line.text).toBe("docker images");
    driver.press("shift-tab");
    expect(driver.state.line.text).toBe("docker image");
    driver.press("escape");
    expect(driver.state).toMatchObject({ menu: null, line: { text: "docker image" } });
  });

  it("puts the only candidate in whole, with a blank", () => {
    const driver = new Driver().type("docker ima").understood({ candidates: { from: 7, items: items.slice(1) } });
    expect(driver.press("tab").state.line).toEqual({ text: "docker images ", cursor: 14 });
  });

  it("waits for the answer when it is pressed before", () => {
    const driver = new Driver().type("docker ima").press("tab");
    expect(driver.state.line.text).toBe("docker ima");
    driver.understood({ candidates: { from: 7, items: items.slice(1) } });
    expect(driver.state.line.text).toBe("docker images ");
  });

  it("keeps the keys that come after it until then", () => {
    const driver = new Driver().type("docker ima").press("tab").type("-a").press("enter", "shift-tab", "?");
    expect(driver.wanted("run")).toEqual([]);
    driver.understood({ candidates: { from: 7, items: items.slice(1) } });
    expect(driver.wanted("run").map(({ line }) => line)).toEqual(["docker images -a"]);
    expect(driver.state).toMatchObject({ focus: "list", help: { top: 0 } });
  });

  it("takes the corrected line where nothing would fit", () => {
    const problems = [{ code: "unknown-flag", message: "unknown flag: --al", suggestion: "docker ps --all" }];
    const driver = new Driver()
      .type("docker ps --al")
      .understood({ report: reportOf({ problems }) })
      .press("tab");
    expect(driver.state.line.text).toBe("docker ps --all");
    expect(driver.state.focus).toBe("line");
  });

  it("leads to the list where there is nothing to complete, and back", () => {
    const driver = listed().press("tab");
    expect(driver.state.focus).toBe("list");
    expect(driver.press("tab").state.focus).toBe("line");
  });
});

describe("Enter", () => {
  it("runs the line, and takes only that run's answers", () => {
    const driver = new Driver().type("docker ps").press("enter").press("enter");
    expect(driver.wanted("run").map(({ run }) => run)).toEqual([1, 2]);
    expect(driver.wanted("cancel").map(({ run }) => run)).toEqual([1]);
    driver.do({ type: "tool", run: 1, tool: "ctr", state: "ok", ms: 5 });
    expect(driver.state.run?.tools).toEqual({});
    driver.do({ type: "tool", run: 2, tool: "ctr", state: "running", ms: null });
    driver.do({ type: "tool", run: 2, tool: "ctr", state: "running", ms: 9 });
    driver.do({ type: "tool", run: 2, tool: "ctr", state: "ok", ms: 5 });
    // The slowest of a tool's queries counts.
    expect(driver.state.run?.tools.ctr).toEqual({ state: "ok", ms: 9 });
  });

  it("does nothing in an empty line but say so", () => {
    const driver = new Driver().type("  ").press("enter");
    expect(driver.wanted("run")).toEqual([]);
    expect(driver.state.notice?.text).toContain("docker ps -a");
    expect(driver.type("x").state.notice).toBeNull();
  });

  it("opens a page for what is no list, and asks before it changes anything", () => {
    const reads = listed().press("ctrl-c").type("docker logs web").press("enter");
    reads.do({ type: "opens", run: 2, words: ["logs", "web"], writes: false });
    expect(reads.state).toMatchObject({ view: "whole", run: null, pages: [{ title: "logs web", asks: null }] });
    expect(reads.wanted("verb").at(-1)).toMatchObject({ words: ["logs", "web"] });

    const writes = listed().press("ctrl-c").type("docker rm web").press("enter");
    writes.do({ type: "opens", run: 2, words: ["rm", "web"], writes: true });
    expect(writes.wanted("verb").at(-1)).toMatchObject({ words: ["rm", "web", "--dry-run"] });
    expect(writes.press("escape").state.pages).toEqual([]);
    expect(writes.wanted("verb")).toHaveLength(1);
    writes.press("tab").do({ type: "opens", run: 2, words: ["rm", "web"], writes: true });
  });

  it("shows why a run gave no table", () => {
    const driver = new Driver().type("docker ps").press("enter");
    driver.do({ type: "failed", run: 1, failure: { message: "no engine", hint: "start one", fix: null } });
    const content = contentOf(driver.state);
    expect(content.kind === "text" ? content.lines.map(({ text }) => text) : []).toEqual(["no engine", "start one"]);
  });
});

describe("Ctrl-C", () => {
  it("stops what runs, else clears the line, else leaves", () => {
    const driver = new Driver().type("docker ps").press("enter", "ctrl-c");
    expect(driver.wanted("cancel")).toHaveLength(1);
    expect(driver.state).toMatchObject({ run: { state: "stopped" }, line: { text: "docker ps" } });
    driver.ran([row("late")]);
    expect(driver.state.run?.table).toBeNull();
    driver.press("ctrl-c");
    expect(driver.state.line.text).toBe("");
    expect(driver.wanted("leave")).toEqual([]);
    driver.press("ctrl-c");
    expect(driver.wanted("leave")).toHaveLength(1);
  });

  it("works from the list and from help as well", () => {
    const driver = listed().press("tab", "?", "ctrl-c");
    expect(driver.state).toMatchObject({ focus: "line", help: null, line: { text: "" } });
  });
});

describe("the list", () => {
  it("takes letters as commands only there", () => {
    const driver = listed().type("q");
    expect(driver.state.line.text).toBe("docker psq");
    expect(driver.wanted("leave")).toEqual([]);
    expect(driver.press("shift-tab", "q").wanted("leave")).toHaveLength(1);
  });

  it("moves by rows and pages and stays inside", () => {
    const driver = listed().press("tab", "j", "down", "k");
    expect(cursorOn(driver)).toBe("c1");
    driver.press("up", "up");
    expect(driver.state.selected).toContain("/c0");
    driver.press("G");
    expect(cursorOn(driver)).toBe("c29");
    expect(driver.state.top).toBeGreaterThan(0);
    driver.press("pagedown", "g");
    expect(driver.state).toMatchObject({ top: 0 });
  });

  it("keeps the cursor on its row when rows come and go, and on a row when it is gone", () => {
    const driver = listed().press("tab", "j", "j");
    driver.press("r").ran([row("new"), ...many(5)]);
    expect(cursorOn(driver)).toBe("c2");
    driver.press("r").ran([row("new"), row("other")]);
    expect(cursorOn(driver)).toBe("new");
    driver.press("r").ran([]);
    expect(driver.state.selected).toBeNull();
  });

  it("keeps the cursor in view when the terminal shrinks", () => {
    const driver = listed(100).press("tab", "G").do({ type: "resize", columns: 40, rows: 10 });
    expect(cursorOn(driver)).toBe("c99");
    expect(driver.state.top).toBe(95);
  });

  it("filters by text, inverted by an exclamation mark", () => {
    const driver = new Driver().type("docker ps").press("enter");
    driver.ran([row("web", { image: "docker.io/library/nginx:1" }), row("db"), row("WEB2", { seenBy: ["ctr"] })]);
    driver.press("shift-tab", "/").type("web");
    expect(shown(driver)).toEqual(["web", "WEB2"]);
    driver.press("backspace", "backspace", "backspace").type("!NGINX").press("enter");
    expect(shown(driver)).toEqual(["db", "WEB2"]);
    expect(driver.state.filter).toEqual({ text: "!NGINX", typing: false });
    driver.press("escape");
    expect(driver.state).toMatchObject({ filter: { text: "" }, focus: "list" });
    driver.press("/").type("!crictl").press("tab");
    expect(shown(driver)).toEqual(["WEB2"]);
    driver.press("escape", "escape");
    expect(driver.state.focus).toBe("line");
  });

  it("shows only rows on which the tools differ", () => {
    const elsewhere = { tool: "docker", code: "other-engine", why: "k3s's" } as const;
    const driver = new Driver()
      .type("docker ps")
      .press("enter")
      .ran([
        row("same", { missing: [elsewhere] }),
        row("hidden", { missing: [{ tool: "crictl", code: "not-cri", why: "not made through CRI" }] }),
        row("state", { differs: [{ field: "state", values: { nerdctl: "created", crictl: "exited" } }] }),
      ]);
    driver.press("shift-tab", "d");
    expect(shown(driver)).toEqual(["hidden", "state"]);
    driver.press("d");
    expect(shown(driver)).toHaveLength(3);
  });

  it("asks for raw output when it is first looked at, and again after a new run", () => {
    const driver = listed().press("tab", "c");
    expect(driver.wanted("raw")).toEqual([{ type: "raw", run: 1 }]);
    const output = { argv: ["ctr"], state: "ok", stderr: "", exitCode: 0, durationMs: 1 } as const;
    driver.do({ type: "raw", run: 1, output: { ...output, tool: "ctr", stdout: "CTR\n" } });
    driver.do({ type: "raw", run: 1, output: { ...output, tool: "nerdctl", stdout: "NERD\n" } });
    expect(driver.state.run?.raw?.map(({ tool }) => tool)).toEqual(["nerdctl", "ctr"]);
    driver.press("c", "c");
    expect(driver.wanted("raw")).toHaveLength(1);
    driver.press("r").ran(many(1));
    expect(driver.wanted("raw")).toHaveLength(2);
  });

  it("says why where there is nothing to toggle", () => {
    const driver = new Driver().press("tab", "c");
    expect(driver.state.notice?.text).toContain("Nothing was run yet");
    driver.press("tab").type("docker ps").press("enter").understood().press("tab", "d");
    expect(driver.state.notice?.text).toContain("still being asked");
    // What is asked for early is asked as soon as it can be.
    driver.press("c");
    expect([driver.state.view, driver.wanted("raw")]).toEqual(["raw", []]);
    driver.ran(many(1));
    expect(driver.wanted("raw")).toHaveLength(1);
  });

  it("moves raw output sideways, as far as there is something", () => {
    const driver = listed().press("tab", "c", "1");
    const stdout = `${"x".repeat(200)}\n`;
    driver.do({
      type: "raw",
      run: 1,
      output: { tool: "nerdctl", argv: ["nerdctl"], state: "ok", stdout, stderr: "", exitCode: 0, durationMs: 1 },
    });
    driver.press("right");
    expect(driver.state.left).toBe(16);
    for (let times = 0; times < 20; times++) driver.press("right");
    expect(driver.state.left).toBe(82);
    driver.press("c", "c");
    expect(driver.state.left).toBe(0);
  });

  it("copies the chosen tool's command, with addresses where it was run", () => {
    const driver = listed().understood({ report: reportOf() }).press("tab", "2", "y");
    expect(driver.wanted("copy")).toEqual([
      { type: "copy", text: "crictl --address /run/x.sock ps", what: "crictl's command" },
    ]);
    driver.press("Y");
    expect(driver.wanted("copy")[1]?.text).toBe("c0".padEnd(64, "0"));
    driver.press("tab").type(" -a").understood({ report: reportOf() }).press("shift-tab", "1", "y");
    expect(driver.wanted("copy")[2]?.text).toBe("nerdctl ps");
    driver.press("3", "y");
    expect(driver.wanted("copy")).toHaveLength(3);
    expect(driver.state.notice?.text).toContain("no command of ctr");
  });
});

describe("help", () => {
  it("opens with ? in an empty line and in the list, never in a line that is being typed", () => {
    expect(new Driver().press("?").state.help).not.toBeNull();
    const driver = listed().press("?");
    expect(driver.state).toMatchObject({ help: null, line: { text: "docker ps?" } });
    driver.press("shift-tab", "?", "j", "j");
    expect(driver.state.help).toEqual({ top: 2 });
    driver.press("q");
    expect(driver.state).toMatchObject({ help: null, focus: "list" });
    expect(driver.wanted("leave")).toEqual([]);
  });

  it("scrolls no further than its end", () => {
    const driver = new Driver({ columns: 40, rows: 10 }).press("?", "G");
    const end = driver.state.help?.top ?? 0;
    expect(end).toBeGreaterThan(10);
    expect(driver.press("pagedown").state.help?.top).toBe(end);
    expect(driver.press("g").state.help?.top).toBe(0);
  });
});

describe("every kind of list", () => {
  const joined = { at: "k3s", namespace: "k8s.io", seenBy: ["ctr" as const], missing: [], differs: [] };
  const image = {
    configDigest: "sha256:aa",
    manifestDigest: null,
    references: ["docker.io/library/a:1", "docker.io/library/b:2"],
    digests: [],
    contentSize: 1,
    unpackedSize: 2,
    createdAt: null,
    platforms: [],
    labels: {},
    pinned: null,
    ...joined,
  };
  it.each([
    ["image", [image], 2, "b:2"],
    ["namespace", [{ name: "moby", containers: 1, images: 2, labels: {}, ...joined }], 1, "moby"],
    [
      "pod",
      [
        {
          id: "p",
          name: "pod-1",
          podNamespace: "default",
          uid: null,
          attempt: 0,
          state: "ready",
          createdAt: null,
          runtimeHandler: null,
          labels: {},
          ...joined,
        },
      ],
      1,
      "pod-1",
    ],
    ["version", [{ client: "1.6.20", server: "1.7", components: [], ...joined }], 1, "1.7"],
  ] as const)("has rows with keys of their own: %s", (kind, rows, count, text) => {
    const driver = new Driver().type("x").press("enter");
    driver
      .ran([], { kind, rows: rows as never })
      .press("tab", "/")
      .type(text);
    const content = contentOf(driver.state);
    expect(driver.state.run?.table?.items).toHaveLength(count);
    expect(new Set(driver.state.run?.table?.items.map(({ key }) => key)).size).toBe(count);
    expect(lengthOf(content)).toBeGreaterThan(0);
  });
});

it("leaves the state as it was where a key means nothing", () => {
  const driver = new Driver();
  const before = driver.press("pagedown").state;
  expect(driver.press("pagedown").state).toBe(before);
  expect(driver.effects).toEqual([]);
});
