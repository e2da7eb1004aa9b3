import { indexOf } from "../reverse/find-command.ts";
import { splitLine } from "../reverse/line.ts";
import { lastValue } from "../spec.ts";
import { allPaths, isGroup, loaderOf } from "../specs/index.ts";
import { flagsOf } from "../translate.ts";
import { readBytes } from "../values.ts";
import { badValue, unknownFlag } from "./docker-flags.ts";
import { badReference, extra, missing, operandsOf } from "./docker-operands.ts";
import { type Finding, splice } from "./finding.ts";
import { inTool, linesOf } from "./forward.ts";
import { flagName, gluedValue, isFlag } from "./line-parts.ts";
import { nearest } from "./nearest.ts";
import { type BadLine, type GoodLine, verbOf } from "./pflag-line.ts";

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
  const near = nearest(word, names);
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

/** What is wrong with a docker or nerdctl line that its tool takes. */
export async function checkGoodLine(line: GoodLine, seen: ReadonlySet<string>): Promise<Finding | null> {
  if (line.command.help) return null;
  return (
    (await singleDash(line)) ??
    lostDash(line) ??
    fromSpec(line, seen) ??
    dashes(line) ??
    execFlags(line) ??
    execWords(line) ??
    execBuiltin(line) ??
    behindImage(line) ??
    namespaceBehindImage(line) ??
    smallMemory(line) ??
    (await containerdSocket(line))
  );
}

/** `exec -i it web sh`: the dash of `-it` got lost, and `it` is taken for the container. */
function lostDash({ command, words, offset }: GoodLine): Finding | null {
  const first = command.operands[0];
  if (!/^container (?:run|exec)$/.test(command.spec.path) || first === undefined) return null;
  if (!/^(?:it|ti|itd|dit)$/.test(first.word) || command.operands.length < 2) return null;
  const at = first.at + offset;
  const doubled = (word: string, i: number) =>
    i < at && i > offset && /^-[itd]$/.test(word) && first.word.includes(word[1] as string);
  const fix = words.flatMap((word, i) => (i === at ? [`-${first.word}`] : doubled(word, i) ? [] : [word]));
  const what = command.spec.path === "container exec" ? "container" : "image";
  return { code: "lost-dash", message: `${first.word} is taken for the ${what}: it was meant as -${first.word}`, fix };
}

/** `exec web -- ls`: kubectl wants the dashes, here they are the command. */
function dashes({ command, words, offset, tool }: GoodLine): Finding | null {
  const second = command.operands[1];
  if (command.spec.path !== "container exec" || second?.word !== "--") return null;
  return {
    code: "dashes",
    message: `${tool} takes -- after the container for the command`,
    fix: splice(words, second.at + offset, 1),
  };
}

/** What the command's own check says. */
function fromSpec({ command, words, tool, offset }: GoodLine, seen: ReadonlySet<string>): Finding | null {
  // nerdctl takes names of one letter.
  const problem = command.problems.find(
    ({ code }) => !seen.has(code) && !(tool === "nerdctl" && code === "short-name"),
  );
  if (problem === undefined) return null;
  const { code, suggestion } = problem;
  const message = problem.message.replace(/^docker:/, `${tool}:`).replace(/\bnot docker$/, `not ${tool}`);
  if (suggestion === null) return { code, message };
  const [, ...rest] = splitLine(suggestion).words;
  return { code, message, fix: [tool, ...words.slice(1, offset + 1), ...rest] };
}

/** `exec web -it sh`: no program's name begins with a dash. */
function execFlags({ command, words, offset, tool }: GoodLine): Finding | null {
  const [container, ...rest] = command.operands;
  if (command.spec.path !== "container exec" || container === undefined || command.dashes !== null) return null;
  const end = rest.findIndex(({ word }) => !isFlag(word));
  const flags = end === -1 ? rest : rest.slice(0, end);
  const first = flags[0];
  if (first === undefined) return null;
  const takes = command.spec.flags.some(
    ({ long, short, kind }) => kind !== "bool" && [long, short].includes(flagName(flags.at(-1)?.word ?? "")),
  );
  const count = flags.length + (takes && gluedValue(flags.at(-1)?.word ?? "") === null ? 1 : 0);
  const at = first.at + offset;
  const moved = words.slice(at, at + count);
  const message = `${moved.join(" ")} stands after the container, so ${tool} takes it for the command`;
  return {
    code: "flag-after-operand",
    message,
    fix: splice(splice(words, at, count), container.at + offset, 0, ...moved),
  };
}

/** `exec web "ls -l"`: the program would be named `ls -l`. */
function execWords({ command, words, offset }: GoodLine): Finding | null {
  const program = command.operands[1];
  if (command.spec.path !== "container exec" || program === undefined || command.operands.length > 2) return null;
  if (!/^[\w.-]+(?:\s+[\w./=:,-]+)+$/.test(program.word)) return null;
  const message = `"${program.word}" is taken for the name of one program`;
  return { code: "quoted-command", message, fix: splice(words, program.at + offset, 1, ...program.word.split(/\s+/)) };
}

