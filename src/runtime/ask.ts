import type { Answered, Query } from "../adapters/types.ts";
import type { Host } from "../facts/host.ts";
import type { Ask } from "../plan/list.ts";

/** Bytes of one tool's answer: 500 containers with long labels are about 2 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Starts one query; `command` is what to execute in place of the tool's name. */
export const askOne = async (
  host: Host,
  query: Query,
  command: readonly string[],
  timeoutMs: number,
): Promise<Answered> => ({
  query,
  run: await host.exec({ tool: query.tool, argv: query.argv, file: command, timeoutMs, maxBytes: MAX_BYTES }),
});

/** Starts every query of every ask at once, in the order given (the slowest tool first costs the least), and waits for each ask as a whole. */
export const askAll = (host: Host, asks: readonly Ask[], timeoutMs: number): Promise<Answered[]>[] =>
  asks.map((ask) => Promise.all(ask.queries.map((query) => askOne(host, query, ask.command, timeoutMs))));
