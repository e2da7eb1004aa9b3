import type { Sink } from "../../model/index.ts";

/** Bytes after which a line without an end is handed on in pieces: a progress bar, a file without line feeds. */
const LONGEST = 1024 * 1024;
const LINE_FEED = 0x0a;

/** What is done with lines as they come, several at once: their bytes, the line feed included where there was one. */
export type OnLines = (lines: Uint8Array[]) => void | Promise<void>;

/**
 * Cuts a stream into lines without touching their bytes.
 * @returns the sink to give to a child, and `end`, to be called when it has ended: what was left without a line feed
 */
export const lineSink = (onLines: OnLines): { sink: Sink; end: () => Promise<void> } => {
  let kept: Uint8Array[] = [];
  let size = 0;
  const take = (last: Uint8Array): Uint8Array => {
    const line = kept.length === 0 ? last : Buffer.concat([...kept, last]);
    kept = [];
    size = 0;
    return line;
  };
  const sink: Sink = async (chunk) => {
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      lines.push(take(chunk.subarray(from, at + 1)));
      from = at + 1;
    }
    if (from < chunk.length) {
      // The chunk's memory is the pipe's own and may be used again.
      kept.push(Uint8Array.from(chunk.subarray(from)));
      size += chunk.length - from;
      if (size > LONGEST) lines.push(take(new Uint8Array()));
    }
    if (lines.length > 0) await onLines(lines);
  };
  return {
    sink,
    end: async () => {
      if (size > 0) await onLines([take(new Uint8Array())]);
    },
  };
};

const decoder = new TextDecoder();

/** A line's text without its line feed. */
export const textOfLine = (line: Uint8Array): string => {
  const end = line.at(-1) === LINE_FEED ? line.length - 1 : line.length;
  return decoder.decode(line.subarray(0, end));
};
