import type { Diagnosis, Evidence, Finding, Fix, Severity } from "../model/index.ts";
import { quote, quoteWord } from "../translate/words.ts";
import { wrap } from "./measure.ts";
import { makePaint, type Paint, type Style } from "./paint.ts";
import type { TextOptions } from "./text-options.ts";

const styles: Readonly<Record<Severity, Style>> = {
  error: "bad",
  warning: "warn",
  info: "title",
  ok: "good",
  skipped: "dim",
};

/** Cells of the column with `because`, `evidence`, …; a narrow terminal gets the word on a line of its own. */
const LABEL = 10;
const NARROW = 60;
/** What a text goes on with on its next line. */
const HANG = "  ";

/** What to paste for a fix; nothing when it is to be done by hand. */
export const linesOfFix = ({ argv, shell, edit }: Fix): string[] => {
  if (shell) return shell.trimEnd().split("\n");
  if (argv) return [quote(argv)];
  if (!edit) return [];
  return [`cat > ${quoteWord(edit.path)} <<'END'`, ...edit.content.trimEnd().split("\n"), "END"];
};

interface Block {
  label: string;
  /** Wrapped at blanks, or left whole because it is there to be pasted. */
  lines: { text: string; whole?: true; style?: Style }[];
}

const sourceOf = ({ source, line }: Evidence): string =>
  source === null ? "" : `${source}${line === null ? "" : `:${line}`}`;

const evidenceLines = (evidence: Evidence): Block["lines"] => {
  const source = sourceOf(evidence);
  return source === "" ? [{ text: evidence.text }] : [{ text: `${evidence.text}  (${source})` }];
};

const fixLines = (fix: Fix): Block["lines"] => [
  { text: fix.text },
  ...linesOfFix(fix).map((text) => ({ text: `  ${text}`, whole: true as const, style: "bold" as const })),
];

const blocksOf = (finding: Finding): Block[] => {
  const { because, evidence, see, fix, notThis, after, explains } = finding;
  const all: Block[] = [
    { label: "because", lines: because.map((text) => ({ text })) },
    { label: "evidence", lines: evidence.flatMap(evidenceLines) },
    { label: "see them", lines: see.map((text) => ({ text, whole: true as const, style: "bold" as const })) },
    { label: "fix", lines: fix.flatMap(fixLines) },
    { label: "then", lines: after === null ? [] : [{ text: after }] },
    { label: "not this", lines: notThis.map((text) => ({ text })) },
    { label: "with it", lines: explains.map(({ title }) => ({ text: title })) },
  ];
  return all.filter(({ lines }) => lines.length > 0);
};

const blockLines = ({ label, lines }: Block, width: number, paint: Paint): string[] => {
  const narrow = width < NARROW;
  const indent = narrow ? "    " : " ".repeat(2 + LABEL);
  const drawn = lines.flatMap(({ text, whole, style = "plain" }) => {
    // A command is pasted: it is neither cut nor wrapped.
    const parts = whole ? [text] : wrap(text, Math.max(20, width - indent.length - HANG.length));
    return parts.map((part, index) => paint(style, index === 0 || whole ? part : HANG + part));
  });
  if (narrow) return [`  ${paint("dim", label)}`, ...drawn.map((line) => indent + line)];
  return drawn.map((line, index) =>
    index === 0 ? `  ${paint("dim", label.padEnd(LABEL))}${line}` : `${indent}${line}`,
  );
};

/** One finding, whole: its severity in words, what is true, the evidence, and what to paste. */
const findingLines = (finding: Finding, { width, colour }: TextOptions): string[] => {
  const paint = makePaint(colour);
  const { severity, title } = finding;
  const [first = "", ...rest] = wrap(`${severity}: ${title}`, Math.max(20, width));
  const head = first.startsWith(`${severity}:`)
    ? paint(styles[severity], `${severity}:`) + paint("bold", first.slice(severity.length + 1))
    : first;
  return [
    head,
    ...rest.map((line) => paint("bold", line)),
    ...blocksOf(finding).flatMap((block) => blockLines(block, width, paint)),
  ];
};

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const words: Readonly<Record<string, [string, string]>> = {
  rules: ["rule", "rules"],
  engines: ["engine", "engines"],
  sockets: ["socket", "sockets"],
  processes: ["process", "processes"],
  services: ["service", "services"],
  files: ["file", "files"],
  calls: ["call of the tools", "calls of the tools"],
};

