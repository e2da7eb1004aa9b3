import { criEnginesOf } from "../cri-info.ts";
import type { DoctorFacts } from "../facts.ts";
import { filesOf, processesOf, socketAt } from "../look.ts";
import { lineIn } from "../parse.ts";
import type { Found, Rule } from "../rule.ts";

/**
 * A kubelet that cannot reach its engine ends at once: then only its files say where it wants to go. Told where another
 * containerd answers; one that is merely stopped is another rule's.
 */
const writtenOnly = (facts: DoctorFacts): Found | null => {
  const other = criEnginesOf(facts).find(({ liveness }) => liveness === "alive");
  if (!other || processesOf(facts, "kubelet").length > 0) return null;
  for (const file of filesOf(facts, "kubelet")) {
    const at = lineIn(file, /(?:--container-runtime-endpoint[= ]|^\s*containerRuntimeEndpoint:)/);
    const address = /(?:--container-runtime-endpoint[= ]|containerRuntimeEndpoint:)\s*["']?([^\s"']+)/.exec(
      at?.text ?? "",
    )?.[1];
    if (!at || address === undefined || !/^(?:unix:)?\//.test(address)) continue;
    const { liveness = "missing" } = socketAt(facts, address) ?? {};
    if (liveness !== "missing" && liveness !== "refused") continue;
    return {
      severity: "error",
      title: `the kubelet is told to use ${address}, where ${liveness === "refused" ? "nobody listens" : "nothing is"}; ${other.id} answers on ${other.socket}`,
      because: [
        "It ends as soon as it cannot reach its engine, again and again.",
        "The setting is left over from another engine, or was made for another node.",
      ],
      evidence: [
        { text: at.text, source: file.path, line: at.line },
        {
          text: `${address}: ${liveness === "refused" ? "nobody listens" : "no such socket"}`,
          source: address.replace(/^unix:\/\//, ""),
        },
      ],
      fix: [{ text: `set it to unix://${other.socket} in ${file.path}, then restart the kubelet`, argv: null }],
      after: "The node becomes Ready.",
      about: ["crictl"],
    };
  }
  return null;
};

export const kubeletDeadEndpoint: Rule = {
  id: "kubelet-dead-endpoint",
  area: "kubernetes",
  title: "The kubelet is told to use a socket where nothing answers",
  worst: "error",
  explains: ["kubelet-stopped", "kubelet-old-flags", "service-failed"],
  check: (facts) => {
    const use = facts.node.kubernetes;
    if (!use) return writtenOnly(facts);
    const engine = facts.node.engines.find(({ socket }) => socket === use.socket);
    const gone = !engine || engine.liveness === "missing" || engine.liveness === "refused";
    if (!gone || (use.by === "the kubelet" && processesOf(facts, "kubelet").length === 0)) return null;
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