/** `exec web cd /tmp`: cd is the shell's own, no program. */
function execBuiltin({ command, words, offset, tool }: GoodLine): Finding | null {
  const [, program, ...args] = command.operands;
  if (
    command.spec.path !== "container exec" ||
    program === undefined ||
    !/^(?:cd|export|source|alias|unset|umask)$/.test(program.word)
  )
    return null;
  const script = [program, ...args].map(({ word }) => word).join(" ");
  const message = `${program.word} is part of a shell, no program: ${tool} exec finds none of that name`;
  return { code: "shell-builtin", message, fix: [...words.slice(0, program.at + offset), "sh", "-c", script] };
}

/** Flags of docker run with a value by which they can be told from the container's own. */
const TELLING: Readonly<Record<string, RegExp>> = {
  p: /^(?:[\d.]+:)?\d+(?:-\d+)?:\d+(?:-\d+)?(?:\/\w+)?$/,
  publish: /:?\d+/,
  v: /^[^:]+:\/[^:]*(?::\w+)*$/,
  volume: /:/,
  e: /^[A-Za-z_]\w*=/,
  env: /^[A-Za-z_]\w*=/,
  mount: /type=/,
  m: /^\d+[bkmg]$/i,
  memory: /^\d+[bkmg]$/i,
};
const SWITCHES = /^--(?:privileged|publish-all|interactive|tty|init|read-only)$/;

/** `run nginx -p 80:80`: what follows the image is the container's. */
function behindImage({ command, words, offset, tool }: GoodLine): Finding | null {
  const [image, first, second] = command.operands;
  if (
    !/^container (?:run|create)$/.test(command.spec.path) ||
    image === undefined ||
    first === undefined ||
    !isFlag(first.word)
  )
    return null;
  const value = gluedValue(first.word) ?? second?.word ?? "";
  const telling = TELLING[flagName(first.word)];
  const isSwitch = SWITCHES.test(first.word);
  if (!isSwitch && (telling === undefined || !telling.test(value))) return null;
  const size = isSwitch || gluedValue(first.word) !== null ? 1 : 2;
  const at = first.at + offset;
  const moved = words.slice(at, at + size);
  const message = `${moved.join(" ")} stands after the image, so the container gets it, not ${tool}`;
  return { code: "flag-after-image", message, fix: splice(splice(words, at, size), image.at + offset, 0, ...moved) };
}

/** `run busybox -n k8s.io`: the namespace as the container's command. */
function namespaceBehindImage({ command, words, offset, tool }: GoodLine): Finding | null {
  const [image, first, second, ...more] = command.operands;
  if (
    !/^container (?:run|create|exec)$/.test(command.spec.path) ||
    image === undefined ||
    first === undefined ||
    more.length > 0
  )
    return null;
  const value = gluedValue(first.word) ?? second?.word ?? "";
  const short = /^-n(?:=|$)/.test(first.word) && /^(?:k8s\.io|moby|default|buildkit)$/.test(value);
  if (!short && !/^--namespace(?:=|$)/.test(first.word)) return null;
  const size = gluedValue(first.word) === null ? 2 : 1;
  const at = first.at + offset;
  const moved = words.slice(at, at + size);
  const without = splice(words, at, size);
  const message = `${moved.join(" ")} stands after the image, so the container gets it, not ${tool}`;
  return { code: "flag-after-image", message, fix: tool === "nerdctl" ? splice(without, 1, 0, ...moved) : without };
}

/** dockerd wants at least 6 MB; a number without a unit is bytes. */
const LEAST_MEMORY = 6 * 1024 * 1024;

function smallMemory({ command, words, offset }: GoodLine): Finding | null {
  const value = lastValue(command, "memory");
  const use = command.byName.get("memory")?.at(-1);
  if (value === null || use === undefined || !/^[1-9]\d*b?$/i.test(value) || Number.parseInt(value, 10) >= LEAST_MEMORY)
    return null;
  if (use.token.words.length !== 2 || readBytes("6m") !== LEAST_MEMORY) return null;
  const message = `Minimum memory limit allowed is 6MB: ${value} is bytes`;
  return {
    code: "small-memory",
    message,
    fix: splice(words, use.token.at + offset + 1, 1, `${value.replace(/b$/i, "")}m`),
  };
}

/** `docker -H unix:///run/containerd/containerd.sock`: containerd does not speak docker's API. */
async function containerdSocket({ command, words, tool }: GoodLine): Promise<Finding | null> {
  const host = command.globals.findLast(({ name }) => name === "host");
  if (tool !== "docker" || host === undefined || !/containerd\.sock$|crio\.sock$/.test(host.value)) return null;
  const { at, words: typed } = host.token;
  const without = splice(words, at, typed.length);
  const there = await inTool(without, "nerdctl");
  const message = `${host.value} is not docker's: it speaks gRPC, and docker HTTP`;
  if (there === null || there.steps.length === 0) return { code: "containerd-socket", message, fix: without };
  return { code: "containerd-socket", message, lines: linesOf(there, ["-a", host.value.replace(/^unix:\/\//, "")]) };
}
