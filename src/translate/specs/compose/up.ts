import type { Draft } from "../../draft.ts";
import { asTyped, implied, lost, none, operands, reshape, same, since } from "../../rules.ts";
import { type CommandSpec, isOn } from "../../spec.ts";
import { atLeast } from "../../versions.ts";
import { dryRunRow, row, takeAlong, tools } from "./group.ts";

/** Before 2.0.2, nerdctl made every container anew. */
const forceRecreate = since("2.0.2", same, implied("nerdctl before 2.0.2 always makes containers anew"));
const noRecreate = since("2.0.2", same, lost("nerdctl before 2.0.2 always makes containers anew"));

/** Flags of up that nerdctl compose create has as well, and those that say nothing where nothing is started. */
const CREATE = /^(?:build|no-build|force-recreate|no-recreate|pull)$/;
const MOOT = /^(?:no-start|detach|no-color|no-log-prefix|abort-on-container-exit)$/;

/** `up --no-start` is create. */
function createOnly(draft: Draft): void {
  if (!isOn(draft.command, "no-start")) return;
  const typed = draft.command.uses.filter(({ name }) => isOn(draft.command, name));
  for (const use of typed)
    if (!CREATE.test(use.name) && !MOOT.test(use.name)) draft.lose(use, "nerdctl compose create has no such flag");
  const flags = typed.filter(({ name }) => CREATE.test(name)).flatMap((use) => draft.spell(use));
  const group = draft.verb.slice(0, -1);
  const services = draft.operands.map(({ word }) => word);
  draft.steps = [{ argv: ["nerdctl", ...draft.globals, ...group, "create", ...flags, ...services] }];
}

/** `web=3 db=1` → `up -d --scale web=3 --scale db=1 web db`. */
function scale(draft: Draft): void {
  const wanted = draft.operands.map(({ word }) => word);
  const services = wanted.map((word) => word.split("=", 1)[0] as string);
  const keep = atLeast(draft.version, "2.0.2") ? ["--no-recreate"] : [];
  draft.verb = [...draft.verb.slice(0, -1), "up", "-d", ...keep];
  draft.put(
    null,
    wanted.flatMap((word) => ["--scale", word]),
    true,
  );
  draft.operands = services.map((word) => ({ at: Number.MAX_SAFE_INTEGER, word }));
  draft.change(null, "adds containers, but takes none away: nerdctl rm -f those that are too many");
  if (keep.length === 0) draft.change(null, "makes the containers that are there anew");
}

const noPull = lost("nerdctl compose up before 2.0.3 pulls what is missing", "nerdctl compose pull first");

