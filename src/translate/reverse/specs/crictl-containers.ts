import type { BackDraft } from "../back-draft.ts";
import { as, changing, command, docker, implied, lost, none, picking, reshape, row, same } from "../back-rules.ts";
import { has, type ToolCommand, type ToolFlag, typed } from "../tool-spec.ts";
import { listSelectors, lookUpSelected, otherSelectors, outputFlag, streamFlags } from "./crictl-flags.ts";

const CONTAINERS = "CONTAINER-ID [CONTAINER-ID...]";

/** Every container, where docker has no --all: its ids come from a `docker ps` before. */
function allOf(list: readonly string[]): ToolFlag["back"] {
  return reshape(`the ids that docker ${list.join(" ")} prints`, (draft) => {
    draft.before.push({ argv: ["docker", ...list], captures: "<container-id>" });
    draft.operands = ["<container-id>"];
  });
}

/** CRI's fields and where docker's record keeps them. */
const FIELDS: Readonly<Record<string, string>> = {
  ".status.id": ".Id",
  ".status.metadata.name": ".Name",
  ".status.createdAt": ".Created",
  ".status.state": ".State.Status",
  ".status.logPath": ".LogPath",
  ".status.mounts": ".Mounts",
  ".status.image.image": ".Config.Image",
  ".status.labels": ".Config.Labels",
  ".status.exitCode": ".State.ExitCode",
  ".status.startedAt": ".State.StartedAt",
  ".status.finishedAt": ".State.FinishedAt",
  ".info.pid": ".State.Pid",
};

/** A template that asks for one field is the same in docker, by docker's name for it. */
function template(draft: BackDraft): void {
  const use = draft.line.uses.findLast(({ row: { long } }) => long === "template");
  if (use === undefined) return;
  const field = FIELDS[/^\{\{\s*(\.[\w.]+)\s*\}\}$/.exec(use.value)?.[1] ?? ""];
  if (field === undefined) draft.lose(use, "docker's templates have docker's fields: docker inspect -f");
  else draft.put(use, ["-f", `{{${field}}}`]);
}

/** `inspect` prints JSON in both. */
export const inspectOutput = row(
  "-o, --output string",
  "Prints as json, yaml, go-template or table.",
  reshape("JSON is docker's own; -f for templates", (draft, use) => {
    if (use.value === "yaml" || use.value === "table") draft.lose(use, `docker inspect does not print ${use.value}`);
  }),
);
export const inspectTemplate = row(
  "--template string",
  "A Go template over CRI's fields.",
  reshape("-f, with docker's fields"),
);

/** The checkpoint's name: docker keeps checkpoints of a container by name. */
function checkpoint(draft: BackDraft): void {
  const path = typed(draft.line, "export") ?? "";
  const file = path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
  const name = /^[\w.-]+$/.test(file) ? file : "checkpoint1";
  draft.steps = draft.operands.map((id) => ({ argv: ["docker", "checkpoint", "create", "--leave-running", id, name] }));
}

