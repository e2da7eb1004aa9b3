import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Context } from "../../src/cli/context.ts";
import { openRecording } from "../../src/cli/recorded.ts";
import { noSettings } from "../../src/settings/index.ts";
import { openWorkbench } from "../../src/tui/index.ts";
import { fakeIo } from "../cli/fake-io.ts";
import { type Emulator, emulator } from "./terminal.ts";
import { untilOn } from "./until.ts";

const recordingFile = fileURLToPath(new URL("../fixtures/recordings/k3s-node.jsonl", import.meta.url));

const demoFile = fileURLToPath(new URL("../../demo/k3s-node.jsonl", import.meta.url));

/** A context over the bundled node, as `ctool --demo ui` has it. */
export const demoContext = (over: Partial<Context> = {}): Context =>
  recordedContext({ ...openRecording(demoFile), ...over });

/** A context over the recorded k3s node, as `ctool --replay FILE ui` has it. */
export const recordedContext = (over: Partial<Context> = {}): Context => ({
  io: fakeIo(),
  globals: { switches: new Set(), off: new Set(), values: new Map(), assume: [] },
  settings: noSettings(),
  interrupt: new AbortController().signal,
  version: "0.0.0",
  home: "/nowhere",
  launcher: "/nowhere/bin/ctool",
  dockerMode: false,
  input: "docker",
  ...openRecording(recordingFile),
  ...over,
});

export interface Workbench {
  type(keys: string): void;
  until(is: (screen: string) => boolean, what: string): Promise<void>;
  sees(text: string): Promise<void>;
  resize(columns: number, rows: number): void;
  screen: Emulator;
  /** All bytes that were drawn. */
  output(): string;
  /** Resolves when the workbench was left, rejects with what it failed of. */
  closed: Promise<void>;
}

const PATIENCE_MS = 10_000;

/** The workbench of this process, drawn by Ink on an emulated terminal. */
export const openHere = (context: Context, columns: number, rows: number): Workbench => {
  const screen = emulator(columns, rows, true);
  let output = "";
  const watchers = new Set<() => void>();
  const stdout = Object.assign(new PassThrough(), { columns, rows, isTTY: true });
  stdout.on("data", (data: Buffer) => {
    output += data.toString("utf8");
    void screen.write(data.toString("utf8")).then(() => {
      for (const watcher of [...watchers]) watcher();
    });
  });
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  const closed = openWorkbench(context, {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
  });
  // A failure is told to whoever awaits `closed`; it is no unhandled rejection before that.
  closed.catch(() => {});
  const drawn = untilOn(screen, watchers, PATIENCE_MS);
  // A workbench that failed draws nothing more: its error is what is told.
  const failed = closed.then(() => new Promise<never>(() => {}));
  failed.catch(() => {});
  const until: Workbench["until"] = (is, what) => Promise.race([drawn(is, what), failed]);
  return {
    type: (keys) => void stdin.write(keys),
    until,
    sees: (text) => until((shown) => shown.includes(text), JSON.stringify(text)),
    resize: (width, height) => {
      screen.resize(width, height);
      Object.assign(stdout, { columns: width, rows: height });
      stdout.emit("resize");
    },
    screen,
    output: () => output,
    closed,
  };
};
