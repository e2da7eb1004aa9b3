import { readCommand } from "../grammar.ts";
import { locate } from "../locate.ts";
import { flag as coreFlag, same as kept } from "../rules.ts";
import type { CommandSpec, DockerCommand, FlagSpec, FlagUse } from "../spec.ts";
import { isOwn } from "../specs/index.ts";
import { BackDraft } from "./back-draft.ts";
import { indexTable, type ToolIndex } from "./find-command.ts";
import { showLine } from "./line.ts";
import { readPflag } from "./pflag.ts";
import { nerdctlOwn, ownFlags } from "./specs/nerdctl-own.ts";
import type { ToolCommand, ToolFlag, ToolLine, ToolUse } from "./tool-spec.ts";
import type { Unreadable } from "./urfave.ts";

/** A nerdctl line that docker's grammar reads too, with nerdctl's own flags added. */
export interface NerdctlLine {
  words: readonly string[];
  live: readonly string[];
  /** Position of the verb. */
  verb: number;
  /** Flags before the verb, and nerdctl's long global flags after it. */
  globals: ToolUse[];
  command: DockerCommand;
  /** Flags that docker does not have, by their use in `command`. */
  own: ReadonlyMap<FlagUse, ToolFlag>;
}

/** A line that nerdctl would not take. */
export interface NerdctlMisread {
  problem: { code: string; message: string };
  /** The line as docker's grammar would have it, in nerdctl's words. */
  suggestion: string | null;
  words: readonly string[];
  live: readonly string[];
  verb: number;
  globals: ToolUse[];
  flag: Unreadable | null;
}

interface Unread {
  code: string;
  message: string;
  suggestion?: string | null;
}

const index: ToolIndex = indexTable(nerdctlOwn);
/** nerdctl takes its long global flags anywhere, the short ones before the verb only. */
const persistent: readonly ToolFlag[] = nerdctlOwn.globals
  .filter(({ long }) => long !== "version")
  .map((flag) => ({ ...flag, short: null }));

interface Augmented {
  spec: CommandSpec;
  own: ReadonlyMap<FlagSpec, ToolFlag>;
}
const augmented = new WeakMap<CommandSpec, Augmented>();

/** A row's head, as docker's rows have it: `-t, --time int`. */
function headOf({ short, long, kind }: ToolFlag): string {
  return `${short === null ? "" : `-${short}, `}--${long}${kind === "bool" ? "" : ` ${kind}`}`;
}

/** Docker's command with nerdctl's own flags; they stay as typed when the line becomes nerdctl again. */
function withOwnFlags(spec: CommandSpec): Augmented {
  const known = augmented.get(spec);
  if (known !== undefined) return known;
  const own = new Map<FlagSpec, ToolFlag>();
  const has = (flag: ToolFlag) =>
    spec.flags.some(({ long, short }) => long === flag.long && (flag.short === null || flag.short === short));
  for (const flag of [...(ownFlags[spec.path] ?? []), ...persistent]) {
    const { long } = flag;
    if (long === null || has(flag)) continue;
    if (persistent.includes(flag) && spec.flags.some((row) => row.long === long)) continue;
    own.set(coreFlag(headOf(flag), flag.meaning, { nerdctl: kept }), flag);
  }
  const result = { spec: { ...spec, flags: [...spec.flags, ...own.keys()] }, own };
  augmented.set(spec, result);
  return result;
}

/**
 * Reads a nerdctl line: with docker's rows where docker has the command, else with nerdctl's own.
 * @param words `nerdctl` first
 */
export async function readNerdctl(
  words: readonly string[],
  live: readonly string[],
): Promise<NerdctlLine | ToolLine | NerdctlMisread> {
  const top = readPflag(words, 1, nerdctlOwn.globals, "operand");
  let verb = top.next;
  const globals = top.uses;
  const fail = (problem: Unread, flag: Unreadable | null = null): NerdctlMisread => ({
    problem: { code: problem.code, message: problem.message.replace(/\bdocker\b/g, "nerdctl") },
    suggestion: problem.suggestion?.replace(/^docker/, showLine(words.slice(0, verb))) ?? null,
    words,
    live,
    verb,
    globals,
    flag,
  });
  if (top.problem !== null) return fail({ code: top.problem.code, message: top.problem.message }, top.problem);
  const version = globals.some(({ row: { long } }) => long === "version");
  const rest = words.slice(verb);
  if (!version && rest[0] === "help") {
    verb++;
    rest.shift();
    rest.push("--help");
  }
  const own = readOwn(words, verb, live, globals);
  if (own !== null) return "problem" in own ? fail(own.problem) : own;
  const line = version ? ["docker", "--version"] : ["docker", ...rest, ...(top.help ? ["--help"] : [])];
  const located = await locate(line);
  if ("problem" in located) return fail(located.problem);
  if (isOwn(located.typed)) return fail({ code: "unknown-verb", message: `unknown command: nerdctl ${located.typed}` });
  const file = await located.load();
  const spec = file.commands.find(({ path, aliases }) => path === located.typed || aliases.includes(located.typed));
  if (spec === undefined) throw new Error(`specs/index.ts promises ${located.typed}, but its file has no such command`);
  const { spec: wider, own: rows } = withOwnFlags(spec);
  const read = readCommand(line, located.next, located.typed, wider, located.globals);
  if ("problem" in read) return fail(read.problem);
  if (located.help) read.help = true;
  const flags = new Map<FlagUse, ToolFlag>();
  for (const use of read.uses) {
    const flag = rows.get(use.row);
    if (flag === undefined) continue;
    flags.set(use, flag);
    const { at, words: typed } = use.token;
    if (persistent.includes(flag)) globals.push({ row: flag, value: use.value, at: at + verb - 1, size: typed.length });
  }
  return { words, live, verb, globals, command: read, own: flags };
}

