import { addLines, findLine, type Lines, noLines } from "./lines.ts";
import type { Effect, State, Step } from "./state.ts";

/** What a ctool line printed, or still prints, over the whole screen: a log, an inspection, a diagnosis. */
export interface Page {
  id: number;
  title: string;
  /** The line that was run: `logs -f web`. */
  words: readonly string[];
  state: "running" | "done" | "failed" | "stopped";
  exitCode: number | null;
  lines: Lines;
  /** Index of the first line that is shown. */
  top: number;
  /** The last lines are shown, whatever comes. */
  follow: boolean;
  left: number;
  wrap: boolean;
  search: { text: string; typing: boolean; hit: number | null };
  /** What is run when this page is agreed to, which shows what that would do; null for a page that asks nothing. */
  asks: readonly string[] | null;
}

/** The page that is shown; null where the workbench itself is. */
export const pageOf = ({ pages }: State): Page | null => pages.at(-1) ?? null;

/** Lines of a page that are shown at once: all rows but the title and the footer. */
export const pageHeight = ({ size }: State): number => Math.max(1, size.rows - 2);

/** Words that a page keeps running for. */
const follows = (words: readonly string[]): boolean =>
  (words.includes("logs") && words.some((word) => word === "-f" || word === "--follow")) ||
  words[0] === "events" ||
  (words[0] === "stats" && !words.includes("--no-stream"));

/**
 * Opens a page over what is there, and runs its line.
 * @param asks what the page asks leave for
 */
export const openPage = (
  state: State,
  title: string,
  words: readonly string[],
  asks: readonly string[] | null = null,
): Step => {
  const id = state.runs + 1;
  const page: Page = {
    id,
    title,
    words,
    state: "running",
    exitCode: null,
    lines: noLines,
    top: 0,
    follow: follows(words),
    left: 0,
    wrap: false,
    search: { text: "", typing: false, hit: null },
    asks,
  };
  return [{ ...state, runs: id, pages: [...state.pages, page] }, [{ type: "verb", page: id, words }]];
};

const ofPage = (state: State, id: number, change: (page: Page) => Page): State => ({
  ...state,
  pages: state.pages.map((page) => (page.id === id ? change(page) : page)),
});

/** Keeps the lines in view that are there; a page that follows shows its end. */
const settled = (page: Page, height: number): Page => {
  const lowest = Math.max(0, page.lines.length - height);
  const top = page.follow ? lowest : Math.max(0, Math.min(lowest, page.top));
  return top === page.top ? page : { ...page, top };
};

/** Changes the page that is shown. */
export const changePage = (state: State, change: (page: Page) => Page): Step => {
  const page = pageOf(state);
  if (page === null) return [state, []];
  return [ofPage(state, page.id, (one) => settled(change(one), pageHeight(state))), []];
};

/** More was printed. */
export const printed = (state: State, id: number, lines: readonly string[]): Step => {
  const height = pageHeight(state);
  return [
    ofPage(state, id, (page) => {
      const more = addLines(page.lines, lines);
      const gone = more.dropped - page.lines.dropped;
      return settled({ ...page, lines: more, top: page.top - gone }, height);
    }),
    [],
  ];
};

/** The line has ended. */
export const endedPage = (state: State, id: number, exitCode: number): Step => [
  ofPage(state, id, (page) =>
    page.state === "running" ? { ...page, state: exitCode === 0 ? "done" : "failed", exitCode } : page,
  ),
  [],
];

/** Stops what a page still runs. */
export const stopPage = (state: State, page: Page): Step => [
  ofPage(state, page.id, (one) => ({ ...one, state: "stopped", follow: false })),
  [{ type: "stopVerb", page: page.id }],
];

/** Closes the page that is shown, and whatever it still runs. */
export const closePage = (state: State): Step => {
  const page = pageOf(state);
  if (page === null) return [state, []];
  const effects: Effect[] = page.state === "running" ? [{ type: "stopVerb", page: page.id }] : [];
  return [{ ...state, pages: state.pages.slice(0, -1) }, effects];
};

/** Moves the page by so many lines; going up stops following, reaching the end of what still runs goes on. */
export const scrollPage = (state: State, rows: number): Step =>
  changePage(state, (page) => {
    const lowest = Math.max(0, page.lines.length - pageHeight(state));
    const top = Math.max(0, Math.min(lowest, page.top + rows));
    const resumes = rows > 0 && top === lowest && follows(page.words) && page.state === "running";
    return { ...page, top, follow: rows < 0 ? false : page.follow || resumes };
  });

/** Types in the search, or goes to its next hit. */
export const searchPage = (state: State, text: string, typing: boolean): Step =>
  changePage(state, (page) => {
    const wanted = text.toLowerCase();
    const hit = wanted === "" ? null : findLine(page.lines, wanted, page.search.hit ?? page.top, 1);
    return { ...page, ...(hit === null ? {} : { top: hit, follow: false }), search: { text, typing, hit } };
  });

/** The next (1) or the last (-1) line that holds what is searched for. */
export const nextHit = (state: State, by: 1 | -1): Step =>
  changePage(state, (page) => {
    const { text, hit } = page.search;
    if (text === "") return page;
    const found = findLine(page.lines, text.toLowerCase(), (hit ?? page.top) + by, by);
    if (found === null) return page;
    return { ...page, top: found, follow: false, search: { ...page.search, hit: found } };
  });

/** Whether a line talks to a person on the terminal: it needs the terminal to itself. */
const isInteractive = ([verb = "", ...rest]: readonly string[]): boolean =>
  verb === "attach" ||
  ((verb === "exec" || verb === "run") && rest.some((word) => /^-[a-z]*t/.test(word) || word === "--tty"));

/** Carries out a line that is no list: what only reads opens a page, what writes shows what it would do and asks first. */
export const openLine = (state: State, words: readonly string[], writes: boolean): Step => {
  const title = words.join(" ");
  return writes ? openPage(state, title, [...words, "--dry-run"], words) : openPage(state, title, words);
};

/** The person agrees: what was asked about is run, in the page's place. */
export const agree = (state: State): Step => {
  const page = pageOf(state);
  if (page === null || page.asks === null) return [state, []];
  const [closed, effects] = closePage(state);
  if (isInteractive(page.asks)) return [closed, [...effects, { type: "attach", words: page.asks }]];
  const [opened, more] = openPage(closed, page.title, [...page.asks, "--yes", "--accept-loss"]);
  return [opened, [...effects, ...more]];
};
