import { dockerdRuns, hasDockerd } from "../docker-place.ts";
import { countOf, crowdEvidence, crowdsOf, linesToSee, ownerOf } from "../elsewhere.ts";
import { hasTool } from "../look.ts";
import type { Rule } from "../rule.ts";

export const dockerAbsent: Rule = {
  id: "docker-absent",
  area: "docker",
  title: "There is no docker on this node",
  worst: "warning",
  check: (facts) => {
    if (hasTool(facts, "docker")) return null;
    if (dockerdRuns(facts))
      return {
        severity: "warning",
        title: "dockerd runs, but there is no docker command",
        because: [
          "Only the daemon is installed; the command comes in a package of its own (docker-ce-cli, docker-cli).",
        ],
        evidence: facts.processes
          .filter(({ program }) => program === "dockerd")
          .map(({ pid, argv }) => ({ text: argv.join(" "), source: `/proc/${pid}` })),
        fix: [{ text: "install the package docker-ce-cli (Docker's own), or docker-cli (Debian's)", argv: null }],
        about: ["docker"],
      };
    const [crowd] = crowdsOf(facts);
    const owner = crowd ? ownerOf(facts, crowd) : null;
    return {
      severity: "info",
      title: crowd
        ? `there is no docker on this node: ${countOf(crowd)} run in containerd`
        : "there is no docker on this node",
      because: crowd
        ? [
            `${owner ?? "containerd"} runs them, in namespace ${crowd.namespace} on ${crowd.engine.socket}; docker is not needed for that.`,
          ]
        : [],
      evidence: crowd
        ? crowdEvidence(crowd)
        : [{ text: "no file docker in any folder of PATH", source: facts.user.path.join(":") }],
      see: crowd ? linesToSee(facts, crowd) : [],
      notThis: crowd
        ? [
            "Installing docker does not show them: dockerd lists only what it made itself, and its packages may replace the node's containerd.",
          ]
        : [],
      about: hasDockerd(facts) || crowd ? ["docker"] : [],
    };
  },
  page: {
    symptom: "`docker: command not found`, on a node whose pods run.",
    cause:
      "Since Kubernetes 1.24 nodes talk to containerd (or CRI-O) directly, and distributions ship no docker any more. The containers are containerd's, in its namespace `k8s.io`.",
    check:
      "`ctool targets` lists the engines; `ps -eo args | grep containerd-shim` shows one shim for each pod, with its socket and namespace.",
    fix: "Nothing is broken. Look with `crictl ps` (pods), `nerdctl -n k8s.io ps`, or `ctool ps`, which takes docker's words.",
  },
};
