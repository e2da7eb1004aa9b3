import type { CompareInput, ToolOutcome } from "../../src/compare/index.ts";
import type { Container, Elsewhere, Listing, Note, Target, Tool } from "../../src/model/index.ts";

/** The time at which the node is looked at. */
export const NOW = Date.parse("2026-11-21T01:16:50Z");

export const target: Target = {
  id: "k3s",
  flavor: "k3s",
  engine: "containerd",
  socket: "/run/k3s/containerd/containerd.sock",
  namespace: "k8s.io",
  reason: "k3s uses it",
  otherNamespaces: [{ name: "default", containers: 1, running: 1, sandboxes: 0 }],
};

export const elsewhere: Elsewhere[] = [
  { engine: "docker", socket: "/var/run/docker.sock", namespace: "moby", running: 1, total: 2, why: null },
];

export const engines: CompareInput["engines"] = [
  { id: "k3s", engine: "containerd", flavor: "k3s", socket: target.socket },
  { id: "docker", engine: "docker", flavor: "docker", socket: "/var/run/docker.sock" },
];

/** A container of which nothing is known but what is given. */
export const container = (known: Partial<Container> & Pick<Container, "id">): Container => ({
  kind: "container",
  name: null,
  podContainer: null,
  pod: null,
  podId: null,
  podNamespace: null,
  attempt: null,
  image: null,
  imageId: null,
  command: null,
  state: "running",
  exitCode: null,
  createdAt: null,
  startedAt: null,
  finishedAt: null,
  pid: null,
  ports: [],
  labels: {},
  size: null,
  cri: null,
  status: null,
  networks: [],
  mounts: [],
  ...known,
});

interface PodShape {
  sandbox: string;
  pod: string;
  podNamespace: string;
  createdAt: string;
  pid: number;
  container: {
    id: string;
    podContainer: string;
    image: string;
    createdAt: string;
    pid: number | null;
    attempt?: number;
    exitCode?: number;
    finishedAt?: string;
  };
}

export const pods: PodShape[] = [
  {
    sandbox: "c64434d618019959c4d32f12c5340231cabfd5eb6d7f28b1f9620f884b5ef9fa",
    pod: "nginx-7c5ddbdf54-x2x9k",
    podNamespace: "default",
    createdAt: "2026-11-21T01:10:35.4Z",
    pid: 18557,
    container: {
      id: "f52d55c8e029a7590e070fb4c8d8627f8df1cf28f77a6684ed83fb78cbbcd7e4",
      podContainer: "nginx",
      image: "docker.io/library/nginx:1.27-alpine",
      createdAt: "2026-11-21T01:10:35.9Z",
      pid: 18607,
    },
  },
  {
    sandbox: "43724ed1a3ee49240e2eff8595427602fbc350db0eaee0815499d646b851c045",
    pod: "coredns-6799fbcd5-8p6wn",
    podNamespace: "kube-system",
    createdAt: "2026-11-21T01:10:36.029683810Z",
    pid: 18678,
    container: {
      id: "a0a9a71a71ae5ea758882112554340ef974318834b7de90f73eee02e0836e66e",
      podContainer: "coredns",
      image: "docker.io/library/busybox:latest",
      createdAt: "2026-11-21T01:10:36.2Z",
      pid: 18742,
    },
  },
  {
    sandbox: "bb488ce912309d4b2e6b6e27b62759d55a101ad842dbdca7c97139bb92ce66e1",
    pod: "svclb-traefik-abc12",
    podNamespace: "kube-system",
    createdAt: "2026-11-21T01:10:36.404416075Z",
    pid: 18813,
    container: {
      id: "fd06a49afa378328233419df51392593b21372dc65c094a6465cea2e94a5ea8a",
      podContainer: "lb-tcp-80",
      image: "docker.io/library/busybox:latest",
      createdAt: "2026-11-21T01:10:36.545635015Z",
      pid: 18865,
    },
  },
  {
    sandbox: "b2a139e427fb0ff13b51604d6eec785112949825a0aae94650c7989bf8e44218",
    pod: "helm-install-traefik-9ksd2",
    podNamespace: "kube-system",
    createdAt: "2026-11-21T01:12:05.942301575Z",
    pid: 22348,
    container: {
      id: "94685464aa83af014594643df047bf0864b7df07bd0162acc9460c5eca78b634",
      podContainer: "helm",
      image: "docker.io/library/busybox:latest",
      createdAt: "2026-11-21T01:12:06.097520187Z",
      pid: null,
      exitCode: 0,
      finishedAt: "2026-11-21T01:12:06.3Z",
    },
  },
  {
    sandbox: "9a3a4f7a5aa2eca63e455152dd2d19081b96be3342dda5cb1c5532a84aad093e",
    pod: "redis-0",
    podNamespace: "default",
    createdAt: "2026-11-21T01:12:06.228855401Z",
    pid: 22513,
    container: {
      id: "96f7ea692f18fb577d9fb5e8334cede086f8a9fd31c57d427e1269cee439fc52",
      podContainer: "redis",
      image: "docker.io/library/redis:alpine",
      createdAt: "2026-11-21T01:12:06.342284694Z",
      pid: null,
      attempt: 4,
      exitCode: 3,
      finishedAt: "2026-11-21T01:12:06.6Z",
    },
  },
];

