import type { ToolIndex } from "../reverse/find-command.ts";
import { countProblem, miscount } from "../reverse/read-line.ts";
import type { ToolLine } from "../reverse/tool-spec.ts";
import { findRow, readUrfave } from "../reverse/urfave.ts";
import type { OperandKind } from "../spec.ts";
import { type Finding, splice } from "./finding.ts";
import { flagName, gluedValue, isFlag } from "./line-parts.ts";

/** What the n-th operand names. */
export function kindAt({ command: { operands } }: ToolLine, n: number): OperandKind | undefined {
  return operands.kinds[n] ?? operands.kinds.at(-1);
}

/** Where the container's own command begins among the operands; their number where there is none. */
function commandStart({ command: { operands }, operands: typed }: ToolLine): number {
  const at = operands.kinds.indexOf("command");
  return at === -1 ? typed.length : at;
}

/**
 * Flags behind the first operand, where crictl and ctr take everything as an operand. In front of a container's own command only
 * the words right before it can be meant: no program's name begins with a dash.
 */
export function flagBehindOperand(line: ToolLine, index: ToolIndex): Finding | null {
  const { words, operands, command, tool } = line;
  const start = commandStart(line);
  const n = operands.findIndex(({ word }, i) => i > 0 && i <= start && isFlag(word));
  const operand = operands[n];
  if (n === -1 || operand === undefined || words.includes("--")) return null;
  const { at } = operand;
  const first = operands[0]?.at ?? at;
  const read = readUrfave(words, at, command.flags, command.combine);
  const end = read.problem === null ? read.next : Math.max(read.next, at);
  if (end > at) {
    const moved = words.slice(at, end);
    const message = `${tool} reads flags before the first operand only: ${moved.join(" ")} is taken for an operand`;
    return { code: "flag-after-operand", message, fix: splice(splice(words, at, end - at), first, 0, ...moved) };
  }
  const global = globalAt(words, at, index);
  if (global !== null) {
    const moved = words.slice(at, at + global);
    const message = `${moved.join(" ")} is a global flag of ${tool}: it stands before the verb, not after ${words[at - 1]}`;
    return { code: "misplaced-flag", message, fix: splice(splice(words, at, global), 1, 0, ...moved) };
  }
  const moved = [words[at] as string];
  const message = `${moved[0]} stands after the first operand, where ${tool} reads no flags`;
  return { code: "flag-after-operand", message, fix: splice(splice(words, at, 1), first, 0, ...moved) };
}

/** `exec -i it ID sh`: the dash of `-it` got lost, and `it` is taken for the container. */
export function lostDash({ words, operands, uses, command }: ToolLine): Finding | null {
  const first = operands[0];
  if (first === undefined || operands.length < 2 || !/^(?:it|ti|itd|dit|id)$/.test(first.word)) return null;
  const rows = [...first.word].map((letter) => command.flags.find(({ short }) => short === letter));
  const known = rows.filter((row) => row !== undefined);
  if (known.length === 0) return null;
  const before = uses
    .filter(({ row, at, size }) => size === 1 && known.includes(row) && words[at] === `-${row.short}`)
    .map(({ at }) => at);
  const flags =
    command.combine && known.length === rows.length ? [`-${first.word}`] : known.map(({ short }) => `-${short}`);
  const fix = words.flatMap((word, at) => (at === first.at ? flags : before.includes(at) ? [] : [word]));
  return {
    code: "lost-dash",
    message: `${first.word} is taken for the first operand: it was meant as ${flags.join(" ")}`,
    fix,
  };
}

/** `exec ID -- ls`: kubectl wants the dashes, here they are the command. */
export function dashes({ words, operands, command, tool }: ToolLine): Finding | null {
  const second = operands[1];
  if (!/(?:^| )exec$/.test(command.path) || second?.word !== "--") return null;
  const message = `${tool} takes -- after the container for the command`;
  return { code: "dashes", message, fix: splice(words, second.at, 1) };
}

/** Flags behind the operands of a container's own command are its own, unless they are the tool's global ones and nothing else is there. */
export function globalBehindCommand(line: ToolLine, index: ToolIndex): Finding | null {
  const { words, operands, tool } = line;
  const start = commandStart(line);
  const operand = operands[start];
  if (operand === undefined || !isFlag(operand.word)) return null;
  const size = globalAt(words, operand.at, index);
  if (size === null) return null;
  const moved = words.slice(operand.at, operand.at + size);
  const message = `${moved.join(" ")} is ${tool}'s own flag, but after the operands the container gets it`;
  return { code: "misplaced-flag", message, fix: splice(splice(words, operand.at, size), 1, 0, ...moved) };
}

/** How many words a global flag takes up; null: it is none. */
function globalAt(words: readonly string[], at: number, { table }: ToolIndex): number | null {
  const word = words[at] as string;
  const row = findRow(table.globals, flagName(word));
  if (row === null || row.long === "version") return null;
  return row.kind === "bool" || gluedValue(word) !== null ? 1 : 2;
}

const PLACEHOLDERS: Readonly<Record<OperandKind, string>> = {
  container: "<container-id>",
  image: "IMAGE",
  images: "IMAGE",
  command: "sh",
  text: "",
};

/** Too few operands: what is missing stands as a word to fill in. */
export function missingOperands(line: ToolLine): Finding | null {
  if (miscount(line) !== "missing") return null;
  const { words, operands, command } = line;
  const { message } = countProblem(line, "missing");
  const usage = command.operands.usage.split(" ");
  const missing: string[] = [];
  for (let n = operands.length; n < command.operands.min; n++)
    missing.push(PLACEHOLDERS[kindAt(line, n) ?? "text"] || usageWord(usage[n] ?? "NAME"));
  return { code: "operand-missing", message, fix: [...words, ...missing] };
}

/** `POD-ID` → `<pod-id>`, `CONTAINER` → `CONTAINER`. */
function usageWord(word: string): string {
  const bare = word.replace(/[[\].]/g, "");
  return /-ID$/.test(bare) ? `<${bare.toLowerCase()}>` : bare;
}

/** More operands than the command takes. `also`: what the tool does with them. */
export function extraOperands(line: ToolLine, also: string): Finding | null {
  if (miscount(line) !== "extra") return null;
  const { words, operands, command } = line;
  const max = command.operands.max ?? operands.length;
  const { message } = countProblem(line, "extra");
  const extra = operands.slice(max);
  const code = "operand-extra";
  const text = `${message}; ${also}`;
  const kind = kindAt(line, max - 1);
  const first = operands[0];
  if (max === 1 && kind !== "text" && first !== undefined && eachAlone(line)) {
    const lines = operands.map(({ word }) => [...words.slice(0, first.at), word]);
    return { code, message: text, lines };
  }
  return { code, message: text, fix: words.filter((_, at) => !extra.some((operand) => operand.at === at)) };
}

/** Whether several operands were meant as several commands: `pull a b`, but not `logs ID ls`. */
function eachAlone({ command: { path } }: ToolLine): boolean {
  return !/^(?:logs|attach)$/.test(path);
}
