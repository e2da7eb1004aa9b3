import { cardOfId, makeCards } from "./cards.ts";
import { dueCards, isResting, type Progress } from "./progress.ts";
import type { Card, QuizOptions } from "./types.ts";

const isWanted = (card: Card, { to = null, from = null }: QuizOptions): boolean =>
  (to === null || card.to === to) && (from === null || card.from === from);

/** Half of a session at most is repetition, so that there is always something new. */
const REPEATED = 0.5;

/**
 * Cards for one session: what is due first (what was wrong before the rest), then new ones that the seed deals; what rests only
 * where nothing else is left.
 */
export const dealCards = async (seed: number, options: QuizOptions, progress: Progress): Promise<Card[]> => {
  const due: Card[] = [];
  const room = Math.ceil(options.count * REPEATED);
  for (const id of dueCards(progress, seed)) {
    if (due.length >= room) break;
    const card = await cardOfId(id);
    const verbFits = options.verb == null || (card !== null && options.verb.replace(/^docker\s+/, "") === card.verb);
    if (card && verbFits && isWanted(card, options)) due.push(card);
  }
  const held = new Set(due.map(({ id }) => id));
  const known = Object.keys(progress.cards).length;
  const fresh = (await makeCards(seed, { ...options, count: options.count + known })).filter(({ id }) => !held.has(id));
  const inOrder = [
    ...fresh.filter(({ id }) => !isResting(progress, id)),
    ...fresh.filter(({ id }) => isResting(progress, id)),
  ];
  return [...due, ...inOrder].slice(0, options.count);
};
