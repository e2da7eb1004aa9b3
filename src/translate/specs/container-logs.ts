import { asTyped, flag, lost, none, operands, reshape, same, since, verb } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";

const NO_LOGS = none(
  "ctr keeps no output of containers",
  "nerdctl or crictl logs; or start the task with --log-uri file:///PATH and read that file",
);

export const commands: readonly CommandSpec[] = [
  {
    path: "container logs",
    aliases: ["logs"],
    risk: "read",
    summary: "Shows what a container printed.",
    operands: operands("CONTAINER", "container"),
    tools: {
      nerdctl: asTyped({
        info: "of containers made by nerdctl, and of pods in namespace k8s.io; not of those made by ctr",
      }),
      crictl: verb("logs", { lookup: "all" }),
      ctr: NO_LOGS,
    },
    flags: [
      flag("--details", "Shows the labels and variables that the log driver kept.", {
        nerdctl: since("2.0", same),
        crictl: lost("CRI logs carry no details"),
      }),
      flag("-f, --follow", "Goes on printing what comes.", { nerdctl: same, crictl: same }),
      flag("--since string", "From a time on: 10m, 2024-01-02T13:23:37Z.", { nerdctl: same, crictl: same }),
      flag("-n, --tail string", "Number of lines from the end, or all.", {
        nerdctl: same,
        crictl: reshape("--tail, a number", (draft, use) => {
          if (use.value !== "all") draft.put(use, ["--tail", use.value]);
        }),
      }),
      flag("-t, --timestamps", "Shows when each line was printed.", { nerdctl: same, crictl: same }),
      flag("--until string", "Up to a time: 10m, 2024-01-02T13:23:37Z.", {
        nerdctl: same,
        crictl: lost("crictl logs has no end", "filter by the times of crictl logs -t"),
      }),
    ],
    examples: [
      "docker logs web",
      "docker logs -f --tail 100 web",
      "docker logs -fn 5 web",
      "docker logs web -t",
      "docker logs -t --tail all web",
      "docker container logs --since 10m --until 5m --details f52d55c8e029",
    ],
  },
];
