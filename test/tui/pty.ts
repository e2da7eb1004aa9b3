import { type IPty, spawn } from "@lydell/node-pty";
import { type Emulator, emulator } from "./terminal.ts";
import { untilOn } from "./until.ts";

/** How long a screen may take to come; a run that is all right takes a fraction of it. */
const PATIENCE_MS = 15_000;

export interface Session {
  /** Types as a person does: the bytes a terminal would send. */
  type(keys: string): void;
  /** Resolves once the screen is so; rejects with the screen as it is. */
  until(is: (screen: string) => boolean, what: string): Promise<void>;
  sees(text: string): Promise<void>;
  screen: Emulator;
  /** All bytes that came so far. */
  output(): string;
  resize(columns: number, rows: number): void;
  pid: number;
  /** Resolves with how the program ended. */
  ended: Promise<{ exitCode: number; signal: number | undefined }>;
  /** Ends the program, if it still runs. */
  kill(): void;
}

/** Runs a program on a real pty with an emulated terminal in front of it. */
export const openSession = (
  file: string,
  args: readonly string[],
  {
    columns = 120,
    rows = 40,
    env = {},
  }: { columns?: number; rows?: number; env?: Record<string, string | undefined> } = {},
): Session => {
  const screen = emulator(columns, rows);
  const variables = {
    ...process.env,
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
    TMUX: undefined,
    STY: undefined,
    ...env,
  };
  const pty: IPty = spawn(file, [...args], {
    cols: columns,
    rows,
    env: Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined)),
  });
  let output = "";
  let running = true;
  const watchers = new Set<() => void>();
  pty.onData((data) => {
    output += data;
    void screen.write(data).then(() => {
      for (const watcher of [...watchers]) watcher();
    });
  });
  const ended = new Promise<{ exitCode: number; signal: number | undefined }>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      running = false;
      resolve({ exitCode, signal });
    });
  });
  const until = untilOn(screen, watchers, PATIENCE_MS);
  return {
    type: (keys) => pty.write(keys),
    until,
    sees: (text) => until((shown) => shown.includes(text), JSON.stringify(text)),
    screen,
    output: () => output,
    resize: (width, height) => {
      screen.resize(width, height);
      pty.resize(width, height);
    },
    pid: pty.pid,
    ended,
    kill: () => {
      if (running) pty.kill("SIGKILL");
      screen.dispose();
    },
  };
};
