import type { Draft } from "../../draft.ts";
import { readFormat } from "../../formats.ts";
import { asTyped, implied, lost, none, operands, reshape, same, sameLong } from "../../rules.ts";
import type { CommandSpec, Rule } from "../../spec.ts";
import { dryLookRow, row, takeAlong, tools } from "./group.ts";

const SERVICES = operands("[SERVICE...]", "text");
const noConfig = (what: string) => lost(`nerdctl compose config has no ${what}`, "read what it prints");

const psFormat = reshape("same: table, json", (draft, use) => {
  const { kind } = readFormat(use.value);
  if (kind === "template") return draft.lose(use, "nerdctl compose ps prints table or json", "--format json and jq");
  draft.put(use, ["--format", kind]);
  if (kind === "json") draft.tell(use, "one array, where docker prints one object per line");
});

const psFilter = reshape("same: status", (draft, use) => {
  const key = use.value.split("=", 1)[0] ?? "";
  if (key === "status" && use.value.includes("=")) draft.keep(use);
  else draft.lose(use, `nerdctl compose ps has no filter ${key}`, "name the services");
});

const configFormat = reshape("yaml, as it is", (draft, use) => {
  if (use.value !== "yaml")
    draft.lose(use, "nerdctl compose config prints YAML only", "nerdctl compose config | yq -o json");
});

const versionFormat: Rule = {
  ...same,
  text: "same: pretty, json",
  apply(draft, use) {
    if (/^(?:pretty|json)$/.test(use.value)) draft.keep(use);
    else draft.lose(use, "nerdctl compose version prints pretty or json");
  },
};

/** nerdctl prints the whole project only. */
function wholeProject(draft: Draft): void {
  if (draft.operands.length === 0) return;
  draft.lose(null, "nerdctl compose config takes no services: it prints all of them");
  draft.operands = [];
}

