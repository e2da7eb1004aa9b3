import { globalFlags } from "../globals.ts";
import { BackDraft } from "../reverse/back-draft.ts";
import { indexOf } from "../reverse/find-command.ts";
import { splitLine } from "../reverse/line.ts";
import { nerdctlOwn, ownFlags } from "../reverse/specs/nerdctl-own.ts";
import { dashed, type ToolCommand, type ToolFlag } from "../reverse/tool-spec.ts";
import { findRow } from "../reverse/urfave.ts";
import { isGroup, loaderOf } from "../specs/index.ts";
import { flagsOf } from "../translate.ts";
import { type Finding, splice } from "./finding.ts";
import { flagName, gluedValue, inSeconds, isFlag } from "./line-parts.ts";
import { type BadLine, readPflagLine, verbOf } from "./pflag-line.ts";
import { signalFlag } from "./tool-flags.ts";

const isVerb = (path: string) => loaderOf(path) !== null && !isGroup(path);
const NAMESPACE = /^(?:n|namespace)$/;
const ADDRESS = /^(?:a|address|runtime-endpoint|image-endpoint|r|i)$/;

/** Where the flag stands that a parser complains of. */
function flagAt({ words, message }: BadLine): number {
  const long = /flag: (--[^\s=]+)/.exec(message)?.[1];
  if (long !== undefined) return words.findIndex((word) => word === long || word.startsWith(`${long}=`));
  const letters = / in -(\S+)$/.exec(message)?.[1];
  if (letters === undefined) return -1;
  return words.findIndex((word) => isFlag(word) && !word.startsWith("--") && word.slice(1).endsWith(letters));
}

/** What people call flags of docker run. */
const SYNONYMS: Readonly<Record<string, string>> = {
  daemon: "detach",
  deamon: "detach",
  background: "detach",
  port: "publish",
  ports: "publish",
  "restart-policy": "restart",
  "working-dir": "workdir",
};

/** A flag that docker (or nerdctl) does not have. */
export async function unknownFlag(line: BadLine): Promise<Finding> {
  const { words, message, suggestion, tool } = line;
  const at = flagAt(line);
  const word = words[at] ?? "";
  const said = `${tool}: ${message}`;
  const suggested = suggestion === null ? null : splitLine(suggestion).words;
  if (at === -1) return { code: "unknown-flag", message: said, ...(suggested === null ? {} : { fix: suggested }) };
  const name = flagName(word);
  const verb = verbOf(words, isVerb);
  if (tool === "docker" && NAMESPACE.test(name) && /[^\d]/.test(valueAfter(words, at) ?? ""))
    return {
      code: "foreign-flag",
      message: `${said}; docker has no containerd namespaces`,
      fix: splice(words, at, sizeOf(words, at)),
    };
  const meant = SYNONYMS[name];
  if (meant !== undefined && word.startsWith("--") && verb?.path.at(-1) === "run")
    return {
      code: "unknown-flag",
      message: `${said}; did you mean --${meant}?`,
      fix: splice(words, at, 1, word.replace(name, meant)),
    };
  if (verb === null || at < verb.at) {
    const moved = await behindVerb(words, at);
    if (moved !== null)
      return { code: "misplaced-flag", message: `${said}; it belongs to the verb, after it`, fix: moved };
  }
  const signal = signalFlag(words, at, verb?.path.join(" ") ?? "", said);
  if (signal !== null) return signal;
  const front = toFront(line, at, verb?.at ?? words.length, said);
  if (front !== null) return front;
  if (tool === "docker" && (NAMESPACE.test(name) || ADDRESS.test(name)) && valueAfter(words, at) !== null) {
    const what = NAMESPACE.test(name)
      ? "docker has no containerd namespaces"
      : "docker talks to dockerd, not to containerd's or CRI's socket";
    return { code: "foreign-flag", message: `${said}; ${what}`, fix: splice(words, at, sizeOf(words, at)) };
  }
  const all = verb === null || (name !== "all" && !/^\w*a\w*$/.test(name)) ? null : everything(words, at, verb, said);
  if (all !== null) return all;
  const foreign = verb === null ? null : await fromTools(words, at, verb.path, said, tool);
  if (foreign !== null) return foreign;
  if (suggested !== null && !message.includes("shorthand"))
    return { code: "unknown-flag", message: said, fix: suggested };
  const letter = /shorthand flag: '(.)'/.exec(message)?.[1];
  const rest = letter === undefined || word.length < 3 ? "" : word.replace(letter, "");
  return { code: "unknown-flag", message: said, fix: splice(words, at, 1, ...(rest === "" ? [] : [rest])) };
}

