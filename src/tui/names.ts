import { findNames, namesFor, nothingFound } from "../cli/complete-live.ts";
import type { Context } from "../cli/context.ts";
import type { Live } from "../completion/index.ts";
import type { Candidates } from "./state/index.ts";

/** A place in the line where the name of something on this node would fit. */
export interface NamePlace {
  kind: Live;
  /** Where the word begins. */
  from: number;
  /** What stands before the name in the word: `--filter=ancestor=`. */
  prefix: string;
  typed: string;
}

/** Milliseconds for which names are good; what each look may take. */
const FRESH_MS = 15_000;
const LOOK_MS = 2_000;

/** Names on this node, looked up once in a while, so that typing never waits for a tool. */
export interface Names {
  /** What fits, of names that are known already; null where they are not. */
  known(place: NamePlace): Candidates | null;
  /** The same after a look. */
  find(place: NamePlace): Promise<Candidates | null>;
  /** Another place was chosen. */
  forget(): void;
}

export const makeNames = (contextNow: () => Context): Names => {
  type Look = { at: number; found: ReturnType<typeof nothingFound>; done: boolean; looking: Promise<void> };
  let looks = new Map<Live, Look>();
  const fitting = ({ kind, from, prefix, typed }: NamePlace, { found }: Look): Candidates | null => {
    const items = namesFor(found, kind, typed).map((one) => ({ ...one, text: prefix + one.text }));
    const [only] = items;
    return only === undefined || (items.length === 1 && only.text === prefix + typed) ? null : { from, items };
  };
  const isFresh = (look: Look | undefined): look is Look => look !== undefined && Date.now() - look.at < FRESH_MS;
  return {
    known: (place) => {
      const look = looks.get(place.kind);
      return isFresh(look) && look.done ? fitting(place, look) : null;
    },
    find: async (place) => {
      let look = looks.get(place.kind);
      if (!isFresh(look)) {
        const fresh: Look = { at: Date.now(), found: nothingFound(), done: false, looking: Promise.resolve() };
        // Without an engine, or where it may not be looked at, there are no names.
        fresh.looking = findNames(place.kind, contextNow(), LOOK_MS, fresh.found)
          .catch(() => {})
          .then(() => {
            fresh.done = true;
          });
        looks.set(place.kind, fresh);
        look = fresh;
      }
      await look.looking;
      return fitting(place, look);
    },
    forget: () => {
      looks = new Map();
    },
  };
};
