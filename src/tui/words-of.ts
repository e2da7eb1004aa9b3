import { splitWords } from "../translate/index.ts";

/** The words of a line without the program they begin with. */
export const wordsOf = (line: string): string[] => {
  const { words } = splitWords(line);
  return words[0] === "docker" || words[0] === "ctool" ? words.slice(1) : words;
};
