import { criEnginesOf } from "../cri-info.ts";
import { ctrVersionsOf, minorOf } from "../ctr-lists.ts";
import { probeOf, saidBy, succeeded } from "../look.ts";
import type { Rule } from "../rule.ts";

export const crictlTooNew: Rule = {
  id: "crictl-too-new",
  area: "crictl",
  title: "crictl speaks a CRI version that the engine does not serve",
  worst: "error",
  explains: ["tools-hang", "crictl-no-config", "cri-disabled"],
  check: (facts) =>
    criEnginesOf(facts).flatMap((engine) => {
      const probe = probeOf(facts, "crictl", "version", engine.id);
      if (!probe || succeeded(probe) || engine.liveness !== "alive") return [];
      const said = saidBy(probe);
      const server = ctrVersionsOf(probeOf(facts, "ctr", "version", engine.id)).server;
      const minor = minorOf(server);
      const old = minor !== null && minor[0] === 1 && minor[1] < 6;
      const alpha =
        /unknown service runtime\.(?:v1alpha2\.)?(?:Runtime|Image)Service/.test(said) && !/runtime\.v1\./.test(said);
      if (!(old && /runtime\.v1\.|CRI v1 /.test(said)) && !(alpha && minor !== null && minor[0] >= 2)) return [];
      return {
        severity: "error" as const,
        title: old
          ? `crictl is too new for ${engine.id}: containerd ${server} serves CRI v1alpha2 only`
          : `crictl is too old for ${engine.id}: containerd ${server} serves CRI v1 only`,
        because: [
          old
            ? "crictl and kubelets from 1.26 on speak CRI v1, containerd from 1.6 on serves it."
            : "containerd 2 dropped CRI v1alpha2; crictl speaks v1 since 1.23.",
        ],
        evidence: [
          { text: said.trim().split("\n")[0] ?? "", source: probe.argv.join(" ") },
          { text: `Server ${server}`, source: "ctr version" },
        ],
        fix: [
          {
            text: old
              ? "install containerd 1.6 or later, or crictl 1.25"
              : "install a crictl of the node's Kubernetes version",
            argv: null,
          },
        ],
        notThis: ["Switching the CRI plugin off and on: it is on, in another version."],
        about: ["crictl" as const],
      };
    }),
  page: {
    symptom:
      "`CRI v1 runtime API is not implemented for endpoint`, or `unknown service runtime.v1alpha2.RuntimeService`.",
    cause: "CRI has had two versions. crictl and the kubelet dropped v1alpha2 in 1.26, containerd in 2.0.",
    check: "`crictl --version`, `containerd --version`.",
    fix: "Take a crictl of the node's Kubernetes minor version, and containerd 1.6 or later from Kubernetes 1.26 on.",
  },
};
