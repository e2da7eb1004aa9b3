import type { Rule } from "../rule.ts";
import { seesAll } from "../shims.ts";

export const noEngine: Rule = {
  id: "no-engine",
  area: "node",
  title: "No container engine runs on this node",
  worst: "warning",
  explains: ["docker-absent", "crictl-no-config", "nerdctl-default-socket", "no-tools"],
  check: (facts) => {
    const here = facts.node.engines.filter(({ liveness }) => liveness !== "missing" && liveness !== "not-a-socket");
    if (here.length > 0 || !seesAll(facts) || facts.processes.some(({ shim }) => shim !== null)) return null;
    const inside = facts.processes.filter(({ inContainer }) => inContainer);
    return {
      severity: "warning",
      title: "no container engine runs on this node",
      because: [
        "No socket answers, and no process of containerd, dockerd, CRI-O, k3s or their kind runs.",
        ...(inside.length > 0 ? ["Inside containers there are some: see docker ps for kind's or k3d's nodes."] : []),
      ],
      evidence: [{ text: `looked at ${facts.node.looked.length} places`, source: "ctool targets" }],
      see: ["ctool targets"],
      fix: facts.binaries
        .filter(({ name }) => ["containerd", "dockerd", "k3s", "rke2", "crio"].includes(name))
        .slice(0, 2)
        .map(({ name, path }) => ({ text: `${name} is installed (${path}): start its service`, argv: null })),
      about: ["docker", "nerdctl", "crictl", "ctr"],
    };
  },
  page: {
    symptom: "Every tool says that its socket is not there.",
    cause:
      "Nothing that runs containers is started here; or this is not the node (a laptop, a bastion, a container without the host's /run).",
    check: "`ctool targets` lists every place that was looked at.",
    fix: "Go to the node; in a `kubectl debug node/…` pod, `chroot /host` first. Else start the engine's service.",
  },
};
