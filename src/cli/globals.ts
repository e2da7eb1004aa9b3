import { usageError } from "./errors.ts";

/** ctool's own flags: long only, none with the name of a global flag of docker's. They work anywhere unless the verb owns the name. */
export const globalFlags = {
  json: { value: null, meaning: "print the documented JSON instead of text" },
  target: { value: "ID", meaning: "the engine to use, by id or flavor (see: ctool targets)" },
  address: { value: "SOCKET", meaning: "the engine socket to use" },
  namespace: { value: "NAME", meaning: "the containerd namespace to use" },
  "all-namespaces": { value: null, meaning: "every containerd namespace of the target, in one table" },
  demo: { value: null, meaning: "answer from a bundled recording of a real k3s node" },
  replay: { value: "FILE", meaning: "answer from a recording" },
  record: { value: "FILE", meaning: "write what was looked at and run to FILE (whole, not masked, mode 0600)" },
  timeout: { value: "SECONDS", meaning: "deadline of every command that ctool runs (10 for lists)" },
  layout: {
    value: "joined|columns|stacked",
    meaning: "one table (default), raw outputs side by side, or one under the other",
  },
  sandboxes: { value: null, meaning: "show pod sandboxes (pause) as rows" },
  verbose: { value: null, meaning: "show the commands that were run, even on a narrow terminal" },
  "exit-code": { value: null, meaning: "exit 5 when the tools differ" },
  via: { value: "TOOL", meaning: "the tool that carries out a write, or answers where one tool is asked" },
  compare: { value: null, meaning: "ask every tool, also where one is enough (logs, top, port, diff)" },
  attempt: { value: "N", meaning: "this attempt of a pod's container in place of the newest" },
  previous: { value: null, meaning: "the attempt before the newest of a pod's container (logs)" },
  "dry-run": { value: null, meaning: "show what would be run and run none of it" },
  yes: { value: null, meaning: "answer yes: needed for what destroys, off a terminal" },
  "accept-loss": { value: null, meaning: "carry a write out although its translation loses something" },
  "override-guard": { value: null, meaning: "do what a guard forbids: images in use or pinned, containers of pods" },
  "read-only": { value: null, meaning: "refuse every write" },
  assume: { value: "TOOL=VERSION", meaning: "translate for this version of a tool" },
  ascii: { value: null, meaning: "draw with ASCII only" },
  "no-color": { value: null, meaning: "no colours (as NO_COLOR=1)" },
  "screen-reader": { value: null, meaning: "no boxes, no spinners, states as words" },
} as const;

export type GlobalFlag = keyof typeof globalFlags;

/** ctool's own flags as typed: `true` for a switch, the text for a flag with a value, a list for one that repeats. */
export interface Globals {
  switches: ReadonlySet<GlobalFlag>;
  /** Switches that were turned off (`--read-only=false`), whatever a variable or a file says. */
  off: ReadonlySet<GlobalFlag>;
  values: ReadonlyMap<GlobalFlag, string>;
  /** `--assume`, which may repeat. */
  assume: readonly string[];
}

/** What a verb says about its own flags, so that they are left to it. */
export interface OwnFlags {
  /** Flag (`all`, `a`) → whether it takes a value. */
  takesValue: ReadonlyMap<string, boolean>;
  /** False for run, create, exec: what follows the first operand belongs to the container. */
  interspersed: boolean;
}

const isGlobal = (name: string): name is GlobalFlag => Object.hasOwn(globalFlags, name);

/** Whether a word (`namespace`, without its dashes) names a flag of ctool's that takes the next word as its value. */
export const globalTakesValue = (name: string): boolean => isGlobal(name) && globalFlags[name].value !== null;

