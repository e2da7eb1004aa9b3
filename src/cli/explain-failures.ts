import type { NodeFacts } from "../facts/index.ts";
import type { ListPlan } from "../plan/list.ts";
import { quote } from "../translate/index.ts";
import type { ReadAnswer } from "./outcomes.ts";

/** What a failed command printed, both streams. */
const saidBy = ({ answered }: ReadAnswer): string =>
  answered
    .filter(({ run }) => run.exitCode !== 0)
    .map(({ run }) => `${run.stderr}\n${run.stdout}`)
    .join("\n");

/**
 * Finds the known messages in what failed, and says cause and fix as each tool's hint. A docker that does not answer on a node that
 * is not docker's is no failure to explain here.
 * @param answers the answers to `plan.asks`, in that order
 * @returns the same answers, hints filled in
 */
export const explainFailures = async (
  plan: ListPlan,
  answers: readonly ReadAnswer[],
  facts: NodeFacts,
): Promise<ReadAnswer[]> => {
  const needs = (answer: ReadAnswer, index: number): boolean => {
    const ask = plan.asks[index];
    return "failure" in answer.read && ask !== undefined && (ask.tool !== "docker" || ask.target.engine === "docker");
  };
  if (!answers.some(needs)) return [...answers];
  // Loaded only where something failed.
  const { explainText } = await import("../doctor/messages/index.ts");
  return answers.map((answer, index) => {
    const ask = plan.asks[index];
    if (ask === undefined || !needs(answer, index)) return answer;
    const argv = answer.answered[0]?.query.argv ?? [];
    const [first] = explainText(saidBy(answer), { tool: ask.tool, argv, target: ask.target, facts });
    if (first === undefined) return answer;
    const fix = first.fix[0];
    const command = fix?.argv ? `: ${quote(fix.argv)}` : "";
    return { ...answer, hint: `${first.cause}${fix === undefined ? "" : ` ${fix.text}${command}`}` };
  });
};
