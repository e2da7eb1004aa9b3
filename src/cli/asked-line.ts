import { type Problem, TOOLS, type Tool } from "../model/index.ts";
import { splitWords } from "../translate/index.ts";
import type { AskedLine } from "./examine.ts";

const isTool = (word: string | undefined): word is Tool => TOOLS.some((tool) => tool === word);

/** Programs that hold a tool as a subcommand. */
const holders = new Set(["k3s", "microk8s", "k0s"]);

/** What a typed line is: its tool, the words to run, and what is wrong with it. */
export interface ReadLine extends Omit<AskedLine, "run"> {
  /** Why ctool does not run it; null when it may. */
  reason: string | null;
  problems: Problem[];
}

/**
 * Reads a line that a person asks about. Only a tool's own reading commands may be run: everything else is explained without.
 * @param given one quoted line, or its words as the shell cut them
 * @returns null when it is no command of a tool's: a message, then
 */
export const readAskedLine = async (given: readonly string[]): Promise<ReadLine | null> => {
  const { words, problem } = given.length === 1 ? splitWords(given[0] ?? "") : { words: [...given], problem: null };
  if (problem !== null) return null;
  const typed = words[0] === "sudo" && words.length > 1 ? words.slice(1) : words;
  const held = holders.has(typed[0] ?? "") ? 1 : 0;
  const tool = typed[held];
  if (!isTool(tool)) return null;
  const input = words.join(" ");
  const { translateLine } = await import("../translate/lint/index.ts");
  const { risk, problems } = await translateLine(typed.slice(held));
  const line = { input, tool, argv: typed, problems };
  if (risk === null) return { ...line, reason: "it was not run: ctool cannot tell what it would do" };
  if (risk !== "read") return { ...line, reason: `it was not run: it changes something (${risk})` };
  return { ...line, reason: null };
};