/** How many words a flag of the verb's own takes up, itself included; null when it is not the verb's. */
const ownWidth = (word: string, own: OwnFlags): number | null => {
  if (word.startsWith("--")) {
    const name = word.slice(2).split("=", 1)[0] ?? "";
    const takesValue = own.takesValue.get(name);
    if (takesValue === undefined) return null;
    return takesValue && !word.includes("=") ? 2 : 1;
  }
  for (let index = 1; index < word.length; index++) {
    const takesValue = own.takesValue.get(word[index] ?? "");
    if (takesValue === undefined) return 1;
    if (takesValue) return index === word.length - 1 ? 2 : 1;
  }
  return 1;
};

/**
 * Takes ctool's own flags out of the words.
 * @param own the verb's own flags, asked once with the words from the verb on; null when the verb is not known
 * @returns the flags, the words before the verb that are not ctool's (docker's global flags), and those from the verb on
 * @throws {CtoolError} usage, for a missing value or a value where none belongs
 */
export const splitGlobals = async (
  words: readonly string[],
  own: (fromVerb: readonly string[]) => Promise<OwnFlags | null>,
): Promise<{ globals: Globals; before: string[]; fromVerb: string[] }> => {
  const switches = new Set<GlobalFlag>();
  const off = new Set<GlobalFlag>();
  const values = new Map<GlobalFlag, string>();
  const assume: string[] = [];
  const take = (list: readonly string[], index: number): number => {
    const word = list[index] ?? "";
    if (!word.startsWith("--")) return 0;
    const [name = "", ...rest] = word.slice(2).split("=");
    if (!isGlobal(name)) return 0;
    const inline = rest.length > 0 ? rest.join("=") : null;
    if (globalFlags[name].value === null) {
      if (inline !== null && inline !== "true" && inline !== "false")
        throw usageError(`--${name} takes no value but true or false`);
      const [to, from] = inline === "false" ? [off, switches] : [switches, off];
      to.add(name);
      from.delete(name);
      return 1;
    }
    const value = inline ?? list[index + 1];
    if (value === undefined || value === "")
      throw usageError(`--${name} needs a value: --${name} ${globalFlags[name].value}`);
    if (name === "assume") assume.push(value);
    else values.set(name, value);
    return inline === null ? 2 : 1;
  };

  const before: string[] = [];
  let index = 0;
  while (index < words.length) {
    const word = words[index] ?? "";
    if (!word.startsWith("-") || word === "-") break;
    const width = take(words, index);
    if (width === 0) {
      // Docker's global flags that take a value, so that the value is not mistaken for the verb.
      const takes = /^(-H|-c|-l|--host|--context|--log-level|--config|--tlscacert|--tlscert|--tlskey)$/.test(word);
      before.push(...words.slice(index, index + (takes ? 2 : 1)));
      index += takes ? 2 : 1;
    } else index += width;
  }
  const tail = words.slice(index);
  const ownFlags = await own(tail);
  const fromVerb: string[] = [];
  for (let at = 0; at < tail.length; ) {
    const word = tail[at] ?? "";
    const isFlag = word.startsWith("-") && word !== "-" && word !== "--";
    const width = isFlag && ownFlags ? ownWidth(word, ownFlags) : null;
    if (width !== null && isFlag && (word.startsWith("--") || !isGlobal(word))) {
      fromVerb.push(...tail.slice(at, at + width));
      at += width;
      continue;
    }
    const taken = isFlag ? take(tail, at) : 0;
    if (taken > 0) {
      at += taken;
      continue;
    }
    fromVerb.push(word);
    at++;
    const ends =
      word === "--" || (!isFlag && ownFlags !== null && !ownFlags.interspersed && at > 1 && !isVerbWord(tail, at - 1));
    if (ends) {
      fromVerb.push(...tail.slice(at));
      break;
    }
  }
  return { globals: { switches, off, values, assume }, before, fromVerb };
};

/** Whether the word at `index` is still the verb: the second word of `container run`. */
const isVerbWord = (tail: readonly string[], index: number): boolean =>
  index === 0 || (index === 1 && /^(container|image|builder)$/.test(tail[0] ?? ""));
