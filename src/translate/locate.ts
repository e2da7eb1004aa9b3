import type { Problem } from "../model/index.ts";
import { closest } from "./closest.ts";
import { globalFlags } from "./globals.ts";
import { readFlags, rowsOf } from "./grammar.ts";
import type { FlagUse, SpecFile } from "./spec.ts";
import { allPaths, groupLoaderOf, isGroup, loaderOf, ownLoaderOf } from "./specs/index.ts";
import { quote } from "./words.ts";

/** Which command a line is, and where its own words begin. */
export interface Located {
  load: () => Promise<SpecFile>;
  /** As typed: `container ps`. */
  typed: string;
  globals: FlagUse[];
  next: number;
  /** `--help` stood before the verb. */
  help: boolean;
}

/**
 * Finds the verb of a docker line.
 * @param words the line; `words[0]` is `docker`
 * @returns a promise only where a group has flags of its own, which have to be loaded first
 */
export function locate(
  words: readonly string[],
): Located | { problem: Problem } | Promise<Located | { problem: Problem }> {
  const read = readFlags(words, 1, rowsOf(globalFlags), "operand");
  if ("problem" in read) return read;
  const { uses: globals, help } = read;
  let { next } = read;
  if (globals.some((use) => use.name === "version" && use.value === "true"))
    return { load: must("--version"), typed: "--version", globals: [], next: words.length, help };
  if (help && next === words.length) return { load: must("--help"), typed: "--help", globals, next, help: false };
  let path = words[next];
  if (path === undefined) return missing("docker", words);
  next++;
  const own = ownLoaderOf(path);
  if (own !== null) return { load: own, typed: path, globals, next, help };
  while (isGroup(path)) {
    const grouped = groupLoaderOf(path);
    if (grouped !== null) return withGroupFlags(words, path, next, globals, grouped);
    const word = words[next];
    if (word === undefined || word.startsWith("-")) {
      const whole = loaderOf(path);
      if (whole !== null) break;
      return missing(`docker ${path}`, words);
    }
    path = `${path} ${word}`;
    next++;
  }
  const load = loaderOf(path);
  return load === null ? unknown(words, path, next) : { load, typed: path, globals, next, help };
}

async function withGroupFlags(
  words: readonly string[],
  group: string,
  start: number,
  globals: FlagUse[],
  load: () => Promise<SpecFile>,
): Promise<Located | { problem: Problem }> {
  const { groupFlags } = await load();
  const rows = rowsOf(groupFlags ?? []);
  const uses = [...globals];
  let path = group;
  let next = start;
  let help = false;
  while (isGroup(path)) {
    const read = readFlags(words, next, rows, "operand");
    if ("problem" in read) return read;
    uses.push(...read.uses);
    help ||= read.help;
    const word = words[read.next];
    if (word === undefined) return missing(`docker ${path}`, words);
    path = `${path} ${word}`;
    next = read.next + 1;
  }
  if (loaderOf(path) === null) return unknown(words, path, next);
  return { load, typed: path, globals: uses, next, help };
}

function must(path: string): () => Promise<SpecFile> {
  const load = loaderOf(path);
  if (load === null) throw new Error(`no spec for ${path}`);
  return load;
}

function missing(what: string, words: readonly string[]): { problem: Problem } {
  const message = `${what} needs a command`;
  return { problem: { code: "verb-missing", message, suggestion: words.includes("--help") ? null : `${what} --help` } };
}

/** @param next index of the word after the path */
function unknown(words: readonly string[], path: string, next: number): { problem: Problem } {
  const message = `docker: unknown command: docker ${path}`;
  const prefix = path.slice(0, path.lastIndexOf(" ") + 1);
  const word = path.slice(prefix.length);
  const siblings = allPaths()
    .filter((other) => other.startsWith(prefix) && !other.startsWith("--"))
    .map((other) => other.slice(prefix.length).split(" ")[0] as string);
  const near = closest(word, siblings);
  const rest = words.slice(next);
  const before = words.slice(0, next - 1);
  let suggestion: string | null = null;
  if (near !== null) suggestion = quote([...before, near, ...rest]);
  else if (prefix !== "" && loaderOf(word) !== null)
    suggestion = quote([...words.slice(0, next - path.split(" ").length), word, ...rest]);
  return { problem: { code: "unknown-verb", message, suggestion } };
}
