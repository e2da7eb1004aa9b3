import { sayCell } from "../render/map.ts";
import { COLUMNS, type Column } from "../translate/index.ts";
import type { MapVerb } from "../translate/map/index.ts";
import { globalFlagsMap } from "../translate/map/index.ts";
import { code, plain, table } from "./markdown.ts";
import { verbTable } from "./reference.ts";

const FITS: readonly (readonly [string, string])[] = [
  ["exact", "one command, same effect"],
  ["steps", "the same effect by several commands"],
  ["partial", "the verb has a form, but something is lost: the verb's page says what"],
  ["none", "the verb has no form; its page says what to do instead"],
];

const groupOf = ({ command, example }: MapVerb): string => {
  if (example.startsWith("ctool ")) return "ctool's own";
  const words = command.split(" ");
  return words.length === 1 ? "others" : (words[0] ?? "");
};

/** How many verbs of a tool fit how well: one row per tool. */
const tally = (verbs: readonly MapVerb[], tool: Column): string[] => [
  tool,
  ...FITS.map(([fit]) =>
    String(verbs.filter(({ tools }) => tools.some((each) => each.tool === tool && each.fit === fit)).length),
  ),
];

/**
 * The first page of the reference: every verb with a link to its page, by docker's own groups.
 * @returns Markdown
 */
export const referenceIndex = (verbs: readonly MapVerb[]): string => {
  const groups = Map.groupBy(verbs, groupOf);
  const last = ["others", "ctool's own"];
  const names = [...groups.keys()].sort((a, b) => last.indexOf(a) - last.indexOf(b));
  const globals = globalFlagsMap().map(({ flag, short, kind, meaning, tools }) => [
    `${code(`${short === null ? "" : `${short}, `}${flag}${kind === "bool" ? "" : ` ${kind}`}`)} ${plain(meaning)}`,
    ...COLUMNS.map((tool) => (tools[tool] === undefined ? "–" : plain(sayCell(tools[tool])))),
  ]);
  const parts = [
    "# Docker's verbs in nerdctl, crictl and ctr",
    "Generated from the tables that ctool translates with: `npm run docs`. The same on a terminal: `ctool map`, `ctool map VERB`.",
    "A verb's fit is that of its bare line:",
    FITS.map(([fit, meaning]) => `- **${fit}**: ${meaning}`).join("\n"),
    table(
      ["tool", ...FITS.map(([fit]) => fit)],
      COLUMNS.map((tool) => tally(verbs, tool)),
    ),
    ...names.flatMap((name) => [`## ${name}`, verbTable(groups.get(name) ?? [], "").trimEnd()]),
    "## Flags before the verb",
    table(["flag", ...COLUMNS], globals),
  ];
  return `${parts.join("\n\n")}\n`;
};
