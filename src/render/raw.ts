import { cleanText } from "../model/clean.ts";
import type { AnswerState, Tool } from "../model/index.ts";
import { quote } from "../translate/index.ts";
import { drawingOf, type RenderOptions, textOf } from "./drawing.ts";
import { cut, graphemesOf, widthOf } from "./measure.ts";
import type { Rendered } from "./text-options.ts";

/** What one tool printed when its own translation was run. */
export interface RawOutput {
  tool: Tool;
  /** The command; empty when there was none to run. */
  argv: readonly string[];
  state: AnswerState;
  /** Null when it was not run. */
  durationMs: number | null;
  /** What it printed, or why it was not run. */
  text: string;
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

/** What was printed, as lines that are safe to show. */
const linesOf = ({ text }: RawOutput): string[] => {
  const clean = cleanText(text).replace(/\n+$/, "");
  return clean === "" ? [] : clean.split("\n").map(expandTabs);
};

/** `timeout, 10003 ms`; nothing for a tool that answered at once. */
const outcomeOf = ({ state, durationMs }: RawOutput): string =>
  [state === "ok" ? "" : state, durationMs === null ? "" : `${Math.round(durationMs)} ms`]
    .filter((part) => part !== "")
    .join(", ");

/**
 * The tools' own outputs, without being lined up: side by side, or one under the other where that is asked for or the terminal
 * is too narrow. Side by side, long lines are cut (`noTrunc`: folded). For a pipe each output stands under a line with its command.
 */
export const renderRaw = (
  layout: "columns" | "stacked",
  outputs: readonly RawOutput[],
  options: RenderOptions,
): Rendered => {
  const { width, tty, paint, glyphs, noTrunc = false } = drawingOf(options);
  if (!tty) {
    const ran = outputs.filter(({ argv, state }) => argv.length > 0 && state === "ok");
    const others = outputs.filter((output) => !ran.includes(output));
    return {
      stdout: ran.map(({ argv, text }) => `==> ${quote(argv)} <==\n${cleanText(text)}`).join("\n"),
      stderr: textOf(others.flatMap((output) => linesOf(output).map((line) => `${output.tool}: ${line}`))),
    };
  }
  const gap = 3;
  const column = Math.floor((width - gap * (outputs.length - 1)) / Math.max(1, outputs.length));
  if (layout === "stacked" || column < NARROWEST) {
    const blocks = outputs.map((output) => {
      const outcome = outcomeOf(output);
      const command = output.argv.length > 0 ? quote(output.argv) : output.tool;
      const head = outcome === "" ? command : `${command}  (${outcome})`;
      const lines = linesOf(output).flatMap((line) => fold(line, width));
      return [...fold(head, width).map((line) => paint("bold", line)), ...lines];
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