/** The value that belongs to a flag; null: none follows. */
function valueAfter(words: readonly string[], at: number): string | null {
  const glued = gluedValue(words[at] as string);
  if (glued !== null) return glued;
  const next = words[at + 1];
  return next === undefined || isFlag(next) ? null : next;
}

function sizeOf(words: readonly string[], at: number): number {
  return gluedValue(words[at] as string) === null && valueAfter(words, at) !== null ? 2 : 1;
}

/** `docker -it run nginx` → `docker run -it nginx`. */
async function behindVerb(words: readonly string[], at: number): Promise<string[] | null> {
  for (const size of [1, 2]) {
    const verb = verbOf([words[0] as string, ...words.slice(at + size)], isVerb);
    if (verb?.at !== 1) continue;
    const flags = (await flagsOf(verb.path))?.takesValue;
    const word = words[at] as string;
    const names = word.startsWith("--") ? [flagName(word)] : [...flagName(word)];
    const takes = names.map((name) => flags?.get(name));
    if (takes.includes(undefined)) continue;
    const needs = takes.at(-1) === true && gluedValue(word) === null ? 2 : 1;
    if (needs !== size) continue;
    const end = at + size + verb.path.length;
    return [...words.slice(0, at), ...verb.path, ...words.slice(at, at + size), ...words.slice(end)];
  }
  return null;
}

/** `docker ps -H …`, `nerdctl images -n k8s.io`: global flags (nerdctl's short ones) stand before the verb. */
function toFront({ words, tool }: BadLine, at: number, verb: number, said: string): Finding | null {
  if (at < verb) return null;
  const name = flagName(words[at] as string);
  const row =
    tool === "docker"
      ? globalFlags.find(({ long, short }) => name === long || name === short)
      : findRow(nerdctlOwn.globals, name);
  if (row === undefined || row === null || row.long === "version") return null;
  const size = row.kind === "bool" || gluedValue(words[at] as string) !== null ? 1 : 2;
  const moved = words.slice(at, at + size);
  return {
    code: "misplaced-flag",
    message: `${said}; ${moved[0]} is a global flag of ${tool}, before the verb`,
    fix: splice(splice(words, at, size), 1, 0, ...moved),
  };
}

/** Verbs without --all, and the list whose ids they take instead. */
const ALL: Readonly<Record<string, string>> = {
  rm: "container prune -f",
  stop: "ps -q",
  kill: "ps -q",
  restart: "ps -q",
  pause: "ps -q",
  start: "ps -aq",
  rmi: "image prune -a",
};

/** `docker rm -a`: docker has --all for prune only. */
function everything(
  words: readonly string[],
  at: number,
  verb: { at: number; path: string[] },
  said: string,
): Finding | null {
  const last = verb.path.at(-1) ?? "";
  const object = verb.path[0] === "image" && last === "rm" ? "rmi" : last;
  const instead = ALL[object];
  const operands = words.slice(verb.at + verb.path.length).filter((word) => !isFlag(word));
  if (instead === undefined || operands.length > 0) return null;
  const tool = words[0] as string;
  const globals = words.slice(1, verb.at);
  if (!instead.startsWith("ps")) {
    const lines = [[tool, ...globals, ...instead.split(" ")]];
    return { code: "no-all-flag", message: `${said}; there is no --all: prune removes what is not in use`, lines };
  }
  const rest =
    (words[at] as string) === "--all" ? [] : [(words[at] as string).replace("a", "")].filter((word) => word.length > 1);
  const flags = splice(words, at, 1, ...rest);
  const ids = `$(${[tool, ...globals, ...instead.split(" ")].join(" ")})`;
  const lines = [[...flags, ids]];
  return {
    code: "no-all-flag",
    message: `${said}; there is no --all: the ids come from ${tool} ${instead}`,
    lines,
    live: [ids],
  };
}