const PAUSE = "docker.io/rancher/mirrored-pause:3.6";
const place = { target: "k3s", namespace: "k8s.io" };

/** What nerdctl says: names in its own form, `created` for what has exited, nothing of attempts. */
export const nerdctlRows = (list: readonly PodShape[], all: boolean): Container[] =>
  list.flatMap(({ sandbox, pod, podNamespace, createdAt, container: one }) => {
    const labels = { "io.kubernetes.pod.name": pod, "io.kubernetes.pod.namespace": podNamespace };
    const own = container({
      id: one.id,
      name: `k8s://${podNamespace}/${pod}/${one.podContainer}`,
      podContainer: one.podContainer,
      pod,
      podNamespace,
      image: one.image,
      command: `sh -c echo ${one.podContainer} started; sleep infinity`,
      state: one.pid === null ? "created" : "running",
      createdAt: one.createdAt,
      labels: { ...labels, "io.cri-containerd.kind": "container" },
      cri: true,
      status: one.pid === null ? "Created" : "Up",
    });
    const pause = container({
      id: sandbox,
      kind: "sandbox",
      name: `k8s://${podNamespace}/${pod}`,
      pod,
      podNamespace,
      image: PAUSE,
      createdAt,
      labels: { ...labels, "io.cri-containerd.kind": "sandbox" },
      cri: true,
      status: "Up",
    });
    return all || one.pid !== null ? [own, pause] : [pause];
  });

/** What crictl says: no sandboxes, config digests, attempts. */
export const crictlRows = (list: readonly PodShape[]): Container[] =>
  list.map(({ sandbox, pod, podNamespace, container: one }) =>
    container({
      id: one.id,
      name: `${podNamespace}/${pod}/${one.podContainer}`,
      podContainer: one.podContainer,
      pod,
      podId: sandbox,
      podNamespace,
      attempt: one.attempt ?? 0,
      image: one.image,
      imageId: "sha256:780a7e2ce0aff21ac5f322c91611be09ef28f56d85b689190715b0d714fc7690",
      state: one.pid === null ? "exited" : "running",
      createdAt: one.createdAt,
      labels: { "io.kubernetes.pod.name": pod, "io.kubernetes.pod.namespace": podNamespace },
      cri: true,
    }),
  );

/** What ctr says: ids, images and pids; not what is a sandbox. */
export const ctrRows = (list: readonly PodShape[]): Container[] =>
  list.flatMap(({ sandbox, pid, container: one }) => [
    container({ id: one.id, image: one.image, pid: one.pid, state: one.pid === null ? "unknown" : "running" }),
    container({ id: sandbox, image: PAUSE, pid }),
  ]);

export const dockerRows = (all: boolean): Container[] => {
  const web = container({
    id: "27779154c704f4ef5f0b1a6b9a4ed1a4f1d3f4f4c8f0ac2b0f1f6c7de5b1a001",
    name: "web",
    image: "busybox:latest",
    command: "/bin/sleep 100000",
    createdAt: "2026-11-21T01:14:35Z",
    labels: { "com.example.team": "shop" },
    size: 0,
    cri: false,
    status: "Up 2 minutes",
    networks: ["none"],
  });
  const oneshot = container({
    id: "72520eba7138aa0c6d9c3e2f7f5dd1b8e6a4b1f0a9c8d7e6f5a4b3c2d1e0f9a8",
    name: "oneshot",
    image: "busybox:latest",
    command: "/bin/echo bye",
    state: "exited",
    exitCode: 0,
    createdAt: "2026-11-21T01:14:36Z",
    size: 0,
    cri: false,
    status: "Exited (0) 2 minutes ago",
    networks: ["none"],
  });
  return all ? [oneshot, web] : [web];
};

