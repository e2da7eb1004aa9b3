import { describe, expect, it } from "vitest";
import { contentOf, type Place } from "../../src/tui/state/index.ts";
import { drawScreen } from "../../src/tui/views/index.ts";
import { comparisonOf, Driver, row } from "./driver.ts";

const target = { id: "k3s", socket: "/run/k3s.sock", namespace: "k8s.io", reason: "" };
const place = (over: Partial<Place>): Place => ({
  target: "k3s",
  engine: "containerd",
  socket: "/run/k3s.sock",
  namespace: "k8s.io",
  running: 3,
  total: null,
  why: null,
  ...over,
});
const places = [
  place({ namespace: "default", running: 1 }),
  place({}),
  place({ target: "docker", engine: "docker", socket: "/run/docker.sock", namespace: null, running: 0, total: 2 }),
  place({ target: "old", socket: "/run/old.sock", namespace: null, running: null, why: "nothing listens" }),
];
const found = (driver = new Driver()) => driver.do({ type: "looked", node: { state: "found", target }, places });
const screen = (driver: Driver): string => drawScreen(driver.state, { colour: false, ascii: false }).lines.join("\n");
const names = (driver: Driver): string[] => {
  const content = contentOf(driver.state);
  return content.kind === "rows" ? content.items.map((item) => ("name" in item.row ? (item.row.name ?? "") : "")) : [];
};
const listed = (driver: Driver, rows = [row("b"), row("a"), row("c", { state: "exited" })]) =>
  driver.type("docker ps").understood().press("enter").ran(rows).press("tab");

describe("the switcher", () => {
  it("says in the header what is here, and what elsewhere", () => {
    expect(screen(found()).split("\n")[0]).toMatch(/namespace k8s\.io \(3 running\) +also default 1 · docker 2/);
  });

  it("lists every place at once, and counts it in full when it can", () => {
    const driver = found().press("tab", "n");
    expect(driver.wanted("survey")).toHaveLength(1);
    expect(driver.state.panel?.entries.map(({ key }) => key)).toEqual(["k3s/default", "k3s/k8s.io", "docker/", "old/"]);
    expect(driver.state.panel?.selected).toBe("k3s/k8s.io");
    driver.do({ type: "surveyed", places: places.map((one) => ({ ...one, total: 9 })) });
    expect(screen(driver)).toContain("3 running of 9");
    expect(driver.state.panel).toMatchObject({ state: "there", selected: "k3s/k8s.io" });
  });

  it("goes to a place, and asks the list again there", () => {
    const driver = listed(found());
    driver.press("n", "g", "enter");
    expect(driver.wanted("place")).toEqual([{ type: "place", target: "k3s", namespace: "default" }]);
    expect(driver.state).toMatchObject({ panel: null, moved: true, node: { state: "looking" } });
    found(driver);
    expect(driver.wanted("run").map(({ line }) => line)).toEqual(["docker ps", "docker ps"]);
    expect(driver.state.run?.table).toBeNull();
  });

  it("lists containers there where nothing was listed yet", () => {
    const driver = found().press("tab", "s", "enter");
    found(driver);
    expect(driver.wanted("run").map(({ line }) => line)).toEqual(["docker ps -a"]);
    expect(driver.state.line.text).toBe("docker ps -a");
  });

  it("goes nowhere that does not answer, and says so", () => {
    const driver = found().press("tab", "n", "G", "enter");
    expect(driver.wanted("place")).toEqual([]);
    expect(screen(driver)).toContain("It does not answer");
    expect(driver.press("escape").state).toMatchObject({ panel: null, focus: "list" });
  });

  it("is offered where a list is empty, with doctor", () => {
    const driver = listed(found(), []);
    expect(screen(driver)).toContain("n in the list goes to another namespace or engine, ! asks doctor.");
  });

  it("opens for :ns and :target without a name", () => {
    const driver = found().press("tab", ":").type("ns").press("enter");
    expect(driver.state.panel?.kind).toBe("places");
    driver.press("escape", ":").type("target docker").press("enter");
    expect(driver.wanted("place")).toEqual([{ type: "place", target: "docker" }]);
  });
});

