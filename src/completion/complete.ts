import { type CommandSpec, explainCommand } from "../translate/index.ts";
import { globalFlagsMap, groupFlagsOf, typedPaths } from "../translate/map/index.ts";
import { completeFlag, fromSpec, readWords } from "./flags.ts";
import { type Completion, type FlagRow, NOTHING, type OwnVerbRow, type Tables } from "./types.ts";
import { flagValues, placeholderValues } from "./values.ts";
import { dockerVerbs } from "./verbs.ts";

/** Docker's flags before the verb. */
const dockerGlobals = (): FlagRow[] =>
  globalFlagsMap().map(({ flag, short, kind, meaning }) =>
    fromSpec({ long: flag.slice(2), short: short?.slice(1) ?? null, kind, meaning }),
  );

/** A verb's own flags, and ctool's wherever the verb does not own the name. */
const withGlobals = (own: readonly FlagRow[], tables: Tables): FlagRow[] => [
  ...own,
  ...tables.globals.filter(({ name }) => !own.some((flag) => flag.name === name)),
];

/**
 * What would fit as the last of some words.
 * @param words what stands behind `ctool`, the last one being typed (empty: a new one begins)
 * @returns candidates that begin with that word, whole; what is on this node is left to the caller (`live`)
 */
export const completeWords = async (words: readonly string[], tables: Tables): Promise<Completion> => {
  const current = words.at(-1) ?? "";
  const found = await completeLine(words.slice(0, -1), current, tables);
  return { ...found, candidates: found.candidates.filter(({ text }) => text.startsWith(current)) };
};

const completeLine = async (before: readonly string[], current: string, tables: Tables): Promise<Completion> => {
  const flags = withGlobals(dockerGlobals(), tables);
  const { waiting, next } = readWords(before, flags, "verb");
  if (waiting !== null) return flagValues(waiting, null, current, "", tables);
  const typed = before.slice(next);
  // `ctool docker ps`: the line as it would be without ctool.
  const [verb, ...rest] = typed[0] === "docker" ? typed.slice(1) : typed;
  if (verb === undefined)
    return current.startsWith("-") ? completeFlag(current, flags, null, tables) : verbs(current, tables);
  const [second, ...behind] = rest;
  const pair = tables.verbs.find(({ name }) => name === `${verb} ${second}`);
  if (pair !== undefined) return completeOwn(pair, behind, current, tables);
  const own = tables.verbs.find(({ name, alias }) => name === verb || alias === verb);
  return own === undefined ? completeDocker([verb, ...rest], current, tables) : completeOwn(own, rest, current, tables);
};

const DOCKER = { text: "docker", meaning: "What you know; then its verb." };

/**
 * Every verb that goes on from some words: docker's, and ctool's own (`image copy` is one of two words).
 * @param before words of the verb that stand already
 */
const verbs = async (current: string, tables: Tables, before: readonly string[] = []): Promise<Completion> => {
  const prefix = before.length === 0 ? "" : `${before.join(" ")} `;
  const mine = tables.verbs.filter(({ hidden, name }) => hidden !== true && name.startsWith(prefix + current));
  const own = mine.map(({ name, summary }) => ({ text: name.slice(prefix.length), meaning: summary }));
  const all = [
    ...(before.length === 0 ? [DOCKER] : []),
    ...own.filter(({ text }) => !text.includes(" ")),
    ...(await dockerVerbs(before, current)),
  ];
  return { ...NOTHING, candidates: all.sort((a, b) => (a.text < b.text ? -1 : 1)) };
};

