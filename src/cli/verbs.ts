import type { Verb } from "./context.ts";
import { globalTakesValue, type OwnFlags } from "./globals.ts";

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
  /** Not for people: left out of help and completion. */
  hidden?: true;
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
      "ctool translate 'docker save nginx:alpine | gzip > nginx.tgz'",
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
    name: "image copy",
    summary: "Take an image from one engine or namespace to another (save | import), and see that it has arrived",
    operands: "IMAGE",
    flags: [
      { name: "from", value: "ID[:NAMESPACE]", meaning: "where it is: a target's id or flavor (see: ctool targets)" },
      { name: "to", value: "ID[:NAMESPACE]", meaning: "where it is to be (default: the chosen target)" },
      { name: "platform", value: "OS/ARCH", meaning: "the image of this platform only" },
    ],
    examples: [
      "ctool image copy web:v1 --from docker --to k3s",
      "ctool image copy nginx:alpine --from k3s:default --to k3s:k8s.io",
      "ctool --dry-run image copy web:v1 --from docker",
    ],
    load: async () => (await import("./image-copy.ts")).runImageCopy,
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
    name: "path",
    summary: "Walk one container live: pod, sandbox, task, shim, runc, cgroup, log, files, and how to see each",
    operands: "CONTAINER",
    flags: [],
    examples: ["ctool path nginx", "ctool path default/nginx-7c5ddbdf54-x2x9k/nginx --json"],
    load: async () => (await import("./path.ts")).runPath,
  },
  {
    name: "doctor",
    summary: "Say what is wrong with this node, or with one command on it: evidence, cause, and what to paste",
    operands: "[LINE]",
    flags: [
      {
        name: "fix",
        value: null,
        meaning: "apply the safe, reversible fixes: shows each change, asks, keeps a backup",
      },
      { name: "yes", value: null, meaning: "with --fix: do not ask" },
      {
        name: "report",
        value: "FILE",
        meaning: "write what was looked at and found to FILE, secrets masked (mode 0600)",
      },
    ],
    examples: ["ctool doctor", "ctool doctor 'docker ps'", "ctool doctor --report ticket.jsonl"],
    load: async () => (await import("./doctor.ts")).runDoctor,
  },
  {
    name: "why",
    summary: "Run a reading command and explain what it shows, or does not; - explains a pasted message",
    operands: "[LINE…|-]",
    flags: [],
    examples: ["ctool why docker ps", "ctool why 'crictl ps'", "kubectl describe pod web | ctool why -"],
    wholeLine: true,
    load: async () => (await import("./why.ts")).runWhy,
  },
  {
    name: "settings",
    summary: "Print each setting of ctool, its value, and where that came from",
    operands: "",
    flags: [],
    examples: ["ctool settings", "ctool settings --json"],
    load: async () => (await import("./show-settings.ts")).runSettings,
  },
  {
    name: "runs",
    summary: "List what ctool ran: every command line, its exit code and time, secrets masked",
    operands: "",
    flags: [
      { name: "last", value: "N", meaning: "so many (default: 20; 0 for all)" },
      { name: "failed", value: null, meaning: "only what did not exit with 0" },
    ],
    examples: ["ctool runs", "ctool runs --failed --last 5"],
    load: async () => (await import("./runs.ts")).runRuns,
  },
  {
    name: "learn",
    summary:
      "Short lessons on a bundled node (in English and Korean), then cards: what is this line in the other tool?",
    operands: "[LESSON|quiz]",
    flags: [
      { name: "list", value: null, meaning: "list the lessons" },
      { name: "lang", value: "en|ko", meaning: "language (default: by the locale)" },
      { name: "count", value: "N", meaning: "how many cards (default: 10)" },
      { name: "to", value: "TOOL", meaning: "cards that ask for this tool's lines" },
      { name: "from", value: "TOOL", meaning: "cards that show this tool's lines" },
      { name: "verb", value: "VERB", meaning: "cards about this docker verb" },
      { name: "seed", value: "N", meaning: "the same cards again" },
    ],
    examples: ["ctool learn", "ctool learn namespaces --lang ko", "ctool learn quiz --to crictl --count 5"],
    load: async () => (await import("./learn.ts")).runLearn,
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
    name: "map",
    summary:
      "Show what each of docker's verbs is in each tool, how well it fits and what is lost; of one verb, flag by flag",
    operands: "[COMMAND]",
    flags: [
      { name: "verb", value: "COMMAND", meaning: "only this verb or group of verbs, one line each (compose, image)" },
      { name: "tool", value: "TOOL", meaning: "only these tools (nerdctl,crictl,ctr), with what is lost" },
      { name: "fit", value: "FIT", meaning: "only verbs that fit so (exact,steps,partial,none)" },
      { name: "markdown", value: null, meaning: "print Markdown" },
    ],
    examples: [
      "ctool map",
      "ctool map run",
      "ctool map --tool ctr --fit partial,none",
      "ctool map --verb compose --json",
    ],
    load: async () => (await import("./map.ts")).runMap,
  },
  {
    name: "completion",
    summary: "Print the completion script of a shell: verbs, docker's flags, and the names on this node",
    operands: "bash|zsh|fish",
    flags: [],
    examples: ['eval "$(ctool completion bash)"', "ctool completion zsh > _ctool", "ctool completion fish | source"],
    load: async () => (await import("./completion.ts")).runCompletion,
  },
  {
    name: "__complete",
    summary: "Answer a completion script: what would fit as the last of these words",
    operands: "[WORD…]",
    flags: [],
    examples: ["ctool __complete -- docker run --re"],
    wholeLine: true,
    hidden: true,
    load: async () => (await import("./complete.ts")).runComplete,
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

/** The own verb that a line begins with (`image copy` is two words), and the words after it. */
export const ownVerbOf = (words: readonly string[]): { verb: OwnVerb; rest: string[] } | null => {
  const pair = ownVerbNamed(words.slice(0, 2).join(" "));
  const verb = pair ?? ownVerbNamed(words[0]);
  return verb ? { verb, rest: words.slice(pair && words.length > 1 ? 2 : 1) } : null;
};

/**
 * Whether the line that a verb is given is one word (`translate 'docker ps -a' --json`, or `-` for standard input): what
 * follows it is ctool's again.
 * @param rest the words after the verb
 */
export const isOneWordLine = (verb: OwnVerb, rest: readonly string[]): boolean => {
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? "";
    if (!word.startsWith("-") || word === "-") return word === "-" || /\s/.test(word);
    if (word === "--") return false;
    const name = word.slice(2);
    if (verb.flags.some((flag) => flag.name === name && flag.value !== null) || globalTakesValue(name)) at++;
  }
  return false;
};

/** The flags that the verb of these words owns, so that `splitGlobals` leaves them alone. */
export const ownFlagsOf = async (fromVerb: readonly string[]): Promise<OwnFlags | null> => {
  const own = ownVerbOf(fromVerb);
  if (own) {
    const { verb, rest } = own;
    const takesValue = new Map(verb.flags.map(({ name, value }) => [name, value !== null]));
    return { takesValue, interspersed: verb.wholeLine !== true || isOneWordLine(verb, rest) };
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
  const own = ownVerbOf(fromVerb);
  if (own || fromVerb.length === 0) {
    const { parseOwn } = await import("./program.ts");
    return { run: parseOwn(own?.verb ?? null, [...before, ...(own?.rest ?? [])]), words: [] };
  }
  const { runDocker } = await import("./docker.ts");
  return { run: runDocker, words: [...before, ...fromVerb] };
};
