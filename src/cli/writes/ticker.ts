import type { Io } from "../io.ts";

/** Nothing is said about what takes less. */
const PATIENCE_MS = 300;
const TICK_MS = 1000;
const CLEAR = "\r\u001b[K";

/**
 * One line on stderr while a command works, from 300 ms on, on a terminal only.
 * @param text what is shown; a function is asked every time
 * @returns ends it and takes the line away
 */
export const startTicker = (io: Io, text: string | (() => string)): (() => void) => {
  if (!io.stderrIsTerminal) return () => {};
  const started = performance.now();
  let shown = false;
  const show = () => {
    const seconds = Math.floor((performance.now() - started) / 1000);
    const line = `${typeof text === "string" ? text : text()}${seconds > 0 ? ` (${seconds} s)` : ""}`;
    io.err(CLEAR + line.slice(0, Math.max(10, io.columns - 1)));
    shown = true;
  };
  let every: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    show();
    every = setInterval(show, TICK_MS);
  }, PATIENCE_MS);
  return () => {
    clearTimeout(first);
    clearInterval(every);
    if (shown) io.err(CLEAR);
  };
};
