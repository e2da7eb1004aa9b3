import { TOOLS } from "../model/index.ts";
import { CONTAINER_FILTERS, IMAGE_FILTERS } from "../select/filters.ts";
import { DOCKER_STATES, HEALTH } from "../select/states.ts";
import { type Completion, type FlagRow, type Live, NOTHING, type Tables } from "./types.ts";

const FITS = ["exact", "steps", "partial", "none"];

import { dockerVerbs } from "./verbs.ts";

/** Values that a flag's one sentence names: `When to pull the image: always, missing, never.` */
export const wordsIn = (meaning: string): string[] => {
  // `on-failure[:N]`: what may follow a value is not part of it.
  const plain = meaning.replace(/\[[^\]]*\]/g, "");
  const list = /:\s([^:]*)\.$/.exec(plain)?.[1] ?? /\(([^()]*)\)\.?$/.exec(plain)?.[1] ?? "";
  const words = list.split(/,|\bor\b|\band\b/).map((word) => word.trim());
  return words.filter((word) => /^[a-z][a-z0-9-]*$/.test(word));
};

const FORMATS = /\b(?:json|table|yaml|pretty)\b/g;
const FILE_WORDS = /\b(?:[Ff]iles?|[Ff]olders?|Dockerfile)\b/;

const words = (prefix: string, texts: readonly string[], open = false): Completion => ({
  ...NOTHING,
  candidates: texts.map((text) => ({ text: prefix + text, meaning: "" })),
  prefix,
  open,
});
const live = (kind: Live, prefix: string): Completion => ({ ...NOTHING, live: kind, prefix });

/** Keys of `--filter`: those the list itself takes where ctool knows them all, else those its sentence names. */
const filterKeys = (command: string | null, meaning: string): readonly string[] => {
  if (command === "container ls") return CONTAINER_FILTERS;
  return command === "image ls" ? IMAGE_FILTERS : wordsIn(meaning);
};

/** The values of one filter that are a closed set, or names on this node. */
const filterValues = (command: string | null, key: string, prefix: string): Completion => {
  if (command === "container ls" && key === "status") return words(prefix, DOCKER_STATES);
  if (command === "container ls" && key === "health") return words(prefix, HEALTH);
  if (key === "ancestor") return live("image", prefix);
  if (key === "name" && command === "container ls") return live("container", prefix);
  if (/^(?:network|volume)$/.test(key)) return live(key as Live, prefix);
  return /^(?:dangling|is-task|is-official)$/.test(key) ? words(prefix, ["true", "false"]) : NOTHING;
};

/** Flags whose values are names on this node. */
const NAMED: Readonly<Record<string, Live>> = {
  target: "target",
  namespace: "namespace",
  network: "network",
  net: "network",
  "volumes-from": "container",
  link: "container",
};

/** What a placeholder of ctool's own tables stands for: `TOOL`, `a|b`, `FILE`, `CONTAINER`. */
export const placeholderValues = async (
  placeholder: string,
  prefix: string,
  tables: Tables,
  verbs: (which: "COMMAND" | "VERB") => Promise<Completion>,
): Promise<Completion> => {
  const parts = placeholder.replace(/[[\].…]/g, "").split("|");
  const found = await Promise.all(
    parts.map(async (part): Promise<Completion> => {
      if (/^[a-z]/.test(part) && part !== "file") return words(prefix, [part]);
      if (part === "TOOL")
        return words(
          prefix,
          TOOLS.filter((tool) => tool !== "docker"),
        );
      if (part === "FIT") return words(prefix, FITS);
      if (part === "COMMAND" || part === "VERB") return verbs(part);
      if (part === "TOPIC") return { ...NOTHING, candidates: tables.topics };
      if (part === "TOOL=VERSION")
        return words(
          prefix,
          TOOLS.filter((tool) => tool !== "docker").map((tool) => `${tool}=`),
          true,
        );
      if (/^(?:FILE|file|DIR|PATH|SOCKET)$/.test(part)) return { ...NOTHING, files: true, prefix };
      const kind = part.toLowerCase();
      return /^(?:container|image|namespace|network|volume|target)$/.test(kind) ? live(kind as Live, prefix) : NOTHING;
    }),
  );
  return {
    candidates: found.flatMap(({ candidates }) => candidates),
    live: found.find((each) => each.live !== null)?.live ?? null,
    prefix,
    files: found.some(({ files }) => files),
    open: found.some(({ open }) => open),
  };
};

/**
 * What would fit as a flag's value.
 * @param command canonical docker command the flag belongs to; null for ctool's own and docker's global flags
 * @param typed the value so far
 * @param prefix what stands before the value in the same word: `--filter=`; empty where it is a word of its own
 */
export const flagValues = async (
  flag: FlagRow,
  command: string | null,
  typed: string,
  prefix: string,
  tables: Tables,
): Promise<Completion> => {
  if (flag.name === "filter" && command !== null) {
    const at = typed.indexOf("=");
    if (at !== -1) return filterValues(command, typed.slice(0, at), `${prefix}${typed.slice(0, at + 1)}`);
    const keys = filterKeys(command, flag.meaning).map((key) => `${key}=`);
    return words(prefix, keys, true);
  }
  const value = flag.value ?? "";
  const kind = NAMED[flag.name];
  if (kind !== undefined) return { ...words(prefix, wordsIn(flag.meaning)), live: kind };
  if (/^[A-Z]|\|/.test(value))
    return placeholderValues(value, prefix, tables, async () => ({
      ...NOTHING,
      candidates: await dockerVerbs([], typed),
    }));
  if (flag.name === "format") return words(prefix, [...new Set(flag.meaning.match(FORMATS) ?? [])]);
  const named = wordsIn(flag.meaning);
  if (named.length > 0) return words(prefix, value === "map" ? named.map((key) => `${key}=`) : named, value === "map");
  const isPath = /^(?:mount|volume|config)$/.test(flag.name) || FILE_WORDS.test(flag.meaning);
  return { ...NOTHING, files: isPath, prefix };
};
