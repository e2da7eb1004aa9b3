import type { Draft } from "../../draft.ts";
import { flag, implied, lost, none, reshape, same } from "../../rules.ts";
import type { CommandSpec, FlagSpec, FlagUse, Form, Rule } from "../../spec.ts";

const CRICTL = none(
  "CRI knows pods, not Compose files",
  "nerdctl compose; in Kubernetes: kompose convert and kubectl apply -f, or a Helm chart",
);
const CTR = none("ctr knows single containers, not Compose files", "nerdctl compose, or one ctr run per service");

/** The columns of a compose command: crictl and ctr never have one. */
export function tools(nerdctl: Form): CommandSpec["tools"] {
  return { nerdctl, crictl: CRICTL, ctr: CTR };
}

/** A row of a compose command, which only nerdctl can have; without a rule, of a verb that it lacks. */
export function row(
  head: string,
  meaning: string,
  nerdctl?: Rule,
  more?: { defaultOn?: boolean; unlisted?: true },
): FlagSpec {
  return flag(head, meaning, nerdctl === undefined ? {} : { nerdctl }, more);
}

/** Writes words between `compose` and its verb; `-f` after the verb would be another flag (logs --follow). */
export function putBeforeVerb(draft: Draft, words: readonly string[]): void {
  draft.verb = [...draft.verb.slice(0, -1), ...words, ...draft.verb.slice(-1)];
}

/** The flag as it was typed, between `compose` and the verb. */
const between: Rule = {
  ...same,
  apply: (draft, use) => putBeforeVerb(draft, use.token.uses.length === 1 ? use.token.words : draft.spell(use)),
};

/** The compose verb: `up`. */
function verbOf(draft: Draft): string {
  return draft.command.spec.path.split(" ").at(-1) as string;
}

/**
 * Where services are named, nerdctl takes everything they depend on along, in every version (tried: `stop web` stops its db as well).
 * docker touches the named ones only, but for up, create and start.
 */
export function takeAlong(draft: Draft): void {
  if (draft.operands.length === 0) return;
  draft.change(null, "takes the services that these depend on along (depends_on); docker leaves those alone");
}

/** A name for one service's containers alone. */
export const ITS_CONTAINERS = "$(nerdctl ps -q --filter label=com.docker.compose.service=SERVICE)";

function changesNothing({ command }: Draft): boolean {
  const { risk } = command.spec;
  return (typeof risk === "function" ? risk(command) : risk) === "read";
}

const NOTHING = "nothing is changed anyway";

/** Dropping --dry-run would turn a rehearsal into the real thing. */
const dryRun: Rule = {
  ...lost("nerdctl compose rehearses nothing: it would really do it"),
  apply(draft, use) {
    if (verbOf(draft) === "cp") {
      draft.put(use, ["--dry-run"]);
      draft.outcomes.set(use, { how: "same", text: "same" });
    } else if (changesNothing(draft)) draft.outcomes.set(use, { how: "implied", text: NOTHING });
    else
      draft.refuse(
        "nerdctl compose has no --dry-run: without it the command would really be run",
        "nerdctl compose config shows what would be made, nerdctl compose ps what there is",
      );
  },
};

const DRY_RUN = "Only says what would be done.";
/** Every compose command takes --dry-run itself, too: of one that changes something … */
export const dryRunRow = row("--dry-run", DRY_RUN, dryRun);
/** … and of one that only looks. */
export const dryLookRow = row("--dry-run", DRY_RUN, implied(NOTHING));

const envFile: Rule = {
  ...between,
  text: "same, one only",
  apply(draft, use) {
    if (lastGlobal(draft, use) !== use)
      return draft.lose(use, "nerdctl compose takes one --env-file", "put them into one file");
    between.apply?.(draft, use);
    if (/^(?:up|run)$/.test(verbOf(draft))) draft.change(use, "nerdctl gives its variables to the containers as well");
  },
};

function lastGlobal(draft: Draft, use: FlagUse): FlagUse | undefined {
  return draft.command.globals.filter(({ name }) => name === use.name).at(-1);
}

const ansi = reshape("--no-color of up and logs", (draft, use) => {
  if (use.value === "always") draft.lose(use, "nerdctl compose colours its output only on a terminal");
  else if (use.value === "never" && /^(?:up|logs)$/.test(verbOf(draft)) && !draft.command.byName.has("no-color"))
    draft.put(use, ["--no-color"]);
});

const progress = reshape("--progress of build", (draft, use) => {
  if (use.value === "auto") return;
  if (verbOf(draft) === "build" && /^(?:plain|tty)$/.test(use.value)) draft.put(use, ["--progress", use.value]);
  else if (!changesNothing(draft)) draft.lose(use, "nerdctl compose shows progress its own way");
});

/** What docker takes between `compose` and its verb. */
export const groupFlags: readonly FlagSpec[] = [
  row("--ansi string", "When to use control characters: never, always, auto.", ansi),
  row(
    "--compatibility",
    "Behaves like the old docker-compose (names with underscores).",
    lost("nerdctl compose names containers its own way: PROJECT-SERVICE-1"),
  ),
  dryRunRow,
  row("--env-file stringArray", "File with the variables of the Compose file.", envFile),
  row("-f, --file stringArray", "Compose file to read.", between),
  row("--parallel int", "How much is done at once; -1 is no limit.", lost("nerdctl compose has no --parallel")),
  row("--profile stringArray", "Turns a profile on.", between),
  row("--progress string", "How progress is shown: auto, tty, plain, json, quiet.", progress),
  row("--project-directory string", "Folder that relative paths start from.", between),
  row("-p, --project-name string", "Name of the project.", between),
];
