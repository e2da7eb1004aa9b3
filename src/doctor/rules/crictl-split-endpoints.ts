import { podEngineOf } from "../cri-info.ts";
import { crictlPlaceOf, crictlYaml, pointCrictl } from "../crictl-place.ts";
import { engineAt, hasTool } from "../look.ts";
import type { Rule } from "../rule.ts";

export const crictlSplitEndpoints: Rule = {
  id: "crictl-split-endpoints",
  area: "crictl",
  title: "crictl asks one engine for containers and another for images",
  worst: "warning",
  check: (facts) => {
    if (!hasTool(facts, "crictl")) return null;
    const place = crictlPlaceOf(facts);
    const { runtime, image } = place;
    if (!runtime || !image || place.ofDistribution) return null;
    const [one, other] = [engineAt(facts, runtime.address), engineAt(facts, image.address)];
    const plain = (address: string): string =>
      facts.node.canonical[address] ?? address.replace(/^unix:\/\//, "").replace(/^\/var\/run\//, "/run/");
    if (plain(runtime.address) === plain(image.address) || (one && one === other)) return null;
    const right = podEngineOf(facts) ?? one;
    const endpoint = right && `unix://${right.socket}`;
    const variables = [runtime, image].flatMap(({ by, evidence }) =>
      by === "env" ? [evidence.text.split("=")[0] ?? ""] : [],
    );
    return {
      severity: "warning",
      title: `crictl lists containers of ${plain(runtime.address)} and images of ${plain(image.address)}`,
      because: [
        "runtime-endpoint and image-endpoint name two engines. -r changes only the first, so images still come from the other.",
      ],
      evidence: [runtime.evidence, image.evidence],
      fix: [
        ...(variables.length > 0
          ? [
              {
                text: "forget what the variables say (and take them out of your profile)",
                argv: null,
                shell: `unset ${variables.join(" ")}`,
              },
              { text: "or set both", argv: null, shell: 'eval "$(ctool env)"' },
            ]
          : []),
        ...(endpoint && right && place.file
          ? [
              pointCrictl(
                facts,
                `point both at ${right.id}`,
                right.socket,
                // A variable goes before the file: mending the file alone would not help.
                variables.length > 0 ? null : { path: place.file.path, content: crictlYaml(place.file, right.socket) },
              ),
            ]
          : []),
      ],
      after: "crictl ps and crictl images speak of the same engine.",
      about: ["crictl"],
    };
  },
  page: {
    symptom:
      "`crictl images` lists images that `crictl ps` does not use, or the other way round; `crictl -r OTHER images` still lists the old ones.",
    cause:
      "The two endpoints are set one by one: in `/etc/crictl.yaml`, or one by a variable and the other by the file.",
    check: "`cat /etc/crictl.yaml`; `env | grep -e RUNTIME_ENDPOINT -e IMAGE_SERVICE`.",
    fix: "Set both to the same socket. On the command line give both: `crictl -r unix://S -i unix://S`.",
  },
};
