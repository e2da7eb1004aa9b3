import { podEngineOf } from "../cri-info.ts";
import { engineAt, filesOf, hasTool, socketAt } from "../look.ts";
import { nerdctlPlaceOf } from "../nerdctl-place.ts";
import type { Rule } from "../rule.ts";
import { isContainerd } from "../shims.ts";

export const nerdctlDefaultSocket: Rule = {
  id: "nerdctl-default-socket",
  area: "nerdctl",
  title: "nerdctl and ctr look where no containerd is",
  worst: "info",
  check: (facts) => {
    const { address } = nerdctlPlaceOf(facts);
    const liveness = engineAt(facts, address.value)?.liveness ?? socketAt(facts, address.value)?.liveness ?? "missing";
    if ((!hasTool(facts, "nerdctl") && !hasTool(facts, "ctr")) || address.by !== "default" || liveness !== "missing")
      return null;
    const engine =
      podEngineOf(facts) ?? facts.node.engines.find((one) => isContainerd(one) && one.liveness === "alive");
    if (!engine) return null;
    const withFile = hasTool(facts, "nerdctl") && filesOf(facts, "nerdctl").length === 0;
    return {
      severity: "info",
      title: `nerdctl and ctr look at ${address.value}, where nothing is: ${engine.id} listens on ${engine.socket}`,
      because: ["That is their default, and nothing tells them otherwise. ctr waits 10 s before it says so."],
      evidence: [{ text: "no such socket", source: address.value }],
      see: ["ctool ps", 'eval "$(ctool env)"'],
      fix: [
        { text: "for this shell", argv: null, shell: 'eval "$(ctool env)"' },
        ...(withFile
          ? [
              {
                text: "for good, nerdctl (ctr reads no file)",
                argv: null,
                edit: {
                  path: "/etc/nerdctl/nerdctl.toml",
                  content: `address = "${engine.socket}"\nnamespace = "k8s.io"\n`,
                },
              },
            ]
          : []),
      ],
      after: `A bare nerdctl lists what runs in ${engine.id}.`,
      notThis: ["A link at the default path: other programs then believe in a containerd that is not there."],
      about: ["nerdctl", "ctr"],
    };
  },
  page: {
    symptom:
      '`cannot access containerd socket "/run/containerd/containerd.sock": no such file or directory`; `ctr: failed to dial … context deadline exceeded` after 10 s.',
    cause:
      "k3s, RKE2, microk8s and k0s listen on a socket of their own. nerdctl's hint names Docker's containerd, which has no pods.",
    check: "`ctool targets`.",
    fix: '`nerdctl --address SOCKET --namespace k8s.io ps`, or for good `/etc/nerdctl/nerdctl.toml`; for one shell `eval "$(ctool env)"`.',
  },
};
