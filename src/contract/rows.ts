import * as z from "zod";
import { bytes, count, labels, text, time } from "./words.ts";

const port = z.object({
  hostIp: text,
  hostPort: z.int().nullable().describe("null for a port that is exposed but not published"),
  containerPort: z.int(),
  protocol: z.string(),
});

export const container = z.object({
  id: z.string().describe("the full id: 64 hex digits, or what ctr was given"),
  kind: z.enum(["container", "sandbox"]),
  name: text.describe("docker's or nerdctl's name, else podNamespace/pod/container"),
  podContainer: text.describe("the name inside the pod"),
  pod: text,
  podId: text.describe("id of the pod's sandbox"),
  podNamespace: text.describe("the Kubernetes namespace, which is not containerd's"),
  attempt: count.describe("how often the kubelet has restarted it"),
  image: text,
  imageId: text,
  command: text,
  state: z.enum(["running", "exited", "created", "paused", "unknown"]),
  exitCode: z.int().nullable(),
  createdAt: time,
  startedAt: time,
  finishedAt: time,
  pid: z.int().nullable(),
  ports: z.array(port),
  labels,
  size: bytes.describe("bytes of the writable layer; null where it was not asked"),
  cri: z.boolean().nullable().describe("made through CRI; null: unknown"),
  status: text.describe("docker's or nerdctl's own status words"),
  networks: z.array(z.string()),
  mounts: z.array(z.string()),
});

export const image = z.object({
  configDigest: text.describe("what docker and crictl call the image id"),
  manifestDigest: text.describe("what nerdctl and ctr show"),
  references: z.array(z.string()).describe("full references with a tag"),
  digests: z.array(z.string()).describe("full references by digest"),
  contentSize: bytes.describe("bytes, compressed"),
  unpackedSize: bytes.describe("bytes on disk"),
  createdAt: time,
  platforms: z.array(z.string()),
  labels,
  pinned: z.boolean().nullable(),
});

export const pod = z.object({
  id: z.string().describe("id of the sandbox"),
  name: z.string(),
  podNamespace: z.string(),
  uid: text,
  attempt: count,
  state: z.enum(["ready", "notready", "unknown"]),
  createdAt: time,
  runtimeHandler: text,
  labels,
});

export const namespace = z.object({ name: z.string(), containers: count, images: count, labels });

export const versions = z.object({
  client: text,
  server: text,
  components: z.array(z.object({ name: z.string(), version: z.string() })),
});
