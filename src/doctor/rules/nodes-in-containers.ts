import type { Rule } from "../rule.ts";

export const nodesInContainers: Rule = {
  id: "nodes-in-containers",
  area: "kubernetes",
  title: "Kubernetes nodes run inside containers (kind, k3d, minikube)",
  worst: "info",
  check: (facts) => {
    const inside = facts.processes.filter(
      ({ inContainer, program }) => inContainer && /^(?:containerd|k3s|kubelet|dockerd)$/.test(program),
    );
    const nodes = inside.filter(({ program }) => program === "k3s" || program === "kubelet");
    if (nodes.length === 0) return null;
    return {
      severity: "info",
      title: `${nodes.length} Kubernetes node${nodes.length === 1 ? " runs" : "s run"} inside a container here: the pods are in there, not on this machine`,
      because: [
        "kind, k3d and minikube put a whole node into one container of Docker's. docker ps shows that container, and nothing of what runs in it.",
      ],
      evidence: nodes
        .slice(0, 3)
        .map(({ program, pid }) => ({ text: `${program} in a container`, source: `/proc/${pid}` })),
      see: ["docker ps --filter label=io.x-k8s.kind.role", "docker exec <node> crictl ps"],
      fix: [{ text: "look inside the node", argv: ["docker", "exec", "<node>", "crictl", "ps"] }],
      about: ["docker", "nerdctl", "crictl", "ctr"],
    };
  },
  page: {
    symptom: "`docker ps` shows one container per node and none of the pods; `crictl ps` on the machine finds nothing.",
    cause: "The node is a container, with a containerd of its own in it.",
    check: "`docker ps --filter label=io.x-k8s.kind.role`, `minikube status`, `k3d node list`.",
    fix: "`docker exec NODE crictl ps`; `minikube ssh -- sudo crictl ps`; images: `kind load docker-image`, `minikube image load`, `k3d image import`.",
  },
};
