import { Command, CommanderError } from "commander";
import type { Context, Verb } from "./context.ts";
import { usageError } from "./errors.ts";
import { globalFlags } from "./globals.ts";
import { type OwnVerb, ownVerbs, type VerbInput } from "./verbs.ts";

/** Help puts examples first: they are what people look for. */
const examplesFirst = (examples: readonly string[]): string =>
  `Examples:\n${examples.map((line) => `  ${line}`).join("\n")}\n`;

const addOwn = (program: Command, verb: OwnVerb, run: (input: VerbInput) => Promise<void>): void => {
  const command = program
    .command(`${verb.name} ${verb.operands}`.trim())
    .description(verb.summary)
    .allowExcessArguments(verb.operands !== "")
    .addHelpText("before", examplesFirst(verb.examples))
    .action(async (...given: unknown[]) => {
      const self = given.at(-1) as Command;
      await run({ operands: self.args, flags: self.opts() });
    });
  if (verb.alias) command.alias(verb.alias);
  if (verb.wholeLine) command.passThroughOptions();
  for (const { name, value, meaning } of verb.flags)
    command.option(value ? `--${name} <${value}>` : `--${name}`, meaning);
};

/** The commander program of ctool's own verbs; docker's verbs have docker's own grammar (src/translate). */
export const buildProgram = (context: Context, run: (verb: OwnVerb, input: VerbInput) => Promise<void>): Command => {
  const program = new Command("ctool")
    .usage("[ctool's flags] VERB [the verb's flags] …")
    .description("One Docker-style command, answered by nerdctl, crictl and ctr side by side.")
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: context.io.out, writeErr: () => {}, getOutHelpWidth: () => context.io.columns })
    .addHelpText(
      "before",
      examplesFirst(["ctool ps", "ctool translate docker run -d -p 8080:80 nginx", "ctool targets"]),
    )
    .addHelpText(
      "after",
      "\nEvery other verb is docker's: ps, images, version, … and ctool's own pods and namespaces.\nctool help VERB tells a verb's flags; ctool help exit-codes, environment and namespaces are topics.",
    );
  for (const [name, { value, meaning }] of Object.entries(globalFlags))
    program.option(value ? `--${name} <${value}>` : `--${name}`, meaning);
  for (const verb of ownVerbs) addOwn(program, verb, (input) => run(verb, input));
  return program;
};

/**
 * Parses one of ctool's own verbs with commander; null prints the help of ctool itself.
 * @throws {CtoolError} usage, in the Verb that is returned
 */
export const parseOwn =
  (own: OwnVerb | null, words: readonly string[]): Verb =>
  async (_, context) => {
    let exitCode = 0;
    const program = buildProgram(context, async (verb, input) => {
      exitCode = await (await verb.load())(input, context);
    });
    try {
      await program.parseAsync([...(own ? [own.name] : []), ...(own || words.length > 0 ? words : ["--help"])], {
        from: "user",
      });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      if (error.exitCode === 0) return 0;
      const [message = "", hint] = error.message.replace(/^error: /, "").split("\n");
      throw usageError(message, hint ?? null, own ? `ctool help ${own.name}` : "ctool --help");
    }
    return exitCode;
  };
