import type { Translation, TranslationReport } from "../model/index.ts";
import { cellsOf, headOf, lossOf, sayCell } from "../render/map.ts";
import { COLUMNS, translate } from "../translate/index.ts";
import type { MapFlag, MapTool, MapVerb } from "../translate/map/index.ts";
import { block, code, pageName, plain, table } from "./markdown.ts";

/** Examples on a page: more than these say little new. */
const MAX_EXAMPLES = 6;

/** Files written out on one page; later examples name the command that prints theirs. */
const MAX_FILES = 1;

/**
 * The page of one docker verb: its bare line in each tool, examples translated, every flag in every tool, and what to know.
 * @returns Markdown
 */
export const referencePage = async (verb: MapVerb): Promise<string> => {
  const reports = await Promise.all(verb.examples.map((line) => translate(line.replace(/^ctool /, "docker "))));
  const shown = chooseExamples(reports);
  const also = [verb.command, ...verb.aliases].filter((path) => path !== verb.typed);
  const name = verb.example.startsWith("ctool ") ? "ctool" : "docker";
  const parts = [
    `# ${name} ${verb.typed}`,
    `${plain(verb.summary)}`,
    `    ${`${name} ${verb.typed}${verb.flags.length > 0 ? " [flags]" : ""} ${verb.usage}`.trimEnd()}`,
    ...(also.length > 0 ? [`Also: ${also.map(code).join(", ")}.`] : []),
    `What ${code(verb.example)} is (${verb.risk}):`,
    table(
      ["tool", "fit", "command"],
      verb.tools.map(({ tool, fit, lines }) => [tool, fit, lines.map(code).join(" ; ") || "–"]),
    ),
    ...[verb.tools.flatMap(toolNotes).join("\n")].filter((text) => text !== ""),
    ...flagSections(verb),
    ...exampleSections(verb, shown),
    ...pitfalls(verb, reports),
  ];
  return `${parts.join("\n\n")}\n`;
};

const toolNotes = ({ tool, notes, instead, better }: MapTool): string[] => {
  const said = [
    ...notes.map(({ flag, text }) => `${flag ? `${code(flag)}: ` : ""}${plain(text)}`),
    ...(instead === null ? [] : [`instead: ${plain(instead)}`]),
    ...(better === null ? [] : [`${code(better.line)} is ${better.fit}`]),
  ];
  return said.length === 0 ? [] : [`- **${tool}**: ${said.join(" · ")}`];
};

const cellOf = (flag: MapFlag, tool: string): string => {
  const cell = flag.tools[tool as keyof MapFlag["tools"]];
  return cell === undefined ? "–" : plain(sayCell(cell));
};

const flagItem = (flag: MapFlag, verb: MapVerb): string => {
  const spellings = verb.flags.filter(({ aliasOf }) => aliasOf === flag.flag).map(({ flag: other }) => code(other));
  return `${code(headOf(flag))} ${plain(flag.meaning)}${spellings.length > 0 ? ` (also ${spellings.join(", ")})` : ""}`;
};

const inWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** The flags by what becomes of them: the same everywhere, written otherwise, lost here or there. */
const flagSections = (verb: MapVerb): string[] => {
  const flags = verb.flags.filter(({ aliasOf }) => aliasOf === null);
  const tools = COLUMNS.filter((tool) => flags.some((flag) => flag.tools[tool] !== undefined));
  const groups = new Map<string, MapFlag[]>();
  for (const flag of flags) {
    const cells = cellsOf(flag);
    const lostIn = cells.filter(({ cell }) => cell.how === "lost").flatMap((each) => each.tools);
    const title =
      tools.length === 0
        ? "No tool has the verb, and so none of these"
        : lostIn.length > 0
          ? `Lost in ${inWords(lostIn)}`
          : cells.every(({ cell }) => cell.how === "same" && cell.since === null)
            ? `The same in ${inWords(tools)}`
            : "Written otherwise";
    groups.set(title, [...(groups.get(title) ?? []), flag]);
  }
  const order = (title: string): number =>
    title.startsWith("The same") ? 0 : title.startsWith("Written") ? 1 : title.length;
  const sections = [...groups].sort(([a], [b]) => order(a) - order(b));
  return sections.length === 0
    ? []
    : [
        "## Flags",
        ...sections.flatMap(([title, rows]) => [
          `### ${title}`,
          rows.every(({ tools: cells }) => Object.values(cells).every(({ how }) => how === "same"))
            ? rows.map((flag) => `- ${flagItem(flag, verb)}`).join("\n")
            : table(
                ["flag", ...tools],
                rows.map((flag) => [flagItem(flag, verb), ...tools.map((tool) => cellOf(flag, tool))]),
              ),
        ]),
      ];
};

