import { serviceOf } from "../look.ts";
import { lineIn } from "../parse.ts";
import type { Rule } from "../rule.ts";

export const k3sUsesDocker: Rule = {
  id: "k3s-uses-docker",
  area: "kubernetes",
  title: "k3s runs its pods in Docker (--docker)",
  worst: "info",
  explains: ["crictl-no-config", "nerdctl-default-socket"],
  check: (facts) => {
    const process = facts.processes.find(
      ({ program, inContainer, argv }) => program === "k3s" && !inContainer && argv.includes("--docker"),
    );
    const unit = ["k3s", "k3s-agent"].flatMap((name) => {
      const service = serviceOf(facts, name);
      return (
        service?.files.flatMap((file) => {
          const at = lineIn(file, /(?:^|[\s'"])--docker\b/);
          return at ? [{ ...at, source: file.path }] : [];
        }) ?? []
      );
    })[0];
    const shim = facts.node.kubernetes?.socket.endsWith("/cri-dockerd/cri-dockerd.sock") === true;
    const runs = facts.processes.some(({ program, inContainer }) => program === "k3s" && !inContainer);
    if (!runs || (!process && !shim)) return null;
    return {
      severity: "info",
      title: "k3s runs its pods in Docker (--docker): docker ps is where they are",
      because: [
        "k3s was started with --docker: it starts no containerd of its own, and talks to dockerd through cri-dockerd.",
      ],
      evidence: [
        ...(unit ? [{ text: unit.text, source: unit.source, line: unit.line }] : []),
        ...(process ? [{ text: process.argv.join(" "), source: `/proc/${process.pid}` }] : []),
        ...(shim && facts.node.kubernetes
          ? [
              {
                text: facts.node.kubernetes.socket,
                source: facts.node.kubernetes.source.text,
                line: facts.node.kubernetes.source.line,
              },
            ]
          : []),
      ],
      see: ["docker ps", "k3s crictl ps"],
      about: ["docker", "crictl", "nerdctl", "ctr"],
    };
  },
  page: {
    symptom: "`docker ps` shows the pods (names like `k8s_nginx_…`), `ctr` and `nerdctl` show nothing.",
    cause: "k3s was installed with `--docker`.",
    check: "`grep -- --docker /etc/systemd/system/k3s.service`.",
    fix: "Nothing is broken: use docker and `k3s crictl`. Images built with docker are seen by the pods at once.",
  },
};
