import { command, docker, group, lost, none, row, same } from "../back-rules.ts";
import type { ToolCommand } from "../tool-spec.ts";

const noNamespaces = "docker has no containerd namespaces: its own containers live in moby";
const oneDaemon = "a second dockerd with its own --data-root keeps containers apart";
const noShims = none("docker does not show its shims", "ps -C containerd-shim-runc-v2");
const noSandboxes = none("docker has no sandboxes", "docker run, one container at a time");
const noProfiles = none("containerd's own profile", "dockerd with --debug serves /debug/pprof on docker.sock");
const debug = row("--debug string", "Level of detail.");
const seconds = row("-s, --seconds duration", "How long to measure.");
const version = row("--api-version int", "Version of the shim's API.");

/** Profiles of containerd, and of a shim with the same names. */
function profiles(prefix: string): ToolCommand[] {
  return group(noProfiles, "read", [
    [`${prefix} block`, "", [debug]],
    [`${prefix} goroutines`, "", [debug]],
    [`${prefix} heap`, "", [debug]],
    [`${prefix} profile`, "", [seconds, debug]],
    [`${prefix} threadcreate`, "", [debug]],
    [`${prefix} trace`, "", [seconds, debug]],
  ]);
}

/** What is asked of containerd itself. */
export const ctrEngine: readonly ToolCommand[] = [
  command("version", "", [], "read", docker("version")),
  command("info", "", [], "read", docker("info", { partial: "docker's own record of its daemon, not containerd's" })),
  command(
    "events|event",
    "",
    [],
    "read",
    docker("events", { info: "ctr shows every namespace's events, docker its own" }),
  ),
  command(
    "plugins list|ls",
    "[FILTER...]",
    ["text"],
    "read",
    docker("plugin ls", {
      partial: "docker's plugins are volume, network and log drivers; containerd's are its own parts",
      finish(draft) {
        draft.operands = [];
      },
    }),
    [
      row("-q, --quiet", "Prints ids only.", same),
      row("-d, --detailed", "Prints every field.", lost("docker plugin inspect prints more")),
    ],
  ),
  command(
    "plugins inspect-runtime",
    "",
    [],
    "read",
    none("docker does not show what a runtime can do", "docker info lists the runtimes"),
    [
      row("--runtime string", "Runtime to ask."),
      row("--runtime-config-path string", "The runtime's configuration file."),
      row("--runc-binary string", "The runc to use."),
      row("--runc-root string", "Where runc keeps its state."),
      row("--runc-systemd-cgroup", "Makes runc use systemd's cgroups."),
    ],
  ),
  command(
    "namespaces list|ls",
    "",
    [],
    "read",
    none(noNamespaces, "docker ps shows what dockerd made; ctr and nerdctl show the rest", { own: "namespaces" }),
    [row("-q, --quiet", "Prints names only.", same)],
  ),
  command(
    "namespaces create|c",
    "NAMESPACE [KEY=VALUE...]",
    ["text"],
    "write",
    none(noNamespaces, oneDaemon, { peers: { nerdctl: "namespace create" } }),
  ),
  command(
    "namespaces remove|rm",
    "NAMESPACE [NAMESPACE...]",
    ["text"],
    "destroy",
    none(noNamespaces, oneDaemon, { peers: { nerdctl: "namespace remove" } }),
    [row("-c, --cgroup", "Removes the namespace's cgroup too.")],
  ),
  command("namespaces label", "NAMESPACE [KEY=VALUE...]", ["text"], "write", none(noNamespaces, oneDaemon)),
  ...group(noSandboxes, "write", [
    ["sandboxes run|create|c|r", "pod-config.json SANDBOX", [row("--runtime string", "Runtime of the sandbox.")]],
    ["sandboxes remove|rm", "SANDBOX [SANDBOX...]", [row("-f, --force", "Removes a sandbox that runs.")]],
  ]),
  ...group(noSandboxes, "read", [["sandboxes info|i", "SANDBOX"]]),
  command("sandboxes list|ls", "", [], "read", none("docker has no sandboxes", "docker ps", { own: "pods" }), [
    row("--filters list", "Only what matches.", lost("no other tool narrows its list of pods this way")),
  ]),
  command(
    "install",
    "IMAGE",
    ["image"],
    "write",
    none("docker does not install programs out of images", "docker create, then docker cp"),
    [
      row("-l, --libs", "Installs libraries too."),
      row("-r, --replace", "Replaces what is there."),
      row("--path string", "Folder to install into."),
    ],
  ),
  command(
    "oci spec",
    "",
    [],
    "read",
    none("docker does not show the OCI specification", "docker inspect shows what it was made from"),
    [row("--platform string", "Platform of the specification.")],
  ),
  command(
    "deprecations list",
    "",
    [],
    "read",
    none("containerd's own warnings", "docker info prints docker's at its end"),
    [row("--format string", "Prints as text or json.")],
  ),
  ...profiles("pprof"),
  ...group(noShims, "write", [
    ["shim delete", ""],
    [
      "shim exec",
      "ID COMMAND [ARG...]",
      [
        row("--stdin string", "Path of stdin."),
        row("--stdout string", "Path of stdout."),
        row("--stderr string", "Path of stderr."),
        row("-t, --tty", "Gives the command a terminal."),
        row("-a, --attach", "Stays attached."),
        row("-e, --env list", "Environment variable."),
        row("--cwd string", "Working directory."),
        row("--spec string", "Process specification."),
      ],
    ],
    ["shim start", ""],
    ["shim shutdown", "", [version]],
  ]),
  ...group(noShims, "read", [["shim state", "", [row("-t, --task-id string", "Id of the task."), version]]]),
  ...profiles("shim pprof"),
];
