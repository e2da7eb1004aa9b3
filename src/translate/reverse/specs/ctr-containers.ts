import { familiarReference } from "../../references.ts";
import type { BackDraft } from "../back-draft.ts";
import { command, docker, implied, lost, none, row, same } from "../back-rules.ts";
import { has, type ToolCommand } from "../tool-spec.ts";
import { containerFilters } from "./ctr-filters.ts";
import { containerFlags, runFlags } from "./ctr-flags.ts";

const CONTAINERS = "CONTAINER [CONTAINER...]";

/** `IMAGE ID [COMMAND...]`: the id is docker's name, and the command replaces the ENTRYPOINT too. */
function runInDocker(draft: BackDraft): void {
  const { line } = draft;
  const [image = "", id = "", ...args] = draft.operands;
  network(draft);
  draft.put(null, ["--name", id]);
  const [program, ...rest] = args;
  if (program !== undefined) {
    draft.put(null, ["--entrypoint", program]);
    draft.tell(null, "what follows the id replaces the image's ENTRYPOINT as well as its CMD");
  }
  draft.operands = [familiarReference(image), ...rest];
  if (has(line, "memory-limit"))
    draft.change(null, "docker limits swap too, to as much again: --memory-swap", "docker");
  const confined = has(line, "seccomp") || has(line, "seccomp-profile") || has(line, "privileged");
  if (!confined || !has(line, "allow-new-privs"))
    draft.tell(null, "docker's defaults are other than ctr's: a seccomp profile, and processes may gain rights");
}

/** Without --net-host and --cni, ctr leaves the container with its loopback alone. */
function network(draft: BackDraft): void {
  const { line } = draft;
  const joined = line.uses.some(({ row: { long }, value }) => long === "with-ns" && value.startsWith("network:"));
  if (has(line, "net-host") || has(line, "cni") || joined) return;
  const loopback = "without --net-host and --cni, ctr leaves the container with its loopback alone";
  if (has(line, "detach") || line.command.path !== "run") {
    draft.put(null, ["--network", "none"]);
    draft.change(null, `${loopback}; leave --network none out for a network of its own`, "docker");
  } else draft.change(null, `${loopback}; docker gives it a network: --network none`, "docker");
}

export const ctrContainers: readonly ToolCommand[] = [
  command(
    "run",
    "IMAGE ID [COMMAND] [ARG...]",
    ["image", "container", "command"],
    "write",
    docker("run", { finish: runInDocker }),
    [...runFlags(), ...containerFlags()],
  ),
  command(
    "containers create",
    "IMAGE CONTAINER [COMMAND] [ARG...]",
    ["image", "container", "command"],
    "write",
    docker("create", { finish: runInDocker }),
    containerFlags(),
  ),
  command("containers delete|del|remove|rm", CONTAINERS, ["container"], "destroy", docker("rm"), [
    row("--keep-snapshot", "Leaves the container's snapshot.", lost("docker removes the container's layer with it")),
  ]),
  command(
    "containers info",
    "CONTAINER",
    ["container"],
    "read",
    docker("inspect", { partial: "docker's record, not containerd's and the OCI specification" }),
    [row("--spec", "Prints the OCI specification only.", lost("docker does not show the OCI specification", "docker"))],
  ),
  command(
    "containers list|ls",
    "[FILTER...]",
    ["text"],
    "read",
    docker("ps", {
      finish(draft) {
        draft.put(null, ["-a"], true);
        containerFilters(draft);
      },
    }),
    [row("-q, --quiet", "Prints ids only.", same)],
  ),
  command(
    "containers label",
    "CONTAINER [KEY=VALUE...]",
    ["container", "text"],
    "write",
    none("docker sets labels when a container is made, not later", "docker run --label KEY=VALUE"),
  ),
  command(
    "containers checkpoint",
    "CONTAINER REF",
    ["container", "text"],
    "write",
    docker("checkpoint create", {
      partial: "docker keeps the checkpoint itself (experimental), ctr as an image",
      finish: checkpoint,
    }),
    [
      row("--rw", "Includes the writable layer.", lost("docker checkpoints hold the processes only")),
      row("--image", "Includes the image.", lost("docker checkpoints hold the processes only")),
      row("--task", "Includes the processes.", implied("docker's checkpoints hold them")),
    ],
  ),
  command(
    "containers restore",
    "CONTAINER REF",
    ["container", "text"],
    "write",
    docker("start", {
      partial: "docker restores a checkpoint of the same container, ctr makes a new one from an image",
      finish(draft) {
        const [container = "", reference = ""] = draft.operands;
        draft.put(null, ["--checkpoint", checkpointName(reference)]);
        draft.operands = [container];
      },
    }),
    [
      row("--rw", "Restores the writable layer.", lost("docker checkpoints hold the processes only")),
      row("--live", "Restores the processes.", implied("docker's checkpoints hold them")),
    ],
  ),
];

function checkpoint(draft: BackDraft): void {
  const [container = "", reference = ""] = draft.operands;
  draft.put(null, ["--leave-running"]);
  draft.operands = [container, checkpointName(reference)];
}

/** docker's checkpoints have plain names. */
function checkpointName(reference: string): string {
  return /^[a-zA-Z0-9][\w.-]*$/.test(reference) ? reference : reference.replace(/[^\w.-]+/g, "-");
}
