import { shuffle } from "./random.ts";

/** What is kept of one card. */
export interface CardProgress {
  /** How often it was answered right in a row, at most `MOST`. */
  box: number;
  /** Session from which on it is due again. */
  due: number;
  right: number;
  wrong: number;
}

/** All that is kept, in learn.json. */
export interface Progress {
  schemaVersion: 1;
  /** Sessions that were held. */
  sessions: number;
  cards: Record<string, CardProgress>;
  /** Names of lessons that were read. */
  lessons: string[];
}

export const noProgress: Progress = { schemaVersion: 1, sessions: 0, cards: {}, lessons: [] };

/** More in a row moves a card no further away. */
const MOST = 5;
/** More cards than this are not kept: the ones that were known best go first. */
const MOST_CARDS = 2000;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const whole = (value: unknown): number => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0);

/** Reads learn.json; whatever is odd about it counts as not there. */
export const readProgress = (text: string): Progress => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return noProgress;
  }
  if (!isObject(value) || value.schemaVersion !== 1) return noProgress;
  const cards = Object.entries(isObject(value.cards) ? value.cards : {}).flatMap(([id, card]) =>
    isObject(card)
      ? [
          [
            id,
            {
              box: Math.min(whole(card.box), MOST),
              due: whole(card.due),
              right: whole(card.right),
              wrong: whole(card.wrong),
            },
          ] as const,
        ]
      : [],
  );
  const lessons = Array.isArray(value.lessons) ? value.lessons.filter((name) => typeof name === "string") : [];
  return { schemaVersion: 1, sessions: whole(value.sessions), cards: Object.fromEntries(cards), lessons };
};

/** The text of learn.json. */
export const printProgress = (progress: Progress): string => `${JSON.stringify(progress, null, 1)}\n`;

/** A session more. */
export const beginSession = (progress: Progress): Progress => ({ ...progress, sessions: progress.sessions + 1 });

/**
 * What an answer changes. Right: the card comes back after 2, 4, 8, 16, 32 sessions; wrong: in the next one, and from the start.
 */
export const afterAnswer = (progress: Progress, id: string, right: boolean): Progress => {
  const before = progress.cards[id] ?? { box: 0, due: 0, right: 0, wrong: 0 };
  const box = right ? Math.min(before.box + 1, MOST) : 0;
  const card: CardProgress = {
    box,
    due: progress.sessions + (right ? 2 ** box : 1),
    right: before.right + (right ? 1 : 0),
    wrong: before.wrong + (right ? 0 : 1),
  };
  const cards = { ...progress.cards, [id]: card };
  const ids = Object.keys(cards);
  if (ids.length <= MOST_CARDS) return { ...progress, cards };
  const [best] = ids
    .filter((one) => one !== id)
    .sort((one, other) => (cards[other]?.due ?? 0) - (cards[one]?.due ?? 0));
  if (best !== undefined) delete cards[best];
  return { ...progress, cards };
};

/** A lesson that was read. */
export const afterLesson = (progress: Progress, name: string): Progress =>
  progress.lessons.includes(name) ? progress : { ...progress, lessons: [...progress.lessons, name] };

/** Ids of the cards that are due, what was wrong last first, then those that wait longest. */
export const dueCards = ({ cards, sessions }: Progress, seed: number): string[] =>
  shuffle(Object.keys(cards), seed)
    .filter((id) => (cards[id]?.due ?? 0) <= sessions)
    .sort((one, other) => {
      const [a, b] = [cards[one], cards[other]];
      return (a?.box ?? 0) - (b?.box ?? 0) || (a?.due ?? 0) - (b?.due ?? 0);
    });

/** Whether a card that is not due was answered before: a new one is better. */
export const isResting = ({ cards, sessions }: Progress, id: string): boolean => (cards[id]?.due ?? 0) > sessions;