/** The first examples that each show a flag not seen before; the bare one is left out: it stands above. */
const chooseExamples = ([, ...reports]: readonly TranslationReport[]): TranslationReport[] => {
  const seen = new Set<string>();
  const chosen = reports.filter(({ flags }) => {
    const isNew = flags.some(({ flag }) => !seen.has(flag));
    for (const { flag } of flags) seen.add(flag);
    return isNew;
  });
  return chosen.slice(0, MAX_EXAMPLES);
};

/** The flags that a translation loses or changes, in a few words: `loses --size, changes --format`. */
const sayLosses = ({ notes }: Translation): string =>
  (["lost", "changed"] as const)
    .flatMap((kind) => {
      const flags = notes.filter((note) => note.kind === kind).flatMap(({ flag }) => (flag === null ? [] : [flag]));
      const verb = kind === "lost" ? "loses" : "changes";
      return flags.length === 0 ? [] : [`${verb} ${[...new Set(flags)].join(" ")}`];
    })
    .join(", ");

const exampleSections = (verb: MapVerb, reports: readonly TranslationReport[]): string[] => {
  if (reports.length === 0 || verb.tools.every(({ fit, better }) => fit === "none" && better === null)) return [];
  let files = 0;
  const blocks = reports.map(({ input, translations }) => {
    const lines = translations
      .filter(({ tool }) => verb.tools.some((each) => each.tool === tool))
      .flatMap((translation) => {
        const { tool, fit, shell, steps } = translation;
        const head = `# ${[`${tool}: ${fit}`, sayLosses(translation)].filter((text) => text !== "").join(", ")}`;
        if (!steps.some((step) => step.files.length > 0) || files++ < MAX_FILES)
          return shell === "" ? [head] : [head, shell];
        const whole = `# the files: ctool translate --to ${tool} ${input}`;
        return [head, whole, ...steps.map(({ argv }) => argv.join(" "))];
      });
    return `${code(input)}\n\n${block(lines.map((line) => line.trimEnd()).join("\n"))}`;
  });
  return ["## Examples", ...blocks];
};

/** What translating the examples warns of, beyond what the flags' own rows say: one item per tool and flag. */
const pitfalls = (verb: MapVerb, reports: readonly TranslationReport[]): string[] => {
  const sections = verb.tools.flatMap(({ tool, notes: known }) => {
    const items = new Map<string, Set<string>>();
    for (const { flag, text } of reports.flatMap(({ translations }) =>
      translations.filter((each) => each.tool === tool).flatMap(({ notes }) => notes),
    )) {
      const row = verb.flags.find((each) => each.flag === flag);
      // Flags before the verb (--host, --context) are the same for every verb: docs/reference/README.md has them once.
      if (flag !== null && row === undefined) continue;
      const cell = row?.tools[tool];
      if (known.some((note) => note.text === text) || (cell?.how === "lost" && text.startsWith(cell.text))) continue;
      const key = flag === null ? "" : `${code(flag)}: `;
      items.set(key, (items.get(key) ?? new Set()).add(plain(text)));
    }
    const lines = [...items].map(([flag, texts]) => `- ${flag}${[...texts].join(" · ")}`);
    return lines.length === 0 ? [] : [`### In ${tool}`, lines.sort().join("\n")];
  });
  return sections.length === 0 ? [] : ["## Good to know", ...sections];
};

/**
 * The map as one Markdown table.
 * @param folder where the verbs' pages are, for links; null: no links
 */
export const verbTable = (verbs: readonly MapVerb[], folder: string | null): string => {
  const tools = verbs[0]?.tools.map(({ tool }) => tool) ?? [];
  const rows = verbs.map((verb) => {
    const name = folder === null ? code(verb.typed) : `[${code(verb.typed)}](${folder}${pageName(verb.command)})`;
    const cells = verb.tools.map(({ fit, verb: own }) =>
      own === null || own === verb.typed ? fit : `${fit}: ${code(own)}`,
    );
    return [name, ...cells, ...(tools.length === 1 ? [plain(verb.tools.map(lossOf).join(""))] : [])];
  });
  return `${table(["docker", ...tools, ...(tools.length === 1 ? ["lost"] : [])], rows)}\n`;
};
