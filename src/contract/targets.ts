import * as z from "zod";
import { engine, flavor, namespaceCount, node, target, text, version } from "./words.ts";

const source = z.object({
  by: z.enum(["path", "env", "config", "proc", "flag"]),
  text: z.string().describe("the variable, the file, the process"),
  line: z.int().nullable(),
});

const found = z.object({
  id: z.string().describe("short and unique on this node"),
  flavor,
  engine,
  socket: z.string(),
  liveness: z.enum(["alive", "refused", "missing", "denied", "timeout", "not-a-socket", "unknown"]),
  why: text.describe("why it does not answer"),
  foundBy: z.array(source),
  pid: z.int().nullable(),
  stateDir: text,
  rootDir: text,
  namespaces: z.array(namespaceCount),
  containerd: z.exactOptional(text).describe("docker only: socket of the containerd that its containers are in"),
  cri: z.boolean().nullable().describe("CRI is served here; null: unknown"),
  running: z.int().nullable(),
  version: text.describe("the engine's own"),
});

/** What `ctool targets --json` prints. */
export const targets = z.object({
  schemaVersion: version,
  node,
  target: target.nullable().describe("the one that is used; null: see problem"),
  problem: z.object({ code: z.string(), message: z.string(), hint: text }).nullable(),
  engines: z.array(found),
  problems: z
    .array(z.object({ source: z.string(), text: z.string() }))
    .describe("configuration that could not be understood, or contradicts another"),
  looked: z.array(z.string()).describe("where a socket was looked for"),
});
