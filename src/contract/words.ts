import * as z from "zod";

/** The words that every part of the contract is made of. */
export const tool = z.enum(["docker", "nerdctl", "crictl", "ctr"]);
export const engine = z.enum(["containerd", "docker", "cri-o", "cri-dockerd"]);
export const flavor = z.enum([
  "k3s",
  "rke2",
  "microk8s",
  "k0s",
  "containerd",
  "docker",
  "docker-containerd",
  "rootless",
  "cri-o",
  "cri-dockerd",
  "colima",
]);
export const fit = z.enum(["exact", "steps", "partial", "none"]);
export const risk = z.enum(["read", "write", "destroy"]);

export const version = z.literal(1).describe("Changes when a field goes or changes its meaning; additions keep it.");
export const text = z.string().nullable();
export const count = z.int().nonnegative().nullable();
/** A time as every tool's is written here: RFC 3339. Years before 1000 and after 9999 do not come up. */
export const time = z.string().describe("RFC 3339, at most nanoseconds").nullable();
export const bytes = z.number().nonnegative().describe("bytes").nullable();
export const labels = z.record(z.string(), z.string());

export const node = z.object({ hostname: z.string() });

export const namespaceCount = z.object({
  name: z.string(),
  containers: count.describe("all containers, running or not; null when not asked"),
  running: count.describe("containers that run, sandboxes left out; null when this user may not look"),
  sandboxes: count,
});

export const target = z.object({
  id: z.string(),
  flavor,
  engine,
  socket: z.string(),
  namespace: text.describe("containerd namespace; null for engines without"),
  reason: z.string().describe("why this one"),
  otherNamespaces: z.array(namespaceCount),
});
