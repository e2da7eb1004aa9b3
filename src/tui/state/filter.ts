/** What a filter's text asks for. */
export interface Filter {
  /** The text is no regular expression: nothing passes. */
  problem: string | null;
  /** How well a text passes: 0 best, higher worse; null when it does not. */
  rank(text: string): number | null;
  /** Whether the best are shown first. */
  ranked: boolean;
}

/** What `~` in the list begins a filter with. */
export const FUZZY = "-f ";

/**
 * How far apart the letters of a word lie in a text, in their order; null where they are not all there.
 * @param wanted letters without blanks, lower case; not empty
 */
export const fuzzyRank = (text: string, wanted: string): number | null => {
  let best: number | null = null;
  // From every place where it may begin: the closest run of the letters counts.
  for (let start = text.indexOf(wanted.charAt(0)); start !== -1; start = text.indexOf(wanted.charAt(0), start + 1)) {
    let at = start;
    let gaps = 0;
    for (let letter = 1; letter < wanted.length; letter++) {
      const next = text.indexOf(wanted.charAt(letter), at + 1);
      // Later starts find no more than this one.
      if (next === -1) return best;
      gaps += next - at - 1;
      at = next;
    }
    const inWord = start > 0 && /[a-z0-9]/.test(text.charAt(start - 1)) ? 1 : 0;
    const rank = gaps * 2 + inWord;
    if (best === null || rank < best) best = rank;
    if (rank === 0) return 0;
  }
  return best;
};

const matcher = (text: string): Filter => {
  const wanted = text.toLowerCase();
  if (text.startsWith(FUZZY.trimEnd())) {
    const letters = wanted.slice(FUZZY.length - 1).replace(/\s/g, "");
    if (letters === "") return { problem: null, ranked: false, rank: () => 0 };
    return { problem: null, ranked: true, rank: (each) => fuzzyRank(each.toLowerCase(), letters) };
  }
  if (text.startsWith("~")) {
    try {
      const expression = new RegExp(text.slice(1), "i");
      return { problem: null, ranked: false, rank: (each) => (expression.test(each) ? 0 : null) };
    } catch {
      return { problem: `${text.slice(1)} is no regular expression`, ranked: false, rank: () => null };
    }
  }
  return { problem: null, ranked: false, rank: (each) => (each.toLowerCase().includes(wanted) ? 0 : null) };
};

/** Reads a filter: text, `!` in front for what does not hold it, `-f` for letters in their order, `~` for an expression. */
export const readFilter = (text: string): Filter => {
  const inverted = text.startsWith("!");
  const { problem, rank, ranked } = matcher(inverted ? text.slice(1) : text);
  if (!inverted || text === "!") return { problem, rank: text === "!" ? () => 0 : rank, ranked };
  if (problem !== null) return { problem, rank, ranked: false };
  return { problem, ranked: false, rank: (each) => (rank(each) === null ? 0 : null) };
};

/** What passes a filter, the best first where it tells better from worse. */
export const filterBy = <T>(all: readonly T[], text: string, textOf: (one: T) => string): readonly T[] => {
  if (text === "") return all;
  const { rank, ranked } = readFilter(text);
  if (!ranked) return all.filter((one) => rank(textOf(one)) !== null);
  const found = all.flatMap((one) => {
    const how = rank(textOf(one));
    return how === null ? [] : [{ one, how }];
  });
  return found.sort((a, b) => a.how - b.how).map(({ one }) => one);
};
