import { explainDifference, hintsOf, judge, makeCards, quizWords } from "../learn/index.ts";
import type { Action, Effect, Judgement, StyledLine } from "./state/index.ts";

/** Cards of a round. */
const COUNT = 10;

const words = quizWords.en;

const judgement = async ({ card, answer }: Effect & { type: "judge" }): Promise<Judgement> => {
  const { right, differs, rightLine } = await judge(card, answer);
  const lines: StyledLine[] = [
    { text: right ? words.right : words.wrong, style: right ? "good" : "bad" },
    ...differs.map((each): StyledLine => ({ text: `- ${explainDifference(each, "en")}`, style: "plain" })),
  ];
  if (!right) lines.push({ text: `${words.rightAnswer} ${rightLine}`, style: "bold" });
  for (const note of card.notes) lines.push({ text: note, style: "dim" });
  if (card.instead !== null) lines.push({ text: `${words.instead} ${card.instead}`, style: "plain" });
  return { right, lines };
};

/** Deals cards, and judges answers: the same cards as `ctool learn quiz` has. */
export const teach = async (
  effect: Extract<Effect, { type: "deal" | "judge" }>,
  seed: number,
  dispatch: (action: Action) => void,
): Promise<void> => {
  if (effect.type === "judge") return dispatch({ type: "judged", verdict: await judgement(effect) });
  const cards = await makeCards(seed, { count: COUNT });
  dispatch({
    type: "dealt",
    cards: cards.map((card, at) => ({
      card,
      question: words.question(at + 1, cards.length, card.from, card.to),
      hints: hintsOf(card, "en"),
    })),
  });
};
