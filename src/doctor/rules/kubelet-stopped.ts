import { podEngineOf } from "../cri-info.ts";
import type { DoctorFacts } from "../facts.ts";
import { lastWords, stateOf } from "../journal.ts";
import { processesOf, serviceOf, sudo } from "../look.ts";
import type { Rule } from "../rule.ts";
import { countShims, seesAll, shimsOf } from "../shims.ts";

const kubelets = ["kubelet", "k3s", "rke2", "k0s", "kubelite"] as const;

/** A kubelet of its own, as kubeadm installs it; k3s and its kind hold theirs. */
const isInstalled = (facts: DoctorFacts): boolean =>
  facts.binaries.some(({ name }) => name === "kubelet") || serviceOf(facts, "kubelet") !== undefined;

export const kubeletStopped: Rule = {
  id: "kubelet-stopped",
  area: "kubernetes",
  title: "The kubelet is installed and does not run",
  worst: "error",
  explains: ["kubelet-dead-endpoint", "kubelet-old-flags"],
  check: (facts) => {
    if (!seesAll(facts) || !isInstalled(facts) || kubelets.some((name) => processesOf(facts, name).length > 0))
      return null;
    const service = serviceOf(facts, "kubelet");
    const engine = podEngineOf(facts);
    const shims = engine ? shimsOf(facts, engine.socket, "k8s.io") : [];
    const meant = service?.enabled === "enabled" || service?.active === "failed" || service?.sub === "auto-restart";
    const words = service ? lastWords(facts, service) : { because: [], evidence: [] };
    const managed = service?.manager === "systemd" && facts.folders.includes("/run/systemd/system");
    return {
      severity: shims.length > 0 || meant ? "error" : "info",
      title:
        shims.length > 0
          ? `the kubelet does not run: ${countShims(shims)} of its pods live on without it`
          : "the kubelet is installed and does not run",
      because: [
        "Without it the node is NotReady: no pod is started, restarted or removed. What runs, runs on in containerd.",
        ...words.because,
      ],
      evidence: [
        { text: "no process kubelet", source: "/proc" },
        ...(service && stateOf(service) !== "" ? [{ text: stateOf(service), source: "systemctl status kubelet" }] : []),
        ...words.evidence,
      ],
      see: ["journalctl -u kubelet -n 50", "ctool ps"],
      fix: [
        managed
          ? { text: "start it", argv: [...sudo(facts), "systemctl", "start", "kubelet"] }
          : { text: "start it the way it was started before: no service manager runs it here", argv: null },
      ],
      after: "The node becomes Ready within a minute; the pods are taken over as they are.",
      about: ["crictl"],
    };
  },
  page: {
    symptom: "`kubectl get nodes` says NotReady; `crictl ps` still lists everything as running.",
    cause:
      "The kubelet ended or was never started. It has usually said why: swap is on, its configuration is missing, the CRI socket is not there.",
    check: "`systemctl status kubelet`, `journalctl -u kubelet -n 50`.",
    fix: "Mend what its journal names, then `systemctl start kubelet`.",
  },
};
