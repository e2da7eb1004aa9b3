import type { Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";

export const engineReplaced: Rule = {
  id: "engine-replaced",
  area: "node",
  title: "An engine runs from a file that was replaced under it",
  worst: "warning",
  check: (facts) =>
    facts.processes
      .filter(({ exe, shim, inContainer }) => shim === null && !inContainer && (exe?.endsWith(" (deleted)") ?? false))
      .map(({ program, pid, exe }) => {
        const engine = facts.node.engines.find((one) => one.pid === pid);
        return {
          severity: "warning",
          title: `${program} (pid ${pid}) still runs the version that was replaced on disk`,
          because: [
            "A package upgrade put a new file in its place. What starts from now on (shims, runc) is new, the daemon is old.",
          ],
          evidence: [{ text: exe ?? "", source: `/proc/${pid}/exe` }],
          fix: [
            serviceFix(
              facts,
              "restart",
              engine?.flavor ?? (program === "dockerd" ? "docker" : "containerd"),
              `restart ${program}: containerd's containers live on`,
            ),
          ],
          after: "Daemon and shims are of one version again.",
          notThis: ["Restarting dockerd without live-restore ends its containers: look at `docker info` first."],
          about: [],
        };
      }),
  page: {
    symptom: "`containerd --version` and what the daemon says differ; new containers fail, old ones run.",
    cause: "The package was upgraded and the service not restarted.",
    check: "`ls -l /proc/$(pidof containerd)/exe` ends in `(deleted)`.",
    fix: "Restart the service. containerd's containers live on; Docker's only with live-restore.",
  },
};
