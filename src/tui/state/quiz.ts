import type { Card } from "../../learn/index.ts";
import type { StyledLine } from "./explain.ts";
import { emptyLine, type Line } from "./line.ts";
import type { State, Step } from "./state.ts";

/** A card as it is asked. */
export interface Asked {
  card: Card;
  /** `2/10  docker → crictl`. */
  question: string;
  /** What may be filled in as one likes. */
  hints: readonly string[];
}

/** What became of an answer, in words. */
export interface Judgement {
  right: boolean;
  lines: readonly StyledLine[];
}

/** Cards: what is this line in another tool? */
export interface Quiz {
  state: "dealing" | "asking" | "judging" | "judged" | "over";
  cards: readonly Asked[];
  /** Index of the card that is asked. */
  at: number;
  answer: Line;
  verdict: Judgement | null;
  right: number;
}

const empty: Quiz = {
  state: "dealing",
  cards: [],
  at: 0,
  answer: emptyLine,
  verdict: null,
  right: 0,
};

export const openQuiz = (state: State): Step => [{ ...state, quiz: empty }, [{ type: "deal" }]];

/** The cards are there. */
export const dealt = (state: State, cards: readonly Asked[]): Step =>
  state.quiz === null
    ? [state, []]
    : [{ ...state, quiz: { ...empty, cards, state: cards.length === 0 ? "over" : "asking" } }, []];

/** The card that is asked; null when there is none (any more). */
export const cardOf = ({ cards, at, state }: Quiz): Asked | null => (state === "over" ? null : (cards[at] ?? null));

/** Types in the answer; what was judged stands. */
export const typeAnswer = (state: State, change: (line: Line) => Line): Step => {
  const { quiz } = state;
  return quiz?.state === "asking" ? [{ ...state, quiz: { ...quiz, answer: change(quiz.answer) } }, []] : [state, []];
};

/** Enter: has the answer judged; on a card that was judged, the next one. */
export const answerCard = (state: State): Step => {
  const { quiz } = state;
  if (quiz === null) return [state, []];
  const card = cardOf(quiz);
  if (quiz.state === "asking" && card !== null)
    return [
      { ...state, quiz: { ...quiz, state: "judging" } },
      [{ type: "judge", card: card.card, answer: quiz.answer.text }],
    ];
  if (quiz.state === "over") return [{ ...state, quiz: null }, []];
  if (quiz.state !== "judged") return [state, []];
  const at = quiz.at + 1;
  const over = at >= quiz.cards.length;
  return [
    {
      ...state,
      quiz: { ...quiz, at, state: over ? "over" : "asking", answer: emptyLine, verdict: null },
    },
    [],
  ];
};

/** The answer is judged. */
export const judged = (state: State, verdict: Judgement): Step => {
  const { quiz } = state;
  if (quiz?.state !== "judging") return [state, []];
  return [{ ...state, quiz: { ...quiz, state: "judged", verdict, right: quiz.right + (verdict.right ? 1 : 0) } }, []];
};
