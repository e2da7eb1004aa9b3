import { ctrVersionsOf, minorOf } from "../ctr-lists.ts";
import { probeOf, sudo, toolOf } from "../look.ts";
import type { Rule } from "../rule.ts";
import { isContainerd } from "../shims.ts";

const own = {
  k3s: "k3s ctr version",
  rke2: "/var/lib/rancher/rke2/bin/ctr --address /run/k3s/containerd/containerd.sock version",
  microk8s: "microk8s ctr version",
  k0s: "k0s ctr version",
} as const;

export const ctrVersionSkew: Rule = {
  id: "ctr-version-skew",
  area: "ctr",
  title: "ctr and the containerd it talks to are of different versions",
  worst: "warning",
  check: (facts) =>
    facts.node.engines
      .filter((engine) => isContainerd(engine) && engine.liveness === "alive")
      .flatMap((engine) => {
        const probe = probeOf(facts, "ctr", "version", engine.id);
        const { client, server } = ctrVersionsOf(probe);
        const [mine, theirs] = [minorOf(client), minorOf(server)];
        if (!mine || !theirs || client === server) return [];
        const apart = mine[0] !== theirs[0] || mine[1] !== theirs[1];
        if (!apart) return [];
        const tool = toolOf(facts, "ctr");
        const better = Object.entries(own).find(([flavor]) => flavor === engine.flavor)?.[1];
        return {
          severity: "warning" as const,
          title: `ctr is ${client}, ${engine.id} is ${server}`,
          because: [
            "They come from two containerd installations. ctr is a debugging client without a promise: across versions some commands fail or mislead.",
          ],
          evidence: [
            { text: `client ${client}`, source: tool?.realPath ?? "ctr" },
            { text: `server ${server}`, source: engine.socket },
          ],
          see: [...(tool?.also ?? []).map((path) => `${path} version`)],
          fix: [
            better
              ? { text: `use the ctr that belongs to ${engine.id}`, argv: [...sudo(facts), ...better.split(" ")] }
              : { text: "use the ctr that came with this containerd (beside its binary)", argv: null },
          ],
          after: "Client and server print the same version.",
          about: ["ctr" as const],
        };
      }),
  page: {
    symptom:
      "`WARNING: version mismatch`, `WARNING: revision mismatch` from `ctr version`; `unknown service containerd.services.streaming.v1.Streaming` from `ctr images pull`.",
    cause:
      "Two containerds are installed: Docker's package, a distribution's, k3s's own. The ctr that is first in PATH belongs to the other one.",
    check: "`ctr version`; `ctool tools` shows whose each copy is.",
    fix: "Use the ctr beside the daemon: `k3s ctr`, `/var/lib/rancher/rke2/bin/ctr`, `microk8s ctr`.",
  },
};
