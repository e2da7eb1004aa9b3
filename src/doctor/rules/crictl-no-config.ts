import { podEngineOf } from "../cri-info.ts";
import { CRICTL_DEFAULTS, crictlPlaceOf, crictlYaml, pointCrictl } from "../crictl-place.ts";
import { fileAt, hasTool, sudo } from "../look.ts";
import type { Rule } from "../rule.ts";

export const crictlNoConfig: Rule = {
  id: "crictl-no-config",
  area: "crictl",
  title: "crictl is not told where to go",
  worst: "info",
  check: (facts) => {
    const place = crictlPlaceOf(facts);
    const engine = podEngineOf(facts);
    if (!hasTool(facts, "crictl") || place.ofDistribution || place.runtime !== null || !engine) return null;
    // Its guess is right, if slow: nothing to say.
    if (CRICTL_DEFAULTS.includes(engine.socket)) return null;
    return {
      severity: "info",
      title: `crictl is not told where to go, and does not guess ${engine.socket}`,
      because: [
        `Without a file, a variable or -r it tries ${CRICTL_DEFAULTS.join(", ")}. The pods are ${engine.id}'s, which listens elsewhere.`,
      ],
      evidence: [
        {
          text: fileAt(facts, "/etc/crictl.yaml") ? "names no runtime-endpoint" : "no such file",
          source: "/etc/crictl.yaml",
        },
      ],
      see: ["ctool ps"],
      fix: [
        pointCrictl(facts, "write it down, once", engine.socket, {
          path: "/etc/crictl.yaml",
          content: crictlYaml(place.file, engine.socket),
        }),
        ...(facts.binaries.some(({ name }) => name === "k3s")
          ? [{ text: "or use k3s's own, which knows", argv: [...sudo(facts), "k3s", "crictl", "ps"] }]
          : []),
      ],
      after: "A bare crictl lists the pods' containers.",
      notThis: ["-r alone: images are then still asked of the default."],
      about: ["crictl"],
    };
  },
  page: {
    symptom:
      "`runtime connect using default endpoints: [unix:///var/run/dockershim.sock unix:///run/containerd/containerd.sock …]`, then `no such file or directory`.",
    cause:
      "crictl reads `/etc/crictl.yaml` (or `$CRI_CONFIG_FILE`, or the file beside its binary). Without one it tries a list of its own, in which k3s, RKE2, microk8s and k0s are not.",
    check: "`cat /etc/crictl.yaml`; `env | grep ENDPOINT`.",
    fix: "`crictl config --set runtime-endpoint=unix://SOCKET --set image-endpoint=unix://SOCKET`, with the socket that `ctool targets` shows. `k3s crictl` needs nothing.",
  },
};
