import { cleanText } from "../model/clean.ts";
import type { AnswerState, Tool } from "../model/index.ts";
import { quote } from "../translate/index.ts";
import { drawingOf, type RenderOptions, textOf } from "./drawing.ts";
import { cut, graphemesOf, widthOf, wrap } from "./measure.ts";
import type { Rendered } from "./text-options.ts";

/** What one tool printed, byte for byte. */
export interface RawOutput {
  tool: Tool;
  /** The command that was run. */
  argv: readonly string[];
  state: AnswerState;
  stdout: string;
  /** What it printed there, or why it was not run. */
  stderr: string;
  /** Null when it was not run or was ended. */
  exitCode: number | null;
  durationMs: number | null;
}

/** Columns narrower than this say nothing: the outputs go one under the other. */
const NARROWEST = 24;
const TAB = 8;

/** Tabs as blanks to the next stop, counted in cells. */
const expandTabs = (line: string): string => {
  let out = "";
  for (const [index, part] of line.split("\t").entries()) {
    if (index > 0) out += " ".repeat(TAB - (widthOf(out) % TAB));
    out += part;
  }
  return out;
};

/** A line as a terminal of this width would break it, between graphemes. */
const fold = (line: string, width: number): string[] => {
  if (widthOf(line) <= width) return [line];
  const lines: string[] = [];
  let current = "";
  for (const letter of graphemesOf(line)) {
    if (widthOf(letter) > width) continue;
    if (widthOf(current) + widthOf(letter) > width) {
      lines.push(current);
      current = "";
    }
    current += letter;
  }
  return [...lines, current];
};

/** What was printed, as lines that are safe to show; both streams, the result first. */
const linesOf = ({ stdout, stderr }: Pick<RawOutput, "stdout" | "stderr">): string[] =>
  [stdout, stderr].flatMap((text) => {
    const clean = cleanText(text).replace(/\n+$/, "");
    return clean === "" ? [] : clean.split("\n").map(expandTabs);
  });

/** `exit 1, 23 ms`; the exit code only where it is not 0, the state where there is none. */
const outcomeOf = ({ state, exitCode, durationMs }: RawOutput): string => {
  const how = exitCode === null ? state : exitCode === 0 ? "" : `exit ${exitCode}`;
  const time = durationMs === null ? "" : `${Math.round(durationMs)} ms`;
  return [how, time].filter((part) => part !== "").join(", ");
};

/**
 * The tools' own outputs, without being lined up: side by side, or one under the other where that is asked for or the terminal
 * is too narrow. Side by side, long lines are cut (`noTrunc`: folded). For a pipe each output stands under a line with its command.
 */
export const renderRaw = (
  outputs: readonly RawOutput[],
  layout: "columns" | "stacked",
  options: RenderOptions,
): Rendered => {
  const { width, tty, paint, glyphs, noTrunc = false } = drawingOf(options);
  if (!tty) {
    const printed = outputs.filter(({ exitCode, stdout }) => exitCode !== null || stdout !== "");
    const errors = outputs.flatMap(({ tool, stderr }) =>
      linesOf({ stdout: "", stderr }).map((line) => `${tool}: ${line}`),
    );
    return {
      stdout: printed.map(({ argv, stdout }) => `==> ${quote(argv)} <==\n${cleanText(stdout)}`).join("\n"),
      stderr: textOf(errors),
    };
  }
  const gap = 3;
  const column = Math.floor((width - gap * (outputs.length - 1)) / Math.max(1, outputs.length));
  if (layout === "stacked" || column < NARROWEST) {
    const blocks = outputs.map((output) => {
      const outcome = outcomeOf(output);
      const command = quote(output.argv);
      const head = outcome === "" ? command : `${command}  (${outcome})`;
      const lines = linesOf(output).flatMap((line) => fold(line.trimEnd(), width).map((part) => part.trimEnd()));
      return [...wrap(head, width).map((line) => paint("bold", line)), ...lines];
    });
    return { stdout: textOf(blocks.flatMap((block, index) => (index === 0 ? block : ["", ...block]))), stderr: "" };
  }
  const bodies = outputs.map((output) =>
    linesOf(output).flatMap((line) => (noTrunc ? fold(line, column) : [cut(line.trimEnd(), column, glyphs.ellipsis)])),
  );
  const heads = outputs.map((output) => {
    const outcome = outcomeOf(output);
    return cut(outcome === "" ? output.tool : `${output.tool} (${outcome})`, column, glyphs.ellipsis);
  });
  const height = Math.max(0, ...bodies.map(({ length }) => length));
  const join = (texts: readonly string[], bold: boolean): string =>
    texts
      .map((text) => (bold ? paint("bold", text) : text) + " ".repeat(Math.max(0, column - widthOf(text))))
      .join(` ${glyphs.bar} `)
      .trimEnd();
  const body = Array.from({ length: height }, (_, row) =>
    join(
      bodies.map((lines) => lines[row] ?? ""),
      false,
    ),
  );
  return { stdout: textOf([join(heads, true), ...body]), stderr: "" };
};