export const commands: readonly CommandSpec[] = [
  {
    path: "compose up",
    aliases: [],
    risk: (command) => (isOn(command, "remove-orphans") || isOn(command, "renew-anon-volumes") ? "destroy" : "write"),
    summary: "Makes and starts the containers of a Compose file.",
    operands: operands("[SERVICE...]", "text"),
    tools: tools(asTyped({ finish: createOnly })),
    flags: [
      row("--abort-on-container-exit", "Stops all when one container stops.", since("2.0", same)),
      row(
        "--always-recreate-deps",
        "Makes the services it depends on anew.",
        lost("nerdctl compose up has no such flag", "--force-recreate makes all anew"),
      ),
      row(
        "--attach stringArray",
        "Follows only the logs of these services.",
        lost("nerdctl compose up follows all logs", "up -d, then nerdctl compose logs -f SERVICE"),
      ),
      row(
        "--attach-dependencies",
        "Follows the logs of the services it depends on.",
        implied("nerdctl compose up follows all logs"),
      ),
      row("--build", "Builds the images first.", same),
      row("-d, --detach", "Runs in the background.", same),
      dryRunRow,
      row(
        "--exit-code-from string",
        "Exits with the code of this service's container.",
        lost("nerdctl compose up has its own exit code", "nerdctl wait CONTAINER"),
      ),
      row("--force-recreate", "Makes containers anew even if nothing has changed.", forceRecreate),
      row(
        "--no-attach stringArray",
        "Does not follow the logs of these services.",
        lost("nerdctl compose up follows all logs", "up -d, then nerdctl compose logs -f SERVICE"),
      ),
      row("--no-build", "Builds no images.", same),
      row("--no-color", "Prints without colours.", same),
      row("--no-deps", "Leaves out the services it depends on.", lost("nerdctl compose up always starts them")),
      row("--no-log-prefix", "Prints logs without the containers' names.", same),
      row("--no-recreate", "Leaves existing containers as they are.", noRecreate),
      row(
        "--no-start",
        "Makes the containers only.",
        reshape("compose create", () => {}),
      ),
      row("--pull string", "When to pull: always, missing, never.", since("2.0.3", same, noPull)),
      row("--quiet-pull", "Pulls without showing progress.", same),
      row("--remove-orphans", "Removes containers that the file no longer has.", same),
      row(
        "-V, --renew-anon-volumes",
        "Makes anonymous volumes anew.",
        lost("nerdctl compose up has no such flag", "nerdctl compose down -v first"),
      ),
      row("--scale scale", "Number of containers of a service: SERVICE=NUM.", same),
      row(
        "-t, --timeout int",
        "Seconds before containers are killed.",
        lost("nerdctl compose up kills at once when it ends", "up -d, then nerdctl compose stop -t SECONDS"),
      ),
      row(
        "--timestamps",
        "Shows when each line was printed.",
        lost("nerdctl compose up shows no times", "up -d, then nerdctl compose logs -f -t"),
      ),
      row(
        "--wait",
        "Waits until the services run and are healthy.",
        lost("nerdctl compose up waits for nothing", "poll nerdctl compose ps"),
      ),
      row(
        "--wait-timeout int",
        "Most seconds to wait.",
        lost("nerdctl compose up waits for nothing", "poll nerdctl compose ps"),
      ),
      row(
        "-w, --watch",
        "Rebuilds as files change.",
        lost("nerdctl compose watches no files", "nerdctl compose up -d --build again"),
      ),
    ],
    examples: [
      "docker compose up",
      "docker compose up -d",
      "docker compose -f docker-compose.prod.yml up -d",
      "docker compose up -d --build --force-recreate web db",
      "docker compose up --abort-on-container-exit --no-color --no-log-prefix",
      "docker compose up -d --scale web=3 --no-recreate",
      "docker compose up -d --remove-orphans --pull always --quiet-pull",
      "docker compose up --no-start",
      "docker compose up --no-start -d --build --wait",
      "docker compose up --wait --wait-timeout 30 -V -t 5 web",
      "docker compose up --exit-code-from web --timestamps --no-build",
      "docker compose up --attach web --no-attach db --attach-dependencies --always-recreate-deps --no-deps -w",
      "docker compose up --dry-run",
      "docker compose --env-file prod.env --profile debug -p shop up -d",
    ],
  },
  {
    path: "compose create",
    aliases: [],
    risk: (command) => (isOn(command, "remove-orphans") ? "destroy" : "write"),
    summary: "Makes the containers of a Compose file without starting them.",
    operands: operands("[SERVICE...]", "text"),
    tools: tools(asTyped()),
    flags: [
      row("--build", "Builds the images first.", same),
      dryRunRow,
      row("--force-recreate", "Makes containers anew even if nothing has changed.", same),
      row("--no-build", "Builds no images.", same),
      row("--no-recreate", "Leaves existing containers as they are.", same),
      row("--pull string", "When to pull: always, missing, never, build.", {
        ...same,
        text: "same: always, missing, never",
        apply(draft, use) {
          if (use.value === "build") draft.put(use, ["--build"]);
          else draft.keep(use);
        },
      }),
      row("--quiet-pull", "Pulls without showing progress.", lost("nerdctl compose create shows progress")),
      row(
        "--remove-orphans",
        "Removes containers that the file no longer has.",
        lost("nerdctl compose create removes nothing", "nerdctl compose down --remove-orphans"),
      ),
      row(
        "--scale scale",
        "Number of containers of a service: SERVICE=NUM.",
        lost("nerdctl compose create does not scale", "nerdctl compose up -d --scale SERVICE=NUM"),
      ),
    ],
    examples: [
      "docker compose create",
      "docker compose create --build --force-recreate web",
      "docker compose create --no-build --no-recreate --pull never",
      "docker compose create --pull build --quiet-pull --remove-orphans --scale web=2",
    ],
  },
  {
    path: "compose down",
    aliases: [],
    risk: "destroy",
    summary: "Stops and removes the containers and networks of a Compose file.",
    operands: operands("[SERVICE...]", "text"),
    tools: tools(asTyped({ finish: takeAlong })),
    flags: [
      dryRunRow,
      row("--remove-orphans", "Removes containers that the file no longer has.", same),
      row(
        "--rmi string",
        "Removes images as well: all, local.",
        lost("nerdctl compose down leaves images", "nerdctl rmi afterwards what nerdctl compose images shows before"),
      ),
      row(
        "-t, --timeout int",
        "Seconds before containers are killed.",
        lost("nerdctl compose down waits its own time", "nerdctl compose stop -t SECONDS first"),
      ),
      row("-v, --volumes", "Removes volumes as well.", same),
    ],
    examples: [
      "docker compose down",
      "docker compose down -v --remove-orphans",
      "docker compose down --rmi local -t 5 web",
      "docker compose -p shop down --volumes",
    ],
  },
  {
    path: "compose scale",
    aliases: [],
    risk: "write",
    summary: "Sets how many containers services have.",
    operands: operands("SERVICE=REPLICAS [SERVICE=REPLICAS...]", "text"),
    tools: tools(asTyped({ finish: scale })),
    flags: [
      dryRunRow,
      row("--no-deps", "Leaves out the services it depends on.", lost("nerdctl compose up always starts them")),
    ],
    examples: ["docker compose scale web=3", "docker compose -f x.yml scale --no-deps web=3 db=2"],
  },
  {
    path: "compose watch",
    aliases: [],
    risk: "write",
    summary: "Rebuilds services as their files change.",
    operands: operands("[SERVICE...]", "text"),
    tools: tools(
      none(
        "nerdctl compose watches no files",
        "nerdctl compose up -d --build after a change, by hand or with inotifywait",
      ),
    ),
    flags: [
      dryRunRow,
      row("--no-up", "Does not start the services first."),
      row("--quiet", "Hides what the build prints."),
    ],
    examples: ["docker compose watch", "docker compose watch --no-up --quiet web"],
  },
];
