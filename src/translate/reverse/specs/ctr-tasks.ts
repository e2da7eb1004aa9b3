import type { BackDraft } from "../back-draft.ts";
import { as, command, docker, implied, lost, reshape, row, same } from "../back-rules.ts";
import { has, type ToolCommand, typed } from "../tool-spec.ts";
import { ioFlags } from "./ctr-flags.ts";

const execId = "docker gives every exec an id of its own";

/** ctr sends the image's stop signal, once; docker kill without -s is SIGKILL. */
function kill(draft: BackDraft): void {
  const signal = typed(draft.line, "signal");
  const name = signal === null ? "TERM" : signal.toUpperCase().replace(/^SIG/, "");
  if (signal === null)
    draft.change(
      null,
      "no docker stop: ctr sends the image's STOPSIGNAL (else SIGTERM) once, without waiting or SIGKILL",
    );
  if (name !== "KILL" && name !== "9") draft.put(null, ["-s", name]);
  draft.operands = draft.operands.slice(0, 1);
}

/** A task is what runs of a container; docker knows only the container. */
function removeTask(draft: BackDraft): void {
  if (has(draft.line, "exec-id")) draft.refuse("docker cleans up after every exec itself", "nothing is left to remove");
  else if (!has(draft.line, "force"))
    draft.refuse(
      "docker has no tasks apart from containers",
      "docker start works without it; docker rm removes the container",
    );
  else draft.change(null, "docker kill ends the processes; there is no task left over that had to be removed");
}

export const ctrTasks: readonly ToolCommand[] = [
  command(
    "tasks attach",
    "CONTAINER",
    ["container"],
    "write",
    docker("attach", { info: "leave with ctrl-p ctrl-q, which ctr does not know" }),
  ),
  command(
    "tasks checkpoint",
    "CONTAINER",
    ["container"],
    "write",
    docker("checkpoint create", {
      partial: "docker keeps checkpoints by name (experimental)",
      finish(draft) {
        if (!has(draft.line, "exit")) draft.put(null, ["--leave-running"]);
        draft.operands = [draft.operands[0] ?? "", "checkpoint1"];
      },
    }),
    [
      row("--exit", "Stops the container afterwards.", implied("docker does so unless there is --leave-running")),
      row("--image-path string", "Folder for the checkpoint.", as("--checkpoint-dir")),
      row("--work-path string", "Folder for work files.", lost("docker chooses the folder for work files")),
    ],
  ),
  command(
    "tasks delete|del|remove|rm",
    "CONTAINER [CONTAINER...]",
    ["container"],
    "destroy",
    docker("kill", { finish: removeTask }),
    [
      row("-f, --force", "Kills what runs first.", reshape("docker kill")),
      row("--exec-id string", "Id of an exec to clean up after.", reshape(execId)),
    ],
  ),
  command(
    "tasks exec",
    "CONTAINER COMMAND [ARG...]",
    ["container", "command"],
    "write",
    docker("exec", { info: "ctr passes stdin on by itself: -i where the command reads it" }),
    [
      row("--cwd string", "Working directory.", as("-w")),
      row(
        "-t, --tty",
        "Gives the command a terminal.",
        reshape("-it, or -t with -d", (draft, use) => draft.put(use, [has(draft.line, "detach") ? "-t" : "-it"])),
      ),
      row("-d, --detach", "Runs the command in the background.", same),
      row("--exec-id string", "Id of the exec; must not be taken.", implied(execId)),
      row("--fifo-dir string", "Folder of the pipes.", implied("dockerd's business")),
      row("--log-uri string", "Where the output goes.", lost("docker exec prints its output")),
      row("--user string", "User of the command.", as("-u")),
    ],
  ),
  command(
    "tasks list|ls",
    "",
    [],
    "read",
    docker("ps", { partial: "ctr lists stopped tasks too, which docker shows with ps -a" }),
    [row("-q, --quiet", "Prints ids only.", same)],
  ),
  command("tasks kill", "CONTAINER", ["container"], "write", docker("kill", { finish: kill }), [
    row("-s, --signal string", "Signal to send; the image's STOPSIGNAL without it.", reshape("-s, by its name")),
    row("--exec-id string", "Id of an exec to signal.", lost("docker signals the container's first process only")),
    row(
      "-a, --all",
      "Signals every process of the container.",
      lost("docker signals the container's first process only"),
    ),
  ]),
  command(
    "tasks metrics|metric",
    "CONTAINER",
    ["container"],
    "read",
    docker("stats", {
      finish: (draft) => draft.put(null, ["--no-stream"], true),
    }),
    [
      row(
        "--format string",
        "Prints as table or json.",
        reshape("--format json for json", (draft, use) => {
          if (use.value !== "json") return;
          draft.put(use, ["--format", "json"]);
          draft.change(use, "docker's fields, not the cgroup's");
        }),
      ),
    ],
  ),
  command("tasks pause", "CONTAINER", ["container"], "write", docker("pause")),
  command(
    "tasks ps",
    "CONTAINER",
    ["container"],
    "read",
    docker("top", { info: "docker shows ps's columns, ctr only PIDs" }),
  ),
  command("tasks resume", "CONTAINER", ["container"], "write", docker("unpause")),
  command(
    "tasks start",
    "CONTAINER",
    ["container"],
    "write",
    docker("start", {
      finish(draft) {
        if (!has(draft.line, "detach")) draft.put(null, ["-ai"]);
      },
    }),
    [
      row("--no-pivot", "Does not pivot the root.", lost("docker decides this for the daemon: DOCKER_RAMDISK")),
      ...ioFlags().map((flag) =>
        flag.long === "null-io"
          ? { ...flag, back: lost("docker decides this at docker run: --log-driver none") }
          : flag,
      ),
      row("--pid-file string", "File for the task's PID.", lost("docker inspect -f '{{.State.Pid}}' prints it")),
      row("-d, --detach", "Does not wait for the task.", implied("docker start does not wait without -a")),
    ],
  ),
];
