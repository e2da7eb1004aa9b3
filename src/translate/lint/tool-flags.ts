import type { Misread } from "../reverse/read-line.ts";
import { readWith } from "../reverse/read-line.ts";
import { dashed, type ToolCommand, type ToolFlag } from "../reverse/tool-spec.ts";
import { findRow, readUrfave, type Unreadable } from "../reverse/urfave.ts";
import type { Column } from "../spec.ts";
import { flagsOf } from "../translate.ts";
import { type Finding, splice } from "./finding.ts";
import { inAnotherTool, inTool, isWhole, linesOf } from "./forward.ts";
import { flagName, gluedValue, inBytes, inSeconds, isFlag } from "./line-parts.ts";
import { nearest } from "./nearest.ts";

type Tool = Exclude<Column, "nerdctl">;
const NAMESPACE = /^(?:n|namespace|ns)$/;
const CRI_NAMESPACE = "CRI has no containerd namespaces: crictl always looks into k8s.io";

/** What is wrong with the flags of a crictl or ctr line, and the line without it. */
export async function mendFlag(line: Misread, flag: Unreadable): Promise<Finding> {
  const { words, message, index, why } = line;
  const said = `${index.table.tool}: ${message}`;
  if (flag.code === "bad-value") return badValue(line, flag, said);
  if (flag.code === "value-missing") return { code: flag.code, message: said, fix: splice(words, flag.at, flag.size) };
  if (flag.code === "bad-flag") return { code: flag.code, message: said, fix: splice(words, flag.at, 1) };
  return why === "bad-global" ? beforeVerb(line, flag, said) : afterVerb(line, flag, said);
}

/** A flag before the verb that is none of the tool's global ones. */
function beforeVerb({ words, index }: Misread, { at }: Unreadable, said: string): Finding {
  const { tool, globals } = index.table;
  const word = words[at] as string;
  const name = flagName(word);
  const value = gluedValue(word) ?? words[at + 1];
  const size = gluedValue(word) === null && !isFlag(words[at + 1]) ? 2 : 1;
  if (tool === "crictl" && NAMESPACE.test(name))
    return { code: "foreign-flag", message: `${said}; ${CRI_NAMESPACE}`, fix: splice(words, at, size) };
  const moved = behindVerb(words, at, index);
  if (moved !== null)
    return { code: "misplaced-flag", message: `${said}; it belongs to the verb, after it`, fix: moved };
  const address = addressFlags(tool, name, value);
  if (address !== null && value !== undefined)
    return {
      code: "foreign-flag",
      message: `${said}; the socket is ${address[0]} here`,
      fix: splice(words, at, size, ...address),
    };
  const near = nearest(
    name,
    globals.map(({ long }) => long ?? ""),
  );
  if (near !== null && name.length > 2)
    return {
      code: "unknown-flag",
      message: `${said}; did you mean --${near}?`,
      fix: splice(words, at, 1, renamed(word, near)),
    };
  return {
    code: "unknown-flag",
    message: said,
    fix: splice(words, at, index.commands.has(words[at + 1] ?? "") ? 1 : size),
  };
}

function renamed(word: string, name: string): string {
  const value = gluedValue(word);
  return `--${name}${value === null ? "" : `=${value}`}`;
}

