import { createRequire } from "node:module";
import type { Terminal as XTerminal } from "@xterm/headless";

// @xterm/headless is CommonJS without named exports that Node can see.
const { Terminal } = createRequire(import.meta.url)("@xterm/headless") as { Terminal: typeof XTerminal };

/** A terminal without a window: bytes in, the screen as a person would see it out. */
export interface Emulator {
  /** Feeds output; resolves once it is on the screen. */
  write(data: string): Promise<void>;
  resize(columns: number, rows: number): void;
  /** The lines in view, without blanks at their ends. */
  lines(): string[];
  /** The same as one text, without empty lines at the end. */
  text(): string;
  /** Cell of the cursor. */
  cursor(): { x: number; y: number };
  /** Whether the alternate screen is shown. */
  alternate(): boolean;
  dispose(): void;
}

/** @param convertEol where there is no pty to turn line feeds into carriage return and line feed */
export const emulator = (columns: number, rows: number, convertEol = false): Emulator => {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0, convertEol });
  const lines = (): string[] => {
    const { active } = terminal.buffer;
    return Array.from({ length: terminal.rows }, (_, index) =>
      (active.getLine(active.baseY + index)?.translateToString(true) ?? "").trimEnd(),
    );
  };
  return {
    write: (data) => new Promise((resolve) => terminal.write(data, resolve)),
    resize: (width, height) => terminal.resize(width, height),
    lines,
    text: () => lines().join("\n").trimEnd(),
    cursor: () => ({ x: terminal.buffer.active.cursorX, y: terminal.buffer.active.cursorY }),
    alternate: () => terminal.buffer.active.type === "alternate",
    dispose: () => terminal.dispose(),
  };
};
