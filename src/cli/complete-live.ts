import type { Adapter, Question } from "../adapters/types.ts";
import type { Candidate, Live } from "../completion/index.ts";
import { findTools, gatherFacts } from "../facts/index.ts";
import { type Container, cleanLine, type Kind, type RowKinds, type Tool } from "../model/index.ts";
import { planList } from "../plan/list.ts";
import { chooseTarget, isSettled } from "../plan/target.ts";
import { askAll } from "../runtime/ask.ts";
import { familiarReference } from "../translate/index.ts";
import type { Context } from "./context.ts";
import { readAnswer } from "./read-answer.ts";

const KINDS: Readonly<Record<Exclude<Live, "target">, Kind>> = {
  container: "container",
  running: "container",
  image: "image",
  namespace: "namespace",
  network: "network",
  volume: "volume",
};

/** Milliseconds that a look at one socket may take: the rest of the time is the tools'. */
const CONNECT_MS = 100;

/** Names that a shell puts into a line as they are. What a container may be called beyond that is left out. */
const SAFE = /^[A-Za-z0-9][A-Za-z0-9_.:/@+-]*$/;

/** What has been found so far. */
export interface Found {
  containers: Map<string, Container>;
  /** Name → what it is. */
  others: Map<string, string>;
}

export const nothingFound = (): Found => ({ containers: new Map(), others: new Map() });

const isUp = ({ state }: Container): boolean => state === "running" || state === "paused";

/**
 * Looks for names on this node and puts them down as they are found: whoever waits takes what is there when the time is up.
 * @param timeoutMs deadline of every tool that is asked
 */
export const findNames = async (live: Live, context: Context, timeoutMs: number, found: Found): Promise<void> => {
  const { host, globals } = context;
  const value = (name: "address" | "namespace" | "target"): string | null => globals.values.get(name) ?? null;
  const overrides = { address: value("address"), namespace: value("namespace"), target: value("target") };
  const addresses = overrides.address === null ? [] : [overrides.address];
  const look = (quick: boolean) => gatherFacts(host, { deadlineMs: CONNECT_MS, addresses, quick });
  const glance = await look(live !== "target");
  if (live === "target") {
    for (const { id, engine, socket } of glance.engines) found.others.set(id, `${engine} on ${socket}`);
    return;
  }
  const facts = isSettled(glance, overrides) ? glance : await look(false);
  const choice = chooseTarget(facts, overrides);
  if (!("target" in choice)) return;
  const question: Question = { kind: KINDS[live], all: live !== "running", size: false };
  const tools = findTools(host, { launcher: context.launcher });
  const { asks } = planList(question, choice.target, [choice.target.namespace], facts.engines, tools);
  const answers = askAll(host, asks, timeoutMs);
  const readers = await readersOf(question.kind);
  await Promise.all(
    asks.map(async (ask, index) => {
      const { tool } = ask;
      const { read } = await readAnswer(host, ask, question, readers[tool], (await answers[index]) ?? [], timeoutMs);
      for (const row of "listing" in read ? read.listing.rows : []) keep(row, tool, live, found);
    }),
  );
};

const readersOf = async (kind: Kind): Promise<Readonly<Record<Tool, Adapter>>> =>
  kind === "network" || kind === "volume"
    ? (await import("../adapters/reads/index.ts")).readersFor(kind)
    : (await import("../adapters/index.ts")).readers;

const keep = (row: RowKinds[Kind], tool: Tool, live: Live, { containers, others }: Found): void => {
  if (live === "container" || live === "running") {
    const container = row as Container;
    const known = containers.get(container.id);
    // ctr tells ids only, and nerdctl calls a pod's exited container created: what crictl says of the same one is better.
    if (known === undefined || (known.name === null && known.kind === "container") || tool === "crictl")
      containers.set(container.id, container);
  } else if (live === "image") {
    for (const reference of (row as RowKinds["image"]).references) others.set(familiarReference(reference), "");
  } else if ("name" in row && row.name !== null) others.set(row.name, "");
};

/**
 * The names that fit a word: a pod's container by its own name where that is the only one of it and the word has no slash, else
 * by its pod's path; ids where there is no name or the start of one was typed.
 * @returns what a shell can put into a line as it is
 */
export const namesFor = ({ containers, others }: Found, live: Live, typed: string): Candidate[] => {
  const rows = [...containers.values()].filter((row) => row.kind === "container" && (live !== "running" || isUp(row)));
  const count = Map.groupBy(rows, ({ podContainer }) => podContainer);
  const paths = (name: string | null) => new Set(count.get(name)?.map((row) => row.name)).size;
  const names = new Map(others);
  for (const { id, name, podContainer, image, state } of rows) {
    const meaning = cleanLine(`${state} ${image ?? ""}`.trim());
    const byItself = podContainer !== null && paths(podContainer) === 1 && podContainer.startsWith(typed);
    if (name !== null) names.set(byItself ? podContainer : name, meaning);
    if (name === null || (typed.length > 1 && id.startsWith(typed))) names.set(id.slice(0, 12), meaning);
  }
  const fit = [...names].filter(([text]) => text.startsWith(typed) && SAFE.test(text));
  return fit.map(([text, meaning]) => ({ text, meaning })).sort((a, b) => (a.text < b.text ? -1 : 1));
};
