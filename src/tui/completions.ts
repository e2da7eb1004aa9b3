import { allLoaders, allPaths, type CommandSpec, explainCommand, splitWords } from "../translate/index.ts";
import type { Candidate, Candidates } from "./state/index.ts";

/** Paths of docker's verbs and ctool's own (pods, namespaces), which stand in the last spec file. */
const verbPaths = async (): Promise<string[]> => {
  const own = await allLoaders().at(-1)?.();
  return [...allPaths().filter((path) => !path.startsWith("-")), ...(own?.commands.map(({ path }) => path) ?? [])];
};

/** The words behind `docker`, and whether anything but the verb may follow. */
const withoutDocker = (words: readonly string[]): string[] => {
  const rest = words[0] === "sudo" ? words.slice(1) : [...words];
  return rest[0] === "docker" || rest[0] === "ctool" ? rest.slice(1) : rest;
};

const verbs = async (before: readonly string[], word: string): Promise<Candidate[]> => {
  const prefix = before.length === 0 ? "" : `${before.join(" ")} `;
  const next = new Map<string, string | null>();
  for (const path of await verbPaths()) {
    if (!path.startsWith(prefix + word)) continue;
    const [text = "", ...deeper] = path.slice(prefix.length).split(" ");
    if (deeper.length === 0) next.set(text, path);
    else if (!next.has(text)) next.set(text, null);
  }
  return Promise.all(
    [...next]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([text, path]) => ({
        text,
        meaning: path === null ? "" : ((await explainCommand(path.split(" ")))?.summary ?? ""),
      })),
  );
};

/** The command these words begin with, and the words after its path. */
const commandIn = async (words: readonly string[]): Promise<{ spec: CommandSpec; rest: string[] } | null> => {
  const spec = await explainCommand(words);
  if (spec === null) return null;
  const typed = [spec.path, ...spec.aliases].filter((path) => `${words.join(" ")} `.startsWith(`${path} `));
  const longest = typed.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? null : { spec, rest: words.slice(longest.split(" ").length) };
};

/** Whether the words hold an operand already: behind it flags may be the container's. Flags' values are no operands. */
const hasOperand = ({ flags }: CommandSpec, words: readonly string[]): boolean => {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("-")) return true;
    const name = word.replace(/^-+/, "");
    const letter = word.startsWith("--") ? null : name.at(-1);
    const row = flags.find(({ long, short }) => long === name || (letter !== null && short === letter));
    if (row !== undefined && row.kind !== "bool" && !word.includes("=")) index++;
  }
  return false;
};

const flags = async (words: readonly string[], word: string): Promise<Candidate[]> => {
  const command = await commandIn(words);
  if (command === null) return [];
  const { spec, rest } = command;
  if (rest.includes("--") || (spec.operands.options === "first" && hasOperand(spec, rest))) return [];
  return spec.flags
    .filter(({ long, aliasOf }) => aliasOf === null && `--${long}`.startsWith(word))
    .map(({ long, kind, meaning }) => ({
      text: `--${long}`,
      meaning: kind === "bool" ? meaning : `${kind}: ${meaning}`,
    }))
    .sort((a, b) => (a.text < b.text ? -1 : 1));
};

/**
 * The verbs or flags that would fit at the cursor, out of the spec tables.
 * @returns null where nothing would, or where the word is whole and nothing else begins like it
 */
export const findCandidates = async (text: string, cursor: number): Promise<Candidates | null> => {
  const head = text.slice(0, cursor);
  const word = /\S*$/.exec(head)?.[0] ?? "";
  const from = cursor - word.length;
  const { words, problem } = splitWords(head.slice(0, from));
  // Inside quotes, or behind what a shell would do: no place for a verb or a flag.
  if (problem !== null || /["'`$\\]/.test(word)) return null;
  const before = withoutDocker(words);
  let items: Candidate[];
  if (word.startsWith("-")) items = before.length === 0 ? [] : await flags(before, word);
  else if (word === "" && words.length === 0) items = [];
  else items = await verbs(before, word);
  if (words.length === 0 && word !== "" && "docker".startsWith(word))
    items = [{ text: "docker", meaning: "What you know; then its verb." }, ...items];
  const [only] = items;
  return only === undefined || (items.length === 1 && only.text === word) ? null : { from, items };
};
