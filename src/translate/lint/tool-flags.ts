import { closest } from "../closest.ts";
import type { Misread } from "../reverse/read-line.ts";
import { readWith } from "../reverse/read-line.ts";
import { dashed, type ToolCommand, type ToolFlag } from "../reverse/tool-spec.ts";
import { findRow, readUrfave, type Unreadable } from "../reverse/urfave.ts";
import type { Column } from "../spec.ts";
import { fromDocker } from "./docker-flag.ts";
import { type Finding, splice } from "./finding.ts";
import { flagName, gluedValue, inBytes, inSeconds, isFlag, valueSize } from "./line-parts.ts";

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
  const meant = closest(
    name,
    globals.map(({ long }) => long ?? ""),
  );
  const near = name === "ns" && findRow(globals, "namespace") !== null ? "namespace" : name.length > 2 ? meant : null;
  if (near !== null)
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
  const near = closest(
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
