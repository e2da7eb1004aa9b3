import { as, implied, lost, row } from "../back-rules.ts";
import type { ToolGroup, ToolTable } from "../tool-spec.ts";
import { ctrContainers } from "./ctr-containers.ts";
import { ctrContent } from "./ctr-content.ts";
import { ctrEngine } from "./ctr-engine.ts";
import { snapshotter } from "./ctr-flags.ts";
import { ctrImages } from "./ctr-images.ts";
import { ctrTasks } from "./ctr-tasks.ts";

const waits = lost("docker has no time limit of its own");
const plain = (name: string, ...aliases: string[]): ToolGroup => ({ name, aliases, flags: [] });

/** ctr 1.6, 1.7 and 2.x, as its help has it. */
export const ctr: ToolTable = {
  tool: "ctr",
  globals: [
    row("--debug", "Prints debug messages.", as("-D")),
    row("-a, --address string", "containerd's socket.", implied("an address of its own: -H")),
    row("--timeout duration", "Time until a call is given up.", waits),
    row("--connect-timeout duration", "Time until connecting is given up.", waits),
    row("-n, --namespace string", "containerd's namespace.", implied("docker has no containerd namespaces")),
    row("-v, --version", "Prints the version.", implied("docker --version")),
  ],
  groups: [
    plain("containers", "c", "container"),
    plain("content"),
    plain("content prune"),
    plain("deprecations"),
    plain("images", "image", "i"),
    plain("leases"),
    plain("namespaces", "namespace", "ns"),
    plain("oci"),
    plain("plugins", "plugin"),
    { name: "pprof", aliases: [], flags: [row("-d, --debug-socket string", "containerd's debug socket.")] },
    plain("sandboxes", "sandbox", "sb", "s"),
    {
      name: "shim",
      aliases: [],
      flags: [row("--id string", "Id of the container."), row("--shim-address string", "Socket of the shim.")],
    },
    plain("shim pprof"),
    { name: "snapshots", aliases: ["snapshot"], flags: [snapshotter] },
    plain("tasks", "t", "task"),
  ],
  commands: [...ctrContainers, ...ctrTasks, ...ctrImages, ...ctrContent, ...ctrEngine],
};