export const commands: readonly CommandSpec[] = [
  {
    path: "compose ps",
    aliases: [],
    risk: "read",
    summary: "Lists the containers of a project.",
    operands: SERVICES,
    tools: tools(asTyped({ finish: takeAlong })),
    flags: [
      row("-a, --all", "Lists stopped containers too.", same),
      dryLookRow,
      row("--filter string", "Lists only what matches a condition (status, source).", psFilter),
      row("--format string", "Prints in another format: table, json or a Go template.", psFormat),
      row("--no-trunc", "Prints everything whole.", lost("nerdctl compose ps cuts commands", "--format json")),
      row(
        "--orphans",
        "Lists containers that the file no longer has too.",
        implied("nerdctl compose ps leaves them out"),
        {
          defaultOn: true,
        },
      ),
      row("-q, --quiet", "Prints ids only.", same),
      row("--services", "Prints the services' names.", same),
      row("--status stringArray", "Lists only containers in a state.", same),
    ],
    examples: [
      "docker compose ps",
      "docker compose ps -a",
      "docker compose ps -q web",
      "docker compose ps --services --filter status=running",
      "docker compose ps --status exited --status paused --orphans=false",
      "docker compose ps --format json",
      "docker compose ps --format '{{.Name}}' --no-trunc --filter source=build",
      "docker compose -f a.yml -f b.yml ps --format table",
      "docker compose --dry-run ps",
    ],
  },
  {
    path: "compose ls",
    aliases: [],
    risk: "read",
    summary: "Lists projects.",
    operands: operands(""),
    tools: tools(
      none(
        "nerdctl compose has no ls",
        "nerdctl ps -a --filter label=com.docker.compose.project --format '{{.Names}} {{.Status}}'",
      ),
    ),
    flags: [
      row("-a, --all", "Lists stopped projects too."),
      dryLookRow,
      row("--filter filter", "Lists only what matches a condition (name)."),
      row("--format string", "Prints in another format: table, json."),
      row("-q, --quiet", "Prints names only."),
    ],
    examples: ["docker compose ls", "docker compose ls -aq --filter name=shop", "docker compose ls --format json"],
  },
  {
    path: "compose logs",
    aliases: [],
    risk: "read",
    summary: "Shows what the containers printed.",
    operands: SERVICES,
    tools: tools(asTyped()),
    flags: [
      dryLookRow,
      row("-f, --follow", "Goes on as more is printed.", same),
      row(
        "--index int",
        "Which container of the service.",
        lost("nerdctl compose logs shows all of them", "nerdctl logs CONTAINER"),
      ),
      row("--no-color", "Prints without colours.", same),
      row("--no-log-prefix", "Prints without the containers' names.", same),
      row(
        "--since string",
        "From a time on: 10m, 2024-01-02T13:23:37Z.",
        lost("nerdctl compose logs has no --since", "nerdctl logs --since per container"),
      ),
      row("-n, --tail string", "Number of lines from the end, or all.", sameLong),
      row("-t, --timestamps", "Shows when each line was printed.", same),
      row(
        "--until string",
        "Up to a time: 10m, 2024-01-02T13:23:37Z.",
        lost("nerdctl compose logs has no --until", "nerdctl logs --until per container"),
      ),
    ],
    examples: [
      "docker compose logs",
      "docker compose logs -f --tail 50 web",
      "docker compose logs -fn 50 -t web",
      "docker compose -f x.yml logs -f --no-color --no-log-prefix",
      "docker compose logs --since 10m --until 5m --index 2 web",
      "docker compose --ansi never logs",
    ],
  },
  {
    path: "compose events",
    aliases: [],
    risk: "read",
    summary: "Shows what happens to the containers, as it happens.",
    operands: SERVICES,
    tools: tools(none("nerdctl compose has no events", "nerdctl events shows those of the whole namespace")),
    flags: [dryLookRow, row("--json", "Prints JSON.")],
    examples: ["docker compose events", "docker compose events --json web"],
  },
  {
    path: "compose top",
    aliases: [],
    risk: "read",
    summary: "Shows the processes of the containers.",
    operands: SERVICES,
    tools: tools(asTyped({ finish: takeAlong })),
    flags: [dryLookRow],
    examples: ["docker compose top", "docker compose top web db"],
  },
  {
    path: "compose stats",
    aliases: [],
    risk: "read",
    summary: "Shows what the containers use.",
    operands: operands("[SERVICE]", "text"),
    tools: tools(none("nerdctl compose has no stats", "nerdctl stats $(nerdctl compose ps -q)")),
    flags: [
      row("-a, --all", "Shows stopped containers too."),
      dryLookRow,
      row("--format string", "Prints in another format: json, table or a Go template."),
      row("--no-stream", "Prints once."),
      row("--no-trunc", "Prints everything whole."),
    ],
    examples: ["docker compose stats", "docker compose stats -a --no-stream --no-trunc --format json web"],
  },
  {
    path: "compose port",
    aliases: [],
    risk: "read",
    summary: "Shows where a port of a service is published.",
    operands: operands("SERVICE PRIVATE_PORT", "text"),
    tools: tools(asTyped()),
    flags: [
      dryLookRow,
      row("--index int", "Which container of the service.", same),
      row("--protocol string", "Protocol: tcp, udp.", same),
    ],
    examples: ["docker compose port web 80", "docker compose port --protocol udp --index 2 web 53"],
  },
  {
    path: "compose config",
    aliases: ["compose convert"],
    risk: "read",
    summary: "Checks the Compose file and prints it merged.",
    operands: SERVICES,
    tools: tools(asTyped({ spelled: { "compose convert": "compose config" }, finish: wholeProject })),
    flags: [
      dryLookRow,
      row("--format string", "Prints yaml or json.", configFormat),
      row("--hash string", "Prints a hash of each service.", same),
      row("--images", "Prints the images' names.", noConfig("--images")),
      row("--no-consistency", "Does not check the model.", noConfig("--no-consistency")),
      row("--no-interpolate", "Leaves variables as they are.", noConfig("--no-interpolate")),
      row("--no-normalize", "Leaves out defaults.", noConfig("--no-normalize")),
      row("--no-path-resolution", "Leaves relative paths as they are.", noConfig("--no-path-resolution")),
      row(
        "-o, --output string",
        "File to write to.",
        lost("nerdctl compose config prints only", "nerdctl compose config > FILE"),
      ),
      row("--profiles", "Prints the profiles' names.", noConfig("--profiles")),
      row("-q, --quiet", "Only checks.", same),
      row("--resolve-image-digests", "Writes digests in place of tags.", noConfig("--resolve-image-digests")),
      row("--services", "Prints the services' names.", same),
      row("--variables", "Prints the variables and their defaults.", noConfig("--variables")),
      row("--volumes", "Prints the volumes' names.", same),
    ],
    examples: [
      "docker compose config",
      "docker compose convert",
      "docker compose config -q",
      "docker compose config --services",
      "docker compose config --volumes",
      "docker compose config --hash '*'",
      "docker compose config --format json -o out.json web",
      "docker compose config --format yaml --images --profiles --variables --resolve-image-digests",
      "docker compose config --no-consistency --no-interpolate --no-normalize --no-path-resolution",
    ],
  },
  {
    path: "compose version",
    aliases: [],
    risk: "read",
    summary: "Prints the version of compose.",
    operands: operands(""),
    tools: tools(asTyped({ info: "nerdctl's own version: compose is part of it" })),
    flags: [
      dryLookRow,
      row("-f, --format string", "Prints pretty or json.", versionFormat),
      row("--short", "Prints the number only.", same),
    ],
    examples: ["docker compose version", "docker compose version --short", "docker compose version -f json"],
  },
];