const completeOwn = async (
  verb: OwnVerbRow,
  rest: readonly string[],
  current: string,
  tables: Tables,
): Promise<Completion> => {
  const flags = withGlobals(
    verb.flags.map((flag) => ({ ...flag, short: null })),
    tables,
  );
  const read = readWords(rest, flags, verb.wholeLine ? "verb" : "end");
  const line = rest.slice(read.next);
  if (verb.wholeLine && line.length > 0 && read.waiting === null) {
    const isDocker = !/^(?:nerdctl|crictl|ctr|kubectl)$/.test(line[0] ?? "");
    return isDocker ? completeWords([...line, current], tables) : NOTHING;
  }
  if (read.waiting !== null) return flagValues(read.waiting, null, current, "", tables);
  if (current.startsWith("-") && !read.ended) return completeFlag(current, flags, null, tables);
  const placeholders = verb.operands.split(" ").filter((word) => word !== "");
  const at = read.operands.length;
  const placeholder = placeholders[at] ?? (placeholders.at(-1)?.includes("…") ? placeholders.at(-1) : undefined);
  const deeper = /VERB|COMMAND/.test(placeholders.at(-1) ?? "") ? read.operands : [];
  if (placeholder === undefined && deeper.length === 0) return NOTHING;
  if (placeholder?.includes("LINE")) {
    return verbs(current, tables);
  }
  return placeholderValues(placeholder ?? "COMMAND", "", tables, async (which) =>
    which === "VERB" ? verbs(current, tables, deeper) : { ...NOTHING, candidates: await dockerVerbs(deeper, current) },
  );
};

/** @param words from docker's verb on */
const completeDocker = async (words: readonly string[], current: string, tables: Tables): Promise<Completion> => {
  const paths = new Set(await typedPaths());
  const path: string[] = [];
  let at = 0;
  while (at < words.length && isPrefix(paths, [...path, words[at] ?? ""])) {
    path.push(words[at] ?? "");
    at++;
    const group = (await groupFlagsOf(path.join(" "))).map(fromSpec);
    if (group.length === 0) continue;
    const read = readWords(words.slice(at), withGlobals(group, tables), "verb");
    if (read.waiting !== null) return flagValues(read.waiting, null, current, "", tables);
    at += read.next;
    if (at === words.length && current.startsWith("-"))
      return completeFlag(current, withGlobals(group, tables), null, tables);
  }
  const rest = words.slice(at);
  const typed = path.join(" ");
  if (rest.length === 0 && !current.startsWith("-") && [...paths].some((each) => each.startsWith(`${typed} `))) {
    const deeper = await verbs(current, tables, path);
    if (deeper.candidates.length > 0) return deeper;
  }
  const spec = paths.has(typed) ? await explainCommand(path) : null;
  return spec === null ? NOTHING : completeArguments(spec, rest, current, tables);
};

/** Whether some verb is these words, or begins with them. */
const isPrefix = (paths: ReadonlySet<string>, words: readonly string[]): boolean => {
  const text = words.join(" ");
  return paths.has(text) || [...paths].some((path) => path.startsWith(`${text} `));
};

const completeArguments = async (
  spec: CommandSpec,
  rest: readonly string[],
  current: string,
  tables: Tables,
): Promise<Completion> => {
  const own = spec.flags.filter(({ aliasOf }) => aliasOf === null).map(fromSpec);
  const read = readWords(
    rest,
    withGlobals(spec.flags.map(fromSpec), tables),
    spec.operands.options === "first" ? "operand" : "end",
  );
  if (read.waiting !== null) return flagValues(read.waiting, spec.path, current, "", tables);
  if (current.startsWith("-") && !read.ended) return completeFlag(current, withGlobals(own, tables), spec.path, tables);
  const { usage, kinds, max } = spec.operands;
  const at = read.operands.length;
  if (max !== null && at >= max) return NOTHING;
  const kind = kinds[at] ?? kinds.at(-1);
  if (kind === "container") return { ...NOTHING, live: runningOnly(spec) ? "running" : "container" };
  if (kind === "image" || kind === "images") return { ...NOTHING, live: "image" };
  if (kind === "command") return { ...NOTHING, files: true };
  const words = usage.split(" ").filter((word) => word !== "");
  const word = (words[at] ?? words.at(-1) ?? "").replace(/[[\].]/g, "");
  if (/^CONTAINER:|\|CONTAINER:/.test(word)) return { ...NOTHING, live: "running", files: true, open: true };
  return placeholderValues(word, "", tables, async () => NOTHING);
};

/** Whether a verb is about what runs: crictl's look-up of names in the same table says so. */
const runningOnly = ({ tools: { crictl } }: CommandSpec): boolean =>
  crictl.kind === "verb" && crictl.lookup === "running";
