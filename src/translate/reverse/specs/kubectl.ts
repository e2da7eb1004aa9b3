import type { BackDraft } from "../back-draft.ts";
import { as, command, docker, implied, lost, none, reshape, row, same } from "../back-rules.ts";
import { has, type ToolFlag, type ToolTable, typed } from "../tool-spec.ts";

/** Pods of the cluster are not the containers of this node, and a pod's name is no container's. */
const CLUSTER = "kubectl asks the cluster about pods; this is a container on its own node, under its own name";
const container = row(
  "-c, --container string",
  "Container of the pod.",
  reshape("the container's name", (draft, use) => {
    draft.operands[0] = use.value;
  }),
);
const cluster = lost("it says how the cluster is reached; docker talks to dockerd on this node");

/** `deployment/web`, `pod/web`, `po web` → `web`. */
function plainName(word: string): string {
  return word.replace(/^[a-z.]+\//, "");
}

function named(draft: BackDraft): void {
  const [first, ...rest] = draft.operands;
  if (first !== undefined) draft.operands = [plainName(first), ...rest];
}

/** `run NAME --image=IMAGE -- ARGS`. */
function run(draft: BackDraft): void {
  const [name = "", ...args] = draft.operands;
  const image = typed(draft.line, "image") ?? "";
  if (image === "") draft.refuse("kubectl run needs an --image", "docker run IMAGE");
  const attached =
    has(draft.line, "stdin") || has(draft.line, "tty") || has(draft.line, "attach") || has(draft.line, "rm");
  if (!attached) draft.put(null, ["-d"], true);
  draft.put(null, ["--name", name]);
  const [program, ...rest] = args;
  if (has(draft.line, "command") && program !== undefined) {
    draft.put(null, ["--entrypoint", program]);
    draft.operands = [image, ...rest];
  } else draft.operands = [image, ...args];
}

const POD = /^(?:po|pods?)$/;

/** `get pods`, `describe pod web`: other kinds are the cluster's own. */
function ofPods(verb: (draft: BackDraft, names: string[]) => void): (draft: BackDraft) => void {
  return (draft) => {
    const [kind = "", ...names] = draft.operands;
    const [before, after] = kind.split("/");
    if (!POD.test(before ?? "")) draft.refuse(`docker has no ${kind}`, "kubectl: it is the cluster's");
    else verb(draft, after === undefined ? names : [after, ...names]);
  };
}

const get = ofPods((draft, names) => {
  draft.operands = [];
  for (const name of names) draft.put(null, ["-f", `label=io.kubernetes.pod.name=${name}`]);
});
const inspect = ofPods((draft, names) => {
  draft.operands = names;
  if (names.length === 0) draft.refuse("docker inspect wants names", "docker inspect $(docker ps -q)");
});
const remove = ofPods((draft, names) => {
  draft.put(null, ["-f"], true);
  draft.operands = names;
});

const stdin = row("-i, --stdin", "Keeps stdin open.", as("-i"));
const tty = row("-t, --tty", "Gives the command a terminal.", as("-t"));
const quiet = row("-q, --quiet", "Prints less.", implied("docker prints nothing of the kind"));
const selector = (rule: ToolFlag["back"]) => row("-l, --selector string", "Label selector.", rule);

/** The part of kubectl that people use as they used docker (kubernetes.io, "kubectl for Docker users"). */
export const kubectl: ToolTable = {
  tool: "kubectl",
  globals: [
    row("-n, --namespace string", "Kubernetes namespace.", lost("docker has no Kubernetes namespaces")),
    row("--context string", "Context of the kubeconfig.", cluster),
    row("--kubeconfig string", "The kubeconfig file.", cluster),
    row("-s, --server string", "Address of the API server.", cluster),
    row("--v int", "How much is logged.", lost("docker -D prints debug messages")),
  ],
  groups: [],
  commands: [
    command(
      "run",
      "NAME [ARG...]",
      ["container", "command"],
      "write",
      docker("run", { partial: CLUSTER, finish: run }),
      [
        row("--image string", "Image of the container.", reshape("the image")),
        row("--env list", "Environment variable: A=b.", as("-e")),
        row("--port string", "Port that the container serves.", as("--expose")),
        row(
          "-l, --labels string",
          "Labels: a=b,c=d.",
          reshape("--label, one each", (draft, use) => {
            for (const label of use.value.split(",")) draft.put(use, ["--label", label]);
          }),
        ),
        row(
          "--restart string",
          "Always, OnFailure or Never.",
          reshape("--restart", (draft, use) => {
            const policy = { Always: "always", OnFailure: "on-failure" }[use.value];
            if (policy !== undefined) draft.put(use, ["--restart", policy]);
          }),
        ),
        row("--rm", "Removes the pod afterwards.", same),
        stdin,
        tty,
        row("--attach", "Attaches to the container.", implied("docker run without -d attaches")),
        row("--command", "The arguments replace the ENTRYPOINT.", reshape("--entrypoint")),
        row(
          "--image-pull-policy string",
          "Always, IfNotPresent or Never.",
          reshape("--pull", (draft, use) => {
            const pull = { Always: "always", IfNotPresent: "missing", Never: "never" }[use.value];
            if (pull !== undefined) draft.put(use, ["--pull", pull]);
          }),
        ),
        row("--privileged", "Gives the container nearly all rights of the host.", same),
        row("--dry-run string", "Only prints what would be made.", lost("docker run has no dry run")),
        row("-o, --output string", "Prints as json or yaml.", lost("docker run prints the id")),
        row("--expose", "Makes a service too.", lost("docker has no services: -p publishes a port")),
        row("--overrides string", "JSON that replaces fields.", lost("docker run has flags for each field")),
        quiet,
      ],
    ),
    command(
      "exec",
      "POD COMMAND [ARG...]",
      ["container", "command"],
      "write",
      docker("exec", { partial: CLUSTER, finish: named }),
      [container, stdin, tty, quiet],
    ),
    command("logs", "POD", ["container"], "read", docker("logs", { partial: CLUSTER, finish: named }), [
      container,
      row("-f, --follow", "Goes on printing what comes.", same),
      row("--tail int", "Number of lines from the end.", same),
      row("--since string", "From a time on: 10m.", same),
      row("--since-time string", "From a time on: 2024-01-02T13:23:37Z.", as("--since")),
      row("--timestamps", "Shows when each line was printed.", same),
      row(
        "-p, --previous",
        "Prints the log of the attempt before.",
        lost("to docker an earlier attempt is another container"),
      ),
      row("--all-containers", "Prints the logs of all containers.", lost("docker logs takes one container")),
      row("--prefix", "Puts the container's name before each line.", lost("docker logs takes one container")),
      row("--limit-bytes int", "Prints at most so many bytes.", lost("docker logs has no limit in bytes: | head -c")),
      selector(lost("docker logs takes one container")),
    ]),
    command("get", "KIND [NAME...]", ["text"], "read", docker("ps", { partial: CLUSTER, finish: get }), [
      row(
        "-A, --all-namespaces",
        "Lists every Kubernetes namespace.",
        implied("docker shows all containers of this node"),
      ),
      row(
        "-o, --output string",
        "Prints as json, yaml, wide and so on.",
        reshape("--format json for json", (draft, use) => {
          if (use.value === "json") draft.put(use, ["--format", "json"]);
          else if (use.value === "wide") draft.put(use, ["--no-trunc"]);
          else if (use.value !== "name") draft.lose(use, `docker does not print ${use.value}`);
          else draft.put(use, ["-q"]);
        }),
      ),
      selector(
        reshape("-f label=…", (draft, use) => {
          for (const label of use.value.split(",")) draft.put(use, ["-f", `label=${label}`]);
        }),
      ),
      row("-w, --watch", "Goes on showing changes.", lost("docker events shows changes")),
      row("--field-selector string", "Selects by fields.", lost("docker has no field selectors")),
      row("--show-labels", "Shows labels.", lost("docker ps --format '{{.Labels}}' shows them")),
      row("--no-headers", "Leaves the header out.", lost("docker ps --format prints without one")),
    ]),
    command("describe", "KIND [NAME...]", ["text"], "read", docker("inspect", { partial: CLUSTER, finish: inspect }), [
      row("-A, --all-namespaces", "Every Kubernetes namespace.", implied("docker shows all containers of this node")),
      selector(lost("docker inspect takes names")),
    ]),
    command("delete", "KIND [NAME...]", ["text"], "destroy", docker("rm", { partial: CLUSTER, finish: remove }), [
      row("-f, --filename string", "File with what is deleted.", lost("docker takes names")),
      row("--force", "Does not wait for the kubelet.", implied("docker rm -f does not wait")),
      row("--grace-period int", "Seconds to wait before the kill.", lost("docker stop -t waits")),
      row("--now", "Waits one second only.", implied("docker rm -f does not wait")),
      row("--all", "Deletes all.", lost("docker takes names")),
      selector(lost("docker takes names")),
    ]),
    command("attach", "POD", ["container"], "write", docker("attach", { partial: CLUSTER, finish: named }), [
      container,
      row("-i, --stdin", "Keeps stdin open.", implied("docker attach passes stdin on")),
      row("-t, --tty", "Says that stdin is a terminal.", implied("docker knows")),
    ]),
    command("cp", "SOURCE TARGET", ["text"], "write", docker("cp", { partial: CLUSTER }), [
      row(
        "-c, --container string",
        "Container of the pod.",
        reshape("the container's name", (draft, use) => {
          draft.operands = draft.operands.map((word) => word.replace(/^[^/.][^:]*(?=:)/, use.value));
        }),
      ),
    ]),
    command(
      "cluster-info",
      "[dump]",
      ["text"],
      "read",
      docker("info", {
        partial: "docker describes its own daemon, not the cluster",
        finish(draft) {
          draft.operands = [];
        },
      }),
    ),
    command("version", "", [], "read", docker("version", { partial: "docker's versions, not the cluster's" }), [
      row(
        "--client",
        "The client's version only.",
        reshape("--format '{{.Client.Version}}'", (draft, use) => draft.put(use, ["--format", "{{.Client.Version}}"])),
      ),
      row("-o, --output string", "Prints as json or yaml.", lost("docker version --format prints templates")),
    ]),
    command(
      "top",
      "KIND [NAME...]",
      ["text"],
      "read",
      docker("stats", {
        partial: CLUSTER,
        finish: ofPods((draft, names) => {
          draft.put(null, ["--no-stream"], true);
          draft.operands = names;
        }),
      }),
      [row("-A, --all-namespaces", "Every Kubernetes namespace.", implied("docker shows all containers of this node"))],
    ),
    ...[
      "apply",
      "create",
      "edit",
      "scale",
      "rollout",
      "expose",
      "label",
      "annotate",
      "patch",
      "drain",
      "cordon",
      "uncordon",
      "taint",
      "config",
      "port-forward",
      "explain",
      "api-resources",
      "auth",
      "wait",
      "debug",
      "events",
    ].map((path) =>
      command(
        path,
        "[ARG...]",
        ["text"],
        "write",
        none(
          "it works on the cluster, which docker does not know",
          "kubectl itself; docker compose keeps several containers together",
        ),
      ),
    ),
  ],
};
