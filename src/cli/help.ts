import { definitions, fitText } from "../docs/fit-text.ts";
import { topics } from "../docs/topics.ts";
import { verbGroups } from "../docs/verb-groups.ts";
import { wrap } from "../render/measure.ts";
import { closest, explainCommand } from "../translate/index.ts";
import { commandsUnder, everyCommand, shortName } from "../translate/map/index.ts";
import type { Context } from "./context.ts";
import { usageError } from "./errors.ts";
import { globalFlags } from "./globals.ts";
import { type OwnVerb, ownVerbOf, ownVerbs, type VerbInput } from "./verbs.ts";

/** The tables hold many examples, each a test; help shows the first. */
const MAX_EXAMPLES = 5;

/** Lines that are longer are hard to read, however wide the terminal is. */
const MAX_WIDTH = 100;

/** Examples come first in every help: they are what people look for. */
const examplesFirst = (lines: readonly string[]): string[] => ["Examples:", ...lines.map((line) => `  ${line}`), ""];

const withValue = (name: string, value: string | null): string => `--${name}${value === null ? "" : ` ${value}`}`;

/** A usage line, its next lines below its own words. */
const usage = (words: readonly string[], width: number): string[] =>
  wrap(`ctool ${words.join(" ").trimEnd()}`, width - 7).map(
    (line, index) => `${index === 0 ? "Usage:" : "      "} ${line}`,
  );

const finish = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

/** Help on one of ctool's own verbs. */
export const ownHelp = (verb: OwnVerb, columns: number): string => {
  const width = Math.min(columns, MAX_WIDTH);
  const flags = verb.flags.map(({ name, value, meaning }) => [withValue(name, value), meaning] as const);
  return finish([
    ...examplesFirst(verb.examples),
    ...usage([verb.name, ...(flags.length > 0 ? ["[flags]"] : []), verb.operands], width),
    ...(verb.alias ? [`Also:  ctool ${verb.alias}`] : []),
    "",
    ...wrap(`${verb.summary}.`, width),
    ...(flags.length > 0 ? ["", "Flags:", ...definitions(flags, width)] : []),
    "",
    "ctool's own flags, and all verbs: ctool help",
  ]);
};

/**
 * Help on a docker verb: examples, what it does, its flags.
 * @returns null when docker has no such verb
 */
export const verbHelp = async (words: readonly string[], columns = 80): Promise<string | null> => {
  const spec = await explainCommand(words);
  if (!spec) return null;
  const width = Math.min(columns, MAX_WIDTH);
  const flags = spec.flags
    .filter(({ aliasOf }) => aliasOf === null)
    .map(({ long, short, kind, meaning }) => {
      const term = `${short ? `-${short}, ` : "    "}--${long}${kind === "bool" ? "" : ` ${kind}`}`;
      return [term, meaning] as const;
    });
  const typed = shortName(spec);
  const also = [spec.path, ...spec.aliases].filter((path) => path !== typed);
  return finish([
    ...examplesFirst(spec.examples.slice(0, MAX_EXAMPLES).map((line) => line.replace(/^docker /, "ctool "))),
    ...usage([typed, ...(flags.length > 0 ? ["[flags]"] : []), spec.operands.usage], width),
    ...(also.length > 0 ? wrap(`Also:  ${also.join(", ")}`, width) : []),
    "",
    ...wrap(spec.summary, width),
    ...(flags.length > 0 ? ["", "Flags (docker's own):", ...definitions(flags, width)] : []),
    "",
    `In each tool, flag by flag: ctool map ${typed}`,
    "ctool's own flags, and all verbs: ctool help",
  ]);
};

/** Help on a group of docker's (`compose`, `image`): its verbs; null when there is none. */
const groupHelp = async (words: readonly string[], columns: number): Promise<string | null> => {
  const commands = commandsUnder(await everyCommand(), words.join(" "));
  if (commands.length === 0) return null;
  const verbs = commands.map(({ path, summary }) => [path, summary] as const);
  return finish([
    ...examplesFirst([`ctool help ${commands[0]?.path}`, `ctool map ${words.join(" ")}`]),
    ...definitions(verbs, Math.min(columns, MAX_WIDTH)),
  ]);
};

/** `ctool help`: every verb by what it does, ctool's own flags, and the topics. */
export const mainHelp = async (columns: number): Promise<string> => {
  const width = Math.min(columns, MAX_WIDTH);
  const { groups, translated } = await verbGroups();
  const flags = Object.entries(globalFlags).map(
    ([name, { value, meaning }]) => [withValue(name, value), meaning] as const,
  );
  const list = Object.entries(topics).map(([name, { summary }]) => [name, summary] as const);
  return finish([
    ...examplesFirst(["ctool ps", "ctool translate docker run -d -p 8080:80 nginx", "ctool targets", "ctool map run"]),
    "Usage: ctool [ctool's flags] VERB [the verb's flags] …",
    "",
    ...wrap("One Docker-style command, answered by nerdctl, crictl and ctr side by side.", width),
    ...groups.flatMap(({ title, verbs }) => [
      "",
      ...wrap(`${title}:`, width),
      ...definitions(
        verbs.map(({ name, summary }) => [name, summary]),
        width,
      ),
    ]),
    ...(translated.length > 0
      ? ["", "Translated, not run:", ...wrap(translated.join(", "), width - 2).map((line) => `  ${line}`)]
      : []),
    "",
    "ctool's own flags (anywhere on the line, unless the verb owns the name):",
    ...definitions(flags, width),
    "",
    "Topics (ctool help TOPIC):",
    ...definitions(list, width),
    "",
    "One verb: ctool help VERB",
  ]);
};

const unknown = async (words: readonly string[]) => {
  const names = (await everyCommand()).flatMap(({ path, aliases }) => [path, ...aliases]);
  const near = closest(words.join(" "), [...names, ...ownVerbs.map(({ name }) => name), ...Object.keys(topics)]);
  return usageError(
    `there is no verb and no topic ${words.join(" ")}`,
    near ? "Did you mean:" : null,
    near ? `ctool help ${near}` : "ctool help",
  );
};

/** `ctool help [VERB|TOPIC]`. A name may be both (`namespaces`, `settings`): the verb's help, then what there is to know. */
export const runHelp = async ({ operands }: VerbInput, { io }: Context): Promise<number> => {
  const words = operands.length > 1 && operands[0] === "docker" ? operands.slice(1) : operands;
  const [first] = words;
  if (first === undefined) {
    io.out(await mainHelp(io.columns));
    return 0;
  }
  const own = ownVerbOf(words);
  const verb =
    own?.rest.length === 0
      ? ownHelp(own.verb, io.columns)
      : ((await verbHelp(words, io.columns)) ?? (await groupHelp(words, io.columns)));
  const topic = words.length === 1 && Object.hasOwn(topics, first) ? topics[first] : undefined;
  if (verb === null && topic === undefined) throw await unknown(words);
  io.out([...(verb === null ? [] : [verb]), ...(topic ? [`${fitText(topic.text, io.columns)}\n`] : [])].join("\n"));
  return 0;
};