/** The way to name a socket in a tool, when a flag names one in another tool. */
function addressFlags(tool: string, name: string, value: string | undefined): string[] | null {
  if (value === undefined) return null;
  if (tool === "crictl" && /^(?:a|address|H|host)$/.test(name)) {
    const url = value.startsWith("/") ? `unix://${value}` : value;
    return ["-r", url, "-i", url];
  }
  return tool === "ctr" && /^(?:r|i|H|host|runtime-endpoint|image-endpoint)$/.test(name)
    ? ["-a", value.replace(/^unix:\/\//, "")]
    : null;
}

/** `crictl -a ps` → `crictl ps -a`. */
function behindVerb(words: readonly string[], at: number, index: Misread["index"]): string[] | null {
  for (let verb = at + 1; verb < Math.min(words.length, at + 3); verb++) {
    const without = [words[0] as string, ...words.slice(verb)];
    const read = readWith(index, without, []);
    const command = read.command;
    if (command === null) continue;
    const end = verb - 1 + read.verbAt[1];
    const moved = words.slice(at, verb);
    const flags = readUrfave(moved, 0, command.flags, command.combine);
    if (flags.problem !== null || flags.next !== moved.length) continue;
    return [...words.slice(0, at), ...words.slice(verb, end), ...moved, ...words.slice(end)];
  }
  return null;
}

/** A flag after the verb that the verb does not have. */
async function afterVerb(line: Misread, { at }: Unreadable, said: string): Promise<Finding> {
  const { words, index, command } = line;
  const word = words[at] as string;
  const name = flagName(word);
  const { tool, globals } = index.table;
  const global = findRow(globals, name);
  const value = gluedValue(word) ?? words[at + 1];
  if (global !== null && isMeant(global, value)) return toFront(line, at, global, said);
  const signal = command === null ? null : signalFlag(words, at, command.path, said);
  if (signal !== null) return signal;
  if (command === null) return { code: "unknown-flag", message: said, fix: splice(words, at, 1) };
  const foreign = (await fromDocker(line, command, at, tool as Tool, said)) ?? fromFilter(words, at, command, said);
  if (foreign !== null) return foreign;
  const near = nearest(
    name,
    command.flags.map(({ long }) => long ?? ""),
  );
  if (near !== null && name.length > 2)
    return {
      code: "unknown-flag",
      message: `${said}; did you mean --${near}?`,
      fix: splice(words, at, 1, renamed(word, near)),
    };
  if (tool === "crictl" && NAMESPACE.test(name))
    return { code: "foreign-flag", message: `${said}; ${CRI_NAMESPACE}`, fix: splice(words, at, valueSize(words, at)) };
  const address = addressFlags(tool, name, value);
  if (address !== null) {
    const without = splice(words, at, valueSize(words, at));
    return {
      code: "foreign-flag",
      message: `${said}; the socket is ${address[0]} here, before the verb`,
      fix: splice(without, 1, 0, ...address),
    };
  }
  const letters = knownLetters(name, command);
  if (letters !== null && !word.startsWith("--"))
    return {
      code: "grouped-flags",
      message: `${said}; short flags stand apart here`,
      fix: splice(words, at, 1, ...letters),
    };
  return { code: "unknown-flag", message: said, fix: splice(words, at, 1) };
}

/** Whether a global flag can be meant: `-a` with a socket, `-n` with a name; else they are docker's --all and --last. */
function isMeant({ long, kind }: ToolFlag, value: string | undefined): boolean {
  if (long === "version") return false;
  if (kind === "bool") return true;
  if (value === undefined || isFlag(value)) return false;
  if (long === "address") return /^(?:\/|unix:|tcp:|[$`<])/.test(value);
  return long !== "namespace" || !/^\d+$/.test(value);
}

/** `kill -9`, `kill -HUP`: a signal is a value of -s here. */
export function signalFlag(words: readonly string[], at: number, path: string, said: string): Finding | null {
  const signal = /^-((?:SIG)?[A-Z][A-Z0-9]+|\d{1,2})$/.exec(words[at] ?? "")?.[1];
  if (signal === undefined || !/(?:^| )kill$/.test(path)) return null;
  return {
    code: "signal-flag",
    message: `${said}; the signal is a value of -s`,
    fix: splice(words, at, 1, "-s", signal),
  };
}

/** A flag with the value in the next word, where there is one that is no flag. */
function valueSize(words: readonly string[], at: number): number {
  const next = words[at + 1];
  return gluedValue(words[at] as string) === null && next !== undefined && !isFlag(next) ? 2 : 1;
}

/** `-dt` → `-d -t` where the tool knows each letter but does not take them together. */
function knownLetters(letters: string, { flags }: ToolCommand): string[] | null {
  if (letters.length < 2) return null;
  const rows = [...letters].map((letter) => flags.find(({ short }) => short === letter));
  return rows.every((row) => row !== undefined && row.kind === "bool")
    ? [...letters].map((letter) => `-${letter}`)
    : null;
}

/** `ps --runtime-endpoint X` → `--runtime-endpoint X ps`: global flags stand before the verb. */
function toFront({ words, tool }: Misread, at: number, row: ToolFlag, said: string): Finding {
  const size = row.kind === "bool" || gluedValue(words[at] as string) !== null ? 1 : 2;
  const moved = words.slice(at, at + size);
  return {
    code: "misplaced-flag",
    message: `${said}; ${dashed(row)} is a global flag of ${tool}, before the verb`,
    fix: splice(splice(words, at, size), 1, 0, ...moved),
  };
}

/** A flag of docker's: as this tool has it, in its place; or the whole line in the tool that can do it. */
async function fromDocker(
  line: Misread,
  command: ToolCommand,
  at: number,
  tool: Tool,
  said: string,
): Promise<Finding | null> {
  const { words, verbAt } = line;
  if (command.docker.kind !== "docker") return null;
  const verb = command.path === "containers list" ? ["ps", "-a"] : command.docker.verb.split(" ");
  const size = await dockerFlagSize(verb, words, at);
  if (size === null) return null;
  const moved = intoOperands(line, command, words.slice(at, at + size), at);
  if (moved !== null)
    return {
      code: "docker-flag",
      message: `${said}; ${words[at]} is docker's; here it stands among the operands`,
      fix: moved,
    };
  const put = await convert(verb, words.slice(at, at + size), tool, command, line);
  const typed = words.slice(at, at + size).join(" ");
  const docker = `${said}; ${typed} is docker's`;
  if (put !== null && !put.elsewhere) {
    const here = put.words.length === 0 ? "" : `; here ${put.words.join(" ")}`;
    const code = put.lost ? "foreign-flag" : "docker-flag";
    const mended: Finding = { code, message: `${docker}${here}`, fix: splice(words, at, size, ...put.words) };
    if (!put.lost || put.words.length > 0) return mended;
    const whole = ["docker", ...verb, ...words.slice(verbAt[1])];
    const other = await inAnotherTool(whole, tool, namespaceOf(line), isWhole);
    return other === null ? mended : { code, message: `${docker}; ${other.tool} has it`, lines: other.lines };
  }
  const translated = await inTool(["docker", ...verb, ...words.slice(verbAt[1])], tool);
  const globals = words.slice(1, verbAt[0]);
  if (translated !== null && translated.steps.length > 0)
    return { code: "docker-flag", message: docker, lines: linesOf(translated, globals) };
  return { code: "docker-flag", message: docker, fix: splice(words, at, size) };
}

/** `run --name web IMAGE`, `run --entrypoint sh IMAGE ID`: ctr has operands for them. */
function intoOperands(
  { words, verbAt }: Misread,
  { path, flags }: ToolCommand,
  flag: readonly string[],
  at: number,
): string[] | null {
  if (path !== "run" && path !== "containers create") return null;
  const name = flagName(flag[0] ?? "");
  const value = gluedValue(flag[0] ?? "") ?? flag[1];
  if ((name !== "name" && name !== "entrypoint") || value === undefined) return null;
  const without = splice(words, at, flag.length);
  let image = verbAt[1];
  while (isFlag(without[image])) {
    const row = findRow(flags, flagName(without[image] as string));
    image +=
      row?.kind === "bool" || gluedValue(without[image] as string) !== null
        ? 1
        : row === null
          ? valueSize(without, image)
          : 2;
  }
  if (without[image] === undefined) return null;
  if (name === "entrypoint")
    return without[image + 1] === undefined
      ? [...without, "<container-id>", value]
      : splice(without, image + 2, 0, value);
  return without[image + 1] === value ? without : splice(without, image + 1, 0, value);
}

/** Where a line of crictl or ctr looks. */
export function namespaceOf({ tool, globals }: Pick<Misread, "tool" | "globals">): string | null {
  if (tool === "crictl") return "k8s.io";
  return globals.findLast(({ row: { long } }) => long === "namespace")?.value ?? null;
}

/** `pods -f name=web`: crictl has a flag per field. */
function fromFilter(words: readonly string[], at: number, { flags }: ToolCommand, said: string): Finding | null {
  const word = words[at] as string;
  const [key = "", value] = (gluedValue(word) ?? words[at + 1] ?? "").split(/=(.*)/s);
  const row = findRow(flags, key === "status" ? "state" : key);
  if (!/^(?:f|filter)$/.test(flagName(word)) || row === null || value === undefined) return null;
  const size = gluedValue(word) === null ? 2 : 1;
  const fix = splice(words, at, size, dashed(row), value);
  return { code: "docker-flag", message: `${said}; the filters are flags of their own here: ${dashed(row)}`, fix };
}

/** How many words a flag takes up in docker; null: docker's verb does not have it. */
async function dockerFlagSize(verb: readonly string[], words: readonly string[], at: number): Promise<number | null> {
  const flags = (await flagsOf(verb))?.takesValue;
  const word = words[at] as string;
  if (flags === undefined) return null;
  if (word.startsWith("--")) {
    const takes = flags.get(flagName(word));
    if (takes === undefined || flagName(word).length === 1) return null;
    return takes && gluedValue(word) === null ? 2 : 1;
  }
  const letters = word.slice(1);
  for (let i = 0; i < letters.length; i++) {
    const takes = flags.get(letters[i] as string);
    if (takes === undefined) return null;
    if (takes) return i === letters.length - 1 ? 2 : 1;
  }
  return 1;
}

interface Converted {
  words: string[];
  /** The tool has no form for the flag. */
  lost: boolean;
  /** It changes more than the flags: operands, or the verb. */
  elsewhere: boolean;
}

/** What stands for operands while one flag is tried. */
const OPERANDS: Readonly<Record<string, readonly string[]>> = {
  run: ["x", "x"],
  create: ["x", "x"],
  exec: ["0123456789ab", "x"],
  save: ["x"],
  images: [],
  ps: [],
  load: [],
  events: [],
  info: [],
  version: [],
};

/** One docker flag in a tool's words, by translating a docker line with it and one without. */
async function convert(
  verb: readonly string[],
  flag: readonly string[],
  tool: Tool,
  command: ToolCommand,
  line: Misread,
): Promise<Converted | null> {
  const operands = OPERANDS[verb.join(" ")] ?? ["0123456789ab"];
  const named = /^(?:run|create)$/.test(verb[0] ?? "") ? ["--name", "x"] : [];
  const without = await inTool(["docker", ...verb, ...named, ...operands], tool);
  const given = await inTool(["docker", ...verb, ...named, ...flag, ...operands], tool);
  if (given === null) return null;
  const b = stepOf(
    given.steps.map(({ argv }) => argv),
    command,
    line,
  );
  // `docker update` takes no line without flags: there is nothing to compare with.
  const a =
    without === null
      ? b && { flags: [], operands: b.operands }
      : stepOf(
          without.steps.map(({ argv }) => argv),
          command,
          line,
        );
  const lost = given.notes.some(({ kind, flag: about }) => kind === "lost" && about !== null);
  if (a === null || b === null) return { words: [], lost, elsewhere: true };
  if (a.operands.join("\0") !== b.operands.join("\0")) return { words: [], lost, elsewhere: true };
  const rest = [...a.flags];
  const words = b.flags.filter((each) => {
    const known = rest.findIndex((other) => other.join("\0") === each.join("\0"));
    if (known !== -1) rest.splice(known, 1);
    return known === -1 && each[0] !== "--exec-id";
  });
  // What docker does anyway (stop --timeout 10) is in both; then the value tells which flag it is.
  const value = flag.at(-1) ?? "";
  const said = words.length > 0 ? words : b.flags.filter(([, each]) => flag.length > 1 && each === value);
  return { words: said.flat(), lost, elsewhere: false };
}

/** The step of a translation that is the command in question: its flags, each with its value, and its operands. */
function stepOf(
  steps: readonly string[][],
  command: ToolCommand,
  { index }: Misread,
): { flags: string[][]; operands: string[] } | null {
  for (const argv of steps) {
    const read = readWith(index, argv, []);
    if ("why" in read || read.command !== command) continue;
    const flags = read.uses.map(({ at, size }) => argv.slice(at, at + size));
    return { flags, operands: read.operands.map(({ word }) => word) };
  }
  return null;
}

/** A value of the wrong kind: `512m` for bytes, `10s` for seconds. */
function badValue(
  { words, command, tool, why, verbAt, uses }: Misread,
  { at, size, row }: Unreadable,
  said: string,
): Finding {
  const word = words[at] as string;
  const glued = gluedValue(word);
  const value = glued ?? words[at + 1] ?? "";
  const kind = row?.kind ?? "";
  const put = (mended: string) =>
    glued === null
      ? splice(words, at + 1, 1, mended)
      : splice(words, at, 1, `${word.slice(0, word.indexOf("="))}=${mended}`);
  const number = /^u?int|^float/.test(kind);
  const bytes = number ? inBytes(value) : null;
  if (bytes !== null) return { code: "bad-value", message: `${said}; bytes, without a unit`, fix: put(bytes) };
  const seconds = number ? inSeconds(value) : null;
  if (seconds !== null) return { code: "bad-value", message: `${said}; seconds, without a unit`, fix: put(seconds) };
  if (kind === "duration" && /^\d+$/.test(value))
    return { code: "bad-value", message: `${said}; a time with its unit`, fix: put(`${value}s`) };
  if (tool === "crictl" && row?.long === "last" && /[^\d]/.test(value) && why !== "bad-global")
    return { code: "bad-value", message: `${said}; -n is --last; ${CRI_NAMESPACE}`, fix: splice(words, at, size) };
  // `logs --tail ID`: the value is the operand that would be missing.
  const operands = words.length - (at + size);
  const wanted =
    command === null ? 0 : command.operands.min - (uses.some(({ row: { picks } }) => picks === true) ? 1 : 0);
  const keep = glued === null && operands < wanted && at >= verbAt[1] && number && value !== "all";
  return { code: "bad-value", message: said, fix: splice(words, at, keep ? 1 : size) };
}
