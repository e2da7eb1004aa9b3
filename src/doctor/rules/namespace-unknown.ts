import { closest } from "../../translate/closest.ts";
import { ctrNamespacesOf } from "../ctr-lists.ts";
import { engineAt, hasTool } from "../look.ts";
import { nerdctlPlaceOf } from "../nerdctl-place.ts";
import type { Rule } from "../rule.ts";

export const namespaceUnknown: Rule = {
  id: "namespace-unknown",
  area: "containerd",
  title: "A containerd namespace is set that does not exist",
  worst: "warning",
  explains: ["nerdctl-namespace"],
  check: (facts) => {
    const { namespace, address, file } = nerdctlPlaceOf(facts);
    if ((!hasTool(facts, "nerdctl") && !hasTool(facts, "ctr")) || namespace.by === "default") return null;
    const engine = engineAt(facts, address.value) ?? facts.node.engines.find(({ id }) => id === facts.target?.id);
    if (engine?.engine !== "containerd") return null;
    const names = ctrNamespacesOf(facts, engine) ?? engine.namespaces.map(({ name }) => name);
    if (names.length === 0 || names.includes(namespace.value)) return null;
    const meant = closest(namespace.value, names) ?? names.find((name) => name === "k8s.io") ?? names[0] ?? "k8s.io";
    const kubernetes = /^(?:kube-|cattle-)|^(?:production|staging)$/.test(namespace.value);
    return {
      severity: "warning",
      title: `the containerd namespace ${namespace.value} does not exist: lists come out empty, without an error`,
      because: [
        "nerdctl and ctr list an empty table, with exit code 0, for a namespace that is not there.",
        kubernetes
          ? "It looks like one of Kubernetes' namespaces. containerd keeps all pods in one of its own, k8s.io."
          : `${engine.id} has ${names.join(", ")}.`,
      ],
      evidence: [...namespace.evidence, { text: `namespaces: ${names.join(", ")}`, source: engine.socket, line: null }],
      see: ["ctool namespaces"],
      fix: [
        namespace.by === "env"
          ? {
              text: "set the one that was meant",
              argv: null,
              shell: `export CONTAINERD_NAMESPACE=${kubernetes ? "k8s.io" : meant}`,
            }
          : {
              text: "write the one that was meant",
              argv: null,
              ...(file
                ? {
                    edit: {
                      path: file.path,
                      content: (file.text ?? "").replace(
                        /^(\s*namespace\s*=\s*).*$/m,
                        `$1"${kubernetes ? "k8s.io" : meant}"`,
                      ),
                    },
                  }
                : {}),
            },
      ],
      after: "The lists show what is in that namespace.",
      about: namespace.by === "env" ? ["nerdctl", "ctr"] : ["nerdctl"],
    };
  },
  page: {
    symptom: "`nerdctl ps`, `nerdctl images`, `ctr containers ls` print an empty table and exit 0.",
    cause:
      "`CONTAINERD_NAMESPACE` or `namespace` in nerdctl.toml is mistyped, or is a Kubernetes namespace. They have nothing to do with each other: pods of all Kubernetes namespaces are in containerd's `k8s.io`.",
    check: "`ctr namespaces ls`; `echo $CONTAINERD_NAMESPACE`.",
    fix: "Set `k8s.io` for pods, `default` for nerdctl's own containers; `ctool namespaces` counts what is in each.",
  },
};
