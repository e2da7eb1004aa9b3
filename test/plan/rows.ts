import { blankContainer } from "../../src/adapters/container.ts";
import type { Joined, Target, ToolFacts } from "../../src/model/index.ts";

/** A container row of the k3s node, running in k8s.io unless said. */
export const container = (over: Partial<Joined<"container">> = {}): Joined<"container"> => ({
  ...blankContainer("c".repeat(64)),
  state: "running",
  at: "k3s",
  namespace: "k8s.io",
  seenBy: ["nerdctl", "crictl", "ctr"],
  missing: [],
  differs: [],
  ...over,
});

/** One that the kubelet made. */
export const podContainer = (over: Partial<Joined<"container">> = {}): Joined<"container"> =>
  container({
    name: "default/web-1/nginx",
    pod: "web-1",
    podId: "p".repeat(64),
    podNamespace: "default",
    podContainer: "nginx",
    cri: true,
    labels: { "io.kubernetes.pod.name": "web-1" },
    ...over,
  });

export const image = (over: Partial<Joined<"image">> = {}): Joined<"image"> => ({
  configDigest: `sha256:${"1".repeat(64)}`,
  manifestDigest: `sha256:${"2".repeat(64)}`,
  references: ["docker.io/library/nginx:latest"],
  digests: [],
  contentSize: 1,
  unpackedSize: 1,
  createdAt: "2026-01-01T00:00:00Z",
  platforms: [],
  labels: {},
  pinned: null,
  at: "k3s",
  namespace: "k8s.io",
  seenBy: ["nerdctl", "crictl", "ctr"],
  missing: [],
  differs: [],
  ...over,
});

export const place = (over: Partial<Target> = {}): Target => ({
  id: "k3s",
  flavor: "k3s",
  engine: "containerd",
  socket: "/run/k3s/containerd/containerd.sock",
  namespace: "k8s.io",
  reason: "",
  otherNamespaces: [],
  ...over,
});

/** Tools of a node, all there unless left out. */
export const toolsOf = (...tools: ToolFacts["tool"][]): ToolFacts[] =>
  (["docker", "nerdctl", "crictl", "ctr"] as const).map((tool) => {
    const there = tools.length === 0 || tools.includes(tool);
    return {
      tool,
      path: there ? `/usr/bin/${tool}` : null,
      realPath: there ? `/usr/bin/${tool}` : null,
      command: there ? [`/usr/bin/${tool}`] : [],
      owner: null,
      version: tool === "nerdctl" ? "2.3.5" : tool === "ctr" ? "1.6.20" : "1.36",
      problem: there ? null : "missing",
      also: [],
    };
  });
