import type { Translation } from "../../model/index.ts";
import type { Misread } from "../reverse/read-line.ts";
import type { Column } from "../spec.ts";
import { readDocker, reportOn } from "../translate.ts";

/**
 * What a docker line is in one tool.
 * @param words `docker` first
 * @returns null when docker would not take the line
 */
export async function inTool(words: readonly string[], tool: Column): Promise<Translation | null> {
  const command = await readDocker(words);
  if ("problem" in command) return null;
  return reportOn({ command, live: [], input: "" }, { tools: [tool] }).translations[0] ?? null;
}

/** The commands of a translation as lines, with global flags put back; pulls and files before them are left out. */
export function linesOf(translation: Translation, globals: readonly string[]): string[][] {
  return translation.steps
    .filter(({ argv }) => !isPull(argv) || translation.steps.length === 1)
    .map(({ argv }) => [argv[0] as string, ...globals, ...argv.slice(1)]);
}

function isPull(argv: readonly string[]): boolean {
  return argv[0] === "ctr" && argv[1] === "images" && argv[2] === "pull";
}

/** Whether a translation does what docker's line does, in one go or several. */
export function isWhole({ fit }: Translation): boolean {
  return fit === "exact" || fit === "steps";
}

/** Tools to send somebody on to whose tool cannot do it, best first. */
const OTHERS: Readonly<Record<Column, readonly Column[]>> = {
  crictl: ["ctr", "nerdctl"],
  ctr: ["nerdctl", "crictl"],
  nerdctl: ["ctr", "crictl"],
};

/**
 * The tool that can do what this one cannot.
 * @param namespace containerd's namespace that the line looks into; null: the default
 * @returns the lines in that tool
 */
export async function inAnotherTool(
  words: readonly string[],
  tool: Column,
  namespace: string | null,
  enough: (translation: Translation) => boolean = ({ fit }) => fit !== "none",
): Promise<{ tool: Column; lines: string[][] } | null> {
  for (const other of OTHERS[tool]) {
    const translation = await inTool(words, other);
    if (translation === null || !enough(translation) || translation.steps.length === 0) continue;
    const globals = other === "crictl" || namespace === null ? [] : ["-n", namespace];
    return { tool: other, lines: linesOf(translation, globals) };
  }
  return null;
}

/** Where a line of crictl or ctr looks. */
export function namespaceOf({ tool, globals }: Pick<Misread, "tool" | "globals">): string | null {
  if (tool === "crictl") return "k8s.io";
  return globals.findLast(({ row: { long } }) => long === "namespace")?.value ?? null;
}
