import { hasList } from "../../adapters/ask.ts";
import { type ReadKind, readersFor } from "../../adapters/reads/index.ts";
import type { Answered, Question } from "../../adapters/types.ts";
import { type CompareInput, compare, type ToolOutcome } from "../../compare/index.ts";
import { type LinedKind, readRules } from "../../compare/reads/index.ts";
import { findTools, type NodeFacts } from "../../facts/index.ts";
import type { Kind, Target, ToolFacts } from "../../model/index.ts";
import { type ListPlan, planList, type Unasked } from "../../plan/list.ts";
import { elsewhere } from "../../plan/target.ts";
import { askAll } from "../../runtime/ask.ts";
import { reportOn, type Understood } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { explainFailures } from "../explain-failures.ts";
import type { Listed } from "../list.ts";
import { deadlineOf, lookAtNode, requireTarget } from "../node.ts";
import { prepareOutcomes, versionsOf } from "../outcomes.ts";

/** Deadline of every query, in milliseconds, unless `--timeout` says otherwise. */
const READ_MS = 10_000;

/** What dockerd has no part in. */
const DOCKER_LACKS: Partial<Record<Kind, string>> = {
  podRecord: "docker knows no pods",
  snapshot: "docker does not show the layers of its containerd",
  blob: "docker does not show the content of its containerd",
};

/** A tool that has no such list says so in the translator's words, with what to do instead. */
const explainUnsupported = (understood: Understood, plan: ListPlan, tools: readonly ToolFacts[]): ListPlan => {
  const { translations } = reportOn(understood, { versions: versionsOf(tools) });
  const unasked = plan.unasked.map((one): Unasked => {
    const lacks = one.tool === "docker" && one.state === "unsupported" ? DOCKER_LACKS[plan.question.kind] : undefined;
    if (lacks) return { ...one, error: lacks };
    const translation = translations.find(({ tool }) => tool === one.tool);
    if (one.state !== "unsupported" || !translation || hasList(one.tool, plan.question.kind)) return one;
    const error =
      translation.fit === "none"
        ? (translation.notes[0]?.text ?? one.error)
        : `what ${one.tool} has for it cannot be lined up: ${translation.shell.split("\n").join("; ")}`;
    return { ...one, error, hint: translation.instead };
  });
  return { ...plan, unasked };
};

/** Where a question is asked, and of whom. */
export interface Planned<K extends ReadKind> {
  understood: Understood;
  question: Question & { kind: K };
  target: Target;
  facts: NodeFacts;
  tools: ToolFacts[];
  plan: ListPlan;
}

/**
 * Looks at the node and decides who is asked.
 * @throws {CtoolError} when there is no target
 */
export const planRead = async <K extends ReadKind>(
  understood: Understood,
  question: Question & { kind: K },
  context: Context,
): Promise<Planned<K>> => {
  const { facts, choice } = await lookAtNode(context);
  const target = requireTarget(choice);
  const tools = findTools(context.host, { launcher: context.launcher });
  const plan = planList(question, target, [target.namespace], facts.engines, tools);
  return { understood, question, target, facts, tools, plan: explainUnsupported(understood, plan, tools) };
};

/** What every tool answered to a question, before it is lined up. */
export interface Asked<K extends ReadKind> extends Planned<K> {
  outcomes: ToolOutcome<K>[];
  /** The raw answers to `plan.asks`, in that order. */
  answered: Answered[][];
}

const NOT_FOUND = /\b(?:no such|not found)\b/i;

/** What is not in the other engine is an answer: that engine has none of it. */
const withoutAbsent = <K extends ReadKind>(
  outcomes: readonly ToolOutcome[],
  { plan, target, question: { kind } }: Planned<K>,
  answered: readonly Answered[][],
): ToolOutcome[] =>
  outcomes.map((outcome) => {
    const { failure, asked, tool } = outcome;
    const [place] = asked;
    const runs = answered[plan.asks.findIndex((one) => one.tool === tool)] ?? [];
    const absent = runs.some(({ run }) => run.exitCode !== 0 && NOT_FOUND.test(run.stderr));
    if (failure?.state !== "failed" || !place || place.target === target.id || !absent) return outcome;
    const { target: at, namespace } = place;
    return { ...outcome, failure: null, listings: [{ tool, kind, target: at, namespace, rows: [] }] };
  });

/** A tool that answers although the line has no form in it shows what it was asked. */
const withQueries = (outcome: ToolOutcome): ToolOutcome =>
  outcome.translation?.fit === "none" && outcome.listings.length > 0 ? { ...outcome, translation: null } : outcome;

/**
 * Asks every tool on the node one of the further questions, all at once.
 * @param deadlineMs of every query, where that is not the usual one
 * @throws {CtoolError} when there is no target
 */
export const ask = async <K extends ReadKind>(
  understood: Understood,
  question: Question & { kind: K },
  context: Context,
  deadlineMs: number = READ_MS,
): Promise<Asked<K>> => {
  const planned = await planRead(understood, question, context);
  const { plan, tools } = planned;
  const running = askAll(context.host, plan.asks, deadlineOf(context, deadlineMs));
  const readers = await readersFor(question.kind);
  const answered = await Promise.all(running);
  const answers = plan.asks.map((one, index) => ({
    answered: answered[index] ?? [],
    read: readers[one.tool].read(question, one.target, answered[index] ?? []),
  }));
  const outcomes = prepareOutcomes(understood, plan, tools)(await explainFailures(plan, answers, planned.facts));
  const told = withoutAbsent(outcomes, planned, answered).map(withQueries);
  return { ...planned, outcomes: told as ToolOutcome<K>[], answered };
};

/** Lines the answers up. */
export const lineUp = <K extends LinedKind>({
  understood,
  question,
  target,
  facts,
  plan,
  outcomes,
}: Asked<K>): Listed<K> => {
  const input: CompareInput<K> = {
    kind: question.kind,
    input: understood.input,
    command: understood.command.spec.path,
    hostname: facts.hostname,
    target,
    elsewhere: elsewhere(facts, target),
    engines: facts.engines,
    all: question.all,
    outcomes,
  };
  return { comparison: compare(input, readRules[question.kind]), target, facts, plan, fromTasks: null };
};

/** Asks and lines up: one of the further lists, as `show` prints it. */
export const askAndLineUp = async <K extends LinedKind>(
  understood: Understood,
  question: Question & { kind: K },
  context: Context,
  deadlineMs?: number,
): Promise<Listed<K>> => lineUp(await ask(understood, question, context, deadlineMs));
