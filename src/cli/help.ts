import { topics } from "../docs/topics.ts";
import { explainCommand } from "../translate/index.ts";
import type { Context } from "./context.ts";
import { usageError } from "./errors.ts";
import { buildProgram } from "./program.ts";
import { ownVerbNamed, type VerbInput } from "./verbs.ts";

/** The tables hold many examples, each a test; help shows the first. */
const MAX_EXAMPLES = 5;

/** Help on a docker verb: what it does, its flags and what becomes of them; null when docker has no such verb. */
export const verbHelp = async (words: readonly string[]): Promise<string | null> => {
  const spec = await explainCommand(words);
  if (!spec) return null;
  const rows = spec.flags
    .filter(({ aliasOf }) => aliasOf === null)
    .map(({ long, short, kind, meaning }) => {
      const value = kind === "bool" ? "" : ` ${kind}`;
      return { name: `${short ? `-${short}, ` : "    "}--${long}${value}`, meaning };
    });
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  const flags = rows.map(({ name, meaning }) => `  ${name.padEnd(width)}  ${meaning}`);
  const examples = spec.examples.slice(0, MAX_EXAMPLES).map((line) => `  ${line.replace(/^docker /, "ctool ")}`);
  return [
    `Examples:\n${examples.join("\n")}\n`,
    `Usage: ctool ${spec.path} [flags]${spec.operands.usage ? ` ${spec.operands.usage}` : ""}`,
    ...(spec.aliases.length > 0 ? [`Also:  ${spec.aliases.join(", ")}`] : []),
    `\n${spec.summary}`,
    ...(flags.length > 0 ? [`\nFlags (docker's own):\n${flags.join("\n")}`] : []),
    "\nctool's own flags: ctool --help",
    "",
  ].join("\n");
};

/** `ctool help [VERB|TOPIC]`. */
export const runHelp = async ({ operands }: VerbInput, context: Context): Promise<number> => {
  const [first] = operands;
  const program = buildProgram(context, async () => {});
  if (first === undefined) {
    program.outputHelp();
    const list = Object.entries(topics).map(([name, { summary }]) => `  ${name.padEnd(14)}${summary}`);
    context.io.out(`\nTopics (ctool help TOPIC):\n${list.join("\n")}\n`);
    return 0;
  }
  const topic = topics[first];
  if (topic) {
    context.io.out(`${topic.text}\n`);
    return 0;
  }
  const own = ownVerbNamed(first);
  if (own) {
    const command = program.commands.find((candidate) => candidate.name() === own.name);
    command?.outputHelp();
    return 0;
  }
  const text = await verbHelp(operands);
  if (text === null) throw usageError(`there is no verb and no topic ${operands.join(" ")}`, null, "ctool help");
  context.io.out(text);
  return 0;
};
