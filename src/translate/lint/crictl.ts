import { namePattern } from "../pieces.ts";
import type { ToolIndex } from "../reverse/find-command.ts";
import { miscount } from "../reverse/read-line.ts";
import { dashed, has, nameOf, type ToolLine, typed } from "../reverse/tool-spec.ts";
import { flagsOf } from "../translate.ts";
import { atLeast } from "../versions.ts";
import { type Finding, splice } from "./finding.ts";
import { inTool, linesOf } from "./forward.ts";
import { isFlag, isIdLike, isImageLike } from "./line-parts.ts";
import { dashes, extraOperands, flagBehindOperand, lostDash, missingOperands } from "./operands.ts";

const JSON_FILE = /\.(?:json|ya?ml)$|^[$`<]|^-$|^\/dev\/stdin$/;
const HELP = "crictl prints its help and exits 0, as if all were well";

/** What is wrong with a crictl line that crictl's parser takes. */
export async function checkCrictl(
  line: ToolLine,
  index: ToolIndex,
  version: string,
  seen: ReadonlySet<string>,
): Promise<Finding | null> {
  return (
    endpoints(line, seen) ??
    dockerStyleRun(line) ??
    lostDash(line) ??
    dashes(line) ??
    (await swallowedValue(line)) ??
    flagBehindOperand(line, index) ??
    listOperand(line) ??
    (await imageVerb(line)) ??
    missingFile(line) ??
    swappedFiles(line) ??
    extraOperands(line, HELP) ??
    imageToInspect(line) ??
    (line.command.path === "exec" ? nameForId(line, version) : null) ??
    (await swallowedOperand(line)) ??
    missingOperands(line) ??
    exportMissing(line) ??
    nameForId(line, version) ??
    badWord(line) ??
    pruneFlag(line) ??
    stillRunning(line)
  );
}

/** `crictl -r X images` still asks the image endpoint of crictl.yaml. */
function endpoints({ globals, words, command }: ToolLine, seen: ReadonlySet<string>): Finding | null {
  const runtime = globals.find(({ row: { long } }) => long === "runtime-endpoint");
  const image = globals.some(({ row: { long } }) => long === "image-endpoint");
  if (runtime === undefined || image || seen.has("image-endpoint")) return null;
  if (!/^(?:images|pull|rmi|inspecti|imagefsinfo)$/.test(command.path)) return null;
  const message = `crictl ${command.path} asks the image endpoint, which -r leaves as crictl.yaml has it`;
  return { code: "image-endpoint", message, fix: splice(words, runtime.at + runtime.size, 0, "-i", runtime.value) };
}

/** `crictl run nginx`: crictl takes files, not images. */
function dockerStyleRun({ command, operands, words, verbAt, uses }: ToolLine): Finding | null {
  const { path } = command;
  if (!/^(?:run|create|runp)$/.test(path) || operands.length === 0) return null;
  const files = operands.filter(
    ({ word }, i) => (path === "create" && i === 0 && (isIdLike(word) || operands.length > 2)) || JSON_FILE.test(word),
  );
  if (files.length === operands.length) return null;
  const flags = uses.flatMap(({ at, size }) => words.slice(at, at + size));
  return {
    code: "not-a-file",
    message: `crictl ${path} takes ${command.operands.usage}, no image and no command; ${HELP}`,
    lines: [fileLine(words.slice(0, verbAt[0]), path, flags)],
  };
}

/** The line with the files that crictl wants. */
export function fileLine(start: readonly string[], path: string, flags: readonly string[]): string[] {
  const files = path === "runp" ? ["pod.json"] : ["container.json", "pod.json"];
  return [...start, path, ...flags, ...(path === "create" ? ["<pod-id>"] : []), ...files];
}

/** `exec -e A=b ID env`: -e takes a value in docker and none here, so the value is taken for the container. */
async function swallowedValue({ uses, operands, command, words, verbAt }: ToolLine): Promise<Finding | null> {
  const last = uses.at(-1);
  const first = operands[0];
  if (last === undefined || first === undefined || command.docker.kind !== "docker" || last.row.kind !== "bool")
    return null;
  if (last.at + 1 !== first.at || isIdLike(first.word) || last.row.short === null) return null;
  const docker = (await flagsOf(command.docker.verb.split(" ")))?.takesValue;
  if (docker?.get(last.row.short) !== true || words[last.at] !== `-${last.row.short}`) return null;
  const whole = ["docker", ...command.docker.verb.split(" "), ...words.slice(verbAt[1])];
  const translation = await inTool(whole, "crictl");
  const message = `-${last.row.short} is --${nameOf(last.row)} in crictl and takes no value: ${first.word} is taken for the container`;
  if (translation === null || translation.steps.length === 0) return { code: "docker-flag", message };
  return { code: "docker-flag", message, lines: linesOf(translation, words.slice(1, verbAt[0])) };
}

/** `crictl ps web`: lists take no operands. */
function listOperand({ command, operands, words }: ToolLine): Finding | null {
  const [first, ...rest] = operands;
  if (!/^(?:ps|pods)$/.test(command.path) || first === undefined || rest.length > 0) return null;
  const flag = isIdLike(first.word) ? "--id" : "--name";
  const does = command.path === "ps" ? HELP : "it is ignored";
  const message = `crictl ${command.path} takes no operands: ${does}`;
  const without = splice(words, first.at, 1);
  if (/^(?:ls|list)$/.test(first.word)) return { code: "operand-extra", message, fix: without };
  return { code: "operand-extra", message, fix: [...without, flag, first.word] };
}

/** `crictl image pull nginx`: image is another name of images, no group of verbs. */
async function imageVerb({ command, operands, words, verbAt }: ToolLine): Promise<Finding | null> {
  const [verb, ...rest] = operands;
  if (command.path !== "images" || verb === undefined || rest.length === 0) return null;
  const translation = await inTool(["docker", "image", verb.word, ...rest.map(({ word }) => word)], "crictl");
  if (translation === null || translation.steps.length === 0) return null;
  const message = `crictl ${words[verbAt[0]]} only lists; ${HELP}`;
  return { code: "docker-verb", message, lines: linesOf(translation, words.slice(1, verbAt[0])) };
}

/** `crictl create POD container.json`: the pod's file is wanted again. */
function missingFile({ command: { path, operands }, operands: typedOperands, words }: ToolLine): Finding | null {
  if (!/^(?:run|create|runp)$/.test(path) || typedOperands.length >= operands.min) return null;
  const files = typedOperands.filter(({ word }) => JSON_FILE.test(word));
  const wanted = path === "runp" ? ["pod.json"] : ["container.json", "pod.json"];
  const pod =
    path === "create" && files.length === typedOperands.length && !isIdLike(typedOperands[0]?.word ?? "")
      ? ["<pod-id>"]
      : [];
  const missing = wanted.slice(
    Math.min(
      typedOperands.length - (path === "create" && pod.length === 0 && typedOperands.length > 0 ? 1 : 0),
      wanted.length,
    ),
  );
  const at = typedOperands[0]?.at ?? words.length;
  const message = `crictl ${path} wants ${operands.usage}; ${HELP}`;
  return { code: "operand-missing", message, fix: [...words.slice(0, at), ...pod, ...words.slice(at), ...missing] };
}

/** `run pod.json container.json`: the container's file comes first. */
function swappedFiles({ command: { path }, operands, words }: ToolLine): Finding | null {
  const [container, pod] = path === "create" ? operands.slice(1) : operands;
  if (!/^(?:run|create)$/.test(path) || container === undefined || pod === undefined) return null;
  const isPod = (word: string) => /pod|sandbox/i.test(word) && !/container/i.test(word);
  if (!isPod(container.word) || isPod(pod.word)) return null;
  const fix = [...words];
  fix[container.at] = pod.word;
  fix[pod.at] = container.word;
  return { code: "swapped", message: `crictl ${path} takes the container's file first, then the pod's`, fix };
}

/** `pull -a nginx`: docker's -a is a switch, crictl's takes the image for its value. */
async function swallowedOperand(line: ToolLine): Promise<Finding | null> {
  const { command, operands, uses, words } = line;
  const last = uses.at(-1);
  if (miscount(line) !== "missing" || command.docker.kind !== "docker" || last === undefined) return null;
  const short = /^-(\w)$/.exec(words[last.at] ?? "")?.[1];
  if (operands.length > 0 || last.size !== 2 || short === undefined) return null;
  const docker = (await flagsOf(command.docker.verb.split(" ")))?.takesValue;
  if (docker?.get(short) !== false) return null;
  const message = `-${short} is --${nameOf(last.row)} in crictl and takes a value: ${last.value} is taken for it`;
  return { code: "swallowed-operand", message, fix: splice(words, last.at, 1) };
}

/** `inspect nginx:alpine`: images have a command of their own. */
function imageToInspect({ command, operands, words, verbAt }: ToolLine): Finding | null {
  if (command.path !== "inspect" || operands.length === 0 || !operands.every(({ word }) => isImageLike(word)))
    return null;
  const message = "crictl inspect shows containers; images are inspecti's";
  return { code: "image-for-container", message, fix: splice(words, verbAt[0], 1, "inspecti") };
}

/** Which operands must be ids, and how they are looked up. */
const IDS: Readonly<Record<string, readonly [list: string, placeholder: string]>> = {
  attach: ["ps", "<container-id>"],
  checkpoint: ["ps", "<container-id>"],
  exec: ["ps", "<container-id>"],
  inspect: ["ps -a", "<container-id>"],
  logs: ["ps -a", "<container-id>"],
  rm: ["ps -a", "<container-id>"],
  start: ["ps -a", "<container-id>"],
  stats: ["ps", "<container-id>"],
  stop: ["ps", "<container-id>"],
  update: ["ps", "<container-id>"],
  inspectp: ["pods", "<pod-id>"],
  stopp: ["pods", "<pod-id>"],
  rmp: ["pods", "<pod-id>"],
  statsp: ["pods", "<pod-id>"],
  "port-forward": ["pods", "<pod-id>"],
  create: ["pods", "<pod-id>"],
};

/** Names where crictl knows ids only. */
function nameForId(line: ToolLine, version: string): Finding | null {
  const { command, operands, words, verbAt, uses } = line;
  const look = IDS[command.path];
  if (look === undefined || uses.some(({ row: { picks } }) => picks === true)) return podNameForId(line);
  const one = /^(?:exec|attach|logs|create|port-forward)$/.test(command.path);
  const asked = one ? operands.slice(0, 1) : operands;
  const names = asked.filter(({ word }) => !isIdLike(word) && !isFlag(word));
  if (names.length === 0) return podNameForId(line);
  const [list, placeholder] = look;
  const shown = names.map(({ word }) => word).join(", ");
  const silent =
    command.path === "stop" ? "crictl prints what it got, exits 0 and stops nothing" : "crictl finds nothing by it";
  const said = names.length === 1 ? `${shown} is a name` : `${shown} are names`;
  const message = `${said}; crictl ${command.path} takes ids only: ${silent}`;
  const pattern = namePattern(names.map(({ word }) => word));
  if (command.path === "exec" && operands.length > 1 && atLeast(version, "1.33")) {
    const at = names[0]?.at ?? 0;
    return { code: "name-for-id", message, fix: splice(words, at, 1, "--name", pattern) };
  }
  const globals = words.slice(0, verbAt[0]);
  const others = operands.filter((operand) => !names.includes(operand)).map(({ word }) => word);
  const end = operands[0]?.at ?? words.length;
  const grace = command.path === "stop" && !has(line, "timeout") ? ["--timeout", "10"] : [];
  const ids = one ? [placeholder, ...others] : [...others, placeholder];
  const lookUp = [...globals, ...list.split(" "), "-q", "--name", pattern];
  return { code: "name-for-id", message, lines: [lookUp, [...words.slice(0, end), ...grace, ...ids]] };
}

/** `crictl ps --pod web`: the id of a pod, not its name. */
function podNameForId({ uses, words, verbAt, command }: ToolLine): Finding | null {
  const use = uses.find(({ row }) => nameOf(row) === "pod" && row.kind !== "bool");
  if (use === undefined || isIdLike(use.value) || /jsonschema/.test(command.path)) return null;
  const message = `--pod takes a pod's id: ${use.value} is a name, and the list stays empty`;
  const lookUp = [...words.slice(0, verbAt[0]), "pods", "-q", "--name", namePattern([use.value])];
  const put = splice(words, use.at, use.size, words[use.at]?.startsWith("--") ? "--pod" : "-p", "<pod-id>");
  return { code: "name-for-id", message, lines: [lookUp, put] };
}

