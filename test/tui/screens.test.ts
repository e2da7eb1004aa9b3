import { describe, expect, it } from "vitest";
import { fakeIo } from "../cli/fake-io.ts";
import { expectGolden } from "../golden/golden.ts";
import { demoContext, openHere, recordedContext, type Workbench } from "./workbench.ts";

/** Waits for a screen on which all of these stand, and holds it against its golden file. */
const shows = async (workbench: Workbench, name: string, ...texts: readonly string[]): Promise<void> => {
  await workbench.until(
    (screen) =>
      texts.every((text) => screen.includes(text)) &&
      !/still asking|asking the tools|counting what|looking at/.test(screen),
    texts.join(" and "),
  );
  expectGolden(`../tui/screens/${name}`, `${workbench.screen.text()}\n`);
};

/** The last thing on a screen with the joined table: what is said of the whole of it, or the position. */
const SIZES = [
  { columns: 40, rows: 10, place: "recording> (type" },
  { columns: 80, rows: 24, place: "k3s ·" },
  { columns: 120, rows: 40, place: "k3s ·" },
] as const;

describe.each(SIZES)("the workbench at $columns × $rows", ({ columns, rows, place }) => {
  const name = (screen: string): string => `${screen}-${columns}x${rows}`;

  it("opens with what to do", async () => {
    const workbench = openHere(recordedContext(), columns, rows);
    await shows(workbench, name("welcome"), place, "Type a docker line", "Enter run");
    expect(workbench.screen.alternate()).toBe(true);
    expect(workbench.screen.lines()).toHaveLength(rows);
    workbench.type("\u0003");
    await workbench.closed;
    await workbench.until(() => !workbench.screen.alternate(), "the screen from before");
  });

  it("shows what a line is in the tools while it is typed", async () => {
    const workbench = openHere(recordedContext(), columns, rows);
    await workbench.sees(place);
    workbench.type("docker run -d --restart always nginx ");
    await shows(workbench, name("typing"), "always nginx", "partial", "Enter");
    workbench.type("\u0003\u0003");
    await workbench.closed;
  });

  it("shows the rows of all tools in one table, then only those on which they differ", async () => {
    const workbench = openHere(recordedContext(), columns, rows);
    await workbench.sees(place);
    workbench.type("docker ps -a\r");
    await shows(workbench, name("joined"), "docker ps -a", "redis", "1 of ");
    workbench.type("\td");
    await shows(workbench, name("differences"), "redis", "in all)");
    workbench.type("d/!redis");
    await shows(workbench, name("filtering"), "/!redis_", "in all)");
    workbench.type("\u001b");
    await workbench.until((screen) => /c joined/.test(screen) && !screen.includes("in all"), "all rows");
    workbench.type("\u001b[B");
    await workbench.sees("2 of ");
    workbench.type("q");
    await workbench.closed;
  });

  it("shows what each tool itself printed", async () => {
    const workbench = openHere(recordedContext(), columns, rows);
    await workbench.sees(place);
    workbench.type("docker ps -a\r");
    await workbench.sees("redis");
    workbench.type("\tc");
    await shows(workbench, name("raw"), "CONTAINER ID", "c joined", ...(columns >= 120 ? ["ctr ("] : []));
    workbench.type("q");
    await workbench.closed;
  });

  it("tells every key", async () => {
    const workbench = openHere(recordedContext(), columns, rows);
    await workbench.sees(place);
    workbench.type("?");
    await shows(workbench, name("help"), "Everywhere", "Esc back");
    workbench.type("qx");
    await workbench.until((screen) => /[>│] x/.test(screen), "the line again, with a letter");
    workbench.type("\u0003\u0003");
    await workbench.closed;
  });
});

describe.each(SIZES)("over the workbench at $columns × $rows", ({ columns, rows, place }) => {
  const name = (screen: string): string => `${screen}-${columns}x${rows}`;
  const demo = () => openHere(demoContext(), columns, rows);
  const left = async (workbench: Workbench): Promise<void> => {
    workbench.type("\u0003");
    await workbench.closed;
  };

  it("tells what is where, and goes there", async () => {
    const workbench = demo();
    await workbench.sees(place);
    workbench.type("\tn");
    await shows(workbench, name("places"), "3 running of 5", "2 of 4");
    workbench.type("g\r");
    await shows(workbench, name("moved"), "oneshot", "1 of 3");
    workbench.type("s");
    await shows(workbench, name("sockets"), "engines", "4 running of 6", "1 of 3");
    workbench.type("q");
    await workbench.sees("oneshot");
    workbench.type("\u0003");
    await left(workbench);
  });

  it("tells what is wrong, with what mends it", async () => {
    const workbench = demo();
    await workbench.sees(place);
    workbench.type("\t!");
    await shows(workbench, name("doctor"), "because", "1 of ");
    workbench.type("q\u0003");
    await workbench.closed;
  });

  it("asks cards, and judges the answers", async () => {
    const workbench = demo();
    await workbench.sees(place);
    workbench.type("\tL");
    await shows(workbench, name("card"), "1/10");
    workbench.type("crictl nothing\r");
    await shows(workbench, name("judged"), "not quite");
    workbench.type("\u001b");
    await workbench.sees(place);
    await left(workbench);
  });

  it("sorts, draws whole columns, inspects, follows and remembers what was run", async () => {
    const workbench = demo();
    await workbench.sees(place);
    workbench.type("docker ps -a\r");
    await workbench.until((screen) => screen.includes("redis") && !screen.includes("asking"), "all answers");
    workbench.type("\tSw");
    await shows(workbench, name("sorted"), columns < 60 ? "CONTAINER" : "by NAME · whole columns", " of 7");
    workbench.type("ww/~coredns.*busybox\r");
    await workbench.sees("1 of 1");
    workbench.type("i");
    await shows(workbench, name("inspect"), "done", "inspect");
    workbench.type("ql");
    await shows(workbench, name("logs"), "logs", "done");
    workbench.type("q@");
    await shows(workbench, name("log"), "what was run", "1 of ");
    workbench.type("q:ns d");
    await workbench.sees(":ns d_");
    workbench.type("\u0003\u0003");
    await left(workbench);
  });
});