/** `20 rules over 3 engines, 5 sockets, 9 files and 24 calls of the tools`. */
const checkedText = (checked: Diagnosis["checked"]): string => {
  const parts = checked
    .filter(({ count }) => count > 0)
    .map(({ what, count }) => plural(count, ...(words[what] ?? [what, what])));
  const [rules, ...rest] = parts;
  const last = rest.pop();
  return `${rules ?? "nothing"} over ${rest.length > 0 ? `${rest.join(", ")} and ` : ""}${last ?? "nothing"}`;
};

const unseenText = (unseen: Diagnosis["unseen"]): string[] => {
  const byWhy = Map.groupBy(unseen, ({ why }) => why);
  return [...byWhy].map(([why, list]) => `not looked at: ${list.map(({ what }) => what).join(", ")}: ${why}`);
};

const briefly = (findings: readonly Finding[], { width, colour }: TextOptions): string[] => {
  const paint = makePaint(colour);
  return findings.flatMap(({ severity, title }) => {
    const [first = "", ...rest] = wrap(`${severity}: ${title}`, Math.max(20, width - HANG.length));
    return [paint(styles[severity], first), ...rest.map((line) => HANG + line)];
  });
};

const isTrouble = ({ severity }: Finding): boolean => severity === "error" || severity === "warning";

/** Signs of the texts themselves, for terminals that show ASCII alone. */
const plain: readonly (readonly [string, string])[] = [
  ["…", "..."],
  ["·", "|"],
  ["–", "-"],
  ["→", "->"],
];

const inAscii = (text: string): string =>
  plain.reduce((done, [sign, ascii]) => done.replaceAll(sign, ascii), text).replace(/[^\x00-\x7f]/g, "?");

/** How much of a diagnosis is shown. */
export interface FindingsOptions extends TextOptions {
  /** Infos in full too, and what was found to be in order. */
  verbose: boolean;
  /** Findings to show in full whatever their weight: those about the command that was asked about. */
  whole?: ReadonlySet<Finding>;
}

/** Infos that are told unasked: more would bury the line that says that all is well. */
const MAX_BRIEF = 6;

/** What was looked at, and what was not: the lines that say how much a diagnosis is worth. */
const notesOn = ({ findings, checked, unseen }: Diagnosis, verbose: boolean): string[] => {
  const skipped = findings.filter(({ severity }) => severity === "skipped");
  return [
    ...(checked.length > 0 ? [`checked: ${checkedText(checked)}`] : []),
    ...(skipped.length > 0 && !verbose ? [`skipped: ${skipped.map(({ title }) => title).join("; ")}`] : []),
    ...unseenText(unseen),
  ];
};

/**
 * A diagnosis for people. A node with nothing wrong says so first, with what was looked at; then what is good to know in one line
 * each. Else errors and warnings whole, and what was looked at in the end.
 */
export const renderFindings = (diagnosis: Diagnosis, options: FindingsOptions): string => {
  const { findings, node } = diagnosis;
  const { width, colour, ascii, verbose, whole = new Set() } = options;
  const paint = makePaint(colour);
  const room = Math.max(20, width);
  const isWhole = (finding: Finding): boolean =>
    whole.has(finding) || isTrouble(finding) || (verbose && finding.severity === "info");
  const shown = findings.filter(isWhole);
  const rest = findings.filter((one) => !isWhole(one) && (one.severity === "info" || verbose));
  const told = verbose ? rest : rest.slice(0, MAX_BRIEF);
  const notes = notesOn(diagnosis, verbose).flatMap((text) =>
    wrap(text, room - HANG.length).map((line, index) => paint("dim", index === 0 ? line : HANG + line)),
  );
  const brief = briefly(told, options);
  if (told.length < rest.length) brief.push(paint("dim", `${rest.length - told.length} more: --verbose`));
  const isFine = !findings.some(isTrouble) && whole.size === 0;
  const state = wrap(`nothing is wrong on ${node.hostname}`, room).map((line) => paint("good", line));
  const paragraphs = [
    isFine ? [...state, ...notes] : [],
    ...shown.map((finding) => findingLines(finding, options)),
    brief,
    isFine ? [] : notes,
  ].filter((lines) => lines.length > 0);
  const text = `${paragraphs.map((lines) => lines.join("\n")).join("\n\n")}\n`;
  return ascii ? inAscii(text) : text;
};
