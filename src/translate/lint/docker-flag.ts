import { type Misread, readWith } from "../reverse/read-line.ts";
import type { ToolCommand } from "../reverse/tool-spec.ts";
import { findRow } from "../reverse/urfave.ts";
import type { Column } from "../spec.ts";
import { flagsOf } from "../translate.ts";
import { type Finding, splice } from "./finding.ts";
import { inAnotherTool, inTool, isWhole, linesOf, namespaceOf } from "./forward.ts";
import { flagName, gluedValue, isFlag, valueSize } from "./line-parts.ts";

type Tool = Exclude<Column, "nerdctl">;

/** A flag of docker's: as this tool has it, in its place; or the whole line in the tool that can do it. */
export async function fromDocker(
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
