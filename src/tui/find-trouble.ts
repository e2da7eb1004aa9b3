import type { Context } from "../cli/context.ts";
import { examine } from "../cli/examine.ts";
import type { Diagnosis, Evidence, Finding, Fix, Severity } from "../model/index.ts";
import { quote } from "../translate/index.ts";
import type { Entry, EntryLine } from "./state/index.ts";

const styles: Readonly<Record<Severity, EntryLine["style"]>> = {
  error: "bad",
  warning: "warn",
  info: "title",
  ok: "good",
  skipped: "dim",
};

const sourceOf = ({ source, line }: Evidence): string =>
  source === null ? "" : `  (${source}${line === null ? "" : `:${line}`})`;

/** What to paste for a fix; null where it is told in words only. */
const shellOf = ({ argv, shell }: Fix): string | null => shell ?? (argv === null ? null : quote(argv));

const labelled = (label: string, texts: readonly string[], command = false): EntryLine[] =>
  texts.length === 0
    ? []
    : [
        { text: label, style: "dim", indent: 2 },
        ...texts.flatMap((text) =>
          text
            .trimEnd()
            .split("\n")
            .map(
              (line): EntryLine => ({
                text: line,
                style: command ? "bold" : "plain",
                indent: 4,
                ...(command ? { command } : {}),
              }),
            ),
        ),
      ];

const fixLines = (fix: readonly Fix[]): EntryLine[] =>
  fix.length === 0
    ? []
    : [
        { text: "fix", style: "dim", indent: 2 },
        ...fix.flatMap((one): EntryLine[] => {
          const shell = shellOf(one);
          const command = shell === null ? [] : labelled("", [shell], true).slice(1);
          return [{ text: one.text, style: "plain", indent: 4 }, ...command.map((line) => ({ ...line, indent: 6 }))];
        }),
      ];

/** A finding as an entry: what is true, the evidence, what mends it; `y` copies the first fix there is. */
const entryOf = (finding: Finding): Entry => {
  const { id, severity, title, because, evidence, see, fix, notThis, after, explains } = finding;
  const brief = severity === "ok" || severity === "skipped";
  const first = fix.map(shellOf).find((shell) => shell !== null) ?? see[0] ?? null;
  return {
    key: id,
    lines: [
      { text: `${severity}: ${title}`, style: styles[severity], indent: 0 },
      ...(brief
        ? []
        : [
            ...labelled("because", because),
            ...labelled(
              "evidence",
              evidence.map((one) => one.text + sourceOf(one)),
            ),
            ...labelled("see them", see, true),
            ...fixLines(fix),
            ...labelled("then", after === null ? [] : [after]),
            ...labelled("not this", notThis),
            ...labelled(
              "with it",
              explains.map((one) => one.title),
            ),
            { text: "", style: "plain" as const, indent: 0 },
          ]),
    ],
    enter: null,
    copy: first === null ? null : { text: first, what: fix.length > 0 ? "the fix" : "the command" },
  };
};

/** What doctor found, as entries, the worst first; and what is said of them all. */
export const troubleEntries = ({ findings, node, unseen }: Diagnosis): { entries: Entry[]; note: string } => {
  const bad = findings.filter(({ severity }) => severity === "error" || severity === "warning").length;
  const what =
    bad === 0
      ? `nothing is wrong on ${node.hostname}`
      : `${bad} thing${bad === 1 ? "" : "s"} to mend on ${node.hostname}`;
  const not = unseen.length === 0 ? "" : `; not looked at: ${[...new Set(unseen.map((one) => one.what))].join(", ")}`;
  return { entries: findings.map(entryOf), note: what + not };
};

/** Looks at the whole node, as `ctool doctor` does. */
export const findTrouble = async (context: Context): Promise<{ entries: Entry[]; note: string }> =>
  troubleEntries((await examine(context, null)).diagnosis);
