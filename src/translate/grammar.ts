import type { Problem } from "../model/index.ts";
import { closest } from "./closest.ts";
import { parseReference } from "./references.ts";
import type { CommandSpec, DockerCommand, FlagSpec, FlagUse, Operand, Token } from "./spec.ts";
import { readBool, valueProblem } from "./values.ts";
import { quote } from "./words.ts";

/** Flag rows by the names they are typed with. */
export interface Rows {
  long: Map<string, FlagSpec>;
  short: Map<string, FlagSpec>;
}

const known = new WeakMap<readonly FlagSpec[], Rows>();

/** @returns the rows by name; the same list is only indexed once */
export function rowsOf(flags: readonly FlagSpec[]): Rows {
  let rows = known.get(flags);
  if (rows === undefined) {
    rows = { long: new Map(), short: new Map() };
    for (const row of flags) {
      rows.long.set(row.long, row);
      if (row.short !== null) rows.short.set(row.short, row);
    }
    known.set(flags, rows);
  }
  return rows;
}

/** Flags and operands of a piece of a line. */
export interface Read {
  uses: FlagUse[];
  operands: Operand[];
  help: boolean;
  dashes: number | null;
  /** Index of the word at which reading ended. */
  next: number;
}

/** A reading that failed: docker's message, and the line as it was probably meant. */
export interface Unread {
  problem: Problem;
}

/**
 * Reads flags as docker does (spf13/pflag): grouped shorts, values glued or in the next word, `--x=y`, `--`.
 * @param words the whole line; `start` is where to begin
 * @param until `operand`: stop at the first word that is no flag (before a verb) · `first`: from the first operand on
 *   everything is an operand · `anywhere`: flags and operands mixed
 */
export function readFlags(
  words: readonly string[],
  start: number,
  rows: Rows,
  until: "operand" | "first" | "anywhere",
): Read | Unread {
  const read: Read = { uses: [], operands: [], help: false, dashes: null, next: words.length };
  let i = start;
  while (i < words.length) {
    const word = words[i] as string;
    if (word.length < 2 || word[0] !== "-") {
      if (until === "operand") break;
      read.operands.push({ at: i, word });
      i++;
      if (until === "first") break;
      continue;
    }
    if (word === "--") {
      read.dashes = read.operands.length;
      i++;
      break;
    }
    // docker's -h helps (and says it is deprecated) wherever no flag of the command took the letter.
    if (word === "--help" || (word === "-h" && !rows.short.has("h"))) {
      read.help = true;
      i++;
      continue;
    }
    const token = word[1] === "-" ? readLong(words, i, rows) : readShorts(words, i, rows);
    if ("problem" in token) return token;
    for (const each of token.uses) read.uses.push(each);
    i += token.words.length;
  }
  if (until === "operand") read.next = i;
  else for (; i < words.length; i++) read.operands.push({ at: i, word: words[i] as string });
  return read;
}

function readLong(words: readonly string[], i: number, rows: Rows): Token | Unread {
  const word = words[i] as string;
  const equals = word.indexOf("=");
  const name = word.slice(2, equals === -1 ? undefined : equals);
  if (name === "" || name[0] === "-") return unread("bad-flag", `bad flag syntax: ${word}`, without(words, i, 1));
  const row = rows.long.get(name);
  if (row === undefined) {
    const near = closest(name, [...rows.long.keys()]);
    const fixed = near === null ? null : replaced(words, i, `--${near}${equals === -1 ? "" : word.slice(equals)}`);
    return unread("unknown-flag", `unknown flag: --${name}`, fixed);
  }
  const token: Token = { at: i, words: [word], uses: [] };
  if (equals !== -1) return use(token, row, word.slice(equals + 1), false, words, i);
  if (row.kind === "bool") return use(token, row, "true", false, words, i);
  const value = words[i + 1];
  if (value === undefined) return unread("value-missing", `flag needs an argument: --${name}`, null);
  token.words.push(value);
  return use(token, row, value, false, words, i);
}

function readShorts(words: readonly string[], i: number, rows: Rows): Token | Unread {
  const word = words[i] as string;
  const token: Token = { at: i, words: [word], uses: [] };
  for (let at = 1; at < word.length; at++) {
    const letter = word[at] as string;
    const row = rows.short.get(letter);
    if (row === undefined) {
      const rest = `-${word.slice(at)}`;
      return unread("unknown-flag", `unknown shorthand flag: '${letter}' in ${rest}`, withoutLetter(words, i, at));
    }
    if (row.kind !== "bool") {
      const glued = word.slice(at + 1);
      if (glued === "") {
        const value = words[i + 1];
        if (value === undefined)
          return unread("value-missing", `flag needs an argument: '${letter}' in -${word.slice(at)}`, null);
        token.words.push(value);
        return use(token, row, value, true, words, i);
      }
      return use(token, row, glued[0] === "=" && glued.length > 1 ? glued.slice(1) : glued, true, words, i);
    }
    if (word[at + 1] === "=" && at + 2 < word.length) return use(token, row, word.slice(at + 2), true, words, i);
    const done = use(token, row, "true", true, words, i);
    if ("problem" in done) return done;
  }
  return token;
}

