import type { Tool, ToolFacts } from "../../model/index.ts";
import { dockerLine } from "../../plan/docker-line.ts";
import type { ToolLine } from "../../plan/write.ts";
import { COLUMNS, type DockerCommand, quote, reportOn, type Understood, understand } from "../../translate/index.ts";
import { nameOf } from "../../translate/specs/run/name.ts";
import { versionsOf } from "../outcomes.ts";

/** A docker line in one tool's words, and the command as that tool got it. */
export interface Line {
  line: ToolLine;
  command: DockerCommand;
  /** The name that the container gets; null where none is made. */
  name: string | null;
}

const makesContainer = ({ spec }: DockerCommand): boolean =>
  spec.path === "container run" || spec.path === "container create";

/** Docker makes names up; the others use the same for everything, so a second run would find it taken. */
const freshName = (command: DockerCommand): string => {
  const digits = Math.floor(Math.random() * 0x10000).toString(16);
  return `${nameOf(command)}-${digits.padStart(4, "0")}`;
};

/** What crictl and ctr have to be told, because unlike docker they neither look whether an image is there nor make up names. */
const toldFlags = (command: DockerCommand, imageIsThere: boolean): string[] => {
  const flags: string[] = [];
  if (!command.byName.has("name")) flags.push("--name", freshName(command));
  if (imageIsThere && !command.byName.has("pull")) flags.push("--pull", "never");
  return flags;
};

const readAgain = async (command: DockerCommand, operands: readonly string[], flags: readonly string[]) => {
  const understood = await understand(dockerLine(command, { operands, flags }));
  if ("problem" in understood) throw new Error(`the line cannot be read again: ${understood.problem.message}`);
  return understood;
};

/**
 * A write in the words of every tool, docker first.
 * @param operands in place of the typed ones: full ids and references
 * @param criOperands the same for crictl, which takes an image away with all its names: each once
 * @param imageIsThere for `run` and `create`: the image need not be pulled
 */
export const linesFor = async (
  { command }: Understood,
  operands: readonly string[],
  criOperands: readonly string[],
  tools: readonly ToolFacts[],
  imageIsThere: boolean,
): Promise<ReadonlyMap<Tool, Line>> => {
  const plain = await readAgain(command, operands, []);
  const flags = makesContainer(command) ? toldFlags(command, imageIsThere) : [];
  const told = flags.length > 0 ? await readAgain(command, operands, flags) : plain;
  const cri = criOperands === operands ? told : await readAgain(command, criOperands, flags);
  const lines = new Map<Tool, Line>();
  const argv = dockerLine(command, { operands });
  const steps = [{ argv, files: [], captures: null, stdin: null }];
  const docker: ToolLine = { tool: "docker", fit: "exact", steps, shell: quote(argv), notes: [], instead: null };
  lines.set("docker", { line: docker, command: plain.command, name: null });
  for (const tool of COLUMNS) {
    const understood = tool === "nerdctl" ? plain : tool === "crictl" ? cri : told;
    const [translation] = reportOn(understood, { versions: versionsOf(tools), tools: [tool] }).translations;
    if (!translation) continue;
    const name = makesContainer(command) && tool !== "nerdctl" ? nameOf(understood.command) : null;
    lines.set(tool, { line: { ...translation, tool }, command: understood.command, name });
  }
  return lines;
};
