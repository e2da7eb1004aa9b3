import { podEngineOf } from "../cri-info.ts";
import { crictlPlaceOf, crictlYaml, pointCrictl } from "../crictl-place.ts";
import { engineAt, hasTool } from "../look.ts";
import type { Rule } from "../rule.ts";

export const crictlOtherEngine: Rule = {
  id: "crictl-other-engine",
  area: "crictl",
  title: "crictl is sent to an engine that Kubernetes does not use",
  worst: "error",
  explains: ["tools-hang", "crictl-split-endpoints"],
  check: (facts) => {
    if (!hasTool(facts, "crictl")) return null;
    const place = crictlPlaceOf(facts);
    const { runtime } = place;
    const pods = podEngineOf(facts);
    const engine = runtime && engineAt(facts, runtime.address);
    if (!runtime || !engine || place.ofDistribution || (engine.liveness !== "alive" && engine.liveness !== "denied"))
      return null;
    const docker = engine.engine === "docker" || engine.flavor === "docker-containerd";
    if (!docker && (!pods || engine === pods)) return null;
    const right = pods && pods !== engine ? pods : undefined;
    const endpoint = right && `unix://${right.socket}`;
    const why =
      engine.engine === "docker"
        ? "dockerd speaks HTTP there: crictl needs CRI, and gets `http2: frame too large`."
        : engine.flavor === "docker-containerd"
          ? "That is the containerd dockerd keeps for itself: it never serves CRI."
          : `The pods are in ${right?.id}; this engine has none of them.`;
    return {
      severity: docker ? "error" : "warning",
      title: `crictl is sent to ${engine.id} (${engine.socket})${right ? `, and the pods are on ${right.socket}` : ""}`,
      because: [why],
      evidence: [
        runtime.evidence,
        ...(right && facts.node.kubernetes
          ? [
              {
                ...facts.node.kubernetes.source,
                text: `${facts.node.kubernetes.by} uses ${right.socket}`,
                source: facts.node.kubernetes.source.text,
              },
            ]
          : []),
      ].map(({ text, source, line }) => ({ text, source, line })),
      see: right ? [`crictl -r ${endpoint} -i ${endpoint} ps`] : ["ctool targets"],
      fix:
        right && endpoint
          ? runtime.by === "env"
            ? [
                {
                  text: "forget the variables (and take them out of your profile)",
                  argv: null,
                  shell: "unset CONTAINER_RUNTIME_ENDPOINT IMAGE_SERVICE_ENDPOINT",
                },
              ]
            : [
                pointCrictl(
                  facts,
                  `point ${place.file?.path ?? "/etc/crictl.yaml"} at ${right.id}, both endpoints`,
                  right.socket,
                  place.file && { path: place.file.path, content: crictlYaml(place.file, right.socket) },
                ),
              ]
          : [],
      after: right ? `A bare crictl lists the pods of ${right.id}.` : null,
      about: ["crictl"],
    };
  },
  page: {
    symptom:
      "`crictl ps` and `crictl pods` are empty though pods run; or `error reading server preface: http2: frame too large`.",
    cause:
      "`/etc/crictl.yaml` or a variable names another engine's socket: a second containerd, Docker's own, or `docker.sock`.",
    check: "`cat /etc/crictl.yaml`, `ctool targets`.",
    fix: "Point both endpoints at the socket that the kubelet uses.",
  },
};
