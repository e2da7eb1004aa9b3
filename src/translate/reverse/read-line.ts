import type { Problem } from "../../model/index.ts";
import { indexOf, type ToolIndex } from "./find-command.ts";
import { readPflag } from "./pflag.ts";
import type { Source, ToolCommand, ToolFlag, ToolLine, ToolUse } from "./tool-spec.ts";
import { type FlagsRead, readUrfave, type Unreadable } from "./urfave.ts";

/** A line of crictl, ctr or kubectl that its tool would not take; enough for a lint to mend it. */
export interface Misread {
  why: "verb-missing" | "unknown-verb" | "bad-global" | "bad-flag";
  message: string;
  tool: Source;
  words: readonly string[];
  live: readonly string[];
  index: ToolIndex;
  /** The groups that were found: `tasks`; empty at the top. */
  path: string;
  command: ToolCommand | null;
  /** Where the words of the verb stand, as far as they were found: [start, end). */
  verbAt: readonly [number, number];
  globals: ToolUse[];
  uses: ToolUse[];
  flag: Unreadable | null;
}

const VERSION: ToolCommand = {
  path: "--version",
  aliases: [],
  operands: { usage: "", min: 0, max: null, kinds: [], options: "first" },
  combine: false,
  risk: "read",
  docker: { kind: "docker", verb: "--version" },
  flags: [],
};
const HELP: ToolCommand = { ...VERSION, path: "--help", docker: { kind: "docker", verb: "--help" } };

/**
 * Reads a line as its tool does.
 * @param words the tool's name first
 * @param live pieces that a shell still has to fill in
 */
export async function readLine(
  tool: Exclude<Source, "nerdctl">,
  words: readonly string[],
  live: readonly string[],
): Promise<ToolLine | Misread> {
  return readWith(await indexOf(tool), words, live);
}

/** The same with a table at hand. */
export function readWith(index: ToolIndex, words: readonly string[], live: readonly string[]): ToolLine | Misread {
  const { table } = index;
  const { tool } = table;
  const kubectl = tool === "kubectl";
  const before = (start: number, flags: readonly ToolFlag[]): FlagsRead =>
    kubectl ? readPflag(words, start, flags, "operand") : readUrfave(words, start, flags, false);
  const top = before(1, table.globals);
  const globals = [...top.uses];
  let { next, help } = top;
  let path = "";
  let command: ToolCommand | null = null;
  let start = next;
  const fail = (
    why: Misread["why"],
    message: string,
    flag: Unreadable | null = null,
    uses: ToolUse[] = [],
  ): Misread => ({
    why,
    message,
    tool,
    words,
    live,
    index,
    path,
    command,
    verbAt: [start, next],
    globals,
    uses,
    flag,
  });
  const line = (whole: Pick<ToolLine, "command" | "uses" | "operands" | "help">): ToolLine => ({
    tool,
    words,
    live,
    verbAt: [start, next],
    globals,
    ...whole,
  });
  if (top.problem !== null) return fail("bad-global", top.problem.message, top.problem);
  if (globals.some(({ row: { long }, value }) => long === "version" && value === "true"))
    return line({ command: VERSION, uses: [], operands: [], help: false });
  if (words[next] === "help" || words[next] === "h") {
    help = true;
    next++;
    start = next;
  }
  for (let group = index.groups.get(path); command === null; group = index.groups.get(path)) {
    if (group !== undefined && group.flags.length > 0) {
      const flags = before(next, group.flags);
      if (flags.problem !== null) return fail("bad-flag", flags.problem.message, flags.problem);
      globals.push(...flags.uses);
      next = flags.next;
      help ||= flags.help;
    }
    const word = words[next];
    if (word === undefined || word.startsWith("-") || (word === "help" && path !== "")) {
      if (help || word === "--help" || word === "-h" || word === "help")
        return line({ command: { ...HELP, path }, uses: [], operands: [], help: true });
      return fail("verb-missing", `${tool}${path === "" ? "" : ` ${path}`} needs a command`);
    }
    const longer = path === "" ? word : `${path} ${word}`;
    next++;
    command = index.commands.get(longer) ?? null;
    if (command === null && !index.groups.has(longer)) return fail("unknown-verb", `No help topic for '${word}'`);
    path = longer;
  }
  // `crictl create jsonschema`: a command that has a command of its own.
  const inner = index.commands.get(`${path} ${words[next] ?? ""}`);
  if (inner !== undefined) {
    command = inner;
    next++;
  }
  if (kubectl && command.docker.kind === "none") next = words.length;
  const rest = kubectl
    ? readPflag(words, next, [...command.flags, ...table.globals])
    : readUrfave(words, next, command.flags, command.combine);
  if (rest.problem !== null) return fail("bad-flag", rest.problem.message, rest.problem, rest.uses);
  const operands = words.slice(rest.next).map((word, i) => ({ at: rest.next + i, word }));
  return line({ command, uses: rest.uses, operands: rest.operands ?? operands, help: help || rest.help });
}

/** How a line's operands miss what its command takes; null: they are right in number. */
export function miscount({ command: { operands }, operands: { length }, uses }: ToolLine): "missing" | "extra" | null {
  const picked = uses.some(({ row }) => row.picks === true) ? 1 : 0;
  if (length < operands.min - picked) return "missing";
  return operands.max !== null && length > operands.max ? "extra" : null;
}

/** Too few or too many operands, in the words of the tool's usage line. */
export function countProblem({ tool, command: { path, operands } }: ToolLine, wrong: "missing" | "extra"): Problem {
  const usage = `${tool} ${path}${operands.usage === "" ? "" : ` ${operands.usage}`}`;
  return wrong === "missing"
    ? { code: "operand-missing", message: `too few operands: ${usage}`, suggestion: null }
    : { code: "operand-extra", message: `too many operands: ${usage}`, suggestion: null };
}
