import { globalFlags } from "../cli/globals.ts";
import { type OwnVerb, ownVerbs } from "../cli/verbs.ts";
import { fitText } from "./fit-text.ts";
import { type Release, roff } from "./roff.ts";
import { topics } from "./topics.ts";
import { verbGroups } from "./verb-groups.ts";

const WHAT = "One Docker-style command, answered by nerdctl, crictl and ctr side by side";

/** Cells of a topic's lines: a terminal of 80, less the page's indents. */
const TOPIC_WIDTH = 66;

/** Topics that have a section of their own by custom, and its name. */
const SECTIONS: Readonly<Record<string, string>> = { "exit-codes": "exit status" };

const withValue = (name: string, value: string | null): string => `--${name}${value === null ? "" : ` ${value}`}`;

const shownVerbs = (): readonly OwnVerb[] => ownVerbs.filter(({ hidden }) => hidden !== true);
const pageOf = ({ name }: OwnVerb): string => `ctool-${name.replace(" ", "-")}`;

/** The page of ctool itself. */
const mainPage = async (release: Release): Promise<string[]> => {
  const { groups, translated } = await verbGroups();
  return [
    ...roff.title("ctool", release),
    ...roff.section("name"),
    ...roff.text(`ctool - ${WHAT.charAt(0).toLowerCase()}${WHAT.slice(1)}`),
    ...roff.section("synopsis"),
    ...roff.synopsis("ctool", "[ctool's flags] VERB [the verb's flags] ..."),
    ...roff.section("description"),
    ...roff.text(
      "On a node that runs containerd, ctool takes a Docker command, says what it is in nerdctl, crictl and ctr, runs it there, and " +
        "puts the answers side by side, lined up by container, with the reason wherever they differ.",
    ),
    ...roff.paragraph("Without a verb it opens the workbench on a terminal, and prints help elsewhere."),
    ...roff.section("examples"),
    ...roff
      .literal("ctool ps -a\nctool translate docker run -d -p 8080:80 nginx\nctool map run\nctool targets")
      .slice(1),
    ...groups.flatMap(({ title, verbs }) => [
      ...roff.section(title.split(":", 1)[0] ?? title),
      ...verbs.flatMap(({ name, summary }) => roff.item(name, summary)),
    ]),
    ...(translated.length > 0 ? [...roff.section("translated only"), ...roff.text(translated.join(", "))] : []),
    ...roff.section("options"),
    ...roff.text(
      "They work anywhere on the line, unless the verb owns the name. Docker's own flags keep docker's meaning.",
    ),
    ...Object.entries(globalFlags).flatMap(([name, { value, meaning }]) =>
      roff.item(withValue(name, value), `${meaning}.`),
    ),
    ...Object.entries(topics).flatMap(([name, { text }]) => [
      ...roff.section(SECTIONS[name] ?? name.replace(/-/g, " ")),
      ...roff.literal(fitText(text, TOPIC_WIDTH)).slice(1),
    ]),
    ...roff.section("see also"),
    ...roff.seeAlso([...shownVerbs().map(pageOf), "crictl", "ctr", "docker", "nerdctl"]),
  ];
};

/** The page of one of ctool's own verbs. */
const verbPage = (verb: OwnVerb, release: Release): string[] => [
  ...roff.title(pageOf(verb), release),
  ...roff.section("name"),
  ...roff.text(`${pageOf(verb)} - ${verb.summary.charAt(0).toLowerCase()}${verb.summary.slice(1)}`),
  ...roff.section("synopsis"),
  ...roff.synopsis(`ctool ${verb.name}`, `${verb.flags.length > 0 ? "[flags] " : ""}${verb.operands}`.trim()),
  ...roff.section("description"),
  ...roff.text(`${verb.summary}.${verb.alias ? ` Also: ctool ${verb.alias}.` : ""}`),
  ...roff.section("examples"),
  ...roff.literal(verb.examples.join("\n")).slice(1),
  ...(verb.flags.length > 0 ? roff.section("options") : []),
  ...verb.flags.flatMap(({ name, value, meaning }) => roff.item(withValue(name, value), `${meaning}.`)),
  ...roff.section("see also"),
  ...roff.seeAlso([
    "ctool",
    ...shownVerbs()
      .filter((other) => other !== verb)
      .map(pageOf),
  ]),
];

/**
 * The man pages: ctool(1) and one for each of its own verbs.
 * @returns path from the top of the project → roff source
 */
export const manPages = async (release: Release): Promise<Map<string, string>> => {
  const pages: [string, string[]][] = [
    ["ctool", await mainPage(release)],
    ...shownVerbs().map((verb): [string, string[]] => [pageOf(verb), verbPage(verb, release)]),
  ];
  return new Map(pages.map(([name, lines]) => [`docs/man/${name}.1`, `${lines.join("\n")}\n`]));
};
