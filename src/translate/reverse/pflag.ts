import { valueProblem } from "../values.ts";
import type { ToolFlag, ToolUse } from "./tool-spec.ts";
import type { FlagsRead, Unreadable } from "./urfave.ts";

/**
 * Reads flags as kubectl does (spf13/pflag): flags and operands mixed, shorts in groups, everything after `--` is operand.
 * @param until `operand`: stop at the first word that is no flag (before a verb)
 * @returns the operands too, as flags do not end at the first one
 */
export function readPflag(
  words: readonly string[],
  start: number,
  flags: readonly ToolFlag[],
  until: "operand" | "end" = "end",
): FlagsRead {
  const operands: { at: number; word: string }[] = [];
  const read: FlagsRead = { uses: [], help: false, next: start, problem: null, operands };
  const fail = (code: Unreadable["code"], message: string, at: number, row: ToolFlag | null): FlagsRead => {
    read.problem = { code, message, at, size: 1, row };
    return read;
  };
  let i = start;
  while (i < words.length) {
    const word = words[i] as string;
    if (word.length < 2 || word[0] !== "-") {
      if (until === "operand") break;
      operands.push({ at: i, word });
      i++;
      continue;
    }
    if (word === "--") {
      for (i++; i < words.length; i++) operands.push({ at: i, word: words[i] as string });
      break;
    }
    if (word === "--help" || word === "-h") {
      read.help = true;
      i++;
      continue;
    }
    const size: number | Unreadable =
      word[1] === "-" ? long(read.uses, words, i, flags) : shorts(read.uses, words, i, flags);
    if (typeof size !== "number") return fail(size.code, size.message, i, size.row);
    i += size;
  }
  read.next = i;
  return read;
}

function long(uses: ToolUse[], words: readonly string[], at: number, flags: readonly ToolFlag[]): number | Unreadable {
  const word = words[at] as string;
  const equals = word.indexOf("=");
  const name = word.slice(2, equals === -1 ? undefined : equals);
  const row = flags.find((flag) => flag.long === name);
  if (row === undefined) return { code: "unknown-flag", message: `unknown flag: --${name}`, at, size: 1, row: null };
  return add(uses, words, at, row, equals === -1 ? null : word.slice(equals + 1));
}

function shorts(
  uses: ToolUse[],
  words: readonly string[],
  at: number,
  flags: readonly ToolFlag[],
): number | Unreadable {
  const word = words[at] as string;
  for (let i = 1; i < word.length; i++) {
    const row = flags.find((flag) => flag.short === word[i]);
    if (row === undefined)
      return {
        code: "unknown-flag",
        message: `unknown shorthand flag: '${word[i]}' in ${word}`,
        at,
        size: 1,
        row: null,
      };
    const rest = word.slice(i + 1);
    if (row.kind !== "bool") return add(uses, words, at, row, rest === "" ? null : rest.replace(/^=/, ""));
    uses.push({ row, value: "true", at, size: 1 });
  }
  return 1;
}

function add(
  uses: ToolUse[],
  words: readonly string[],
  at: number,
  row: ToolFlag,
  glued: string | null,
): number | Unreadable {
  const name = row.long ?? row.short;
  let value = glued ?? (row.kind === "bool" ? "true" : null);
  let size = 1;
  if (value === null) {
    value = words[at + 1] ?? null;
    if (value === null) return { code: "value-missing", message: `flag needs an argument: --${name}`, at, size, row };
    size = 2;
  }
  if (!/[$`<]/.test(value) && valueProblem(row.kind, value) !== null)
    return { code: "bad-value", message: `invalid argument ${JSON.stringify(value)} for --${name}`, at, size, row };
  uses.push({ row, value: row.kind === "bool" ? String(/^(?:1|t|true)$/i.test(value)) : value, at, size });
  return size;
}
