import * as z from "zod";
import { bytes, count, labels, text, time, tool } from "./words.ts";

export const network = z.object({
  id: text.describe("null for nerdctl's host and none"),
  name: z.string(),
  driver: text,
  scope: text,
  internal: z.boolean().nullable(),
  ipv6: z.boolean().nullable(),
  createdAt: time,
  labels,
});

export const volume = z.object({
  name: z.string(),
  driver: text,
  mountpoint: text,
  scope: text,
  labels,
  size: bytes.describe("bytes; null where nobody added them up"),
});

export const layer = z.object({
  position: z.int().nonnegative().describe("0 is the newest"),
  id: text.describe("docker: an image id; nerdctl: the snapshot's; null where it is <missing>"),
  createdAt: time,
  createdBy: z.string(),
  comment: z.string(),
  size: bytes,
});

export const hit = z.object({
  name: z.string(),
  description: z.string(),
  stars: count,
  official: z.boolean().nullable(),
});

export const disk = z.object({
  what: z.enum(["images", "containers", "volumes", "build-cache", "image-filesystem", "content"]),
  path: text,
  count,
  active: count,
  size: bytes,
  reclaimable: bytes,
});

export const snapshot = z.object({
  key: z.string().describe("a container's id, or a layer's chain"),
  parent: text,
  state: z.enum(["active", "committed", "view", "unknown"]),
  size: bytes.describe("bytes, its parents' left out"),
  inodes: count,
});

export const blob = z.object({ digest: z.string(), size: bytes, age: text.describe("as ctr prints it"), labels });

export const usage = z.object({
  id: z.string(),
  name: text,
  cpuPercent: z.number().nonnegative().nullable().describe("100 is one whole CPU"),
  cpuNanos: z.number().nonnegative().nullable().describe("nanoseconds of CPU since it began"),
  memory: bytes,
  memoryLimit: bytes.describe("null: no limit"),
  pids: count,
  networkReceived: bytes,
  networkSent: bytes,
  blockRead: bytes,
  blockWritten: bytes,
  disk: bytes.describe("bytes of the writable layer"),
});

export const event = z.object({
  time,
  kind: z.string().describe("container, image, network, volume, pod, snapshot, task, …"),
  action: z.string().describe("docker's word (create, start, die, destroy, …) where docker has one, else the tool's"),
  id: text,
  name: text,
  namespace: text.describe("containerd namespace"),
  attributes: z.record(z.string(), z.string()),
});

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.record(z.string(), z.string())]);

export const record = z.object({
  id: z.string(),
  name: text,
  fields: z.record(z.string(), value).describe("what the tools have in common, under common names; not masked"),
  saidBy: z.record(z.string(), z.array(tool)).describe("for each field, the tools that say just that"),
});
