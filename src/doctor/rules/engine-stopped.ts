import { serviceNameOf } from "../flavors.ts";
import { lastWords, stateOf } from "../journal.ts";
import { serviceOf } from "../look.ts";
import type { Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";
import { countShims, shimsOf } from "../shims.ts";

export const engineStopped: Rule = {
  id: "engine-stopped",
  area: "containerd",
  title: "containerd does not run, and its containers do",
  worst: "error",
  explains: [
    "tools-hang",
    "crictl-dead-endpoint",
    "crictl-no-config",
    "nerdctl-dead-address",
    "nerdctl-default-socket",
    "kubelet-dead-endpoint",
    "service-failed",
    "docker-sees-nothing",
  ],
  check: (facts) =>
    facts.node.engines
      .filter(
        ({ engine, flavor, liveness }) =>
          engine === "containerd" && flavor !== "docker-containerd" && liveness === "missing",
      )
      .flatMap((engine) => {
        const shims = shimsOf(facts, engine.socket);
        const used = facts.node.kubernetes?.socket === engine.socket;
        const service = serviceOf(facts, serviceNameOf(engine.flavor, facts.node, facts.services));
        const failed = service?.active === "failed" || service?.sub === "auto-restart";
        // A variable or a file may name a socket that never was: that is another rule's.
        if (shims.length === 0 && !failed) return [];
        const words = service ? lastWords(facts, service) : { because: [], evidence: [] };
        return {
          severity: "error" as const,
          title:
            shims.length > 0
              ? `${engine.id} does not run: nothing is at ${engine.socket}, and ${countShims(shims)} of its containers live on`
              : `${engine.id} does not run: nothing is at ${engine.socket}`,
          because: [
            "Containers are children of their shims, not of containerd: they live on when it is stopped, and no tool can list them.",
            ...(used ? [`${facts.node.kubernetes?.by} uses this socket: no pod can start.`] : []),
            ...words.because,
          ],
          evidence: [
            { text: `${engine.socket}: ${engine.why ?? "no such file"}`, source: engine.socket },
            ...(shims.length > 0 ? [{ text: `${countShims(shims)} -address ${engine.socket}`, source: "/proc" }] : []),
            ...(service && stateOf(service) !== ""
              ? [{ text: stateOf(service), source: `systemctl status ${service.name}` }]
              : []),
            ...words.evidence,
          ],
          see: ["ctool ps"],
          fix: [serviceFix(facts, "start", engine.flavor, `start ${engine.id}: it takes the running containers over`)],
          after: `${engine.socket} answers, and every tool lists the containers again.`,
          notThis: ["Killing shims to tidy up: their containers end with them."],
          about: ["crictl", "nerdctl", "ctr"] as const,
        };
      })
      .map((found) => ({ ...found, about: [...found.about] })),
  page: {
    symptom:
      "`cannot access containerd socket … no such file or directory`, `ctr: failed to dial … context deadline exceeded`, and yet `ps` shows the containers' processes.",
    cause: "containerd was stopped or did not start (its configuration, a full disk). Shims outlive it.",
    check: "`systemctl status containerd`, `journalctl -u containerd -n 50`, `ps -eo args | grep [c]ontainerd-shim`.",
    fix: "Mend what its journal names, then `systemctl start containerd`.",
  },
};