const STATES: Readonly<Record<string, readonly string[]>> = {
  pods: ["ready", "notready"],
  inspectp: ["ready", "notready"],
};
const CONTAINER_STATES = ["created", "running", "exited", "unknown"];
const OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  events: ["json", "go-template"],
  imagefsinfo: ["json", "yaml", "go-template", "table"],
  info: ["json", "yaml", "go-template"],
  inspect: ["json", "yaml", "go-template", "table"],
  inspecti: ["json", "yaml", "go-template", "table"],
  inspectp: ["json", "yaml", "go-template", "table"],
};

/** Other tools' words for states. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  stopped: ["exited", "notready"],
  terminated: ["exited", "notready"],
  dead: ["exited", "notready"],
  exited: ["notready"],
  up: ["running", "ready"],
  started: ["running", "ready"],
  running: ["ready"],
};

/** States and formats that crictl does not have. */
function badWord(line: ToolLine): Finding | null {
  const { command, words, uses } = line;
  const at = (name: string) => uses.findLast(({ row: { long } }) => long === name);
  const state = at("state");
  const states = STATES[command.path] ?? CONTAINER_STATES;
  if (state !== undefined && !/[$`<]/.test(state.value) && !states.includes(state.value.toLowerCase())) {
    const message = `crictl: --state should be one of ${states.join(", ")}`;
    const meant = MEANT[state.value.toLowerCase()]?.find((each) => states.includes(each));
    const put = meant === undefined ? [] : [dashed(state.row), meant];
    return { code: "bad-value", message, fix: splice(words, state.at, state.size, ...put) };
  }
  const output = at("output");
  const formats = OUTPUTS[command.path] ?? ["json", "yaml", "table"];
  if (output === undefined || /[$`<]/.test(output.value) || output.value === "" || formats.includes(output.value))
    return null;
  const message = `crictl: unsupported output format ${JSON.stringify(output.value)}; ${command.path} prints ${formats.join(", ")}`;
  return { code: "bad-value", message, fix: splice(words, output.at, output.size) };
}