const note = (text: string): Note => ({ kind: "lost", flag: null, text });
const step = (argv: string[]) => ({ argv, files: [], captures: null, stdin: null });

const shown: Record<Tool, { fit: "exact" | "partial"; argv: string[]; notes: Note[]; version: string; ms: number }> = {
  docker: { fit: "exact", argv: ["docker", "ps"], notes: [], version: "28.2.2", ms: 23 },
  nerdctl: {
    fit: "exact",
    argv: ["nerdctl", "--address", target.socket, "--namespace", "k8s.io", "ps"],
    notes: [],
    version: "2.3.5",
    ms: 52,
  },
  crictl: {
    fit: "exact",
    argv: ["crictl", "-r", `unix://${target.socket}`, "-i", `unix://${target.socket}`, "ps"],
    notes: [],
    version: "1.36.0",
    ms: 19,
  },
  ctr: {
    fit: "partial",
    argv: ["ctr", "-a", target.socket, "-n", "k8s.io", "tasks", "ls"],
    notes: [note("ids and pids only; images from containers ls")],
    version: "1.6.20",
    ms: 21,
  },
};

/** One tool that answered with these rows. */
export const answered = (tool: Tool, rows: Container[], all: boolean, at = place): ToolOutcome<"container"> => {
  const { fit, argv, notes, version, ms } = shown[tool];
  const typed = all && tool !== "ctr" ? [...argv, "-a"] : argv;
  return {
    tool,
    version,
    translation: tool === "docker" ? null : { fit, steps: [step(typed)], notes },
    asked: [at],
    queries: [{ argv: typed, exitCode: 0, durationMs: ms }],
    listings: [{ tool, kind: "container", ...at, rows }],
    failure: null,
  };
};

/** One tool that gave no answer. */
export const unanswered = (
  tool: Tool,
  state: NonNullable<ToolOutcome["failure"]>["state"],
  error: string,
  hint: string | null = null,
): ToolOutcome<"container"> => {
  const base = answered(tool, [], false, tool === "docker" ? { target: "docker", namespace: "moby" } : place);
  const ran =
    state === "missing" ? [] : base.queries.map((query) => ({ ...query, exitCode: state === "timeout" ? null : 1 }));
  return {
    ...base,
    version: state === "missing" ? null : base.version,
    asked: state === "missing" ? [] : base.asked,
    queries: state === "timeout" ? ran.map((query) => ({ ...query, durationMs: 10_003 })) : ran,
    listings: [],
    failure: { state, error, hint },
  };
};

/** The node of the recordings as `docker ps` (or `docker ps -a`) finds it; `change` swaps the outcome of tools. */
export const k3sNode = ({
  all = false,
  change = {},
  list = pods,
}: {
  all?: boolean;
  change?: Partial<Record<Tool, ToolOutcome<"container">>>;
  list?: readonly PodShape[];
} = {}): CompareInput<"container"> => {
  const outcomes: Record<Tool, ToolOutcome<"container">> = {
    docker: answered("docker", dockerRows(all), all, { target: "docker", namespace: "moby" }),
    nerdctl: answered("nerdctl", nerdctlRows(list, all), all),
    crictl: answered("crictl", crictlRows(list), all),
    ctr: answered("ctr", ctrRows(list), all),
    ...change,
  };
  return {
    kind: "container",
    input: all ? "docker ps -a" : "docker ps",
    command: "container ls",
    hostname: "node1",
    target,
    elsewhere,
    engines,
    all,
    outcomes: Object.values(outcomes),
    details: list.flatMap(({ container: one }) => [
      {
        id: one.id,
        exitCode: one.exitCode ?? null,
        startedAt: one.createdAt,
        finishedAt: one.finishedAt ?? null,
      },
    ]),
  };
};

/** The listings of an input, for tests that shuffle them. */
export const listingsOf = (input: CompareInput<"container">): Listing<"container">[] =>
  input.outcomes.flatMap(({ listings }) => [...listings]);
