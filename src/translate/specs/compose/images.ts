import type { Draft } from "../../draft.ts";
import { readFormat } from "../../formats.ts";
import { asTyped, implied, lost, operands, reshape, same } from "../../rules.ts";
import { type CommandSpec, isOn, type Rule } from "../../spec.ts";
import { dryLookRow, dryRunRow, row, takeAlong, tools } from "./group.ts";

const SERVICES = operands("[SERVICE...]", "text");
const alongside = (verb: string): Rule => implied(`nerdctl compose ${verb} takes the services they depend on along`);

/** pull and push take along what docker only takes with --include-deps. */
function takeUnlessAsked(draft: Draft): void {
  if (!isOn(draft.command, "include-deps")) takeAlong(draft);
}

/** `build --push`: what is built is pushed by another command. */
function pushAfter(draft: Draft): void {
  if (!isOn(draft.command, "push")) return;
  const group = draft.verb.slice(0, -1);
  const services = draft.operands.map(({ word }) => word);
  draft.after.push({ argv: ["nerdctl", ...draft.globals, ...group, "push", ...services] });
  takeAlong(draft);
}

const format = reshape("same: json", (draft, use) => {
  const { kind } = readFormat(use.value);
  if (kind === "json") draft.put(use, ["--format", "json"]);
  else if (kind === "template") draft.lose(use, "nerdctl compose images prints its table or json");
});

export const commands: readonly CommandSpec[] = [
  {
    path: "compose build",
    aliases: [],
    risk: "write",
    summary: "Builds the images of services.",
    operands: SERVICES,
    tools: tools(asTyped({ info: "needs buildkitd and buildctl", finish: pushAfter })),
    flags: [
      row("--build-arg stringArray", "Sets a variable for the build.", same),
      row("--builder string", "Builder instance to use.", lost("nerdctl has no builder instances", "BUILDKIT_HOST")),
      dryRunRow,
      row(
        "-m, --memory bytes",
        "Memory limit of the build.",
        lost("BuildKit limits no build (docker says so as well)"),
      ),
      row("--no-cache", "Uses no cache.", same),
      row("--progress string", "How progress is shown: auto, plain, tty.", same, { unlisted: true }),
      row(
        "--pull",
        "Always looks for newer base images.",
        lost("nerdctl compose build has no --pull", "nerdctl build --pull per service"),
      ),
      row(
        "--push",
        "Uploads the images.",
        reshape("compose push afterwards", () => {}),
      ),
      row("-q, --quiet", "Prints nothing.", lost("nerdctl compose build shows its progress", "redirect its output")),
      row(
        "--ssh string",
        "Gives the build an SSH agent or key.",
        lost("nerdctl compose build has no --ssh", "nerdctl build --ssh per service"),
      ),
      row(
        "--with-dependencies",
        "Builds the services they depend on as well.",
        lost("nerdctl compose build takes the named services only", "name them all"),
      ),
    ],
    examples: [
      "docker compose build",
      "docker compose build --no-cache web",
      "docker compose build --build-arg A=1 --build-arg B web db",
      "docker compose build --push web",
      "docker compose -f x.yml build --pull -q --memory 1g --ssh default --builder b --with-dependencies",
      "docker compose --progress plain build",
      "docker compose build --progress=plain",
    ],
  },
  {
    path: "compose pull",
    aliases: [],
    risk: "write",
    summary: "Downloads the images of services.",
    operands: SERVICES,
    tools: tools(asTyped({ finish: takeUnlessAsked })),
    flags: [
      dryRunRow,
      row(
        "--ignore-buildable",
        "Leaves out images that can be built.",
        lost("nerdctl compose pull pulls all of them", "name the services"),
      ),
      row(
        "--ignore-pull-failures",
        "Goes on when a pull fails.",
        lost("nerdctl compose pull ends at the first failure", "name the services"),
      ),
      row("--include-deps", "Pulls for the services they depend on as well.", alongside("pull")),
      row("--policy string", "When to pull: missing, always.", {
        ...lost("nerdctl compose pull always asks the registry"),
        apply(draft, use) {
          if (use.value === "always") draft.outcomes.set(use, { how: "implied", text: "nerdctl compose pull does so" });
          else draft.lose(use, "nerdctl compose pull always asks the registry");
        },
      }),
      row("-q, --quiet", "Shows no progress.", same),
    ],
    examples: [
      "docker compose pull",
      "docker compose pull -q web",
      "docker compose pull --include-deps --policy always web",
      "docker compose pull --ignore-buildable --ignore-pull-failures --policy missing",
    ],
  },
  {
    path: "compose push",
    aliases: [],
    risk: "write",
    summary: "Uploads the images of services.",
    operands: SERVICES,
    tools: tools(asTyped({ finish: takeUnlessAsked })),
    flags: [
      dryRunRow,
      row(
        "--ignore-push-failures",
        "Goes on when a push fails.",
        lost("nerdctl compose push ends at the first failure", "name the services"),
      ),
      row("--include-deps", "Pushes for the services they depend on as well.", alongside("push")),
      row("-q, --quiet", "Shows no progress.", lost("nerdctl compose push shows its progress", "redirect its output")),
    ],
    examples: [
      "docker compose push",
      "docker compose push --include-deps web",
      "docker compose push -q --ignore-push-failures",
    ],
  },
  {
    path: "compose images",
    aliases: [],
    risk: "read",
    summary: "Lists the images of the containers.",
    operands: SERVICES,
    tools: tools(asTyped({ finish: takeAlong })),
    flags: [
      dryLookRow,
      row("--format string", "Prints in another format: table, json.", format),
      row("-q, --quiet", "Prints ids only.", same),
    ],
    examples: [
      "docker compose images",
      "docker compose images -q web",
      "docker compose images --format json",
      "docker compose images --format table --dry-run",
    ],
  },
];
