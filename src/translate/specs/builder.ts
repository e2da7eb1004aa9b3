import { asTyped, flag, implied, lost, none, operands, same, since } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";

export const commands: readonly CommandSpec[] = [
  {
    path: "builder prune",
    aliases: [],
    risk: "destroy",
    summary: "Removes the build cache.",
    operands: operands(""),
    tools: {
      nerdctl: asTyped({ info: "needs buildkitd and buildctl" }),
      crictl: none("CRI builds nothing, so there is no build cache", "nerdctl builder prune, or buildctl prune"),
      ctr: none("ctr builds nothing; the cache is buildkitd's own", "nerdctl builder prune, or buildctl prune"),
    },
    flags: [
      flag("-a, --all", "Removes all unused cache, not only what nothing refers to.", { nerdctl: since("2.0", same) }),
      flag("--filter filter", "Removes only what matches a condition (until, id, type, …).", {
        nerdctl: lost("nerdctl prunes without a filter", "buildctl prune --filter or --keep-duration"),
      }),
      flag("-f, --force", "Does not ask.", { nerdctl: since("2.0", same, implied("nerdctl before 2.0 does not ask")) }),
      flag("--keep-storage bytes", "Amount of cache to keep.", {
        nerdctl: lost("nerdctl keeps no amount of cache", "buildctl prune --keep-storage"),
      }),
    ],
    examples: [
      "docker builder prune",
      "docker builder prune -a -f",
      "docker builder prune -af",
      "docker builder prune -f --filter until=24h",
      "docker builder prune --force --keep-storage 10GB",
    ],
  },
];
