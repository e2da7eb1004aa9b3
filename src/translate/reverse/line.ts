import type { Problem } from "../../model/index.ts";
import { quoteWord, splitWords, type Words } from "../words.ts";

/** What stands for something to be filled in: `<container-id>`, `<CONTAINER_ID>`. A shell would read it as a redirection. */
const PLACEHOLDER = /<([A-Za-z][\w-]*)>/g;
const OPEN = "\ue000";
const CLOSE = "\ue001";

/**
 * Cuts a line into words as `splitWords` does, but takes placeholders such as `<container-id>`, which ctool prints itself, as parts
 * of words.
 */
export function splitLine(line: string): Words {
  if (!line.includes("<")) return splitWords(line);
  const { words, live, problem } = splitWords(line.replace(PLACEHOLDER, `${OPEN}$1${CLOSE}`));
  const back = (text: string) => text.replaceAll(OPEN, "<").replaceAll(CLOSE, ">");
  return { words: words.map(back), live: live.map(back), problem: problem === null ? null : inWords(problem, back) };
}

function inWords({ code, message, suggestion }: Problem, back: (text: string) => string): Problem {
  return { code, message: back(message), suggestion: suggestion === null ? null : back(suggestion) };
}

const ONLY_PLACEHOLDER = /^[\w@%+=:,./-]*(?:<[A-Za-z][\w-]*>[\w@%+=:,./-]*)+$/;

/** Words as one line for people: quoted as a shell needs them, but placeholders stand as they are. */
export function showLine(words: readonly string[], live: readonly string[] = []): string {
  return words.map((word) => (ONLY_PLACEHOLDER.test(word) ? word : quoteWord(word, live))).join(" ");
}