/** A flag of crictl's, ctr's or nerdctl's, as docker has it. */
async function fromTools(
  words: readonly string[],
  at: number,
  verb: readonly string[],
  said: string,
  tool: string,
): Promise<Finding | null> {
  const name = flagName(words[at] as string);
  const short = verb.at(-1) ?? "";
  if (tool === "docker") {
    const own = (ownFlags[verb.join(" ")] ?? ownFlags[`container ${short}`] ?? ownFlags[`image ${short}`] ?? []).find(
      ({ long }) => long === name,
    );
    if (own !== undefined) return dropped(words, at, own, `${said}; it is nerdctl's`);
  }
  for (const other of ["ctr", "crictl"] as const) {
    const { table } = await indexOf(other);
    for (const command of table.commands) {
      if (command.docker.kind !== "docker" || command.docker.verb.split(" ").at(-1) !== short) continue;
      const row = findRow(command.flags, name);
      if (row === null || (row.long !== name && (words[at] as string).startsWith("--"))) continue;
      return converted(words, at, row, command, `${said}; it is ${other}'s`, tool);
    }
  }
  return null;
}

function dropped(words: readonly string[], at: number, row: ToolFlag, message: string): Finding {
  const size = row.kind === "bool" || gluedValue(words[at] as string) !== null ? 1 : 2;
  return { code: "foreign-flag", message, fix: splice(words, at, size) };
}

function converted(
  words: readonly string[],
  at: number,
  row: ToolFlag,
  command: ToolCommand,
  message: string,
  tool: string,
): Finding {
  const size = row.kind === "bool" || gluedValue(words[at] as string) !== null ? 1 : 2;
  const value = row.kind === "bool" ? "true" : (gluedValue(words[at] as string) ?? words[at + 1] ?? "");
  const use = { row, value, at, size };
  const draft = new BackDraft(
    { tool: "ctr", words, live: [], command, verbAt: [1, 1], globals: [], uses: [use], operands: [], help: false },
    "",
  );
  row.back.apply?.(draft, use);
  const put = draft.flags();
  const text = put.length === 0 ? `${dashed(row)} has no form in ${tool}` : `here ${put.join(" ")}`;
  return { code: "foreign-flag", message: `${message}; ${text}`, fix: splice(words, at, size, ...put) };
}

/** A value of the wrong kind. */
export async function badValue({ words, message, suggestion, tool }: BadLine): Promise<Finding> {
  const match = /^invalid argument "((?:[^"\\]|\\.)*)" for "(?:-(\w), )?--([\w-]+)" flag: (.*)$/s.exec(message);
  const said = `${tool}: ${message}`;
  const drop = suggestion === null ? {} : { fix: splitLine(suggestion).words };
  if (match === null) return { code: "bad-value", message: said, ...drop };
  const [, value = "", short, long = "", why = ""] = match;
  const at = words.findIndex(
    (word, i) =>
      i > 0 && isFlag(word) && [long, short].includes(flagName(word)) && (gluedValue(word) ?? words[i + 1]) === value,
  );
  const size = at === -1 ? 0 : gluedValue(words[at] as string) === null ? 2 : 1;
  if (at === -1) return { code: "bad-value", message: said, ...drop };
  const put = (mended: string): string[] =>
    size === 2
      ? splice(words, at + 1, 1, mended)
      : splice(words, at, 1, `${(words[at] as string).replace(/=.*$/s, "")}=${mended}`);
  if (long === "last" && /^[a-z][\w.-]*$/.test(value)) {
    const meant = `-n is --last; ${tool === "docker" ? "docker has no containerd namespaces" : "the namespace goes before the verb"}`;
    const without = splice(words, at, size);
    return {
      code: "bad-value",
      message: `${said}; ${meant}`,
      fix: tool === "docker" ? without : splice(without, 1, 0, "-n", value),
    };
  }
  const seconds = inSeconds(value);
  if (/ParseU?[iI]nt|ParseFloat/.test(why) && seconds !== null)
    return { code: "bad-value", message: `${said}; a number without a unit`, fix: put(seconds) };
  if (/missing unit in duration/.test(why))
    return { code: "bad-value", message: `${said}; a time with its unit`, fix: put(`${value}s`) };
  // `stop -t web`: the value is the operand that would be missing.
  const without = splice(words, at, size);
  const rest = await readPflagLine(tool, without, []);
  const swallowed = size === 2 && rest !== "own" && "code" in rest && rest.code === "operand-missing";
  return { code: "bad-value", message: said, fix: swallowed ? splice(words, at, 1) : without };
}
