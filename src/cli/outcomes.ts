import type { Adapter, Answered } from "../adapters/types.ts";
import type { Place, ToolOutcome } from "../compare/index.ts";
import { type Listing, TOOLS, type Tool, type ToolFacts, type Translation } from "../model/index.ts";
import { addressed } from "../plan/addressed.ts";
import { dockerLine } from "../plan/docker-line.ts";
import type { Ask, ListPlan } from "../plan/list.ts";
import { isOwn, reportOn, type Understood, type Versions } from "../translate/index.ts";

type Shown = NonNullable<ToolOutcome["translation"]>;

/** A translation with the flags that lead to the place where the tool was asked, ready to be pasted on this node. */
const addressedTo = (shown: Shown | undefined, tool: Tool, ask: Ask | undefined): Shown | null => {
  if (!shown || !ask) return shown ?? null;
  const steps = shown.steps.map((step) => ({ ...step, argv: addressed(tool, step.argv, ask.target) }));
  return { ...shown, steps };
};

/** The versions that are installed, as far as they are known, so that the translation is for these. */
export const versionsOf = (tools: readonly ToolFacts[]): Versions =>
  Object.fromEntries(
    tools.flatMap(({ tool, version }) =>
      tool !== "docker" && version !== null && version !== "unknown" ? [[tool, version]] : [],
    ),
  );

/** What a person would paste, beside each tool's answer; docker's own is the line as typed. */
const translationsOf = (understood: Understood, tools: readonly ToolFacts[]): Map<Tool, Shown> => {
  const { command } = understood;
  const argv = dockerLine(command);
  const shown = new Map<Tool, Shown>();
  // ctool's own verbs are no docker lines.
  if (!isOwn(command.spec.path))
    shown.set("docker", { fit: "exact", steps: [{ argv, files: [], captures: null, stdin: null }], notes: [] });
  for (const { tool, fit, steps, notes } of reportOn(understood, { versions: versionsOf(tools) })
    .translations as Translation[]) {
    if (tool !== "kubectl") shown.set(tool, { fit, steps, notes });
  }
  return shown;
};

/** One ask's answers, and what its reader made of them. */
export interface ReadAnswer {
  answered: readonly Answered[];
  read: ReturnType<Adapter["read"]>;
  /** Cause and fix of a failure, where its message is known. */
  hint?: string;
}

/**
 * Gets ready to put together, per tool, how it was asked and what came of it: the rows of every place that answered, the first
 * failure. What does not depend on the answers is done at once, while the tools still run.
 * @returns a function of the answers to `plan.asks`, in that order; null for one that is not there yet
 */
export const prepareOutcomes = (
  understood: Understood,
  plan: ListPlan,
  tools: readonly ToolFacts[],
): ((answers: readonly (ReadAnswer | null)[]) => ToolOutcome[]) => {
  const translations = translationsOf(understood, tools);
  const outcomeOf = (tool: Tool, answers: readonly (ReadAnswer | null)[]): ToolOutcome => {
    const asked: Place[] = [];
    const queries: ToolOutcome["queries"] = [];
    const listings: Listing[] = [];
    let failure: ToolOutcome["failure"] = plan.unasked.find((one) => one.tool === tool) ?? null;
    for (const [index, ask] of plan.asks.entries()) {
      const answer = answers[index];
      if (ask.tool !== tool || !answer) continue;
      const { answered, read } = answer;
      asked.push({ target: ask.target.id, namespace: ask.target.namespace });
      queries.push(
        ...answered.map(({ query, run }) => ({ argv: query.argv, exitCode: run.exitCode, durationMs: run.durationMs })),
      );
      if ("listing" in read) listings.push(read.listing);
      else failure ??= { ...read.failure, hint: answer.hint ?? null };
    }
    return {
      tool,
      version: tools.find((facts) => facts.tool === tool)?.version ?? null,
      translation: addressedTo(
        translations.get(tool),
        tool,
        plan.asks.find((ask) => ask.tool === tool),
      ),
      asked,
      queries,
      listings,
      failure,
    };
  };
  return (answers) => TOOLS.map((tool) => outcomeOf(tool, answers));
};
