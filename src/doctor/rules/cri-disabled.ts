import { criEnginesOf, podEngineOf } from "../cri-info.ts";
import { criTroubleOf, enableCommand } from "../cri-state.ts";
import { filesOf, hasTool, sudo } from "../look.ts";
import { lineIn } from "../parse.ts";
import type { Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";

export const criDisabled: Rule = {
  id: "cri-disabled",
  area: "cri",
  title: "The CRI plugin is switched off",
  worst: "error",
  explains: ["tools-hang", "crictl-no-config", "kubelet-dead-endpoint", "cri-failed"],
  check: (facts) =>
    criEnginesOf(facts)
      .filter(({ engine, liveness }) => engine === "containerd" && liveness === "alive")
      .flatMap((engine) => {
        const trouble = criTroubleOf(facts, engine);
        if (trouble?.why !== "disabled") return [];
        const pods =
          facts.node.kubernetes?.socket === engine.socket ||
          engine.namespaces.some(({ name }) => name === "k8s.io") ||
          facts.binaries.some(({ name }) => name === "kubelet");
        // Pods of another engine: this one is Docker's, and in order.
        const others = podEngineOf(facts);
        const asked = hasTool(facts, "crictl") && (others === undefined || others === engine);
        // k3s and RKE2 write config.toml anew from a template at every start.
        const template = filesOf(facts, "containerd-template", engine.id).find((file) =>
          lineIn(file, /^\s*disabled_plugins\b/),
        );
        const source = template?.path ?? trouble.source;
        const command = enableCommand({ ...trouble, source });
        return {
          severity:
            pods && (others === undefined || others === engine)
              ? ("error" as const)
              : asked
                ? ("warning" as const)
                : ("info" as const),
          title: `CRI is switched off in ${engine.id} (${trouble.source})`,
          because: [
            "Docker's package containerd.io ships its configuration that way: Docker does not need CRI, Kubernetes and crictl do.",
          ],
          evidence: [{ text: trouble.text, source: trouble.source, line: trouble.line }],
          see: [`ctr --address ${engine.socket} plugins ls`],
          fix: [
            command
              ? { text: "take cri out of the list, keeping the old file", argv: [...sudo(facts), ...command] }
              : { text: `take cri out of disabled_plugins in ${source}`, argv: null },
            serviceFix(facts, "restart", engine.flavor, `restart ${engine.id}: running containers live on`),
          ],
          after: "crictl and the kubelet are answered on this socket.",
          notThis: ["Reinstalling crictl or the kubelet: the daemon is what lacks the service."],
          about: ["crictl" as const],
        };
      }),
  page: {
    symptom:
      "`unknown service runtime.v1.RuntimeService` from crictl, `container runtime is not running` from kubeadm.",
    cause:
      "containerd's configuration says `disabled_plugins = [\"cri\"]`. Docker's package `containerd.io` installs it so.",
    check: "`ctr plugins ls | grep cri` prints no line; `grep disabled_plugins /etc/containerd/config.toml`.",
    fix: "Take `cri` out of that list and `systemctl restart containerd`. Containers live on through the restart.",
  },
};
