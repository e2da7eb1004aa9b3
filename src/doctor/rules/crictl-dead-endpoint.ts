import { criEnginesOf, podEngineOf } from "../cri-info.ts";
import { crictlPlaceOf, crictlYaml, type Endpoint, pointCrictl } from "../crictl-place.ts";
import type { DoctorFacts } from "../facts.ts";
import { engineAt, hasTool, socketAt } from "../look.ts";
import type { Rule } from "../rule.ts";

/** Whether an endpoint leads nowhere: no socket, or one that nobody listens on. */
const isDead = (facts: DoctorFacts, { address }: Endpoint): string | null => {
  if (/^tcp:|^npipe:/.test(address)) return null;
  const engine = engineAt(facts, address);
  const socket = socketAt(facts, address);
  const liveness = engine?.liveness ?? socket?.liveness ?? "missing";
  if (liveness === "missing") return "there is no such socket";
  if (liveness === "refused") return "nobody listens there";
  return liveness === "not-a-socket" ? "that is no socket" : null;
};

export const crictlDeadEndpoint: Rule = {
  id: "crictl-dead-endpoint",
  area: "crictl",
  title: "crictl is sent to a socket that is not there",
  worst: "error",
  explains: ["tools-hang", "crictl-split-endpoints", "crictl-other-engine", "crictl-plain-path"],
  check: (facts) => {
    if (!hasTool(facts, "crictl")) return null;
    const place = crictlPlaceOf(facts);
    const dead = [place.runtime, place.image].flatMap((one) => {
      const why = one === null ? null : isDead(facts, one);
      return one === null || why === null ? [] : [{ one, why }];
    });
    const [first] = dead;
    if (!first || place.ofDistribution) return null;
    const better = podEngineOf(facts) ?? criEnginesOf(facts).find(({ liveness }) => liveness === "alive");
    const alive = better && better.liveness !== "missing" && better.liveness !== "refused" ? better : undefined;
    const endpoint = alive && `unix://${alive.socket}`;
    const shim = first.one.address.includes("dockershim");
    const byEnv = dead.filter(({ one }) => one.by === "env");
    const byFile = dead.some(({ one }) => one.by === "file");
    return {
      severity: "error",
      title: `crictl is sent to ${first.one.address}: ${first.why}${alive ? `; CRI is on ${alive.socket}` : ""}`,
      because: [
        shim
          ? "dockershim was part of the kubelet up to Kubernetes 1.23. The setting is left over from then."
          : "The setting names a socket of an engine that is gone, or stopped.",
      ],
      evidence: dead.map(({ one }) => one.evidence),
      see: alive ? [`crictl -r ${endpoint} -i ${endpoint} ps`] : ["ctool targets"],
      fix: [
        ...(byEnv.length > 0
          ? [
              {
                text: "forget the variables (and take them out of your profile)",
                argv: null,
                shell: `unset ${byEnv.map(({ one }) => one.evidence.text.split("=")[0]).join(" ")}`,
              },
            ]
          : []),
        ...(alive && endpoint && byFile
          ? [
              pointCrictl(
                facts,
                `point ${place.file?.path ?? "/etc/crictl.yaml"} at ${alive.id}, both endpoints`,
                alive.socket,
                place.file && { path: place.file.path, content: crictlYaml(place.file, alive.socket) },
              ),
            ]
          : []),
      ],
      after: alive ? `A bare crictl lists what runs in ${alive.id}.` : null,
      notThis: shim ? ["Installing Docker or cri-dockerd to have that socket again: the pods are not there."] : [],
      about: ["crictl"],
    };
  },
  page: {
    symptom:
      "`connect endpoint 'unix:///var/run/dockershim.sock', make sure you are running as root and the endpoint has been started: context deadline exceeded`, or `no such file or directory`.",
    cause:
      "`/etc/crictl.yaml`, or the variables CONTAINER_RUNTIME_ENDPOINT and IMAGE_SERVICE_ENDPOINT, name a socket that is gone: dockershim's since Kubernetes 1.24, or another engine's.",
    check: "`cat /etc/crictl.yaml`; `env | grep ENDPOINT`; `ls -l` the path it names.",
    fix: "`crictl config --set runtime-endpoint=unix://SOCKET --set image-endpoint=unix://SOCKET`.",
  },
};