function use(
  token: Token,
  row: FlagSpec,
  value: string,
  short: boolean,
  words: readonly string[],
  i: number,
): Token | Unread {
  const wrong = row.unlimited && value === "-1" ? null : valueProblem(row.kind, value);
  if (wrong !== null) {
    const named = row.short === null ? `--${row.long}` : `-${row.short}, --${row.long}`;
    const text = `invalid argument ${JSON.stringify(value)} for "${named}" flag: ${wrong}`;
    return unread("bad-value", text, without(words, i, token.words.length));
  }
  const name = row.aliasOf ?? row.long;
  const plain = row.kind === "bool" ? String(readBool(value)) : value;
  token.uses.push({ row, name, value: plain, short, token });
  return token;
}

/**
 * Reads what follows the verb.
 * @param words the whole line, `docker` first
 * @param start index of the first word after the verb
 * @param typed the verb as typed
 */
export function readCommand(
  words: readonly string[],
  start: number,
  typed: string,
  spec: CommandSpec,
  globals: FlagUse[],
): DockerCommand | Unread {
  const read = readFlags(words, start, rowsOf(spec.flags), spec.operands.options);
  if ("problem" in read) return read;
  const byName = new Map<string, FlagUse[]>();
  for (const each of read.uses) {
    const uses = byName.get(each.name);
    if (uses === undefined) byName.set(each.name, [each]);
    else uses.push(each);
  }
  const { uses, operands, help, dashes } = read;
  const command: DockerCommand = { spec, typed, globals, uses, operands, help, dashes, byName, problems: [] };
  if (help) return command;
  const miscounted = countProblem(command);
  command.problems = spec.check?.(command) ?? [];
  if (miscounted !== null) return { problem: command.problems[0] ?? miscounted };
  const refused = command.problems.find(({ code }) => code.startsWith("bad-")) ?? referenceProblem(command);
  return refused === null ? command : { problem: refused };
}

/** Docker's own words for too few or too many operands. */
function countProblem(command: DockerCommand): Problem | null {
  const { spec, typed, operands } = command;
  const { min, max } = spec.operands;
  const count = operands.length;
  if (count >= min && (max === null || count <= max)) return null;
  const what = `docker: 'docker ${typed}'`;
  const s = (n: number) => (n === 1 ? "argument" : "arguments");
  let says = `requires at least ${min} and at most ${max} ${s(max ?? 0)}`;
  if (max === 0) says = "accepts no arguments";
  else if (max === min) says = `requires ${min} ${s(min)}`;
  else if (max === null) says = `requires at least ${min} ${s(min)}`;
  else if (min === 0) says = `requires at most ${max} ${s(max)}`;
  const mended = count < min ? (spec.mend?.(command) ?? null) : null;
  const suggestion = mended === null ? null : quote(["docker", ...typed.split(" "), ...typedFlags(command), ...mended]);
  return { code: count < min ? "operand-missing" : "operand-extra", message: `${what} ${says}`, suggestion };
}

/** The flags of a line as they were typed, without the operands. */
export function typedFlags(command: DockerCommand): string[] {
  return [...new Set(command.uses.map(({ token }) => token))].flatMap(({ words }) => words);
}

/** Image names that docker refuses before it does anything. */
function referenceProblem({ spec, operands, byName }: DockerCommand): Problem | null {
  const { kinds } = spec.operands;
  // nerdctl's own: the first operand is a folder.
  if (byName.has("rootfs")) return null;
  for (let i = 0; i < operands.length; i++) {
    if ((kinds[i] ?? kinds.at(-1)) !== "image") continue;
    const { word } = operands[i] as Operand;
    if (isOpaque(word) || /^(?:sha256:)?[0-9a-f]{64}$/.test(word)) continue;
    const parsed = parseReference(word);
    if ("problem" in parsed) return { code: "bad-reference", message: `docker: ${parsed.problem}`, suggestion: null };
  }
  return null;
}

/** A word that a shell or a person has yet to fill in: `$IMAGE`, `<container-id>`. */
export function isOpaque(word: string): boolean {
  return /[$`<]/.test(word);
}

function unread(code: string, message: string, suggestion: string | null): Unread {
  return { problem: { code, message, suggestion } };
}

function without(words: readonly string[], i: number, count: number): string {
  return quote([...words.slice(0, i), ...words.slice(i + count)]);
}

function withoutLetter(words: readonly string[], i: number, at: number): string | null {
  const word = words[i] as string;
  const kept = word.slice(0, at) + word.slice(at + 1);
  return kept.length < 2 ? null : replaced(words, i, kept);
}

function replaced(words: readonly string[], i: number, word: string): string {
  return quote([...words.slice(0, i), word, ...words.slice(i + 1)]);
}