/** Commands that docker does not have: `namespace ls`, `image convert`. Null: docker has it. */
function readOwn(
  words: readonly string[],
  start: number,
  live: readonly string[],
  globals: ToolUse[],
): ToolLine | { problem: NerdctlMisread["problem"] } | null {
  let command: ToolCommand | undefined;
  let end = start;
  for (let size = 1; size <= 3; size++) {
    const found = index.commands.get(words.slice(start, start + size).join(" "));
    if (found !== undefined && start + size <= words.length) {
      command = found;
      end = start + size;
    }
  }
  if (command === undefined) {
    const group = words[start] ?? "";
    if (!/^(?:apparmor|ipfs|namespace|ns|completion)$/.test(group)) return null;
    const next = words[start + 1];
    const message =
      next === undefined ? `nerdctl ${group} needs a command` : `unknown subcommand "${next}" for "${group}"`;
    return { problem: { code: next === undefined ? "verb-missing" : "unknown-verb", message } };
  }
  const read = readPflag(words, end, [...command.flags, ...persistent]);
  if (read.problem !== null) return { problem: { code: read.problem.code, message: read.problem.message } };
  const isGlobal = (use: ToolUse) => persistent.includes(use.row);
  return {
    tool: "nerdctl",
    words,
    live,
    command,
    verbAt: [start, end],
    globals: [...globals, ...read.uses.filter(isGlobal)],
    uses: read.uses.filter((use) => !isGlobal(use)),
    operands: read.operands ?? [],
    help: read.help,
  };
}

/** A nerdctl line as docker: the same words without what docker does not have. `draft` keeps the notes. */
export interface AsDocker {
  words: string[];
  draft: BackDraft;
}

export function toDocker({ words, live, command, own, globals, verb }: NerdctlLine): AsDocker {
  const toolCommand: ToolCommand = {
    path: command.spec.path,
    aliases: [],
    operands: command.spec.operands,
    combine: true,
    risk: "read",
    docker: { kind: "docker", verb: command.typed },
    flags: [],
  };
  const mine = [...own].filter(([, row]) => !persistent.includes(row));
  const uses: ToolUse[] = mine.map(([use, row]) => ({
    row,
    value: use.value,
    at: use.token.at + verb - 1,
    size: use.token.words.length,
  }));
  const draft = new BackDraft(
    {
      tool: "nerdctl",
      words,
      live,
      command: toolCommand,
      verbAt: [verb, verb],
      globals,
      uses,
      operands: [],
      help: command.help,
    },
    command.typed,
  );
  const ownTokens = new Map(mine.map(([use], i) => [use.token, uses[i] as ToolUse]));
  const elsewhere = new Set([...own].filter(([, row]) => persistent.includes(row)).map(([use]) => use.token));
  const parts: { at: number; words: readonly string[] }[] = [];
  for (const token of new Set(command.uses.map((use) => use.token))) {
    const use = ownTokens.get(token);
    if (elsewhere.has(token)) continue;
    if (use === undefined) {
      parts.push(token);
      continue;
    }
    const before = draft.flags().length;
    use.row.back.apply?.(draft, use);
    if (!draft.outcomes.has(use)) draft.outcomes.set(use, { how: use.row.back.how, text: use.row.back.text });
    parts.push({ at: token.at, words: draft.flags().slice(before) });
  }
  const groupFlags = new Set(command.globals.map((use) => use.token));
  const dashes = command.dashes;
  command.operands.forEach(({ at, word }, i) => {
    parts.push({ at, words: i === dashes ? ["--", word] : [word] });
  });
  parts.sort((a, b) => a.at - b.at);
  const path = command.typed.split(" ");
  const groups = [...groupFlags].flatMap((token) => token.words);
  const said = groups.length === 0 ? path : [path[0] as string, ...groups, ...path.slice(1)];
  const help = command.help ? ["--help"] : [];
  return { words: ["docker", ...said, ...parts.flatMap((part) => part.words), ...help], draft };
}
