import type { Verb } from "./context.ts";
import type { OwnFlags } from "./globals.ts";

/** A flag of one of ctool's own verbs. */
export interface VerbFlag {
  name: string;
  /** What its value is called in help; null for a switch. */
  value: string | null;
  meaning: string;
}

/** What a verb of ctool's own is given: the words that are no flags, and its flags as typed. */
export interface VerbInput {
  operands: string[];
  flags: Record<string, string | true | undefined>;
}

/** A verb of ctool's own, as data: help, completion and parsing all read this table. */
export interface OwnVerb {
  name: string;
  alias?: string;
  summary: string;
  operands: string;
  flags: VerbFlag[];
  examples: string[];
  /** The rest of the line is another tool's: flags behind the first operand are not ctool's. */
  wholeLine?: true;
  load: () => Promise<(input: VerbInput, context: Parameters<Verb>[1]) => Promise<number>>;
}

export const ownVerbs: readonly OwnVerb[] = [
  {
    name: "translate",
    alias: "explain",
    summary: "Say what a command line is in the other tools, flag by flag",
    operands: "[LINE…]",
    flags: [
      { name: "to", value: "TOOL", meaning: "print only this tool's command lines" },
      {
        name: "file",
        value: "FILE",
        meaning: "translate every line of FILE (- for standard input); with --to, rewrite the docker calls of a script",
      },
    ],
    examples: [
      "ctool translate docker run -d --name web -p 8080:80 nginx",
      "ctool translate --to ctr 'docker ps -a'",
      "ctool translate ctr -n k8s.io tasks ls",
      "ctool translate --file deploy.sh --to nerdctl",
    ],
    wholeLine: true,
    load: async () => (await import("./translate.ts")).runTranslate,
  },
  {
    name: "targets",
    summary: "List every engine socket of this node, with namespaces, counts, and which one ctool chose",
    operands: "",
    flags: [],
    examples: ["ctool targets", "ctool targets --json"],
    load: async () => (await import("./targets.ts")).runTargets,
  },
  {
    name: "tools",
    summary: "Compare docker, nerdctl, crictl and ctr: which are here, where, and what each is for",
    operands: "",
    flags: [],
    examples: ["ctool tools", "ctool tools --json"],
    load: async () => (await import("./tools.ts")).runTools,
  },
  {
    name: "env",
    summary: "Print the variables that make the tools themselves reach the chosen target",
    operands: "",
    flags: [{ name: "shell", value: "sh|fish", meaning: "whose syntax to print (default: sh)" }],
    examples: ['eval "$(ctool env)"', "ctool env --shell fish | source"],
    load: async () => (await import("./env.ts")).runEnv,
  },
  {
    name: "ui",
    summary: "Open the workbench: type docker lines, see what they are in each tool, run and compare (also bare ctool)",
    operands: "",
    flags: [],
    examples: ["ctool", "ctool --demo ui"],
    load: async () => (await import("./ui.ts")).runUi,
  },
  {
    name: "help",
    summary: "Show help for ctool, for one verb, or on a topic",
    operands: "[VERB|TOPIC]",
    flags: [],
    examples: ["ctool help", "ctool help ps", "ctool help exit-codes"],
    load: async () => (await import("./help.ts")).runHelp,
  },
];

/** The own verb that a word names, if any. */
export const ownVerbNamed = (word: string | undefined): OwnVerb | undefined =>
  ownVerbs.find(({ name, alias }) => word === name || (alias !== undefined && word === alias));

/** The flags that the verb of these words owns, so that `splitGlobals` leaves them alone. */
export const ownFlagsOf = async (fromVerb: readonly string[]): Promise<OwnFlags | null> => {
  const verb = ownVerbNamed(fromVerb[0]);
  if (verb) {
    const takesValue = new Map(verb.flags.map(({ name, value }) => [name, value !== null]));
    // `translate 'docker ps -a' --json`: the line is one word, so what follows is ctool's again.
    const quoted = fromVerb.find((word, index) => index > 0 && !word.startsWith("-"))?.includes(" ");
    return { takesValue, interspersed: verb.wholeLine !== true || quoted === true };
  }
  const { flagsOf } = await import("../translate/index.ts");
  return flagsOf(fromVerb);
};

/** Bare `ctool`: the workbench where there is a terminal to draw on, else help. */
const runBare: Verb = async (words, context) => {
  const { mayDraw, runUi } = await import("./ui.ts");
  if (mayDraw(context.io)) return runUi({ operands: [], flags: {} }, context);
  const { parseOwn } = await import("./program.ts");
  return parseOwn(null, [])(words, context);
};

/** Finds what is to run for a command line that has been rid of ctool's own flags. */
export const verbFor = async (
  before: readonly string[],
  fromVerb: readonly string[],
): Promise<{ run: Verb; words: string[] }> => {
  if (before.length === 0 && fromVerb.length === 0) return { run: runBare, words: [] };
  const own = ownVerbNamed(fromVerb[0]);
  if (own || fromVerb.length === 0) {
    const { parseOwn } = await import("./program.ts");
    return { run: parseOwn(own ?? null, [...before, ...fromVerb.slice(1)]), words: [] };
  }
  const { runDocker } = await import("./docker.ts");
  return { run: runDocker, words: [...before, ...fromVerb] };
};
