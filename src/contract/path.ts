import * as z from "zod";
import { bytes, count, node, text, time, version } from "./words.ts";

const containerState = z.enum(["running", "exited", "created", "paused", "unknown"]);

/** What is known at each hop. */
const facts = {
  pod: z.object({ name: z.string(), namespace: z.string().describe("Kubernetes namespace"), uid: text }),
  sandbox: z.object({
    id: z.string(),
    image: text,
    state: z.enum(["ready", "notready"]).nullable(),
    addresses: z.array(z.string()).describe("the pod's, the primary one first; none on the node's own network"),
    hostNetwork: z.boolean().nullable(),
    pid: count.describe("the process that holds the pod's namespaces open"),
  }),
  container: z.object({
    id: z.string(),
    name: text,
    image: text,
    imageDigest: text.describe("config digest"),
    attempt: count,
    state: containerState,
    exitCode: z.int().nullable(),
    createdAt: time,
    madeBy: z.enum(["cri", "docker", "nerdctl", "ctr"]),
  }),
  task: z.object({
    pid: count,
    status: text.describe("as ctr tasks ls says it"),
    processes: count,
    namespace: z.string().describe("containerd namespace"),
  }),
  shim: z.object({
    pid: count,
    program: text,
    id: text.describe("the sandbox's for a pod: its containers share one shim"),
    address: text.describe("socket of the containerd that started it"),
  }),
  runc: z.object({
    program: z.string(),
    root: z.string().describe("what its --root must be"),
    status: text,
    bundle: text,
  }),
  cgroup: z.object({
    version: z.union([z.literal(1), z.literal(2)]),
    path: z.string().describe("as in /proc/PID/cgroup"),
    folder: z.string().describe("where its memory files are"),
    memory: bytes.describe("bytes in use now, page cache included"),
    memoryLimit: bytes.describe("null: no limit"),
    cpuSeconds: z.number().nonnegative().nullable().describe("CPU time used in all"),
    cpuPercent: z.number().nullable().describe("of one CPU, while it was looked at; null: too briefly"),
  }),
  log: z.object({ path: z.string(), driver: z.string(), bytes }),
  rootfs: z.object({
    snapshotter: z.string(),
    key: text.describe("containerd's snapshot; null for docker's own storage"),
    layers: count.describe("below the writable one"),
    upper: text.describe("folder of the writable layer"),
    writable: bytes.describe("of the writable layer"),
  }),
  mounts: z.object({
    list: z.array(z.object({ source: z.string(), destination: z.string(), type: z.string(), readOnly: z.boolean() })),
  }),
} as const;

const commands = z.array(
  z.object({
    argv: z.array(z.string()).describe("whole, with the address flags of this node"),
    needs: text.describe("what it needs besides: the API server, root, its engine to run; null: nothing"),
  }),
);

const hopOf = <N extends keyof typeof facts>(hop: N) =>
  z.object({
    hop: z.literal(hop),
    state: z
      .enum(["seen", "absent", "unseen"])
      .describe("absent: there is none; unseen: it could not be looked at; both say why"),
    why: text,
    facts: facts[hop].nullable(),
    commands,
  });

/** What `ctool path CONTAINER --json` prints. */
export const path = z.object({
  schemaVersion: version,
  node,
  container: z.object({
    id: z.string(),
    name: text,
    pod: text,
    podNamespace: text,
    podContainer: text,
    attempt: count,
    state: containerState,
    exitCode: z.int().nullable(),
    at: z.string().describe("id of the engine it lives in"),
    namespace: text.describe("containerd namespace it lives in"),
  }),
  hops: z
    .array(
      z.discriminatedUnion("hop", [
        hopOf("pod"),
        hopOf("sandbox"),
        hopOf("container"),
        hopOf("task"),
        hopOf("shim"),
        hopOf("runc"),
        hopOf("cgroup"),
        hopOf("log"),
        hopOf("rootfs"),
        hopOf("mounts"),
      ]),
    )
    .describe("in this order, each once"),
});
