import { podEngineOf } from "../cri-info.ts";
import { engineAt, hasTool, socketAt } from "../look.ts";
import { nerdctlPlaceOf } from "../nerdctl-place.ts";
import type { Rule } from "../rule.ts";
import { isContainerd } from "../shims.ts";

export const nerdctlDeadAddress: Rule = {
  id: "nerdctl-dead-address",
  area: "nerdctl",
  title: "CONTAINERD_ADDRESS or nerdctl.toml names a socket that is not containerd's",
  worst: "error",
  explains: ["tools-hang", "nerdctl-namespace", "namespace-unknown"],
  check: (facts) => {
    const { address, file } = nerdctlPlaceOf(facts);
    if ((!hasTool(facts, "nerdctl") && !hasTool(facts, "ctr")) || address.by === "default") return null;
    const engine = engineAt(facts, address.value);
    const liveness = engine?.liveness ?? socketAt(facts, address.value)?.liveness ?? "missing";
    const docker = engine?.engine === "docker";
    const dead = liveness === "missing" || liveness === "refused" || liveness === "not-a-socket";
    if (!docker && !dead) return null;
    const better = podEngineOf(facts) ?? facts.node.engines.find(isContainerd);
    const alive = better?.liveness === "alive" || better?.liveness === "denied" ? better : undefined;
    const name = address.by === "env" ? "CONTAINERD_ADDRESS" : (file?.path ?? "nerdctl.toml");
    return {
      severity: "error",
      title: docker
        ? `${name} leads nerdctl and ctr to dockerd's socket, which speaks HTTP`
        : `${name} leads nerdctl${address.by === "env" ? " and ctr" : ""} to ${address.value}: ${liveness === "refused" ? "nobody listens there" : "there is no such socket"}`,
      because: [
        docker
          ? "containerd's clients speak gRPC. Docker's containers are reached with docker, or in its containerd's namespace moby."
          : "It was set for another node, or for an engine that is gone.",
        ...(alive ? [`On this node containerd listens at ${alive.socket}.`] : []),
      ],
      evidence: address.evidence,
      see: ["ctool targets"],
      fix: [
        address.by === "env"
          ? {
              text: "forget the variable (and take it out of your profile)",
              argv: null,
              shell: "unset CONTAINERD_ADDRESS",
            }
          : alive && file
            ? {
                text: `point ${file.path} at ${alive.id}`,
                argv: null,
                edit: {
                  path: file.path,
                  content: (file.text ?? "").replace(/^(\s*address\s*=\s*).*$/m, `$1"${alive.socket}"`),
                },
              }
            : { text: `mend the address in ${name}`, argv: null },
        ...(alive ? [{ text: "for this shell, to where the pods are", argv: null, shell: 'eval "$(ctool env)"' }] : []),
      ],
      after: "nerdctl and ctr connect.",
      about: address.by === "env" ? ["nerdctl", "ctr"] : ["nerdctl"],
    };
  },
  page: {
    symptom:
      "`cannot access containerd socket …`, `connection refused`, or `write unix @->/var/run/docker.sock: write: broken pipe` from nerdctl.",
    cause: "`CONTAINERD_ADDRESS` or `address` in nerdctl.toml names a socket that is gone, or dockerd's.",
    check: "`echo $CONTAINERD_ADDRESS`; `cat /etc/nerdctl/nerdctl.toml`.",
    fix: "Unset the variable or mend the file; `ctool targets` shows the sockets that answer.",
  },
};
