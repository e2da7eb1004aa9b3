import type { Problem } from "../../model/index.ts";
import { quoteWord, splitWords, type Words } from "../words.ts";
import type { Source } from "./tool-spec.ts";

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

const SOURCES: ReadonlySet<string> = new Set<Source>(["nerdctl", "crictl", "ctr", "kubectl"]);
/** Programs that ship a tool under their own name: `k3s crictl ps`. */
const CARRIERS: ReadonlySet<string> = new Set(["sudo", "k3s", "microk8s", "k0s", "colima", "lima"]);

/**
 * Which tool's line this is.
 * @returns the tool and the words with the tool's plain name first (`sudo k3s ctr …`, `/usr/bin/ctr …` → `ctr …`); null for docker
 */
export function sourceOf(words: readonly string[]): { tool: Source; words: string[]; prefix: string[] } | null {
  let start = 0;
  while (start < words.length && CARRIERS.has(words[start] ?? "")) start++;
  const typed = words[start] ?? "";
  const name = typed.slice(typed.lastIndexOf("/") + 1);
  const dotted = /^(?:microk8s)\.(ctr)$/.exec(name)?.[1] ?? name;
  if (!SOURCES.has(dotted)) return null;
  return { tool: dotted as Source, words: [dotted, ...words.slice(start + 1)], prefix: words.slice(0, start) };
}
