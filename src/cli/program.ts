import { Command, CommanderError } from "commander";
import type { Context, Verb } from "./context.ts";
import { usageError } from "./errors.ts";
import { mainHelp, ownHelp } from "./help.ts";
import { isOneWordLine, type OwnVerb, ownVerbs, type VerbInput } from "./verbs.ts";

/** commander's commands are one word: `image copy` is `image-copy` there, and nowhere else. */
const oneWord = (name: string): string => name.replace(" ", "-");

const addOwn = (
  program: Command,
  verb: OwnVerb,
  words: readonly string[],
  columns: number,
  run: (input: VerbInput) => Promise<void>,
): void => {
  const command = program
    .command(`${oneWord(verb.name)} ${verb.operands}`.trim())
    .allowExcessArguments(verb.operands !== "")
    .action(async (...given: unknown[]) => {
      const self = given.at(-1) as Command;
      await run({ operands: self.args, flags: self.opts() });
    });
  // ctool's help, not commander's: from the same table, examples first.
  command.helpInformation = () => ownHelp(verb, columns);
  if (verb.alias) command.alias(verb.alias);
  if (verb.wholeLine && !isOneWordLine(verb, words)) command.passThroughOptions();
  for (const { name, value, meaning } of verb.flags)
    command.option(value ? `--${name} <${value}>` : `--${name}`, meaning);
};

/**
 * The commander program of ctool's own verbs; docker's verbs have docker's own grammar (src/translate).
 * @param words what follows the verb
 */
const buildProgram = (
  words: readonly string[],
  context: Context,
  run: (verb: OwnVerb, input: VerbInput) => Promise<void>,
): Command => {
  const program = new Command("ctool")
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: context.io.out, writeErr: () => {}, getOutHelpWidth: () => context.io.columns });
  for (const verb of ownVerbs) addOwn(program, verb, words, context.io.columns, (input) => run(verb, input));
  return program;
};

/**
 * Parses one of ctool's own verbs with commander; null prints the help of ctool itself.
 * @throws {CtoolError} usage, in the Verb that is returned
 */
export const parseOwn =
  (own: OwnVerb | null, words: readonly string[]): Verb =>
  async (_, context) => {
    const asksHelp = words.every((word) => word === "--help" || word === "-h");
    if (own === null && asksHelp) {
      context.io.out(await mainHelp(context.io.columns));
      return 0;
    }
    let exitCode = 0;
    const program = buildProgram(words, context, async (verb, input) => {
      exitCode = await (await verb.load())(input, context);
    });
    try {
      await program.parseAsync([...(own ? [oneWord(own.name)] : []), ...words], { from: "user" });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      if (error.exitCode === 0) return 0;
      const [message = "", hint] = error.message.replace(/^error: /, "").split("\n");
      throw usageError(message, hint ?? null, own ? `ctool help ${own.name}` : "ctool --help");
    }
    return exitCode;
  };
