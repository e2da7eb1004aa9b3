import { criEnginesOf } from "../cri-info.ts";
import { criListed } from "../cri-state.ts";
import type { Rule } from "../rule.ts";

export const severalCriEngines: Rule = {
  id: "several-cri-engines",
  area: "cri",
  title: "Several engines serve CRI on this node",
  worst: "info",
  check: (facts) => {
    const serving = criEnginesOf(facts).filter(
      (engine) => engine.liveness === "alive" && (engine.engine !== "containerd" || criListed(facts, engine) !== false),
    );
    if (serving.length < 2) return null;
    const used = facts.node.kubernetes;
    return {
      severity: "info",
      title: `${serving.length} engines serve CRI here: ${serving.map(({ id }) => id).join(", ")}${used ? `; ${used.by} uses ${used.socket}` : ""}`,
      because: [
        "kubeadm refuses to choose (`Found multiple CRI endpoints on the host`), and crictl takes the one it is told, or guesses.",
      ],
      evidence: serving.map(({ id, socket, pid }) => ({
        text: id,
        source: socket,
        line: null,
        ...(pid === null ? {} : { text: `${id}, pid ${pid}` }),
      })),
      see: ["ctool targets"],
      fix: [
        {
          text: "tell kubeadm which (or in its file: nodeRegistration.criSocket)",
          argv: ["kubeadm", "init", `--cri-socket=unix://${used?.socket ?? serving[0]?.socket ?? ""}`, "--dry-run"],
        },
      ],
      about: [],
    };
  },
  page: {
    symptom:
      "`Found multiple CRI endpoints on the host. Please define which one do you wish to use by setting the 'criSocket' field`.",
    cause: "Two engines are installed: containerd and CRI-O or cri-dockerd, or k3s beside a containerd package.",
    check: "`ctool targets`.",
    fix: "`--cri-socket` for kubeadm, `/etc/crictl.yaml` for crictl; remove the engine that nobody needs.",
  },
};
