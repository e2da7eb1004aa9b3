import { TOOLS, type Tool } from "../model/index.ts";
import type { Drawing } from "./drawing.ts";
import { wrap } from "./measure.ts";

/** Footnotes of one screen: each text once, numbered as they come up, with the tools it is about. */
export interface Footnotes {
  /** The signs for texts about a tool: `¹`, `²,³`. */
  marks(tool: Tool, texts: readonly string[]): string;
  /** The notes under the table, wrapped. */
  lines(): string[];
}

export const makeFootnotes = ({ glyphs, width }: Pick<Drawing, "glyphs" | "width">): Footnotes => {
  const notes = new Map<string, Set<Tool>>();
  return {
    marks: (tool, texts) => {
      for (const text of texts) notes.set(text, (notes.get(text) ?? new Set<Tool>()).add(tool));
      const numbers = texts.map((text) => [...notes.keys()].indexOf(text) + 1).sort((a, b) => a - b);
      return numbers.map((number) => glyphs.mark(number)).join(",");
    },
    lines: () =>
      [...notes].flatMap(([text, about], index) => {
        const tools = TOOLS.filter((tool) => about.has(tool)).join(", ");
        // A text that names its one tool already needs no name before it.
        const whole = text.startsWith(`${tools} `) ? text : `${tools}: ${text}`;
        const mark = glyphs.mark(index + 1);
        return wrap(whole, Math.max(1, width - mark.length - 1)).map((line, at) =>
          at === 0 ? `${mark} ${line}` : `${" ".repeat(mark.length)} ${line}`,
        );
      }),
  };
};
