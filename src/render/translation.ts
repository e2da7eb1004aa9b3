import type { FlagMeaning, Translation, TranslationReport } from "../model/index.ts";
import { wrap } from "./measure.ts";
import { makePaint, type Style } from "./paint.ts";

const fitStyles: Readonly<Record<Translation["fit"], Style>> = {
  exact: "good",
  steps: "good",
  partial: "warn",
  none: "bad",
};

const indent = (text: string, by: string): string[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `${by}${line}`);

/** Notes by weight: what is lost is read first. */
const weight = { lost: 0, changed: 1, "by-ctool": 2, info: 3 } as const;
const words = { lost: "loses", changed: "changes", "by-ctool": "ctool does", info: "note" } as const;

const noteLines = ({ notes }: Translation, width: number): string[] =>
  notes
    .toSorted((a, b) => weight[a.kind] - weight[b.kind])
    .flatMap(({ kind, flag, text }) =>
      wrap(`${words[kind]}${flag ? ` ${flag}` : ""}: ${text}`, Math.max(20, width - 4)).map(
        (line, index) => `${index === 0 ? "  " : "    "}${line}`,
      ),
    );

const flagLines = ({ flag, value, meaning, tools }: FlagMeaning, width: number): string[] => {
  const typed = value === null ? flag : `${flag} ${value}`;
  const forms = Object.entries(tools).map(([tool, { how, text }]) => `${tool} ${text === "" ? how : text}`);
  const lines = wrap(`${meaning} ${forms.length > 0 ? `(${forms.join("; ")})` : ""}`.trim(), Math.max(20, width - 4));
  return [typed, ...lines.map((line) => `    ${line}`)];
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
    if (instead) lines.push(...wrap(`instead: ${instead}`, Math.max(20, width - 2)).map((line) => `  ${line}`));
    // A here-document ends at a line that holds nothing else, so it cannot be indented and still be pasted.
    lines.push(...(shell === "" ? [] : indent(shell, shell.includes("<<") ? "" : "  ")), "");
  }
  for (const flag of report.flags) lines.push(...flagLines(flag, width));
  return `${lines.join("\n").trimEnd()}\n`;
};
