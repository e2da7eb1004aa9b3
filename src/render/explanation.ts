import type { Explanation } from "../doctor/messages/index.ts";
import { cleanText } from "../model/clean.ts";
import { textOf } from "./drawing.ts";
import { linesOfFix } from "./findings.ts";
import { glyphsFor } from "./glyphs.ts";
import { wrap } from "./measure.ts";
import { makePaint, type Style } from "./paint.ts";
import type { TextOptions } from "./text-options.ts";

/** `why  `, `fix  `, `not  `: what stands in front of each part. */
const LABEL = 5;
/** Narrower than this, nothing is indented as far as the label. */
const NARROW = 60;
/** What a tool printed is shown again only as far as it says something. */
const RAW_LINES = 6;

/** What the tool printed, at most its last few lines, whole, and marked as not ctool's own. */
const rawLines = (raw: string, { width, ascii, colour }: TextOptions): string[] => {
  const { bar, ellipsis } = glyphsFor(ascii);
  const paint = makePaint(colour);
  const lines = cleanText(raw)
    .split("\n")
    .filter((line) => line.trim() !== "");
  const kept = lines.length > RAW_LINES ? [ellipsis, ...lines.slice(-RAW_LINES)] : lines;
  return kept.flatMap((line) =>
    wrap(line.replaceAll("\t", " ").trim(), Math.max(10, width - 2)).map((part) => paint("dim", `${bar} ${part}`)),
  );
};

const partLines = (
  label: string,
  parts: readonly { text: string; style?: Style; whole?: boolean }[],
  { width, colour }: TextOptions,
): string[] => {
  const paint = makePaint(colour);
  const indent = width < NARROW ? "  " : " ".repeat(LABEL);
  const body = parts.flatMap(({ text, style = "plain", whole = false }) => {
    // A command is pasted: it is neither cut nor wrapped.
    const lines = whole ? [`  ${text}`] : wrap(text, Math.max(10, width - indent.length));
    return lines.map((line) => indent + paint(style, line));
  });
  if (width < NARROW) return [paint("dim", label), ...body];
  const [first = "", ...rest] = body;
  return [paint("dim", label.padEnd(LABEL)) + first.slice(LABEL), ...rest];
};

/**
 * What a failed run's message means: cause, then the commands that mend it, under the tool's own words.
 * @param raw what the tool printed, shown again in front; null where it stands on the terminal already
 * @returns lines for stderr; empty for no explanations: unknown text is shown as it is, by whoever has it
 */
export const renderExplanations = (
  explanations: readonly Explanation[],
  raw: string | null,
  options: TextOptions,
): string => {
  if (explanations.length === 0) return "";
  const blocks = explanations.map(({ title, cause, fix, notThis }) => [
    ...partLines("why", [{ text: title, style: "bold" }, { text: cause }], options),
    ...partLines(
      "fix",
      fix.flatMap((one) => [
        { text: one.text },
        ...linesOfFix(one).map((text) => ({ text, style: "bold" as const, whole: true })),
      ]),
      options,
    ),
    ...(notThis.length > 0
      ? partLines(
          "not",
          notThis.map((text) => ({ text })),
          options,
        )
      : []),
  ]);
  return textOf([
    ...(raw === null ? [] : rawLines(raw, options)),
    ...blocks.flatMap((block, index) => (index === 0 ? block : ["", ...block])),
  ]);
};
