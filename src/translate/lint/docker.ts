import { closest } from "../closest.ts";
import { indexOf } from "../reverse/find-command.ts";
import { splitLine } from "../reverse/line.ts";
import { allPaths, isGroup, loaderOf } from "../specs/index.ts";
import { flagsOf } from "../translate.ts";
import { badValue, unknownFlag } from "./docker-flags.ts";
import { badReference, extra, missing, operandsOf } from "./docker-operands.ts";
import { type Finding, splice } from "./finding.ts";
import { flagName, isFlag } from "./line-parts.ts";
import { type BadLine, verbOf } from "./pflag-line.ts";

/** What is wrong with a docker or nerdctl line that its tool does not take. */
export async function mendBadLine(line: BadLine): Promise<Finding> {
  const { code, message, suggestion, words } = line;
  const dash = await singleDash(line);
  if (dash !== null) return dash;
  switch (code) {
    case "verb-missing":
      return { code, message, lines: [withList(words)] };
    case "not-docker":
      return { code, message, lines: [words.slice(1)] };
    case "bad-port":
      return portIsImage(line);
    case "bad-copy":
      return copyFromNowhere(line);
    case "unknown-flag":
      return unknownFlag(line);
    case "bad-value":
      return badValue(line);
    case "operand-missing":
      return missing(line);
    case "operand-extra":
      return extra(line);
    case "bad-reference":
      return badReference(line);
    case "unknown-verb":
      return unknownVerb(line);
    case "value-missing":
      return { code, message: `${line.tool}: ${message}`, fix: splice(words, words.length - 1, 1) };
    default: {
      const fix = suggestion === null ? {} : { fix: splitLine(suggestion).words };
      return { code, message, ...fix };
    }
  }
}

/** `docker image` → `docker image ls`; a group by itself only prints help. */
function withList(words: readonly string[]): string[] {
  const group = words.slice(1).filter((word) => !isFlag(word));
  const listed = loaderOf([...group, "ls"].join(" ")) !== null || /^(?:namespace|ns|apparmor)$/.test(group.join(" "));
  const list = listed ? "ls" : "--help";
  return [...words.filter((word) => word !== "--help"), list];
}

/** `ps -filter x`, `run -name web`: a long name behind one dash. */
async function singleDash({ words, tool }: Pick<BadLine, "words" | "tool">): Promise<Finding | null> {
  const verb = verbOf(words, (path) => loaderOf(path) !== null && !isGroup(path));
  const flags = verb === null ? null : await flagsOf(verb.path);
  if (verb === null || flags === null) return null;
  const operands = flags.interspersed ? null : await operandsOf(words);
  const end = operands?.[0] ?? words.length;
  const at = words.findIndex(
    (word, i) =>
      i >= verb.at + verb.path.length &&
      i < end &&
      /^-[a-z][a-z-]{2,}(?:=|$)/.test(word) &&
      flags.takesValue.has(flagName(word)),
  );
  const word = words[at];
  if (word === undefined) return null;
  const message = `${tool} reads ${word} letter by letter: long names have two dashes`;
  return { code: "single-dash", message, fix: splice(words, at, 1, `-${word}`) };
}

/** `run -p nginx`: the image stands where the port should be. */
function portIsImage({ code, message, words, suggestion }: BadLine): Finding {
  const at = words.findIndex((word, i) => /^(?:-p|--publish)$/.test(word) && /^[a-z]/.test(words[i + 1] ?? ""));
  if (at !== -1 && at + 2 === words.length)
    return { code, message: `${message}; -p took the image`, fix: splice(words, at, 1) };
  return suggestion === null ? { code, message } : { code, message, fix: splitLine(suggestion).words };
}

/** `docker cp a b`: one of them must be in a container. */
function copyFromNowhere({ code, message, words }: BadLine): Finding {
  const target = words.length - 1;
  if (words.slice(-2).some((word) => word.includes(":"))) return { code, message };
  return { code, message, lines: [splice(words, target, 1, `CONTAINER:${words[target]}`)] };
}

/** A verb that is another tool's, typed twice, or misspelled. */
async function unknownVerb({ words, message, suggestion, tool }: BadLine): Promise<Finding> {
  const code = "unknown-verb";
  const at = words.findIndex((word, i) => i > 0 && !isFlag(word));
  const word = words[at] ?? "";
  if (word === "docker" || word === tool) return { code, message, fix: splice(words, at, 1) };
  if (word === "docker-compose") return { code, message, fix: splice(words, at, 1, "compose") };
  if (isGroup(word))
    return suggestion === null ? { code, message } : { code, message, fix: splitLine(suggestion).words };
  const rest = words.slice(at);
  const own = tool === "nerdctl" ? ["namespace", "apparmor", "ipfs", "completion"] : [];
  const paths = allPaths().map((path) => path.split(" ")[0] as string);
  const names = [...own, ...paths.filter((name) => !isGroup(name)), ...paths];
  const near = closest(word, names);
  const plural = near !== null && (word === `${near}s` || near === `${word}s`);
  for (const other of plural ? [] : (["crictl", "ctr"] as const)) {
    const index = await indexOf(other);
    const [first = "", second = ""] = rest;
    if (index.commands.has(first) || index.commands.has(`${first} ${second}`))
      return { code: "foreign-verb", message: `${message}; it is ${other}'s`, lines: [[other, ...rest]] };
  }
  if (tool === "docker" && /^(?:namespaces?|ns)$/.test(word)) {
    const verb = rest[1] === undefined ? ["ls"] : rest.slice(1);
    return {
      code: "foreign-verb",
      message: `${message}; containerd's namespaces are ctr's and nerdctl's`,
      lines: [["ctr", "namespaces", ...verb]],
    };
  }
  if (near !== null && (loaderOf(near) !== null || isGroup(near) || own.includes(near)))
    return { code, message: `${message}; did you mean ${near}?`, fix: splice(words, at, 1, near) };
  if (suggestion !== null) return { code, message, fix: splitLine(suggestion).words };
  return { code, message };
}
