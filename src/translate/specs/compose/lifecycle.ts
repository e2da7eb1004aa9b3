import type { Risk } from "../../../model/index.ts";
import { asTyped, implied, lost, none, operands, same } from "../../rules.ts";
import { type CommandSpec, isOn } from "../../spec.ts";
import { signalByName } from "../container-lifecycle.ts";
import { dryRunRow, ITS_CONTAINERS, row, takeAlong, tools } from "./group.ts";

const SERVICES = operands("[SERVICE...]", "text");

/** Most of nerdctl's verbs reach further than docker's. */
const further = asTyped({ finish: takeAlong });

/** A verb without flags of its own. */
function plain(verb: string, risk: Risk, summary: string, form = further): CommandSpec {
  return {
    path: `compose ${verb}`,
    aliases: [],
    risk,
    summary,
    operands: SERVICES,
    tools: tools(form),
    flags: [dryRunRow],
    examples: [
      `docker compose ${verb}`,
      `docker compose ${verb} web db`,
      `docker compose -f x.yml ${verb} --dry-run web`,
    ],
  };
}

export const commands: readonly CommandSpec[] = [
  plain("start", "write", "Starts containers that exist.", asTyped()),
  plain("pause", "write", "Pauses containers."),
  plain("unpause", "write", "Lets paused containers go on."),
  {
    path: "compose stop",
    aliases: [],
    risk: "write",
    summary: "Stops containers.",
    operands: SERVICES,
    tools: tools(further),
    flags: [dryRunRow, row("-t, --timeout int", "Seconds before containers are killed.", same)],
    examples: ["docker compose stop", "docker compose stop -t 30 web db", "docker compose -p shop stop --timeout=0"],
  },
  {
    path: "compose restart",
    aliases: [],
    risk: "write",
    summary: "Stops containers and starts them again.",
    operands: SERVICES,
    tools: tools(further),
    flags: [
      dryRunRow,
      row(
        "--no-deps",
        "Leaves out the services that depend on them.",
        implied("nerdctl compose restart leaves out those that depend on them"),
      ),
      row("-t, --timeout int", "Seconds before containers are killed.", same),
    ],
    examples: ["docker compose restart", "docker compose restart -t 5 web", "docker compose restart --no-deps web"],
  },
  {
    path: "compose kill",
    aliases: [],
    risk: (command) => (isOn(command, "remove-orphans") ? "destroy" : "write"),
    summary: "Kills containers, or sends them a signal.",
    operands: SERVICES,
    tools: tools(further),
    flags: [
      dryRunRow,
      row(
        "--remove-orphans",
        "Removes containers that the file no longer has.",
        lost("nerdctl compose kill removes nothing", "nerdctl compose down --remove-orphans"),
      ),
      row("-s, --signal string", "Signal to send; SIGKILL without it.", signalByName),
    ],
    examples: ["docker compose kill", "docker compose kill -s SIGHUP web", "docker compose kill -s 9 --remove-orphans"],
  },
  {
    path: "compose rm",
    aliases: [],
    risk: "destroy",
    summary: "Removes containers that are stopped.",
    operands: SERVICES,
    tools: tools(further),
    flags: [
      dryRunRow,
      row("-f, --force", "Does not ask.", same),
      row("-s, --stop", "Stops them first.", same),
      row("-v, --volumes", "Removes anonymous volumes as well.", same),
    ],
    examples: ["docker compose rm", "docker compose rm -fsv web", "docker compose rm --force --stop"],
  },
  {
    path: "compose wait",
    aliases: [],
    risk: (command) => (isOn(command, "down-project") ? "destroy" : "read"),
    summary: "Waits until containers of services stop.",
    operands: operands("SERVICE [SERVICE...]", "text"),
    tools: tools(none("nerdctl compose has no wait", `nerdctl wait ${ITS_CONTAINERS}`)),
    flags: [row("--down-project", "Takes the whole project down then."), dryRunRow],
    examples: ["docker compose wait web", "docker compose wait --down-project web db"],
  },
];