export const crictlContainers: readonly ToolCommand[] = [
  command(
    "attach",
    "CONTAINER-ID",
    ["container"],
    "write",
    docker("attach", {
      finish(draft) {
        if (!has(draft.line, "stdin")) draft.put(null, ["--no-stdin"]);
      },
    }),
    [
      row("-i, --stdin", "Passes stdin on.", implied("docker attach passes stdin on unless there is --no-stdin")),
      row("-t, --tty", "Says that stdin is a terminal.", implied("docker knows whether the container has a terminal")),
      ...streamFlags,
    ],
    true,
  ),
  command(
    "checkpoint",
    CONTAINERS,
    ["container"],
    "write",
    docker("checkpoint create", {
      partial: "docker keeps the checkpoint itself (experimental); CRI writes an archive",
      finish: checkpoint,
    }),
    [row("-e, --export string", "Archive to write the checkpoint to.", reshape("the checkpoint's name"))],
    true,
  ),
  command("events|event", "", [], "read", docker("events"), [outputFlag, templateLost()], true),
  command(
    "exec",
    "CONTAINER-ID COMMAND [ARG...]",
    ["container", "command"],
    "write",
    docker("exec", { finish: lookUpSelected }),
    [
      row(
        "-e, --ignore-errors",
        "Goes on when the command fails in one of several containers.",
        lost("docker exec runs in one container"),
      ),
      row("-i, --interactive", "Keeps stdin open.", same),
      row("-t, --tty", "Gives the command a terminal.", same),
      row(
        "-s, --sync",
        "Runs the command without a stream and prints its output at the end.",
        implied("docker exec waits for the command anyway"),
      ),
      row("--timeout int64", "Seconds until a --sync command is given up.", lost("docker exec has no time limit")),
      row("-x, --parallel", "Runs in several containers at once.", lost("docker exec runs in one container at a time")),
      row(
        "-q, --quiet",
        "Leaves out the ids in front of the output of several containers.",
        implied("docker exec prints no ids"),
      ),
      ...otherSelectors("image label last latest name pod state", { state: "--state string" }),
      ...streamFlags,
    ],
    true,
  ),
  command(
    "inspect",
    CONTAINERS,
    ["container"],
    "read",
    docker("inspect", {
      finish(draft) {
        template(draft);
        lookUpSelected(draft);
      },
    }),
    [
      picking(row("-a, --all", "Picks among containers that do not run as well.", implied("docker ps -a"))),
      ...otherSelectors("image label last latest name namespace pod state"),
      inspectOutput,
      row(
        "-q, --quiet",
        "Leaves out the runtime's own details.",
        lost("docker inspect prints the whole record", "docker"),
      ),
      inspectTemplate,
    ],
  ),
  command(
    "logs",
    "CONTAINER-ID",
    ["container"],
    "read",
    docker("logs"),
    [
      row("-f, --follow", "Goes on printing what comes.", same),
      row("--limit-bytes int64", "Prints at most so many bytes.", lost("docker logs has no limit in bytes: | head -c")),
      row(
        "-p, --previous",
        "Prints the log of the attempt before.",
        lost("to docker an earlier attempt is another container: docker ps -a"),
      ),
      row("-r, --reopen", "Makes the runtime reopen the log file.", lost("dockerd rotates its logs itself")),
      row("--since string", "From a time on: 10m, 2024-01-02T13:23:37Z.", same),
      row(
        "-s, --stream string",
        "Only stdout or only stderr.",
        lost("docker logs prints both, each to its own stream: 2>/dev/null leaves stderr out"),
      ),
      row("--tail int64", "Number of lines from the end.", same),
      row("-t, --timestamps", "Shows when each line was printed.", same),
    ],
    true,
  ),
  command(
    "ps",
    "",
    [],
    "read",
    docker("ps"),
    [
      row("-a, --all", "Lists containers that do not run as well.", same),
      ...listSelectors("id image label last latest name namespace pod"),
      row("--no-trunc", "Prints ids whole.", same),
      outputFlag,
      row("-q, --quiet", "Prints ids only.", same),
      row("-r, --resolve-image-path", "Shows the image's name instead of its id.", implied("docker shows names")),
      ...listSelectors("state"),
      row("-v, --verbose", "Prints every field, one per line.", lost("docker ps has no long form: docker inspect")),
    ],
    true,
  ),
  command(
    "rm",
    CONTAINERS,
    ["container"],
    "destroy",
    docker("rm"),
    [
      picking(row("-a, --all", "Removes all containers.", allOf(["ps", "-aq"]))),
      row("-f, --force", "Kills a container that runs, then removes it.", same),
      row("-k, --keep-logs", "Leaves the log file.", lost("docker removes the log with the container")),
    ],
    true,
  ),
  command("start", CONTAINERS, ["container"], "write", docker("start")),
  command(
    "stats",
    "[ID]",
    ["container"],
    "read",
    docker("stats", {
      finish(draft) {
        if (!has(draft.line, "watch")) draft.put(null, ["--no-stream"]);
      },
    }),
    [
      row("-a, --all", "Shows containers that do not run as well.", same),
      row(
        "--id string",
        "The container with this id.",
        reshape("an operand", (draft, use) => {
          draft.operands.push(use.value);
        }),
      ),
      row(
        "--label list",
        "Containers with this label.",
        lost("docker stats has no filters: docker stats $(docker ps -q -f label=…)"),
      ),
      outputFlag,
      row("-p, --pod string", "Containers of this pod.", lost("docker has no pods")),
      row(
        "-s, --seconds uint64",
        "Time between two measurements.",
        lost("docker chooses the time between two measurements"),
      ),
      row("-w, --watch", "Goes on showing.", reshape("without --no-stream")),
    ],
    true,
  ),
  command(
    "stop",
    CONTAINERS,
    ["container"],
    "write",
    docker("stop", {
      finish(draft) {
        if (has(draft.line, "timeout")) return;
        draft.put(null, ["-t", "0"]);
        draft.tell(null, "crictl's timeout is 0, an instant kill; docker would wait 10 s");
      },
    }),
    [
      picking(row("-a, --all", "Stops all containers that run.", allOf(["ps", "-q"]))),
      row("-t, --timeout int64", "Seconds to wait before the container is killed; 0 without it.", as("-t")),
    ],
    true,
  ),
  command("update", CONTAINERS, ["container"], "write", docker("update"), [
    row("--cpu-count int64", "Number of CPUs (Windows).", lost("docker update has no --cpu-count")),
    row("--cpu-maximum int64", "Share of the CPUs (Windows).", lost("docker update has no --cpu-maximum")),
    row("--cpu-period int64", "Length of a CPU period in microseconds.", same),
    row("--cpu-quota int64", "CPU time per period in microseconds.", same),
    row("--cpu-share int64", "Weight among containers that want CPU.", as("--cpu-shares")),
    row("--cpuset-cpus string", "CPUs it may run on.", same),
    row("--cpuset-mems string", "Memory nodes it may use.", same),
    row(
      "--memory int64",
      "Memory limit in bytes.",
      changing(
        as("--memory"),
        "docker refuses a limit above the container's --memory-swap: it may have to be set as well",
        "docker",
      ),
    ),
    row("--oom-score-adj int64", "Adjusts the OOM score.", lost("docker sets the OOM score at docker run only")),
  ]),
  command(
    "create",
    "POD container-config.json pod-config.json",
    ["text"],
    "write",
    none(
      "the container stands in files, and in a pod; docker has neither",
      "docker create with what container-config.json says: image, command, args, envs, mounts",
    ),
    createFlags(),
  ),
  command(
    "run",
    "container-config.json pod-config.json",
    ["text"],
    "write",
    none(
      "the container stands in files, and in a pod; docker has neither",
      "docker run -d with what container-config.json says: image, command, args, envs, mounts",
    ),
    [
      ...createFlags(),
      row("-r, --runtime string", "Runtime handler of the pod."),
      row("-t, --timeout duration", "Time until the call is given up.", undefined, "1.30"),
    ],
  ),
];

function templateLost(): ToolFlag {
  return row(
    "--template string",
    "A Go template over CRI's fields.",
    lost("docker's templates have docker's fields: --format"),
  );
}

function createFlags(): ToolFlag[] {
  return [
    row("--auth string", "Credentials for the pull, base64 of user:password."),
    row("-T, --cancel-timeout duration", "Time until the call is given up."),
    row("--creds string", "Credentials for the pull: user:password."),
    row("--no-pull", "Does not pull the image first."),
    row("--pull-timeout duration", "Time until the pull is given up."),
    row("-u, --username string", "User for the pull; the password is asked for."),
    row("--with-pull", "Pulls the image first."),
  ];
}
