import { criEnginesOf } from "../cri-info.ts";
import { processesOf } from "../look.ts";
import type { Rule } from "../rule.ts";

export const kubeletDeadEndpoint: Rule = {
  id: "kubelet-dead-endpoint",
  area: "kubernetes",
  title: "The kubelet is told to use a socket where nothing answers",
  worst: "error",
  check: (facts) => {
    const use = facts.node.kubernetes;
    const engine = use && facts.node.engines.find(({ socket }) => socket === use.socket);
    const gone = !engine || engine.liveness === "missing" || engine.liveness === "refused";
    if (!use || !gone || (use.by === "the kubelet" && processesOf(facts, "kubelet").length === 0)) return null;
    const other = criEnginesOf(facts).find(({ liveness, socket }) => liveness === "alive" && socket !== use.socket);
    return {
      severity: "error",
      title: `${use.by} uses ${use.socket}, where ${engine?.liveness === "refused" ? "nobody listens" : "nothing is"}${other ? `; ${other.id} answers on ${other.socket}` : ""}`,
      because: [
        "No pod is started or stopped, and the node is NotReady: `container runtime is down`.",
        ...(other ? ["The setting is left over from another engine, or was made for another node."] : []),
      ],
      evidence: [
        { text: `${use.by}: ${use.socket}`, source: use.source.text, line: use.source.line },
        { text: engine?.why ?? "no such socket", source: use.socket },
      ],
      fix: other
        ? [
            {
              text:
                use.source.by === "config"
                  ? `set containerRuntimeEndpoint: unix://${other.socket} in ${use.source.text}, then restart the kubelet`
                  : `start it with --container-runtime-endpoint=unix://${other.socket} (KUBELET_KUBEADM_ARGS in /var/lib/kubelet/kubeadm-flags.env)`,
              argv: null,
            },
          ]
        : [{ text: "start the engine that listens there", argv: null }],
      after: "The node becomes Ready.",
      about: ["crictl"],
    };
  },
  page: {
    symptom:
      "`validate service connection: … dial unix …: connect: no such file or directory` in the kubelet's journal; the node is NotReady.",
    cause:
      "`--container-runtime-endpoint`, or `containerRuntimeEndpoint` in its configuration, names a socket of an engine that is gone.",
    check:
      "`ps -o args= -C kubelet`; `grep -r untimeEndpoint /var/lib/kubelet/*.yaml /var/lib/kubelet/kubeadm-flags.env`.",
    fix: "Name the socket that answers (`ctool targets`), restart the kubelet; with kubeadm set the node's annotation `kubeadm.alpha.kubernetes.io/cri-socket` as well.",
  },
};
