import type { Tool } from "../model/index.ts";
import { type DockerCommand, understand } from "../translate/index.ts";
import { foreignLine, translateForeign } from "../translate/reverse/index.ts";
import type { Canonical } from "./types.ts";

/** Flags that only say where a tool connects: they belong to the node, not to the translation. */
const ADDRESSES: ReadonlySet<string> = new Set([
  "address",
  "namespace",
  "host",
  "context",
  "runtime-endpoint",
  "image-endpoint",
  "config",
  "timeout",
  "connect-timeout",
]);

/** Flags whose values are a list: their order says nothing. Of any other the last value counts. */
const isList = (kind: string): boolean =>
  /^(?:list|map|filter|string(?:Slice|Array|s)|mount|network|ulimit)/.test(kind) || kind === "strings";

/** A line that its tool would not take, in the tool's words. */
export interface Unreadable {
  message: string;
}

interface Typed {
  name: string;
  value: string;
  kind: string;
  /** A switch that is on unless it is turned off. */
  defaultOn?: boolean;
}

const flagsOf = (typed: readonly Typed[]): Map<string, string[]> => {
  const flags = new Map<string, string[]>();
  for (const { name, value, kind, defaultOn = false } of typed) {
    if (kind === "bool" && value === String(defaultOn)) flags.delete(name);
    else if (isList(kind)) flags.set(name, [...(flags.get(name) ?? []), value]);
    else flags.set(name, [value]);
  }
  return flags;
};

const ofDocker = (tool: Tool, { spec, globals, uses, operands, help }: DockerCommand): Canonical => ({
  tool,
  verb: help ? `${spec.path} --help` : spec.path,
  flags: flagsOf(
    [...globals.filter(({ name }) => !ADDRESSES.has(name)), ...uses].map(({ name, value, row }) => ({
      name,
      value,
      kind: row.kind,
      defaultOn: row.defaultOn,
    })),
  ),
  operands: operands.map(({ word }) => word),
});

/**
 * Reads one command as its tool does.
 * @param line without operators of the shell; placeholders such as `<container-id>` and `$(…)` are words
 * @returns its canonical form, or why the tool would not take it
 */
export const readCanonical = async (line: string): Promise<Canonical | Unreadable> => {
  const foreign = foreignLine(line);
  if (foreign === null) {
    const understood = await understand(line);
    return "problem" in understood ? { message: understood.problem.message } : ofDocker("docker", understood.command);
  }
  if (foreign.tool === "kubectl") return { message: "kubectl asks the cluster, not this node" };
  const { reading, report } = await translateForeign(foreign);
  if ("problem" in reading) return { message: reading.problem.message };
  if ("why" in reading) return { message: reading.message };
  const [problem] = report.problems;
  if (problem && report.translations.length === 0) return { message: problem.message };
  const { tool } = foreign;
  if ("own" in reading) {
    const globals = reading.globals.filter(({ row }) => !ADDRESSES.has(row.long ?? ""));
    const command = ofDocker(tool, reading.command);
    const own = flagsOf(
      globals.map(({ row, value }) => ({ name: row.long ?? row.short ?? "", value, kind: row.kind })),
    );
    const flags = new Map([...command.flags, ...own]);
    for (const name of ADDRESSES) if (reading.globals.some(({ row }) => row.long === name)) flags.delete(name);
    return { ...command, flags };
  }
  const { command, globals, uses, operands, help } = reading;
  const typed = [...globals.filter(({ row }) => !ADDRESSES.has(row.long ?? "")), ...uses];
  return {
    tool,
    verb: help ? `${command.path} --help` : command.path,
    flags: flagsOf(typed.map(({ row, value }) => ({ name: row.long ?? row.short ?? "", value, kind: row.kind }))),
    operands: operands.map(({ word }) => word),
  };
};