/** A checkpoint has to go somewhere. */
function exportMissing(line: ToolLine): Finding | null {
  if (line.command.path !== "checkpoint" || has(line, "export")) return null;
  const message = "crictl: cannot checkpoint a container without specifying the checkpoint destination";
  return {
    code: "export-missing",
    message,
    fix: splice(line.words, line.verbAt[1], 0, "--export=/tmp/checkpoint.tar"),
  };
}

/** `crictl rmi -q nginx`: -q is --prune. */
function pruneFlag(line: ToolLine): Finding | null {
  const use = line.uses.find(({ row: { long } }) => long === "prune");
  if (line.command.path !== "rmi" || use === undefined || line.operands.length === 0) return null;
  const message = "-q of crictl rmi is --prune: it removes every image that no container uses, whatever is named";
  return { code: "prune-flag", message, fix: splice(line.words, use.at, 1) };
}

/** crictl refuses what runs, unless it is forced. */
function stillRunning(line: ToolLine): Finding | null {
  const { command, words, verbAt } = line;
  if (!/^(?:rm|rmp)$/.test(command.path) || typed(line, "force") !== null || line.help) return null;
  const what = command.path === "rmp" ? "pod" : "container";
  const stop = command.path === "rmp" ? "crictl stopp" : "crictl stop";
  const message = `crictl ${command.path} refuses a ${what} that runs: ${stop} first, or -f`;
  return { code: "may-be-running", message, lines: [splice(words, verbAt[1], 0, "-f")] };
}