it("shows a wrong line with the line that was probably meant, and takes it with Tab", async () => {
  const workbench = openHere(recordedContext(), 80, 24);
  await workbench.sees("k3s ·");
  workbench.type("docker run --detatch nginx");
  await shows(workbench, "problem-80x24", "unknown flag: --detatch", "docker run --detach nginx", "Enter run");
  workbench.type("\t");
  await workbench.sees("> docker run --detach nginx");
  workbench.type("\u0003\u0003");
  await workbench.closed;
});

it("asks before it changes anything, and a recording cannot be changed", async () => {
  const workbench = openHere(recordedContext(), 120, 40);
  await workbench.sees("k3s ·");
  workbench.type("docker stop default/nginx-7c5ddbdf54-x2x9k/nginx\r");
  await shows(workbench, "asks-120x40", "y run it", "  done");
  workbench.type("n");
  await workbench.sees("y run it");
  workbench.type("\u001b");
  await workbench.sees("Enter runs");
  workbench.type("\u0003\u0003");
  await workbench.closed;
});

it("draws with ASCII and without colour", async () => {
  const io = fakeIo({ unicode: false, colour: false });
  const workbench = openHere(recordedContext({ io }), 80, 24);
  await workbench.sees("recording");
  workbench.type("docker ps -a\r");
  await shows(workbench, "ascii-80x24", "redis", "1 of ");
  workbench.type("\t");
  await workbench.sees("c joined");
  // Nothing but ASCII, no colour (SGR 30 to 49) and no inversion.
  expect(workbench.screen.text()).toMatch(/^[\n\u0020-\u007e]*$/);
  expect(workbench.output()).not.toMatch(/\u001b\[(?:3\d|4\d|9\d|7|1|2)(?:;\d+)*m/);
  workbench.type("q");
  await workbench.closed;
});

it("keeps letters of two cells whole, in the line and around the cursor", async () => {
  const workbench = openHere(recordedContext(), 40, 10);
  await workbench.sees("recording>");
  workbench.type("docker run --name 漢字漢字漢字漢字漢字 e\u0301clair");
  await workbench.sees("e\u0301clair");
  const [line = ""] = workbench.screen.lines();
  expect(line).toContain("漢字 e\u0301clair");
  expect(workbench.screen.cursor().x).toBeLessThan(40);
  workbench.type("\u001b[H");
  await workbench.sees("recording> docker run --name 漢字");
  expect(workbench.screen.cursor()).toEqual({ x: 11, y: 0 });
  workbench.type("\u0003\u0003");
  await workbench.closed;
});

it("lays itself out anew when the terminal is resized", async () => {
  const workbench = openHere(recordedContext(), 120, 40);
  await workbench.sees("k3s ·");
  workbench.type("docker ps -a\r");
  await workbench.sees("1 of ");
  workbench.resize(40, 10);
  await workbench.until((screen) => screen.startsWith("recording> docker ps -a") && screen.includes("N"), "40 columns");
  workbench.resize(80, 24);
  await workbench.sees("SEEN BY");
  workbench.type("\u0003\u0003");
  await workbench.closed;
});

it("says what changes in words, for screen readers", async () => {
  const globals = { ...recordedContext().globals, switches: new Set(["screen-reader" as const]) };
  const workbench = openHere(recordedContext({ globals }), 120, 60);
  await workbench.sees("docker line:");
  workbench.type("docker ps -a\r");
  await workbench.sees("5 rows in all.");
  workbench.type("\tj");
  await workbench.sees("2 of 5");
  workbench.type("n");
  await workbench.sees("namespaces:");
  await shows(workbench, "spoken-120x60", "in the list.");
  expect(workbench.screen.alternate()).toBe(false);
  expect(workbench.screen.text()).not.toMatch(/[─│┌▸✓]/);
  workbench.type("\u001b");
  await workbench.sees("closed.");
  workbench.type("\u0003\u0003");
  await workbench.closed;
});
