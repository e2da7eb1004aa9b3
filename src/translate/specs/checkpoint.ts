import type { Draft } from "../draft.ts";
import { asTyped, flag, implied, none, operands, reshape, same, sinceForm, verb } from "../rules.ts";
import { type CommandSpec, isOn, lastValue } from "../spec.ts";

const FILES = "a checkpoint is a file or folder there: look where it was written";
const CRICTL_FILES = none("CRI keeps no checkpoints", FILES);
const CTR_FILES = none("ctr keeps no checkpoints of a container", FILES);
const OLD = none("nerdctl has checkpoints from 2.2 on", "ctr tasks checkpoint --image-path FOLDER CONTAINER");
const NOT_FOUND = "docker start --checkpoint and checkpoint ls do not find it";

/** Where the checkpoint goes: the folder that was typed, else /tmp, which stands for docker's own. */
function pathOf(draft: Draft): string {
  const folder = lastValue(draft.command, "checkpoint-dir") ?? "/tmp";
  const name = draft.command.operands[1]?.word ?? "";
  if (!folder.startsWith("/") && !folder.startsWith("$"))
    draft.tell(null, "give a whole path: it is read by another process");
  return `${folder.replace(/\/+$/, "")}/${name}`;
}

/** Leaves the container as the only operand. */
function dropName(draft: Draft): void {
  draft.operands = draft.operands.slice(0, 1);
}

function createInCrictl(draft: Draft): void {
  draft.put(null, [`--export=${pathOf(draft)}.tar`]);
  dropName(draft);
  draft.change(null, `an archive, not docker's checkpoint: ${NOT_FOUND}`);
  if (!isOn(draft.command, "leave-running")) draft.lose(null, "the container keeps running; docker stops it");
}

function createInCtr(draft: Draft): void {
  draft.put(null, [...(isOn(draft.command, "leave-running") ? [] : ["--exit"]), "--image-path", pathOf(draft)]);
  dropName(draft);
  draft.change(null, `a folder of CRIU's images, not docker's checkpoint: ${NOT_FOUND}`);
}

const inPath = reshape("part of the path", () => {});
const folder = flag("--checkpoint-dir string", "Folder of the checkpoints.", {
  nerdctl: same,
  crictl: inPath,
  ctr: inPath,
});

export const commands: readonly CommandSpec[] = [
  {
    path: "checkpoint create",
    aliases: [],
    risk: "write",
    summary: "Saves the state of a running container, and stops it.",
    operands: operands("CONTAINER CHECKPOINT", "container", "text"),
    tools: {
      nerdctl: sinceForm("2.2", asTyped({ info: "needs criu" }), OLD),
      crictl: verb("checkpoint", {
        lookup: "running",
        info: "needs criu, and CRI-O or containerd 2.0 or newer",
        finish: createInCrictl,
      }),
      ctr: verb("tasks checkpoint", { info: "needs criu", finish: createInCtr }),
    },
    flags: [
      folder,
      flag("--leave-running", "Does not stop the container.", {
        nerdctl: same,
        crictl: implied("crictl never stops it"),
        ctr: reshape("without --exit", () => {}),
      }),
    ],
    examples: [
      "docker checkpoint create web c1",
      "docker checkpoint create --leave-running web c1",
      "docker checkpoint create --checkpoint-dir /var/ck/ f52d55c8e029 c1",
    ],
  },
  {
    path: "checkpoint ls",
    aliases: ["checkpoint list"],
    risk: "read",
    summary: "Lists the checkpoints of a container.",
    operands: operands("CONTAINER", "container"),
    tools: { nerdctl: sinceForm("2.2", asTyped(), OLD), crictl: CRICTL_FILES, ctr: CTR_FILES },
    flags: [folder],
    examples: ["docker checkpoint ls web", "docker checkpoint list --checkpoint-dir /var/ck web"],
  },
  {
    path: "checkpoint rm",
    aliases: ["checkpoint remove"],
    risk: "destroy",
    summary: "Removes a checkpoint.",
    operands: operands("CONTAINER CHECKPOINT", "container", "text"),
    tools: { nerdctl: sinceForm("2.2", asTyped(), OLD), crictl: CRICTL_FILES, ctr: CTR_FILES },
    flags: [folder],
    examples: ["docker checkpoint rm web c1", "docker checkpoint remove --checkpoint-dir /var/ck web c1"],
  },
];
