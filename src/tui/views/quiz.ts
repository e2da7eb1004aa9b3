import { widthOf, wrap } from "../../render/index.ts";
import { keyFor } from "../keys.ts";
import { cardOf, type Quiz, type State, type StyledLine } from "../state/index.ts";
import { type Spot, windowOn } from "./line.ts";
import { drawEnds, drawText, exactly, type Pen } from "./look.ts";

const wrapped = (text: string, style: StyledLine["style"], width: number, indent = 0): StyledLine[] =>
  wrap(text, Math.max(10, width - indent)).map((line) => ({ text: " ".repeat(indent) + line, style }));

/** One card: the question, the answer being typed, and what became of it. */
export const drawQuiz = (
  quiz: Quiz,
  state: State,
  footer: string,
  pen: Pen,
): { lines: string[]; cursor: Spot | null } => {
  const { columns, rows } = state.size;
  const width = Math.max(10, columns - 4);
  const card = cardOf(quiz);
  const done = quiz.at + (quiz.state === "judged" ? 1 : 0);
  const score = quiz.cards.length === 0 ? "" : done === 0 ? "" : `${quiz.right} of ${done} right `;
  const title = drawEnds(
    [
      [" ctool  ", "bold"],
      ["learn", "title"],
    ],
    [[score, "dim"]],
    columns,
    pen,
  );
  const body: StyledLine[] = [];
  let cursor: Spot | null = null;
  if (card === null) {
    const text =
      quiz.state === "dealing"
        ? "dealing cards ..."
        : quiz.cards.length === 0
          ? "There are no cards."
          : `${quiz.right} of ${quiz.cards.length} right`;
    body.push(...wrapped(text, "bold", width));
    if (quiz.state === "over") body.push(...wrapped(`${keyFor("answer", state.keys)} goes back`, "dim", width));
  } else {
    const asked = state.ascii ? card.question.replaceAll("→", "->") : card.question;
    body.push(...wrapped(asked, "title", width));
    body.push(...wrapped(card.card.line, "bold", width, 2));
    if (quiz.state === "asking") for (const hint of card.hints) body.push(...wrapped(hint, "dim", width, 2));
    const { shown, x } = windowOn(quiz.answer.text, quiz.answer.cursor, width - 2, pen.glyphs.ellipsis);
    if (quiz.state === "asking" && state.help === null) cursor = { x: 2 + widthOf("> ") + x, y: 1 + body.length };
    body.push({ text: `> ${shown}`, style: "plain" });
    for (const { text, style } of quiz.verdict?.lines ?? []) body.push(...wrapped(text, style, width));
  }
  const drawn = body.map(({ text, style }) => drawText(`  ${text}`, style, columns, pen));
  const height = Math.max(1, rows - 2);
  return { lines: [title, ...exactly(drawn, height, columns), footer].slice(0, rows), cursor };
};
