import { splitLine } from "../reverse/line.ts";
import { type FlagUse, lastValue } from "../spec.ts";
import { readBytes } from "../values.ts";
import { type Finding, splice } from "./finding.ts";
import { inTool, linesOf } from "./forward.ts";
import { flagName, gluedValue, isFlag } from "./line-parts.ts";
import type { GoodLine } from "./pflag-line.ts";

/** What is wrong with a docker or nerdctl line that its tool takes. */
export function checkGoodLine(line: GoodLine, seen: ReadonlySet<string>): Finding | null | Promise<Finding | null> {
  if (line.command.help) return null;
  return (
    singleDash(line) ??
    lostDash(line) ??
    fromSpec(line, seen) ??
    dashes(line) ??
    execFlags(line) ??
    execWords(line) ??
    execBuiltin(line) ??
    behindImage(line) ??
    namespaceBehindImage(line) ??
    smallMemory(line) ??
    containerdSocket(line)
  );
}

/** `run -detach nginx`: a long name behind one dash, which the parser took for letters. */
function singleDash({ command, words, tool, offset }: GoodLine): Finding | null {
  const wrong = command.uses.find(({ short, token }) => {
    const word = token.words[0] as string;
    return (
      short && /^-[a-z][a-z-]{2,}(?:=|$)/.test(word) && command.spec.flags.some(({ long }) => long === flagName(word))
    );
  });
  if (wrong === undefined) return null;
  const word = wrong.token.words[0] as string;
  const message = `${tool} reads ${word} letter by letter: long names have two dashes`;
  return { code: "single-dash", message, fix: splice(words, wrong.token.at + offset, 1, `-${word}`) };
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
function containerdSocket({ command, words, tool }: GoodLine): Promise<Finding> | null {
  const host = command.globals.findLast(({ name }) => name === "host");
  if (tool !== "docker" || host === undefined || !/containerd\.sock$|crio\.sock$/.test(host.value)) return null;
  return inContainerd(host, words);
}

async function inContainerd(host: FlagUse, words: readonly string[]): Promise<Finding> {
  const { at, words: typed } = host.token;
  const without = splice(words, at, typed.length);
  const there = await inTool(without, "nerdctl");
  const message = `${host.value} is not docker's: it speaks gRPC, and docker HTTP`;
  if (there === null || there.steps.length === 0) return { code: "containerd-socket", message, fix: without };
  return { code: "containerd-socket", message, lines: linesOf(there, ["-a", host.value.replace(/^unix:\/\//, "")]) };
}
