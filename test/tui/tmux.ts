import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PATIENCE_MS = 10_000;
/** Between two looks at the screen: each costs a process. */
const LOOK_MS = 50;

/** A tmux server of its own with one window, as somebody has it who came by SSH. */
export interface Tmux {
  /** Types: text as it is, or names of keys (`Enter`, `Tab`, `C-c`). */
  keys(...names: string[]): void;
  text(typed: string): void;
  /** Resolves once the pane's screen is so; rejects with the screen as it is. */
  until(is: (screen: string) => boolean, what: string): Promise<string>;
  sees(text: string): Promise<string>;
  resize(columns: number, rows: number): void;
  /** What an application put into tmux's own buffer by OSC 52. */
  buffer(): string;
  /** Resolves with the program's exit code once it has ended. */
  ended(): Promise<number>;
  /** Ends the server and all that runs in it. */
  close(): void;
}

/** Whether tmux is here. */
export const hasTmux = (): boolean => spawnSync("tmux", ["-V"]).status === 0;

/** Starts a program in a tmux of its own. */
export const openTmux = (
  argv: readonly string[],
  { columns = 80, rows = 24, env }: { columns?: number; rows?: number; env: Record<string, string | undefined> },
): Tmux => {
  const folder = mkdtempSync(join(tmpdir(), "ctool-tmux-"));
  const { TMUX: _, TMUX_PANE: __, ...rest } = env;
  const tmux = (...args: string[]): string =>
    execFileSync("tmux", ["-S", join(folder, "socket"), "-f", "/dev/null", ...args], {
      encoding: "utf8",
      env: { ...rest, TERM: "xterm-256color", LANG: "C.UTF-8", LC_ALL: "C.UTF-8" },
    });
  tmux("new-session", "-d", "-x", String(columns), "-y", String(rows), "--", ...argv);
  tmux("set-option", "-g", "set-clipboard", "on", ";", "set-option", "-g", "remain-on-exit", "on");
  const shown = (): string => tmux("capture-pane", "-p").trimEnd();
  const poll = async (look: () => string, is: (seen: string) => boolean, what: string): Promise<string> => {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = look();
      if (is(seen)) return seen;
      if (Date.now() > end) throw new Error(`never saw ${what}; the screen is:\n${shown()}`);
      await new Promise((wake) => setTimeout(wake, LOOK_MS));
    }
  };
  const until = (is: (screen: string) => boolean, what: string) => poll(shown, is, what);
  return {
    keys: (...names) => void tmux("send-keys", ...names),
    text: (typed) => void tmux("send-keys", "-l", typed),
    until,
    sees: (text) => until((screen) => screen.includes(text), JSON.stringify(text)),
    resize: (width, height) => void tmux("resize-window", "-x", String(width), "-y", String(height)),
    buffer: () => tmux("show-buffer"),
    ended: async () => {
      const state = () => tmux("display-message", "-p", "#{pane_dead} #{pane_dead_status}");
      return Number((await poll(state, (seen) => seen.startsWith("1 "), "its end")).slice(2));
    },
    close: () => {
      spawnSync("tmux", ["-S", join(folder, "socket"), "kill-server"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
