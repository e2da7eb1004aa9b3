import type { Question } from "../adapters/types.ts";
import type { CompareInput, ContainerDetails } from "../compare/index.ts";
import { findTools, listTasks, type NodeFacts, readStartTimes } from "../facts/index.ts";
import type { Comparison, Container, Kind, Target, Tool, ToolFacts } from "../model/index.ts";
import { type ListPlan, planList } from "../plan/list.ts";
import { elsewhere } from "../plan/target.ts";
import { askAll } from "../runtime/ask.ts";
import type { Understood } from "../translate/index.ts";
import type { Context } from "./context.ts";
import { explainFailures } from "./explain-failures.ts";
import { deadlineOf, type Glance, glanceAtNode, type Look, requireListable, requireTarget } from "./node.ts";
import type { ReadAnswer } from "./outcomes.ts";

/** Deadline of every query, in milliseconds, unless `--timeout` says otherwise. */
const LIST_MS = 10_000;

/** A compared verb, carried out: the comparison and what rendering needs beside it. */
export interface Listed<K extends Kind = Kind> {
  comparison: Comparison<K>;
  target: Target;
  facts: NodeFacts;
  /** Raw outcome states of the tools on the target, for the exit code. */
  plan: ListPlan;
  /** State directory whose task folders completed the rows, where the tools could not tell enough; else null. */
  fromTasks: string | null;
}

/** Every containerd namespace of the target, for `--all-namespaces`: asked of the first tool that can tell. */
const findNamespaces = async (
  context: Context,
  target: Target,
  facts: NodeFacts,
  tools: readonly ToolFacts[],
  timeoutMs: number,
): Promise<(string | null)[]> => {
  if (target.namespace === null) return [null];
  const question: Question = { kind: "namespace", all: true, size: false };
  const { asks } = planList(question, target, [target.namespace], facts.engines, tools);
  // Of an engine that does not answer, its task folders tell.
  const counted = facts.engines.find(({ id }) => id === target.id)?.namespaces ?? [];
  if (asks.every(({ tool }) => tool === "docker") && counted.length > 0) return counted.map(({ name }) => name);
  const { readers } = await import("../adapters/index.ts");
  for (const ask of asks.toReversed()) {
    const [answers] = askAll(context.host, [ask], timeoutMs);
    const read = readers[ask.tool].read(question, target, (await answers) ?? []);
    if ("listing" in read) {
      const names = read.listing.rows.flatMap((row) => ("name" in row && row.name !== null ? [row.name] : []));
      if (names.length > 0) return names;
    }
  }
  return [target.namespace];
};

/** Told what has been answered so far, and which tools have not. */
export type OnPartial = (comparison: Comparison, waitsFor: Tool[]) => void;

/** What `list` calls back with on its way. */
export interface Told {
  /** The tools have just been started: what is needed once they have answered may be loaded now. */
  started?: () => void;
  /** An engine that does not answer is a place to list, too. */
  evenDead?: boolean;
  /** What there is whenever a tool has answered and another has not, for those who show it at once. */
  onPartial?: OnPartial;
}

/**
 * Asks every tool on the node one of the compared questions and lines the answers up.
 * @param question what is asked; filters and limits are applied later, by `select`
 * @throws {CtoolError} when there is no target
 */
export const list = async (
  understood: Understood,
  question: Question,
  context: Context,
  told: Told = {},
): Promise<Listed> => listFrom(await glanceAtNode(context), understood, question, context, told);

/** Whether two plans start the same commands, in the same order. */
const asksTheSame = (one: ListPlan, other: ListPlan): boolean => {
  const argvOf = ({ asks }: ListPlan) => JSON.stringify(asks.map(({ queries }) => queries.map(({ argv }) => argv)));
  return argvOf(one) === argvOf(other);
};

/** Calls back whenever one has come and another has not, with null for those. */
const whenEachComes = <T>(pending: readonly Promise<T>[], then: (settled: (T | null)[]) => void): void => {
  const settled: (T | null)[] = pending.map(() => null);
  for (const [index, one] of pending.entries()) {
    void one.then((value) => {
      settled[index] = value;
      if (settled.includes(null)) then([...settled]);
    });
  }
};

