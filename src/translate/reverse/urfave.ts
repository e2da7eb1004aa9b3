import { valueProblem } from "../values.ts";
import type { ToolFlag, ToolUse } from "./tool-spec.ts";

/** Why a line's flags could not be read; enough for a lint to mend it. */
export interface Unreadable {
  code: "unknown-flag" | "value-missing" | "bad-value" | "bad-flag";
  message: string;
  /** Position of the word. */
  at: number;
  /** How many words the flag takes up. */
  size: number;
  row: ToolFlag | null;
}

export interface FlagsRead {
  uses: ToolUse[];
  help: boolean;
  /** Index of the first word that is no flag. */
  next: number;
  problem: Unreadable | null;
  /** The operands, where flags may stand among them. */
  operands?: { at: number; word: string }[];
}

export function findRow(flags: readonly ToolFlag[], name: string): ToolFlag | null {
  return flags.find(({ long, short }) => long === name || short === name) ?? null;
}

/**
 * Reads flags as crictl and ctr do (urfave/cli over Go's flag package): one dash or two, values after `=` or in the next word,
 * everything ends at the first operand or `--`.
 * @param combine whether switches may stand together (`-it`), which some crictl commands allow
 */
export function readUrfave(
  words: readonly string[],
  start: number,
  flags: readonly ToolFlag[],
  combine: boolean,
): FlagsRead {
  const read: FlagsRead = { uses: [], help: false, next: start, problem: null };
  while (read.next < words.length) {
    const at = read.next;
    const word = words[at] as string;
    if (word.length < 2 || word[0] !== "-") return read;
    if (word === "--") {
      read.next++;
      return read;
    }
    const body = word.slice(word[1] === "-" ? 2 : 1);
    const equals = body.indexOf("=");
    const name = equals === -1 ? body : body.slice(0, equals);
    const fail = (code: Unreadable["code"], message: string, row: ToolFlag | null, size = 1): FlagsRead => {
      read.problem = { code, message, at, size, row };
      return read;
    };
    if (name === "" || name[0] === "-") return fail("bad-flag", `bad flag syntax: ${word}`, null);
    const row = findRow(flags, name);
    if (row === null && (name === "help" || name === "h")) {
      read.help = true;
      read.next++;
      continue;
    }
    if (row === null) {
      const letters = combine && equals === -1 && word[1] !== "-" ? lettersOf(name, flags) : null;
      if (letters === null) return fail("unknown-flag", `flag provided but not defined: -${name}`, null);
      const last = letters.at(-1) as ToolFlag;
      for (const letter of letters.slice(0, -1)) read.uses.push({ row: letter, value: "true", at, size: 1 });
      const done = take(read, words, last, null);
      if (done !== null) return fail(done.code, done.message, last, done.size);
      continue;
    }
    const done = take(read, words, row, equals === -1 ? null : body.slice(equals + 1));
    if (done !== null) return fail(done.code, done.message, row, done.size);
  }
  return read;
}

/** Adds one flag with its value; says what is wrong with it. */
function take(
  read: FlagsRead,
  words: readonly string[],
  row: ToolFlag,
  glued: string | null,
): Pick<Unreadable, "code" | "message" | "size"> | null {
  const at = read.next;
  const name = row.long ?? row.short ?? "";
  let value = glued;
  let size = 1;
  if (value === null && row.kind === "bool") value = "true";
  if (value === null) {
    value = words[at + 1] ?? null;
    if (value === null) return { code: "value-missing", message: `flag needs an argument: -${name}`, size };
    size = 2;
  }
  if (!/[$`<]/.test(value) && valueProblem(row.kind, value) !== null) {
    const what = row.kind === "bool" ? "boolean value" : "value";
    return {
      code: "bad-value",
      message: `invalid ${what} ${JSON.stringify(value)} for flag -${name}: parse error`,
      size,
    };
  }
  if (row.kind === "bool") value = /^(?:1|t|true)$/i.test(value) ? "true" : "false";
  read.uses.push({ row, value, at, size });
  read.next += size;
  return null;
}

/** The rows of letters that stand together; only the last one may take a value. Null: not all are known. */
function lettersOf(letters: string, flags: readonly ToolFlag[]): ToolFlag[] | null {
  const rows: ToolFlag[] = [];
  for (const letter of letters) {
    const row = flags.find(({ short }) => short === letter);
    if (row === undefined) return null;
    rows.push(row);
  }
  return rows.slice(0, -1).every(({ kind }) => kind === "bool") ? rows : null;
}
