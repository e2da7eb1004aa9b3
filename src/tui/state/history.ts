/** Lines that were run or pasted, oldest first, and where Up and Down stand among them. */
export interface History {
  entries: readonly string[];
  /** Index of the entry that is shown; null: a line of its own. */
  at: number | null;
  /** What was being typed before Up was pressed. */
  draft: string;
}

/** Ctrl-R: the entry that is found, going back from the newest. */
export interface Search {
  query: string;
  /** Index of the entry found; null when none matches. */
  hit: number | null;
}

/** Entries beyond this are forgotten, the oldest first. */
const MOST = 1000;

export const noHistory: History = { entries: [], at: null, draft: "" };

/** Keeps a line that was run. One that came out of the history stays where it is, so that Down leads on from it. */
export const remember = (history: History, text: string): History => {
  const { entries, at } = history;
  if (at !== null && entries[at] === text) return history;
  const kept = entries.at(-1) === text ? entries : [...entries, text].slice(-MOST);
  return { entries: kept, at: null, draft: "" };
};

/** Puts several pasted lines in; the first of them is shown, Down leads to the others. */
export const rememberAll = ({ entries }: History, lines: readonly string[]): History => {
  const kept = [...entries, ...lines].slice(-MOST);
  return { entries: kept, at: Math.max(0, kept.length - lines.length), draft: "" };
};

/** The entry before (-1) or after (1) the one shown; null when there is none that way. */
export const step = (history: History, typed: string, by: -1 | 1): { history: History; text: string } | null => {
  const { entries, at, draft } = history;
  const from = at ?? entries.length;
  const to = from + by;
  if (to < 0 || to > entries.length || (at === null && by === 1)) return null;
  if (to === entries.length) return { history: { ...history, at: null }, text: draft };
  return { history: { entries, at: to, draft: at === null ? typed : draft }, text: entries[to] ?? "" };
};

/** The newest entry before index `from` that holds the query. */
export const find = ({ entries }: History, query: string, from: number): Search => {
  const wanted = query.toLowerCase();
  const hit = entries.findLastIndex((entry, index) => index < from && entry.toLowerCase().includes(wanted));
  return { query, hit: query === "" || hit === -1 ? null : hit };
};
