import { cleanText, type Sink, type StreamRequest, type Tool } from "../../model/index.ts";
import type { Context } from "../context.ts";
import { lineSink, textOfLine } from "./lines.ts";

/** A line of a container's: what is left of it after reading, and when it was printed, where that is known. */
export interface Printed {
  bytes: Uint8Array;
  time: string | null;
}

/** What comes of a raw line before it is printed; null drops it. */
export type ReadLine = (line: Uint8Array) => Printed | null;

export interface Printing {
  /** Named in JSON, and before each line with `label`. */
  tool: Tool | null;
  label: boolean;
  /** Null when lines are printed as they come. */
  read: ReadLine | null;
}

/** crictl says on every start which configuration file it did not find: nobody's log, and no fault. */
const NOISE = /^time="[^"]*" level=warning msg="Config \\"[^"]*\\" does not exist/;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const LINE_FEED = encoder.encode("\n");

/** Letters of stderr that are kept, to say what a failure means. */
const KEPT = 8_192;

/** Names as wide as the widest, so that lines stay under each other. */
const WIDEST = "nerdctl".length;

/**
 * Where one tool's output goes: straight to ctool's own streams where nothing has to be done to it (byte-exact, and as fast as the
 * tool), else line by line: escapes taken out on a terminal, labelled, or as the documented JSON.
 * @returns the request's sinks, and `end` to be called when the child has ended
 */
export const printer = (
  { tool, label, read }: Printing,
  context: Context,
): Pick<StreamRequest, "stdout" | "stderr"> & {
  end: () => Promise<void>;
  /** Fires when nobody reads any more. */
  gone: AbortSignal;
  /** The end of what was said on stderr. */
  said: () => string;
} => {
  const { io, globals, host } = context;
  const json = globals.switches.has("json");
  const gone = new AbortController();
  /** What is printed of a line; null for nothing. */
  const shown = (line: Uint8Array, stream: "stdout" | "stderr", terminal: boolean): Uint8Array | null => {
    const printed = read ? read(line) : { bytes: line, time: null };
    if (!printed) return null;
    if (json) {
      const time = printed.time ?? new Date(host.now()).toISOString();
      const event = { schemaVersion: 1, tool, time, stream, line: textOfLine(printed.bytes) };
      return encoder.encode(`${JSON.stringify(event)}\n`);
    }
    const bytes = terminal ? encoder.encode(cleanText(decoder.decode(printed.bytes))) : printed.bytes;
    if (!label) return bytes;
    const end = bytes.at(-1) === LINE_FEED[0] ? [] : [LINE_FEED];
    return Buffer.concat([encoder.encode(`${(tool ?? "file").padEnd(WIDEST)} | `), bytes, ...end]);
  };
  const print = async (lines: readonly Uint8Array[], stream: "stdout" | "stderr"): Promise<void> => {
    if (io.outClosed()) return gone.abort();
    const to = stream === "stdout" || json ? "out" : "err";
    const terminal = to === "out" ? io.stdoutIsTerminal : io.stderrIsTerminal;
    const all = lines.flatMap((line) => shown(line, stream, terminal) ?? []);
    if (all.length > 0) await io.pass(Buffer.concat(all), to);
  };
  const out = lineSink((lines) => print(lines, "stdout"));
  let said = "";
  const err = lineSink((lines) => {
    const own = tool === "crictl" ? lines.filter((line) => !NOISE.test(textOfLine(line))) : lines;
    said = `${said}${own.map((line) => `${textOfLine(line)}\n`).join("")}`.slice(-KEPT);
    return print(own, "stderr");
  });
  const end = async (): Promise<void> => {
    await out.end();
    await err.end();
  };
  // A recording keeps and plays what goes through ctool.
  const recorded = context.recording !== null || globals.values.has("record");
  const through = json || label || read !== null || io.stdoutIsTerminal || !io.inheritable || recorded;
  const stdout: Sink | "inherit" = through ? out.sink : "inherit";
  return { stdout, stderr: err.sink, end, gone: gone.signal, said: () => said };
};
