import type { Problem } from "../../../model/index.ts";
import { isOpaque, typedFlags } from "../../grammar.ts";
import { imageBaseName, parseReference } from "../../references.ts";
import { type DockerCommand, lastValue } from "../../spec.ts";
import { quote } from "../../words.ts";
import { argumentsOf, imageOf } from "./name.ts";
import { readPublish } from "./ports.ts";
import { refusalOf } from "./values.ts";

/** What dockerd accepts as a container's name. */
const NAME = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
/** Flags of docker run that hardly any program in a container has. */
const MISPLACED =
  /^(?:-d|-it|-ti|-itd|-dit|-P|--name|--rm|--publish|--detach|--network|--net|--restart|--volume|--env)(?:=.*)?$/;

/** What is wrong with a `docker run` or `docker create` that docker's grammar accepts. `bad-…` means docker refuses it. */
export function checkRun(command: DockerCommand): Problem[] {
  return [
    valueProblem(command),
    togetherProblem(command),
    nameProblem(command),
    portProblem(command),
    swallowedPort(command),
    misplacedFlag(command),
  ].filter((problem) => problem !== null);
}

/** The first value that docker refuses for more than its type. */
function valueProblem(command: DockerCommand): Problem | null {
  // `--restart nginx`: the image was taken for the value, and is what is missed.
  if (imageOf(command) === "") return null;
  for (const { name, value } of command.uses) {
    if (value === null || isOpaque(value)) continue;
    const refusal = refusalOf(name, value);
    if (refusal !== null) return { code: "bad-value", message: refusal, suggestion: null };
  }
  return null;
}

/** Flags that docker refuses together. */
function togetherProblem(command: DockerCommand): Problem | null {
  const typed = (name: string): boolean => command.byName.has(name);
  const on = (name: string): boolean => lastValue(command, name) === "true";
  const policy = lastValue(command, "restart") ?? "";
  const health = command.uses.some(({ name }) => name.startsWith("health-"));
  let message: string | null = null;
  if (on("detach") && typed("attach")) message = "conflicting options: cannot specify both --attach and --detach";
  else if (lastValue(command, "log-driver") === "none" && typed("log-opt"))
    message = "docker: invalid logging opts for driver none";
  else if (on("no-healthcheck") && health) message = "docker: --no-healthcheck conflicts with --health-* options";
  else if (on("rm") && policy !== "" && policy !== "no" && !isOpaque(policy))
    message = "docker: conflicting options: cannot specify both --restart and --rm";
  return message === null ? null : { code: "bad-together", message, suggestion: null };
}

function nameProblem(command: DockerCommand): Problem | null {
  const name = lastValue(command, "name");
  if (name === null || NAME.test(name) || isOpaque(name)) return null;
  const only = "only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed";
  // The other tools take names of one letter, so these are still translated.
  const code = /^\w$/.test(name) ? "short-name" : "bad-name";
  const message = `docker: Error response from daemon: Invalid container name (${name}), ${only}`;
  const isImage = /[:/@]/.test(name) && !("problem" in parseReference(name));
  const image = imageOf(command);
  let suggestion: string | null = null;
  if (!NAME.test(imageBaseName(name))) suggestion = null;
  else if (isImage && image === "") suggestion = rewritten(command, imageBaseName(name), [name]);
  else if (isImage) suggestion = rewritten(command, imageBaseName(name), [image, ...argumentsOf(command)]);
  const eaten =
    isImage && image === "" ? `${message}; ${name} was taken for the name, and the image is missing` : message;
  return { code, message: eaten, suggestion };
}

function portProblem(command: DockerCommand): Problem | null {
  for (const { value } of command.byName.get("publish") ?? []) {
    if (isOpaque(value)) continue;
    const ports = readPublish(value);
    if ("problem" in ports) return { code: "bad-port", message: `docker: ${ports.problem}`, suggestion: null };
  }
  return null;
}

/** `docker run -p 80 80 nginx`: the second number is taken for the image. */
function swallowedPort(command: DockerCommand): Problem | null {
  const image = imageOf(command);
  const port = lastValue(command, "publish");
  const [next, ...rest] = argumentsOf(command);
  if (!/^\d+$/.test(image) || port === null || !/^\d+$/.test(port) || next === undefined) return null;
  const words = command.uses.flatMap(({ token, name }) =>
    name === "publish" ? ["-p", `${port}:${image}`] : token.words,
  );
  return {
    code: "port-as-image",
    message: `${image} is taken for the image: ports are one word, HOST:CONTAINER`,
    suggestion: quote(["docker", ...command.typed.split(" "), ...words, next, ...rest]),
  };
}

/** `docker run nginx -d`: what follows the image is the container's. */
function misplacedFlag(command: DockerCommand): Problem | null {
  const args = argumentsOf(command);
  const end = args.findIndex((word) => !word.startsWith("-"));
  const leading = end === -1 ? args : args.slice(0, end);
  if (leading.length === 0 || !leading.every((word) => MISPLACED.test(word))) return null;
  // A flag with a value takes the next word along.
  const takesValue = /^--(?:name|publish|network|net|restart|volume|env)$/.test(leading.at(-1) ?? "");
  const count = leading.length + (takesValue ? 1 : 0);
  const words = [...typedFlags(command), ...args.slice(0, count), imageOf(command), ...args.slice(count)];
  return {
    code: "flag-after-image",
    message: `${leading.join(" ")} stands after the image, so the container gets it, not docker`,
    suggestion: quote(["docker", ...command.typed.split(" "), ...words]),
  };
}

/** The line with another name and other operands. */
function rewritten(command: DockerCommand, name: string, operands: readonly string[]): string {
  const words: string[] = [];
  const seen = new Set<unknown>();
  for (const use of command.uses) {
    if (use.name === "name") words.push("--name", name);
    else if (!seen.has(use.token)) words.push(...use.token.words);
    seen.add(use.token);
  }
  return quote(["docker", ...command.typed.split(" "), ...words, ...operands]);
}
