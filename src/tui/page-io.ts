import type { Io } from "../cli/io.ts";
import { silentIo } from "../cli/silent-io.ts";
import { cleanText } from "../model/clean.ts";

/** Milliseconds for which lines are gathered, so that a talkative container costs a frame now and then and not one a line. */
const GATHER_MS = 50;
/** Lines after which they are handed on at once. */
const MOST = 5000;
/** Cells of a tab. */
const TAB = "        ";

/** A line that is safe to draw: no escapes, tabs as blanks. */
const drawable = (line: string): string => cleanText(line).replaceAll("\t", TAB).replace(/\r$/, "");

/**
 * An Io whose output becomes lines on a page. Bytes are passed on as fast as they are drawn: a page that is slow slows the child.
 * @param columns cells that texts may be laid out for
 */
export const pageIo = (
  columns: number,
  { unicode, terminal }: { unicode: boolean /** False for what goes on and on: it would redraw. */; terminal: boolean },
  onLines: (lines: readonly string[]) => void,
): { io: Io; end: () => void } => {
  let pending: string[] = [];
  let rest = "";
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (pending.length === 0) return;
    const lines = pending;
    pending = [];
    onLines(lines);
  };
  const add = (text: string): void => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) pending.push(drawable(line));
    if (pending.length >= MOST) flush();
    else timer ??= setTimeout(flush, GATHER_MS);
  };
  const decoders = { out: new TextDecoder(), err: new TextDecoder() };
  const io = silentIo({
    out: add,
    err: add,
    pass: (bytes, to) => {
      add(decoders[to].decode(bytes, { stream: true }));
      // Lets keys and frames through between two chunks.
      return new Promise((resolve) => setImmediate(resolve));
    },
    stdoutIsTerminal: terminal,
    stdinIsTerminal: false,
    columns,
    colour: false,
    unicode,
  });
  return {
    io,
    end: () => {
      if (rest !== "") pending.push(drawable(rest));
      rest = "";
      flush();
    },
  };
};
