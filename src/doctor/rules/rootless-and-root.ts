import { hasTool } from "../look.ts";
import type { Rule } from "../rule.ts";
import { isContainerd } from "../shims.ts";

export const rootlessAndRoot: Rule = {
  id: "rootless-and-root",
  area: "nerdctl",
  title: "A rootless containerd runs beside root's",
  worst: "info",
  check: (facts) => {
    const here = facts.node.engines.filter((one) => isContainerd(one) && one.liveness !== "missing");
    const own = here.find(({ flavor, liveness }) => flavor === "rootless" && liveness === "alive");
    const root = here.find(({ flavor }) => flavor !== "rootless");
    if (!own || !root || !hasTool(facts, "nerdctl")) return null;
    return {
      severity: "info",
      title: "nerdctl and sudo nerdctl list different containers: a rootless containerd runs beside root's",
      because: ["Each has its own images, networks and containers. Pods are always root's."],
      evidence: [own, root].map(({ id, socket, running }) => ({
        text: `${id}${running === null ? "" : `, ${running} running`}`,
        source: socket,
      })),
      see: ["nerdctl ps", "sudo nerdctl ps", "ctool targets"],
      about: ["nerdctl"],
    };
  },
  page: {
    symptom: "A container that `sudo nerdctl run` started is not in `nerdctl ps`, or the other way round.",
    cause: "Without root nerdctl uses the user's own containerd.",
    check: "`ctool targets` lists both.",
    fix: "Decide for one. For pods it is always root's.",
  },
};
