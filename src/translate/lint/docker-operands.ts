import { parseReference } from "../references.ts";
import { splitLine } from "../reverse/line.ts";
import type { OperandKind } from "../spec.ts";
import { isGroup, loaderOf } from "../specs/index.ts";
import { flagsOf } from "../translate.ts";
import { type Finding, splice } from "./finding.ts";
import { gluedValue, isFlag } from "./line-parts.ts";
import { type BadLine, verbOf } from "./pflag-line.ts";

const isVerb = (path: string) => loaderOf(path) !== null && !isGroup(path);
const PLACEHOLDERS: Readonly<Partial<Record<OperandKind, string>>> = {
  container: "CONTAINER",
  image: "IMAGE",
  command: "sh",
};

/** Where the operands of a line stand: everything behind the verb that is no flag and no flag's value. */
export async function operandsOf(words: readonly string[]): Promise<number[] | null> {
  const verb = verbOf(words, isVerb);
  const flags = verb === null ? null : await flagsOf(verb.path);
  if (verb === null || flags === null) return null;
  const found: number[] = [];
  let ended = false;
  for (let at = verb.at + verb.path.length; at < words.length; at++) {
    const word = words[at] as string;
    if (ended || !isFlag(word)) {
      found.push(at);
      if (!flags.interspersed) ended = true;
    } else if (word === "--") ended = true;
    else if (gluedValue(word) === null && takesNext(word, flags.takesValue)) at++;
  }
  return found;
}

/** Whether the value of a flag is the next word. */
function takesNext(word: string, takesValue: ReadonlyMap<string, boolean>): boolean {
  if (word.startsWith("--")) return takesValue.get(word.slice(2)) === true;
  const letters = word.slice(1);
  for (let i = 0; i < letters.length; i++)
    if (takesValue.get(letters[i] as string) === true) return i === letters.length - 1;
  return false;
}

/** Too few operands: as the translator mends it, or with words to fill in. */
export async function missing({ words, message, suggestion, tool, spec }: BadLine): Promise<Finding> {
  const code = "operand-missing";
  const said = message.startsWith(`${tool}:`) ? message : `${tool}: ${message}`;
  const swallowed = swallowedOperand(words, said);
  if (swallowed !== null) return swallowed;
  const found = await operandsOf(words);
  const owner = spec ?? (await specOf(words));
  if (owner === null || found === null) return { code, message: said };
  const { usage, kinds, min } = owner.operands;
  const [only] = found;
  if (kinds[0] === "container" && kinds[1] === "command" && only !== undefined && found.length === 1) {
    // `exec -it sh`: what is there is the command; `exec web`: it is the container.
    const isProgram = /^(?:ba|da|a|z)?sh$|^(?:env|ls|cat|ps|top|id)$/.test(words[only] ?? "");
    if (!isProgram) return { code, message: said, fix: [...words, "sh"] };
    const line = splice(words, only, 0, "CONTAINER");
    return { code, message: `${said}; ${words[only]} is taken for the container`, lines: [line] };
  }
  if (suggestion !== null) return filledIn(code, said, splitLine(suggestion).words);
  const put: string[] = [];
  for (let n = found.length; n < min; n++) {
    const kind = kinds[n] ?? kinds.at(-1) ?? "text";
    put.push(PLACEHOLDERS[kind] ?? wordOf(usage.split(" ")[n] ?? "NAME"));
  }
  return filledIn(code, said, [...words, ...put]);
}

/** A line with words to fill in is not looked at again: CONTAINER and IMAGE would be wrong. */
function filledIn(code: string, message: string, line: readonly string[]): Finding {
  return line.some((word) => /^[A-Z_]{3,}(?:\|.*|:.*)?$/.test(word))
    ? { code, message, lines: [line] }
    : { code, message, fix: line };
}

/** Flags whose value cannot be what follows them: what follows is the operand. */
const VALUES: Readonly<Record<string, RegExp>> = {
  s: /^(?:SIG)?[A-Z]{2,6}\d*$|^\d+$/,
  signal: /^(?:SIG)?[A-Z]{2,6}\d*$|^\d+$/,
  restart: /^(?:no|always|unless-stopped|on-failure(?::\d+)?)$/,
  pull: /^(?:always|missing|never)$/,
};

/** `kill -s web`, `run -d --restart nginx`: the last flag took the operand for its value. */
function swallowedOperand(words: readonly string[], said: string): Finding | null {
  const flag = words.at(-2);
  const value = words.at(-1) ?? "";
  if (!isFlag(flag) || isFlag(value) || gluedValue(flag) !== null) return null;
  const right = VALUES[flag.replace(/^--?/, "")];
  if (right === undefined || right.test(value)) return null;
  const message = `${said}; ${flag} took ${value} for its value`;
  return { code: "operand-missing", message, fix: splice(words, words.length - 2, 1) };
}

