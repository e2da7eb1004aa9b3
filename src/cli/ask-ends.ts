import { detailQuery, goneSince, readDetails } from "../adapters/index.ts";
import type { ContainerDetails } from "../compare/index.ts";
import type { Host } from "../facts/host.ts";
import type { Container } from "../model/index.ts";
import type { Ask } from "../plan/list.ts";
import { askOne } from "../runtime/ask.ts";
import type { ReadAnswer } from "./outcomes.ts";

/** Containers may go between two questions; on a node that loses more of them than this at a time, their ends are not told. */
const MOST_TRIES = 4;

/** One `crictl inspect ID…`; again without those that were gone, of which crictl makes an error that hides the others. */
const askOf = async (
  host: Host,
  ask: Ask,
  ended: readonly string[],
  timeoutMs: number,
): Promise<ContainerDetails[]> => {
  let ids = [...ended];
  for (let tries = 1; ; tries++) {
    const query = detailQuery(ask.target, ids);
    if (query === null) return [];
    const answered = await askOne(host, query, ask.command, timeoutMs);
    const gone = new Set(goneSince(answered));
    const left = ids.filter((id) => !gone.has(id));
    if (left.length === ids.length || tries === MOST_TRIES) return readDetails(answered);
    ids = left;
  }
};

/**
 * Exit codes and times of what has ended: crictl is asked as soon as its list is there.
 * @param reading the answers of `asks`, in their order
 * @returns nothing for those that crictl does not know, or no longer
 */
export const askEnds = async (
  host: Host,
  asks: readonly Ask[],
  reading: readonly Promise<ReadAnswer>[],
  timeoutMs: number,
): Promise<ContainerDetails[]> => {
  const found = await Promise.all(
    asks.map(async (ask, index) => {
      const read = (await reading[index])?.read;
      if (ask.tool !== "crictl" || !read || !("listing" in read)) return [];
      const ended = (read.listing.rows as Container[]).filter(
        ({ state, kind }) => kind === "container" && state === "exited",
      );
      return askOf(
        host,
        ask,
        ended.map(({ id }) => id),
        timeoutMs,
      );
    }),
  );
  return found.flat();
};
