import { hasTool } from "../look.ts";
import type { Rule } from "../rule.ts";
import { isContainerd } from "../shims.ts";

export const noTools: Rule = {
  id: "no-tools",
  area: "node",
  title: "None of nerdctl, crictl and ctr is on this node",
  worst: "warning",
  check: (facts) => {
    const engine = facts.node.engines.find((one) => isContainerd(one) && one.liveness !== "missing");
    if (!engine || (["nerdctl", "crictl", "ctr"] as const).some((tool) => hasTool(facts, tool))) return null;
    return {
      severity: "warning",
      title: `${engine.id} runs, and there is no tool for it: no nerdctl, crictl or ctr`,
      because: [
        "The engine needs none of them. ctool itself still tells what runs, from the task folders and processes.",
      ],
      evidence: [{ text: "none of the three in any folder", source: facts.user.path.join(":") }],
      see: ["ctool ps"],
      fix: [
        {
          text: "for pods: crictl, from https://github.com/kubernetes-sigs/cri-tools/releases, of the node's Kubernetes version",
          argv: null,
        },
        { text: "for docker's words: nerdctl, from https://github.com/containerd/nerdctl/releases", argv: null },
      ],
      after: "ctool finds it by itself.",
      about: ["nerdctl", "crictl", "ctr"],
    };
  },
  page: {
    symptom: "`crictl: command not found`, `ctr: command not found` on a node whose pods run.",
    cause:
      "Minimal distributions (COS, Bottlerocket, Talos) and some images ship no client; sudo's PATH may lack /usr/local/bin.",
    check: "`ls /usr/local/bin /var/lib/rancher/rke2/bin`; `sudo env | grep PATH`.",
    fix: "Install crictl or nerdctl, or use what the distribution holds: `k3s crictl`, `microk8s ctr`, `k0s ctr`.",
  },
};
