import { engineAt, hasTool } from "../look.ts";
import { nerdctlPlaceOf } from "../nerdctl-place.ts";
import type { Rule } from "../rule.ts";

export const nerdctlNamespace: Rule = {
  id: "nerdctl-namespace",
  area: "nerdctl",
  title: "nerdctl and ctr look into another namespace than the pods'",
  worst: "info",
  check: (facts) => {
    const { namespace, address } = nerdctlPlaceOf(facts);
    const engine = engineAt(facts, address.value);
    if ((!hasTool(facts, "nerdctl") && !hasTool(facts, "ctr")) || engine?.liveness !== "alive") return null;
    const there = engine.namespaces.find(({ name }) => name === "k8s.io");
    const own = engine.namespaces.find(({ name }) => name === namespace.value);
    const running = there?.running ?? null;
    if (namespace.value === "k8s.io" || !there || running === 0 || namespace.by === "file") return null;
    const here = own?.running ?? 0;
    return {
      severity: "info",
      title: `nerdctl and ctr look into the namespace ${namespace.value} (${here} running); the pods${running === null ? "" : ` (${running})`} are in k8s.io`,
      because: [
        "One containerd keeps separate worlds, called namespaces. The CRI plugin puts everything of Kubernetes into k8s.io; nerdctl and ctr start out in default.",
      ],
      evidence: [
        ...namespace.evidence,
        {
          text: `${engine.namespaces.map(({ name, running: count }) => `${name} ${count ?? "?"}`).join(", ")} running`,
          source: engine.socket,
          line: null,
        },
      ],
      see: ["nerdctl --namespace k8s.io ps", "ctr --namespace k8s.io tasks ls", "ctool namespaces"],
      fix: [{ text: "for this shell", argv: null, shell: "export CONTAINERD_NAMESPACE=k8s.io" }],
      after: "A bare nerdctl or ctr lists the pods' containers.",
      notThis: ["nerdctl system prune in k8s.io: it takes the pause image, and no pod starts any more."],
      about: ["nerdctl", "ctr"],
    };
  },
  page: {
    symptom: "`nerdctl ps` or `ctr containers ls` is empty, `crictl ps` is not.",
    cause: "nerdctl and ctr use the namespace `default` unless told otherwise; pods are in `k8s.io`.",
    check: "`ctr namespaces ls`, `nerdctl -n k8s.io ps`.",
    fix: '`-n k8s.io`, or `export CONTAINERD_NAMESPACE=k8s.io`, or `namespace = "k8s.io"` in /etc/nerdctl/nerdctl.toml.',
  },
};
