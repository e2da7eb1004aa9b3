import { crictlPlaceOf, crictlYaml } from "../crictl-place.ts";
import { engineAt, hasTool } from "../look.ts";
import type { Rule } from "../rule.ts";

export const crictlPlainPath: Rule = {
  id: "crictl-plain-path",
  area: "crictl",
  title: "crictl's endpoint is written without unix://",
  worst: "info",
  check: (facts) => {
    const place = crictlPlaceOf(facts);
    if (!hasTool(facts, "crictl") || place.ofDistribution) return null;
    const plain = [place.runtime, place.image]
      .filter((one) => one?.address.startsWith("/"))
      .map((one) => one as NonNullable<typeof one>);
    const [first] = plain;
    if (!first) return null;
    const engine = engineAt(facts, first.address);
    return {
      severity: "info",
      title: `crictl's endpoint is a bare path (${first.address}): newer ones want unix:// in front`,
      because: [
        "crictl and the kubelet have called this form deprecated since 1.11, and print a warning in front of every answer.",
      ],
      evidence: plain.map(({ evidence }) => evidence),
      fix:
        engine && place.file && first.by === "file"
          ? [
              {
                text: "write it as a URL",
                argv: null,
                edit: { path: place.file.path, content: crictlYaml(place.file, engine.socket) },
              },
            ]
          : [],
      about: [],
    };
  },
  page: {
    symptom:
      '`Using "/run/containerd/containerd.sock" as endpoint is deprecated, please consider using full url format "unix://…"`.',
    cause: "The endpoint is a path without its scheme.",
    check: "`cat /etc/crictl.yaml`.",
    fix: "`crictl config --set runtime-endpoint=unix:///run/containerd/containerd.sock`, and the same for image-endpoint.",
  },
};
