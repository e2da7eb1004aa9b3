import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { spawn } from "@lydell/node-pty";
import { demoFile, openRecording } from "../src/cli/recorded.ts";
import { runWords } from "../src/cli/run-words.ts";
import type { Host } from "../src/facts/index.ts";
import type { Joined } from "../src/model/index.ts";
import { noSettings } from "../src/settings/index.ts";
import { pageIo } from "../src/tui/page-io.ts";
import { drawScreen } from "../src/tui/views/index.ts";
import { Driver, row } from "../test/tui/driver.ts";

/** Measures the workbench's figures: each against its bound, as ratios of the bound where they are times of their own. */

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const bareNode = path("node_modules/.bin/node");
const LOOK = { colour: true, ascii: false };

export interface Measured {
  what: string;
  value: number;
  bound: number;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const timed = (act: () => void): number => {
  const start = performance.now();
  act();
  return performance.now() - start;
};

/** Milliseconds from a key to its frame, the median of these keys. */
const keysIn = (driver: Driver, keys: readonly string[]): number =>
  median(
    keys.map((key) =>
      timed(() => {
        driver.press(key);
        drawScreen(driver.state, LOOK);
      }),
    ),
  );

const rows = (count: number): Joined<"container">[] =>
  Array.from({ length: count }, (_, index) => row(`container-${index}`, { pod: `pod-${index % 50}` }));

const inList = (): number => {
  const driver = new Driver().type("docker ps").understood().press("enter").ran(rows(10_000)).press("tab");
  drawScreen(driver.state, LOOK);
  return keysIn(driver, [..."jjjGkgddjSjR/77", "backspace", "escape", "pagedown", "j", "k"]);
};

const line = (index: number): string =>
  `2026-01-01T00:00:00Z level=info msg="request ${index}" path=/healthz ${"x".repeat(40)}`;

/** A page of so many lines, as a log that is followed brings them. */
const logged = (driver: Driver, count: number): void => {
  const page = driver.state.pages.at(-1)?.id ?? 0;
  for (let from = 0; from < count; from += 5_000)
    driver.do({
      type: "printed",
      page,
      lines: Array.from({ length: Math.min(5_000, count - from) }, (_, at) => line(from + at)),
    });
};

const openLog = (): Driver =>
  new Driver()
    .press("tab", ":")
    .type("logs -f web")
    .press("enter")
    .do({ type: "opens", run: 1, words: ["logs", "-f", "web"], writes: false });

const inLog = (): number => {
  const driver = openLog();
  logged(driver, 100_000);
  return keysIn(driver, [..."jkgGwwkj/9", "9", "backspace", "enter", ..."nNnjk"]);
};

/** Megabytes of heap that 100 MB of log leave behind, once 100,000 lines are held anyway. */
const growth = (): number => {
  const driver = openLog();
  logged(driver, 200_000);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  logged(driver, 1_000_000);
  globalThis.gc?.();
  return (process.memoryUsage().heapUsed - before) / 1e6;
};

/** An hour's events of a busy node: ten a second. */
const EVENTS = 36_000;
/** An hour of stats: twenty containers, every two seconds. */
const ROUNDS = 1_800;

/** A page that shows a line's output as it comes. */
const openPage = (driver: Driver, run: number, line: string): number => {
  driver
    .press("tab", ":")
    .type(line)
    .press("enter")
    .do({ type: "opens", run, words: line.split(" "), writes: false });
  return driver.state.pages.at(-1)?.id ?? 0;
};

/** Megabytes of heap that an hour of events and of stats leaves behind, sped up, once the pages hold as many lines as they keep. */
const hour = async (): Promise<number> => {
  const demo = openRecording(demoFile(path("")));
  const driver = new Driver();
  const [eventsPage, statsPage] = [openPage(driver, 1, "events"), openPage(driver, 2, "stats")];
  for (const page of [eventsPage, statsPage])
    for (let from = 0; from < 100_000; from += 5_000)
      driver.do({ type: "printed", page, lines: Array.from({ length: 5_000 }, (_, at) => line(from + at)) });
  const event = (index: number): string => {
    const actor = {
      ID: `${index % 50}`.padStart(64, "a"),
      Attributes: { image: "busybox", name: `job-${index % 50}` },
    };
    return JSON.stringify({
      Type: "container",
      Action: "start",
      Actor: actor,
      time: demo.host.now() / 1000 + index,
    });
  };
  let before = 0;
  const heap = (): number => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const stream: Host["stream"] = async ({ argv, stdout }) => {
    for (let index = 0; index < EVENTS; index++) {
      if (stdout !== "inherit") await stdout(Buffer.from(`${event(index)}\n`));
      if (index % (EVENTS / ROUNDS) === 0) {
        const lines = Array.from(
          { length: 20 },
          (_, at) => `container-${at}  ${index / 100} %  12 MB / 1 GB  ${index}`,
        );
        driver.do({ type: "printed", page: statsPage, lines });
      }
      if (index === EVENTS / 10) before = heap();
    }
    return { argv, outcome: "exited", exitCode: 0, signal: null, durationMs: 0, error: null };
  };
  const { io, end } = pageIo(120, { unicode: true, terminal: false }, (lines) =>
    driver.do({ type: "printed", page: eventsPage, lines }),
  );
  await runWords(["events"], {
    ...demo,
    io,
    host: { ...demo.host, stream },
    globals: { switches: new Set(), off: new Set(), values: new Map([["via", "docker"]]), assume: [] },
    settings: noSettings(),
    interrupt: new AbortController().signal,
    version: "0",
    home: path(""),
    launcher: path("bin/ctool"),
    dockerMode: false,
    input: "docker events",
  });
  end();
  if (driver.state.pages.length !== 2) throw new Error("the pages were not open");
  return (heap() - before) / 1e6;
};

/** Milliseconds until the first frame stands, and the share of a CPU that the workbench takes when nothing happens. */
const open = (idleMs: number): Promise<{ firstFrame: number; idle: number }> =>
  new Promise((resolve) => {
    const started = performance.now();
    const pty = spawn(path("bin/ctool"), ["--demo", "ui"], {
      cols: 120,
      rows: 40,
      env: { ...process.env, TERM: "xterm-256color" },
    });
    let output = "";
    let firstFrame = 0;
    const cpu = (): number => {
      const fields = readFileSync(`/proc/${pty.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return Number(fields[11]) + Number(fields[12]);
    };
    pty.onData((data) => {
      output += data;
      if (firstFrame > 0 || !output.includes("(type a docker line)")) return;
      firstFrame = performance.now() - started;
      setTimeout(() => {
        const before = cpu();
        setTimeout(() => {
          // Ticks of a hundredth of a second.
          const idle = ((cpu() - before) * 10) / idleMs;
          pty.kill("SIGTERM");
          resolve({ firstFrame, idle });
        }, idleMs);
      }, 1_000);
    });
  });

/** The figures of the workbench, as they come out here. */
export const measureWorkbench = async (): Promise<Measured[]> => {
  const frames: number[] = [];
  for (let run = 0; run < 7; run++) frames.push((await open(1)).firstFrame);
  const bare = median(Array.from({ length: 7 }, () => timed(() => void spawnSync(bareNode, ["-e", "0"]))));
  const { idle } = await open(5_000);
  return [
    { what: "key to frame among 10,000 rows, ms", value: inList(), bound: 16 },
    { what: "key to frame in a log of 100,000 lines, ms", value: inLog(), bound: 16 },
    { what: "first frame after bare Node's start, ms", value: median(frames) - bare, bound: 250 },
    { what: "share of a CPU of an idle screen", value: idle, bound: 0.01 },
    { what: "heap kept of 100 MB of log, MB", value: growth(), bound: 5 },
    { what: "heap kept of an hour of events and stats, sped up, MB", value: await hour(), bound: 5 },
  ];
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { what, value, bound } of await measureWorkbench())
    process.stdout.write(`${value <= bound ? "held  " : "missed"} ${what}: ${value.toFixed(3)} (≤ ${bound})\n`);
}
