import { readNerdctl } from "../reverse/nerdctl.ts";
import type { ToolUse } from "../reverse/tool-spec.ts";
import type { Reading } from "../reverse/translate-foreign.ts";
import type { CommandSpec, DockerCommand } from "../spec.ts";
import { readDocker } from "../translate.ts";

/** docker or nerdctl: the tools whose flags and operands may be mixed. */
export type PflagTool = "docker" | "nerdctl";

/** A docker or nerdctl line that its tool takes. */
export interface GoodLine {
  tool: PflagTool;
  words: readonly string[];
  command: DockerCommand;
  /** What has to be added to positions in `command` to find a word in `words`. */
  offset: number;
  /** nerdctl's global flags. */
  globals: readonly ToolUse[];
}

/** One that it does not take. */
export interface BadLine {
  tool: PflagTool;
  words: readonly string[];
  code: string;
  message: string;
  /** The line as the translator would have it; null: it does not know. */
  suggestion: string | null;
  spec: CommandSpec | null;
}

/** A nerdctl command that docker does not have, and that is as it should be. */
export type OwnLine = "own";

/** Reads a line with its tool's name first. */
export async function readPflagLine(
  tool: PflagTool,
  words: readonly string[],
  live: readonly string[],
): Promise<GoodLine | BadLine | OwnLine> {
  if (tool === "docker") {
    const read = await readDocker(words);
    if ("problem" in read) return { tool, words, ...read.problem, spec: read.command };
    return { tool, words, command: read, offset: 0, globals: [] };
  }
  return pflagLine(await readNerdctl(words, live));
}

/** A nerdctl line as it was read. */
export function pflagLine(read: Reading): GoodLine | BadLine | OwnLine {
  const { words } = read;
  if ("problem" in read) return { tool: "nerdctl", words, ...read.problem, suggestion: read.suggestion, spec: null };
  if (!("own" in read)) return "own";
  return { tool: "nerdctl", words, command: read.command, offset: read.verb - 1, globals: read.globals };
}

/** The words of the verb: `["container", "ls"]`, and where they stand. Null: there is none. */
export function verbOf(
  words: readonly string[],
  isVerb: (path: string) => boolean,
): { at: number; path: string[] } | null {
  for (let at = 1; at < words.length; at++) {
    for (let size = 3; size > 0; size--) {
      const path = words.slice(at, at + size);
      if (path.length === size && isVerb(path.join(" "))) return { at, path: [...path] };
    }
  }
  return null;
}
