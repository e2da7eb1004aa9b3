import { closest } from "../closest.ts";
import { indexOf, namesAfter, type ToolIndex } from "../reverse/find-command.ts";
import type { Misread } from "../reverse/read-line.ts";
import type { Column } from "../spec.ts";
import { allPaths } from "../specs/index.ts";
import { type Finding, splice } from "./finding.ts";
import { inAnotherTool, inTool, linesOf, namespaceOf } from "./forward.ts";

type Tool = Exclude<Column, "nerdctl">;

/** docker's object for a group of ctr's. */
const OBJECTS: Readonly<Record<string, string>> = {
  containers: "container",
  tasks: "container",
  images: "image",
  namespaces: "namespace",
  snapshots: "",
  plugins: "plugin",
};

/** A line that stops where a verb should stand. */
export function missingVerb({ words, path, index, verbAt, message }: Misread): Finding {
  const names = namesAfter(index, path);
  const list = names.includes("ls") ? ["ls"] : names.includes("list") ? ["list"] : ["--help"];
  const end = path === "" ? words.length : verbAt[1];
  return {
    code: "verb-missing",
    message: `${message}; without one it only prints help`,
    fix: splice(words, end, words.length - end, ...list),
  };
}

/** A verb that the tool does not have: docker's, another tool's, or misspelled. */
export async function unknownVerb(line: Misread): Promise<Finding> {
  const { words, message, index, path, verbAt } = line;
  const tool = index.table.tool as Tool;
  const at = verbAt[1] - 1;
  const word = words[at] as string;
  const said = `${tool}: ${message}`;
  const group = path === "" ? "" : (index.groups.get(path)?.name ?? path);
  const docker = dockerWords(words, at, group);
  if (docker !== null) {
    const found = await asDocker(line, tool, docker, said);
    if (found !== null) return found;
  }
  if (tool === "crictl" && /^(?:namespaces?|ns)$/.test(word)) {
    const verb = words[at + 1] === undefined ? ["ls"] : words.slice(at + 1);
    return {
      code: "foreign-verb",
      message: `${said}; containerd's namespaces are ctr's`,
      lines: [["ctr", "namespaces", ...verb]],
    };
  }
  const list = tool === "ctr" && path === "" && /^(?:ls|list)$/.test(word);
  if (list) return { code: "unknown-verb", message: said, fix: splice(words, at, 0, "containers") };
  const near = closest(word, namesAfter(index, path));
  if (near !== null && near !== word)
    return { code: "unknown-verb", message: `${said}; did you mean ${near}?`, fix: splice(words, at, 1, near) };
  const other = await elsewhere(tool, words.slice(verbAt[0]));
  if (other !== null) {
    const rest = words.slice(verbAt[0]);
    return {
      code: "foreign-verb",
      message: `${said}; it is ${other}'s`,
      lines: [[other, ...namespaceWords(line, other), ...rest]],
    };
  }
  if (docker !== null)
    return { code: "foreign-verb", message: `${said}; it is docker's, and ${tool} has no form of it` };
  return { code: "unknown-verb", message: said };
}

function namespaceWords(line: Misread, other: string): string[] {
  const namespace = namespaceOf(line);
  return namespace === null || other === "crictl" ? [] : ["-n", namespace];
}

/** The line from the verb on as docker would have it; null: docker has no such verb either. */
function dockerWords(words: readonly string[], at: number, group: string): string[][] | null {
  const rest = words.slice(at);
  const paths = allPaths();
  const verb = rest[0] ?? "";
  const lines: string[][] = [];
  const object = OBJECTS[group];
  if (object !== undefined && object !== "" && paths.includes(`${object} ${verb}`))
    lines.push(["docker", object, ...rest]);
  if ((group === "" || lines.length === 0) && paths.some((each) => each === verb || each.startsWith(`${verb} `)))
    lines.push(["docker", ...rest]);
  return lines.length === 0 ? null : lines;
}

/** docker's verb in this tool's words, or in those of a tool that has it. */
async function asDocker(
  line: Misread,
  tool: Tool,
  candidates: readonly string[][],
  said: string,
): Promise<Finding | null> {
  const { words, verbAt } = line;
  const globals = words.slice(1, verbAt[0]);
  for (const candidate of candidates) {
    const docker = candidate.slice(0, /^(?:container|image|plugin)$/.test(candidate[1] ?? "") ? 3 : 2).join(" ");
    const here = await inTool(candidate, tool);
    if (here !== null && here.steps.length > 0) {
      const lines = linesOf(here, globals);
      return {
        code: "docker-verb",
        message: `${said}; ${docker.replace("docker ", "")} is docker's, ${tool} says it otherwise`,
        lines,
      };
    }
    const other = here === null ? null : await inAnotherTool(candidate, tool, namespaceOf(line));
    if (other !== null) {
      const why = here?.notes[0]?.text ?? "";
      return { code: "docker-verb", message: `${said}; ${why}: ${other.tool} has it`, lines: other.lines };
    }
  }
  return null;
}

/** The other tool that has the verb. */
async function elsewhere(tool: Tool, rest: readonly string[]): Promise<Column | null> {
  const other: Tool = tool === "ctr" ? "crictl" : "ctr";
  const index: ToolIndex = await indexOf(other);
  const [first = "", second = ""] = rest;
  if (index.commands.has(first) || index.commands.has(`${first} ${second}`)) return other;
  return null;
}
