import type { Host } from "../facts/host.ts";
import type { Sink, StreamRequest, StreamResult } from "../model/index.ts";

/** Both ends of a pipe, and why the second was not given the end of its input; null when it was. */
export interface Piped {
  from: StreamResult;
  to: StreamResult;
  broken: string | null;
  /** Bytes that went through. */
  bytes: number;
}

/** What stands between the two: chunks wait here until the reader takes them, so neither runs ahead of the other. */
const makeChannel = () => {
  let give: ((chunk: Uint8Array | null) => void) | null = null;
  let waiting: { chunk: Uint8Array; taken: () => void } | null = null;
  let ended = false;
  let failure: Error | null = null;
  const wake = () => {
    if (!give) return;
    const receive = give;
    if (waiting) {
      const { chunk, taken } = waiting;
      waiting = null;
      give = null;
      receive(chunk);
      taken();
    } else if (ended) {
      give = null;
      receive(null);
    }
  };
  return {
    put: (chunk: Uint8Array): Promise<void> =>
      new Promise((taken) => {
        if (ended) return taken();
        waiting = { chunk, taken };
        wake();
      }),
    /** Ends the reader's input, with an error when the writer failed. Whoever waits to put something is let go. */
    end: (error: Error | null) => {
      ended = true;
      failure = error;
      if (error && waiting) {
        waiting.taken();
        waiting = null;
      }
      wake();
    },
    async *read(): AsyncGenerator<Uint8Array> {
      for (;;) {
        const chunk = await new Promise<Uint8Array | null>((receive) => {
          give = receive;
          wake();
        });
        if (failure) throw failure;
        if (chunk === null) return;
        yield chunk;
      }
    },
  };
};

/**
 * Two children, one's output the other's input, without a file between them. The second gets the end of its input only once the
 * first has exited with 0 and `check` has nothing against what came; else it is killed: half of an archive is never taken for a whole.
 * @param check looks at every chunk as it passes; returns at the end what is wrong, or null
 */
export const pipe = async (
  host: Host,
  from: Omit<StreamRequest, "stdout">,
  to: Omit<StreamRequest, "stdin">,
  check: { see: (chunk: Uint8Array) => void; problem: () => string | null } = { see: () => {}, problem: () => null },
): Promise<Piped> => {
  const channel = makeChannel();
  const stopWriter = new AbortController();
  const stopReader = new AbortController();
  let bytes = 0;
  const sink: Sink = (chunk) => {
    bytes += chunk.length;
    check.see(chunk);
    return channel.put(chunk);
  };
  const signals = (request: { cancel?: AbortSignal }, own: AbortController) =>
    request.cancel ? AbortSignal.any([request.cancel, own.signal]) : own.signal;
  let broken: string | null = null;
  let readerEnded = false;
  const writing = host.stream({ ...from, stdout: sink, cancel: signals(from, stopWriter) }).then((result) => {
    if (readerEnded) return result;
    if (result.outcome !== "exited" || result.exitCode !== 0)
      broken =
        result.exitCode === null
          ? `${from.argv[0]} did not finish`
          : `${from.argv[0]} failed (exit ${result.exitCode})`;
    else broken = check.problem();
    // The reader is killed with its input still open: it never sees an end.
    if (broken !== null) stopReader.abort();
    else channel.end(null);
    return result;
  });
  const reading = host.stream({ ...to, stdin: channel.read(), cancel: signals(to, stopReader) }).then((result) => {
    readerEnded = true;
    // Nobody reads any more: the writer need not go on.
    stopWriter.abort();
    channel.end(new Error("the reader has ended"));
    return result;
  });
  const [fromResult, toResult] = await Promise.all([writing, reading]);
  return { from: fromResult, to: toResult, broken, bytes };
};
