import { cleanLine } from "../../model/clean.ts";
import type { FlagMeaning, Translation, TranslationReport } from "../../model/index.ts";
import { graphemesOf, type Style, widthOf, wrap } from "../../render/index.ts";

/** A line of text with one look. */
export interface StyledLine {
  text: string;
  style: Style;
}

export const fitStyles: Readonly<Record<Translation["fit"], Style>> = {
  exact: "good",
  steps: "good",
  partial: "warn",
  none: "bad",
};

const styled = (texts: readonly string[], style: Style): StyledLine[] => texts.map((text) => ({ text, style }));

/** A text broken anywhere, so that nothing of it is lost: for commands and files. */
export const fold = (text: string, width: number): string[] => {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  for (const letter of graphemesOf(text)) {
    if (widthOf(line) + widthOf(letter) > width && line !== "") {
      lines.push(line);
      line = "";
    }
    line += letter;
  }
  return [...lines, line];
};

/** A command's lines: broken at blanks where that changes nothing, else anywhere. */
const commandLines = (shell: string, width: number): string[] =>
  shell
    .trimEnd()
    .split("\n")
    .map((line) => cleanLine(line))
    .flatMap((line) => (/^\s|\s\s/.test(line) ? fold(line, width) : line === "" ? [""] : wrap(line, width)));

/** What is lost is read first. */
const weight = { lost: 0, changed: 1, "by-ctool": 2, info: 3 } as const;
const words = { lost: "loses", changed: "changes", "by-ctool": "ctool does", info: "note" } as const;

type Notes = Translation["notes"];

const isLoss = ({ kind }: Notes[number]): boolean => kind === "lost" || kind === "changed";

const noteLines = (notes: Notes, width: number): StyledLine[] =>
  notes
    .toSorted((a, b) => weight[a.kind] - weight[b.kind])
    .flatMap((note) =>
      styled(
        wrap(cleanLine(`${words[note.kind]}${note.flag === null ? "" : ` ${note.flag}`}: ${note.text}`), width),
        isLoss(note) ? "warn" : "dim",
      ),
    );

/** A translation in so many cells: the command, what it loses or changes, what to do instead of one there is not. */
export const translationLines = ({ shell, notes, instead }: Translation, width: number): StyledLine[] => {
  const command = shell.trim() === "" ? [] : styled(commandLines(shell, width), "plain");
  const losses = noteLines(notes.filter(isLoss), width);
  const others = noteLines(
    notes.filter((note) => !isLoss(note)),
    width,
  );
  // A long script would push what is lost out of sight.
  const first = command.length > 2 ? [...losses, ...command] : [...command, ...losses];
  const last = instead === null ? [] : styled(wrap(cleanLine(`instead: ${instead}`), width), "plain");
  return [...first, ...last, ...others];
};

const flagLines = ({ flag, value, meaning, tools }: FlagMeaning, width: number): StyledLine[] => {
  const forms = Object.entries(tools).map(([tool, { how, text }]) => `${tool} ${text === "" ? how : text}`);
  return [
    ...styled(fold(cleanLine(value === null ? flag : `${flag} ${value}`), width), "title"),
    ...styled(
      wrap(cleanLine(`${meaning} ${forms.join("; ")}`), Math.max(1, width - 2)).map((line) => `  ${line}`),
      "plain",
    ),
  ];
};

const problemLines = ({ problems }: TranslationReport, width: number): StyledLine[] =>
  problems.flatMap(({ message, suggestion }) => [
    ...styled(wrap(cleanLine(message), width), "warn"),
    ...(suggestion === null ? [] : styled(["Did you mean:", ...fold(`  ${cleanLine(suggestion)}`, width)], "title")),
    { text: "", style: "plain" },
  ]);

/** All that is known of a line: what is wrong with it, each tool's form whole, what each flag means and becomes. */
export const wholeLines = (report: TranslationReport, width: number): StyledLine[] => [
  ...problemLines(report, width),
  ...report.translations.flatMap((translation): StyledLine[] => [
    { text: `${translation.tool}: ${translation.fit}`, style: fitStyles[translation.fit] },
    ...translationLines(translation, Math.max(1, width - 2)).map(({ text, style }) => ({ text: `  ${text}`, style })),
    { text: "", style: "plain" },
  ]),
  ...report.flags.flatMap((flag) => flagLines(flag, width)),
];
