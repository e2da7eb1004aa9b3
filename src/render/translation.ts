import type { FlagMeaning, Translation, TranslationReport } from "../model/index.ts";
import { wrap } from "./measure.ts";
import { makePaint, type Style } from "./paint.ts";

const fitStyles: Readonly<Record<Translation["fit"], Style>> = {
  exact: "good",
  steps: "good",
  partial: "warn",
  none: "bad",
};

const indent = (text: string, by: string): string => text.trimEnd().replace(/^/gm, by);

/** Notes by weight: what is lost is read first. */
const weight = { lost: 0, changed: 1, "by-ctool": 2, info: 3 } as const;
const words = { lost: "loses", changed: "changes", "by-ctool": "ctool does", info: "note" } as const;

const wrapped = new Map<string, readonly string[]>();

/** `wrap`, for texts that come again with nearly every line: what a flag does, what a tool loses. */
const wrapOnce = (text: string, width: number): readonly string[] => {
  const key = `${width} ${text}`;
  let lines = wrapped.get(key);
  if (lines === undefined) {
    lines = wrap(text, width);
    if (wrapped.size >= 4096) wrapped.clear();
    wrapped.set(key, lines);
  }
  return lines;
};

const noteLines = ({ notes }: Translation, width: number): string[] => {
  const lines: string[] = [];
  for (const { kind, flag, text } of notes.toSorted((a, b) => weight[a.kind] - weight[b.kind])) {
    let by = "  ";
    for (const line of wrapOnce(`${words[kind]}${flag ? ` ${flag}` : ""}: ${text}`, Math.max(20, width - 4))) {
      lines.push(by + line);
      by = "    ";
    }
  }
  return lines;
};

const flagLines = ({ flag, value, meaning, tools }: FlagMeaning, width: number): string[] => {
  let forms = "";
  for (const [tool, { how, text }] of Object.entries(tools))
    forms += `${forms === "" ? "" : "; "}${tool} ${text === "" ? how : text}`;
  const lines = wrapOnce(`${meaning}${forms === "" ? "" : ` (${forms})`}`.trim(), Math.max(20, width - 4));
  return [value === null ? flag : `${flag} ${value}`, ...lines.map((line) => `    ${line}`)];
};

/**
 * A translation for people: per tool its fit, what is lost first, and the lines ready to paste; then one sentence per flag.
 * Commands are never cut or wrapped: they are there to be pasted.
 */
export const renderTranslation = (
  report: TranslationReport,
  { width, colour }: { width: number; colour: boolean },
): string => {
  const paint = makePaint(colour);
  const lines: string[] = [];
  for (const translation of report.translations) {
    const { tool, fit, shell, instead } = translation;
    lines.push(`${paint("bold", tool.padEnd(8))} ${paint(fitStyles[fit], fit)}`);
    lines.push(...noteLines(translation, width).map((line) => paint("dim", line)));
    if (instead) lines.push(...wrapOnce(`instead: ${instead}`, Math.max(20, width - 2)).map((line) => `  ${line}`));
    // A here-document ends at a line that holds nothing else, so it cannot be indented and still be pasted.
    if (shell !== "") lines.push(indent(shell, shell.includes("<<") ? "" : "  "));
    lines.push("");
  }
  for (const flag of report.flags) lines.push(...flagLines(flag, width));
  return `${lines.join("\n").trimEnd()}\n`;
};