describe("sorting", () => {
  it("goes through the columns, turns round, and ends with docker's own order", () => {
    const driver = listed(new Driver()).press("S");
    expect(names(driver)).toEqual(["a", "b", "c"]);
    expect(screen(driver)).toMatch(/by NAME.*\n.*NAME↑/);
    driver.press("R");
    expect(names(driver)).toEqual(["c", "b", "a"]);
    expect(screen(driver)).toMatch(/last first.*\n.*NAME↓/);
    driver.press("S", "S");
    expect([driver.state.sort?.column, names(driver).at(-1)]).toEqual(["STATUS", "c"]);
    driver.press("S", "S", "S");
    expect([driver.state.sort, names(driver)]).toEqual([null, ["b", "a", "c"]]);
  });

  it("keeps the cursor on its row", () => {
    const driver = listed(new Driver());
    const before = driver.state.selected;
    expect(driver.press("S").state.selected).toBe(before);
  });
});

it("draws whole columns and moves them sideways, colours and all", () => {
  const driver = listed(new Driver({ columns: 60, rows: 20 }), [row("n".repeat(100)), row("b")]);
  expect(driver.press("right").state.notice?.text).toContain("w draws it whole");
  driver.press("w");
  expect(screen(driver)).not.toContain("…n");
  driver.press("right", "right");
  expect(driver.state.left).toBe(32);
  for (const colour of [true, false])
    for (const line of drawScreen(driver.state, { colour, ascii: false }).lines)
      expect(line.replaceAll(/\u001b\[[0-9;]*m/g, "").length).toBeLessThanOrEqual(60);
  for (let times = 0; times < 30; times++) driver.press("right");
  expect(screen(driver)).toContain("✓");
  expect(driver.press("w").state.left).toBe(0);
});

describe("answers as they come", () => {
  const early = (driver: Driver, rows = [row("b")]) =>
    driver.do({
      type: "partial",
      run: driver.state.runs,
      table: {
        comparison: comparisonOf(rows),
        now: 0,
        asked: 0,
        noTrunc: false,
        showSize: false,
        showDigests: false,
        sandboxes: false,
        dropped: null,
        waitsFor: ["nerdctl"],
      },
    });
  it("are a table before the slow tool has answered, and say for whom they wait", () => {
    const driver = early(new Driver().type("docker ps").understood().press("enter"));
    expect(names(driver)).toEqual(["b"]);
    expect(screen(driver)).toContain("still asking nerdctl ...");
    expect(driver.state.run?.state).toBe("running");
    driver.ran([row("a"), row("b")]);
    expect([names(driver), driver.state.selected?.includes("/a")]).toEqual([["a", "b"], true]);
    expect(screen(driver)).not.toContain("still asking");
  });

  it("leave a cursor that was moved on its row", () => {
    const driver = early(new Driver().type("docker ps").understood().press("enter"), [row("b"), row("c")]);
    driver.press("tab", "j").ran([row("a"), row("b"), row("c")]);
    expect(driver.state.selected).toContain("/c");
  });

  it("do not take the place of a whole answer that is asked for again", () => {
    const driver = listed(new Driver()).press("r");
    expect(names(early(driver))).toEqual(["b", "a", "c"]);
  });
});

describe("after :", () => {
  const items = [
    { text: "images", meaning: "" },
    { text: "info", meaning: "" },
  ];
  it("Tab completes, now or when the answer is there, and goes on from one to the next", () => {
    const driver = new Driver().press("tab", ":").type("i").press("tab");
    const seq = driver.state.command?.seq ?? 0;
    driver.do({ type: "suggested", seq, candidates: { from: 0, items } });
    expect(driver.state.command?.line.text).toBe("images");
    expect(driver.press("tab").state.command?.line.text).toBe("info");
    driver.do({ type: "suggested", seq, candidates: { from: 0, items: [] } });
    expect(driver.state.command?.menu?.index).toBe(1);
  });

  it("Up finds what was typed before", () => {
    const driver = new Driver().press("tab", ":").type("targets").press("enter", "escape", ":").press("up");
    expect(driver.state.command?.line.text).toBe("targets");
    expect(driver.press("down").state.command?.line.text).toBe("");
    expect(driver.press("backspace").state.command).toBeNull();
  });
});

describe("names on this node", () => {
  it("come after the rest of the answer, for the line they were asked for", () => {
    const driver = new Driver().type("docker logs n").understood();
    const seq = driver.state.live.seq;
    const candidates = { from: 12, items: [{ text: "nginx", meaning: "running" }] };
    driver.do({ type: "named", seq, candidates }).press("tab");
    expect(driver.state.line.text).toBe("docker logs nginx ");
    driver.do({ type: "named", seq, candidates });
    expect(driver.state.live.candidates).toBeNull();
  });
});

describe("findings and what was run", () => {
  const entry = (key: string, over = {}) => ({
    key,
    lines: [
      { text: key, style: "plain" as const, indent: 0 },
      ...Array.from({ length: 8 }, () => ({ text: "more", style: "dim" as const, indent: 2 })),
    ],
    enter: null,
    copy: { text: `fix ${key}`, what: "the fix" },
    ...over,
  });
  it("are gone through entry by entry, and copied", () => {
    const driver = new Driver({ columns: 80, rows: 14 }).press("tab", "!");
    expect(driver.wanted("examine")).toHaveLength(1);
    driver.do({
      type: "filled",
      panel: "doctor",
      entries: ["one", "two", "three"].map((key) => entry(key)),
      note: "3",
    });
    driver.press("j", "y", "enter");
    expect(driver.wanted("copy")).toEqual([{ type: "copy", text: "fix two", what: "the fix" }]);
    expect(screen(driver)).toMatch(/two/);
    expect(screen(driver)).toContain("y copies the fix");
    driver.press("G");
    expect(screen(driver)).toMatch(/▸ three *(\n│ {3}more *){8}/);
  });

  it("are run again with Enter", () => {
    const driver = new Driver().press("tab", "@");
    expect(driver.wanted("listLog")).toHaveLength(1);
    driver.do({
      type: "filled",
      panel: "log",
      entries: [entry("1", { enter: { do: "run", line: "docker images" } })],
      note: "",
    });
    driver.press("enter");
    expect(driver.wanted("run").map(({ line }) => line)).toEqual(["docker images"]);
    expect(driver.state.panel).toBeNull();
  });

  it("are dropped when another panel is open by then", () => {
    const driver = new Driver().press("tab", "@", "escape", "!");
    driver.do({ type: "filled", panel: "log", entries: [entry("1")], note: "" });
    expect(driver.state.panel).toMatchObject({ kind: "doctor", entries: [] });
  });
});

describe("cards", () => {
  const card = { id: "x", from: "docker", to: "ctr", line: "docker ps", verb: "container ls", fit: "exact" } as const;
  const whole = { ...card, right: "ctr containers ls", files: [], free: [], freeNames: [], notes: [], instead: null };
  it("are asked, judged, counted, and end", () => {
    const driver = new Driver().press("tab", "L");
    driver.do({ type: "dealt", cards: [{ card: whole, question: "1/1 docker → ctr", hints: ["a hint"] }] });
    driver.type("ctr c?q").press("backspace", "enter");
    expect(driver.wanted("judge")).toEqual([{ type: "judge", card: whole, answer: "ctr c?" }]);
    driver.do({ type: "judged", verdict: { right: true, lines: [{ text: "right", style: "good" }] } });
    expect(screen(driver)).toContain("1 of 1 right");
    driver.press("enter");
    expect(driver.state.quiz?.state).toBe("over");
    expect(driver.press("enter").state.quiz).toBeNull();
  });
});

it("tells how old a watched list is", () => {
  const driver = listed(new Driver()).press("p");
  driver.do({ type: "woke", now: 4_200 });
  expect(screen(driver)).toContain("4 s ago");
  expect(driver.press("p").state.notice?.text).toContain("r asks once more, p goes on");
});
