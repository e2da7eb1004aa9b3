import { asTyped, flag, lost, none, operands, same } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";

export const commands: readonly CommandSpec[] = [
  {
    path: "container prune",
    aliases: [],
    risk: "destroy",
    summary: "Removes all containers that do not run.",
    operands: operands(""),
    tools: {
      nerdctl: asTyped({ info: "their anonymous volumes go too; docker keeps them" }),
      crictl: none(
        "crictl has no prune of containers: on a Kubernetes node the kubelet removes them",
        "crictl rm $(crictl ps -a -q --state exited)",
      ),
      ctr: none(
        "ctr has no prune of containers",
        "ctr containers rm ID for every one of ctr containers ls -q that ctr tasks ls does not show as RUNNING",
      ),
    },
    flags: [
      flag("--filter filter", "Removes only what matches a condition (until, label).", {
        nerdctl: lost("nerdctl container prune has no --filter: it would remove more"),
      }),
      flag("-f, --force", "Does not ask.", { nerdctl: same }),
    ],
    examples: [
      "docker container prune",
      "docker container prune -f",
      "docker container prune -f --filter until=24h",
      "docker container prune --force --filter label=tmp",
    ],
  },
];
