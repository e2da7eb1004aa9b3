import type { Kind, Listing, RowKinds, Target, Tool } from "../model/index.ts";
import { judge } from "./failure.ts";
import type { Adapter, Answered } from "./types.ts";
import { type ReadRows, UnreadableAnswer } from "./unreadable.ts";

/** What the queries of one question printed, by their names; null where there is no answer. */
export type Answers = (name: string) => string | null;

/**
 * Turns the answers to one question into rows. Throws UnreadableAnswer when the main one is no such listing.
 * @param answered every answer as it is, for questions that take one command for each thing
 */
export type Reader<K extends Kind> = (
  answers: Answers,
  main: string,
  target: Target,
  answered: readonly Answered[],
) => ReadRows<RowKinds[K]>;

/** One reader per kind that the tool can list. */
export type Readers = { [K in Kind]?: Reader<K> };

/**
 * Makes a tool's adapter of its readers: judges the runs, and makes a failure of what cannot be read. The first query is the
 * main one; the others only add to it, and may fail.
 */
export const makeAdapter = (tool: Tool, readers: Readers): Adapter => ({
  tool,
  read: ({ kind }, target, answered) => {
    const [first] = answered;
    // One command for each thing: one that is gone by now does not lose the others.
    const main = answered.find((one) => one.query.name === first?.query.name && judge(one) === null) ?? first;
    const read: Reader<Kind> | undefined = readers[kind];
    if (!main || !read) return { failure: { state: "failed", error: `${tool} has no such list` } };
    const failure = judge(main);
    if (failure) return { failure };
    try {
      const { rows, dropped } = read(answersOf(answered), main.run.stdout, target, answered);
      const listing: Listing = { tool, kind, target: target.id, namespace: target.namespace, rows };
      return { listing: dropped > 0 ? { ...listing, dropped } : listing };
    } catch (error) {
      if (error instanceof UnreadableAnswer) return { failure: { state: "failed", error: error.message } };
      throw error;
    }
  },
});

const answersOf = (answered: readonly Answered[]): Answers => {
  const texts = new Map(answered.map((one) => [one.query.name, judge(one) === null ? one.run.stdout : null]));
  return (name) => texts.get(name) ?? null;
};
