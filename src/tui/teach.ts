import type { Context } from "../cli/context.ts";
import { loadProgress, saveProgress } from "../cli/learn-progress.ts";
import { afterAnswer, beginSession, dealCards, explainDifference, hintsOf, judge, quizWords } from "../learn/index.ts";
import type { Action, Effect, Judgement, StyledLine } from "./state/index.ts";

/** Cards of a round. */
const COUNT = 10;

const words = quizWords.en;

const judgement = async ({ card, answer }: Effect & { type: "judge" }, context: Context): Promise<Judgement> => {
  const { right, differs, rightLine } = await judge(card, answer);
  const problem = saveProgress(context, afterAnswer(loadProgress(context), card.id, right));
  const lines: StyledLine[] = [
    { text: right ? words.right : words.wrong, style: right ? "good" : "bad" },
    ...differs.map((each): StyledLine => ({ text: `- ${explainDifference(each, "en")}`, style: "plain" })),
  ];
  if (!right) lines.push({ text: `${words.rightAnswer} ${rightLine}`, style: "bold" });
  for (const note of card.notes) lines.push({ text: note, style: "dim" });
  if (card.instead !== null) lines.push({ text: `${words.instead} ${card.instead}`, style: "plain" });
  if (problem !== null) lines.push({ text: problem, style: "warn" });
  return { right, lines };
};

/** Deals cards, and judges answers: the same cards as `ctool learn quiz` has, with the same progress. */
export const teach = async (
  effect: Extract<Effect, { type: "deal" | "judge" }>,
  context: Context,
  dispatch: (action: Action) => void,
): Promise<void> => {
  if (effect.type === "judge") return dispatch({ type: "judged", verdict: await judgement(effect, context) });
  const progress = beginSession(loadProgress(context));
  saveProgress(context, progress);
  const cards = await dealCards(context.host.now() % 1_000_000, { count: COUNT }, progress);
  dispatch({
    type: "dealt",
    cards: cards.map((card, at) => ({
      card,
      question: words.question(at + 1, cards.length, card.from, card.to),
      hints: hintsOf(card, "en"),
    })),
  });
};
