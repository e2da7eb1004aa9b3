import { furtherQueries } from "../adapters/ask.ts";
import type { Adapter, Answered, Question } from "../adapters/types.ts";
import type { Host } from "../facts/host.ts";
import type { Ask } from "../plan/list.ts";
import { askOne } from "../runtime/ask.ts";
import type { ReadAnswer } from "./outcomes.ts";

/**
 * Reads what a tool answered; where that leaves something open, the tool is asked for it as well and all of it is read.
 * @param answered the answers to `ask.queries`
 * @param timeoutMs deadline of each further query
 */
export const readAnswer = async (
  host: Host,
  ask: Ask,
  question: Question,
  adapter: Adapter,
  answered: readonly Answered[],
  timeoutMs: number,
): Promise<ReadAnswer> => {
  const read = adapter.read(question, ask.target, answered);
  const further = furtherQueries(ask.tool, question, ask.target, read);
  if (further.length === 0) return { answered, read };
  const more = await Promise.all(further.map((query) => askOne(host, query, ask.command, timeoutMs)));
  const whole = [...answered, ...more];
  return { answered: whole, read: adapter.read(question, ask.target, whole) };
};
