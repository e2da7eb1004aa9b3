import { lastWords, stateOf } from "../journal.ts";
import { sudo } from "../look.ts";
import type { Rule } from "../rule.ts";

/** Services that other rules speak of. */
const others = /^(?:k3s|rke2|k0s|kubelet|docker|snap\.docker|snap\.microk8s)/;

export const serviceFailed: Rule = {
  id: "service-failed",
  area: "node",
  title: "A container service failed",
  worst: "error",
  check: (facts) =>
    facts.services
      .filter(({ name, active, sub }) => !others.test(name) && (active === "failed" || sub === "auto-restart"))
      .map((service) => {
        const words = lastWords(facts, service);
        return {
          severity: service.name === "buildkit" ? "warning" : "error",
          title: `the service ${service.name} ${service.sub === "auto-restart" ? "fails again and again" : "failed"}`,
          because: words.because,
          evidence: [{ text: stateOf(service), source: `systemctl status ${service.name}` }, ...words.evidence],
          see: [`journalctl -u ${service.name} -n 50`],
          fix: [
            {
              text: "mend what the last lines say, then start it",
              argv: [...sudo(facts), "systemctl", "restart", service.name],
            },
          ],
          about:
            service.name === "buildkit"
              ? ["nerdctl" as const]
              : ["crictl" as const, "nerdctl" as const, "ctr" as const],
        };
      }),
  page: {
    symptom: "`systemctl status containerd` (crio, cri-docker, buildkit) says failed or auto-restart.",
    cause:
      "The daemon ends right after it starts: a configuration that it refuses, a full disk, a socket that somebody else holds. Its last lines in the journal say which.",
    check: "`journalctl -u containerd -n 50`; `ctool why -` explains a pasted line.",
    fix: "Mend what the journal names, then `systemctl restart containerd`.",
  },
};