const listFrom = async (
  start: Glance,
  understood: Understood,
  question: Question,
  context: Context,
  told: Told,
): Promise<Listed> => {
  const timeoutMs = deadlineOf(context, LIST_MS);
  const placeIn = (look: Look): Target => (told.evenDead ? requireListable(look, context) : requireTarget(look.choice));
  const place = placeIn(start);
  const tools = findTools(context.host, { launcher: context.launcher });
  const everywhere = context.globals.switches.has("all-namespaces");
  const namespaces = everywhere
    ? await findNamespaces(context, place, start.facts, tools, timeoutMs)
    : [place.namespace];
  const started = planList(question, place, namespaces, start.facts.engines, tools);
  const running = askAll(context.host, started.asks, timeoutMs);
  // The children run; what reads their answers is loaded meanwhile.
  told.started?.();
  const [{ readers }, { compare, completeFromTasks }, { prepareOutcomes }, { readAnswer }] = await Promise.all([
    import("../adapters/index.ts"),
    import("../compare/index.ts"),
    import("./outcomes.ts"),
    import("./read-answer.ts"),
  ]);
  const full = start.facts.complete ? start : await start.inFull();
  const { facts } = full;
  const target = placeIn(full);
  const plan = planList(question, target, everywhere ? namespaces : [target.namespace], facts.engines, tools);
  // A process revealed an engine that a glance could not see: what was asked so far was asked in the wrong place.
  if (!asksTheSame(plan, started))
    return listFrom({ ...full, inFull: async () => full }, understood, question, context, told);
  // Each answer is read as it comes, while the slower tools still run.
  const reading = plan.asks.map(async (ask, index) =>
    readAnswer(context.host, ask, question, readers[ask.tool], (await running[index]) ?? [], timeoutMs),
  );
  const details =
    question.all && question.ends !== false
      ? import("./ask-ends.ts").then(({ askEnds }) => askEnds(context.host, plan.asks, reading, timeoutMs))
      : Promise.resolve([]);
  const starts = reading.map(async (one) => startedWhen(context, await one));
  const outcomesOf = prepareOutcomes(understood, plan, tools);
  const input: Omit<CompareInput, "outcomes"> = {
    kind: question.kind,
    input: understood.input,
    command: understood.command.spec.path,
    hostname: facts.hostname,
    target,
    elsewhere: elsewhere(facts, target),
    engines: facts.engines,
    all: question.all,
  };
  const { onPartial } = told;
  if (onPartial)
    whenEachComes(reading, (answers) => {
      const waitsFor = plan.asks.flatMap(({ tool }, index) => (answers[index] === null ? [tool] : []));
      onPartial(compare({ ...input, outcomes: outcomesOf(answers) }), waitsFor);
    });
  const outcomes = outcomesOf(await explainFailures(plan, await Promise.all(reading), facts));
  const comparison = compare({
    ...input,
    outcomes,
    details: [...(await details), ...(await Promise.all(starts)).flat()],
  });
  const engine = facts.engines.find(({ id }) => id === target.id);
  const named = comparison.tools.some(({ tool, state }) => (tool === "nerdctl" || tool === "crictl") && state === "ok");
  if (named || question.kind !== "container" || engine?.engine !== "containerd") {
    return { comparison, target, facts, plan, fromTasks: null };
  }
  // ctr alone knows no names, and without any client the task folders are all there is.
  const tasks = listTasks(context.host, engine)?.filter(({ namespace }) => namespaces.includes(namespace)) ?? [];
  const completed = completeFromTasks(comparison as Comparison<"container">, tasks, engine.id);
  const fromTasks = tasks.length > 0 ? engine.stateDir : null;
  return { comparison: completed as unknown as Comparison, target, facts, plan, fromTasks };
};

/** When containers that run were started, from /proc: the lists of crictl, nerdctl and ctr do not say. */
const startedWhen = ({ host }: Context, { read }: ReadAnswer): ContainerDetails[] => {
  if (!("listing" in read) || read.listing.kind !== "container") return [];
  const pids = new Map<number, string>();
  for (const row of read.listing.rows as Container[])
    if (row.pid !== null && row.pid > 0 && row.startedAt === null) pids.set(row.pid, row.id);
  const starts = readStartTimes(host, [...pids.keys()]);
  return [...starts].map(([pid, startedAt]) => ({
    id: pids.get(pid) ?? "",
    exitCode: null,
    startedAt,
    finishedAt: null,
  }));
};