/** `PATH` of docker build is a folder, mostly this one. */
function wordOf(word: string): string {
  const bare = word.replace(/[[\].]/g, "").split("|")[0] as string;
  return bare === "PATH" || bare === "DEST_PATH" ? "." : bare;
}

/** The command of a line whose flags could be read. */
async function specOf(words: readonly string[]) {
  const verb = verbOf(words, isVerb);
  const path = verb?.path.join(" ") ?? "";
  const file = await loaderOf(path)?.();
  return file?.commands.find((spec) => spec.path === path || spec.aliases.includes(path)) ?? null;
}

/** More operands than the command takes. */
export async function extra({ words, message, tool, spec }: BadLine): Promise<Finding> {
  const code = "operand-extra";
  const said = message.startsWith(`${tool}:`) ? message : `${tool}: ${message}`;
  const found = await operandsOf(words);
  const owner = spec ?? (await specOf(words));
  if (owner === null || found === null) return { code, message: said };
  const [first] = found;
  const max = owner.operands.max ?? found.length;
  const tooMany = new Set(found.slice(max));
  const without = words.filter((_, at) => !tooMany.has(at));
  if (first === undefined) return { code, message: said };
  const word = words[first] as string;
  if (tool === "nerdctl" && words[first - 1] === "-a" && /^(?:unix:\/\/)?\/.*\.sock$/.test(word)) {
    const fix = splice(splice(words, first - 1, 2), 1, 0, "-a", word);
    return { code: "misplaced-flag", message: `${said}; -a with a socket is a global flag, before the verb`, fix };
  }
  if (owner.path === "container ls" && found.length === 1 && !/^(?:ls|list)$/.test(word))
    return { code, message: `${said}; a filter narrows the list`, fix: splice(words, first, 1, "-f", `name=${word}`) };
  if (owner.path === "image load" && found.length === 1)
    return { code, message: `${said}; the file is -i's`, fix: splice(words, first, 0, "-i") };
  const all = new Set(found);
  const paths = found.filter((at) => /^[./~]/.test(words[at] ?? ""));
  if (/build$/.test(owner.path) && paths.length === 1)
    return {
      code,
      message: `${said}; there is one build context`,
      fix: words.filter((_, at) => !all.has(at) || at === paths[0]),
    };
  if (max === 1 && owner.operands.kinds[0] === "image" && owner.operands.min === 1) {
    const others = words.filter((_, at) => !all.has(at));
    const lines = found.map((at) => splice(others, first, 0, words[at] as string));
    return { code, message: `${said}; one at a time`, lines };
  }
  return { code, message: said, fix: without };
}

/** An image name that docker refuses. */
export async function badReference({ words, message, tool }: BadLine): Promise<Finding> {
  const code = "bad-reference";
  const said = message.startsWith(`${tool}:`) ? message : `${tool}: ${message}`;
  for (const at of (await operandsOf(words)) ?? []) {
    const word = words[at] as string;
    if (!("problem" in parseReference(word))) continue;
    const before = words[at - 1] ?? "";
    // `-v /a /b`, `-e A = b`: one word was cut in two.
    if (/^[/.~]/.test(word) && /^[/.~]/.test(before) && isFlag(words[at - 2]))
      return {
        code,
        message: `${said}; a mount is one word, SOURCE:TARGET`,
        fix: splice(words, at - 1, 2, `${before}:${word}`),
      };
    if (word === "-" && /^[a-z]{1,4}$/.test(words[at + 1] ?? ""))
      return { code, message: `${said}; a flag is one word`, fix: splice(words, at, 2, `-${words[at + 1]}`) };
    if (word === "=" && isFlag(words[at - 2]) && words[at + 1] !== undefined)
      return {
        code,
        message: `${said}; NAME=VALUE is one word`,
        fix: splice(words, at - 1, 3, `${before}=${words[at + 1]}`),
      };
    const mended = word.replace(/^https?:\/\//, "").replace(/[:/]+$/, "");
    const lower = "problem" in parseReference(mended) ? lowerPath(mended) : mended;
    if (!("problem" in parseReference(lower))) return { code, message: said, fix: splice(words, at, 1, lower) };
    return { code, message: said };
  }
  return { code, message: said };
}

/** Repository names are lower case; tags and registries need not be. */
function lowerPath(word: string): string {
  const tag = word.lastIndexOf(":") > word.lastIndexOf("/") ? word.slice(word.lastIndexOf(":")) : "";
  return word.slice(0, word.length - tag.length).toLowerCase() + tag;
}
