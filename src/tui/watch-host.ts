import type { Host } from "../facts/host.ts";
import type { Tool } from "../model/index.ts";

/** Told whenever a tool's query starts (`ms` null) or ends. */
export type OnTool = (tool: Tool, state: "running" | "ok" | "failed" | "timeout", ms: number | null) => void;

/** Fires with the first of the two. */
const anyOf = (one: AbortSignal, other: AbortSignal | undefined): AbortSignal =>
  other ? AbortSignal.any([one, other]) : one;

/**
 * A Host that tells how each tool is getting on, and whose children die with the signal. Everything else goes through as it
 * is, so it works over a recording as over a node.
 */
export const watchHost = (host: Host, cancel: AbortSignal, onTool: OnTool): Host => {
  const open = new Map<Tool, number>();
  const failed = new Set<Tool>();
  return {
    now: () => host.now(),
    hostname: () => host.hostname(),
    uid: () => host.uid(),
    env: (name) => host.env(name),
    stat: (path) => host.stat(path),
    read: (path, maxBytes) => host.read(path, maxBytes),
    list: (path) => host.list(path),
    readlink: (path) => host.readlink(path),
    statfs: (path) => host.statfs(path),
    connect: (path, timeoutMs) => host.connect(path, timeoutMs),
    stream: (request) => host.stream({ ...request, cancel: anyOf(cancel, request.cancel) }),
    exec: async (request) => {
      const { tool } = request;
      if (tool === null) return host.exec({ ...request, cancel });
      open.set(tool, (open.get(tool) ?? 0) + 1);
      onTool(tool, "running", null);
      const result = await host.exec({ ...request, cancel });
      const left = (open.get(tool) ?? 1) - 1;
      open.set(tool, left);
      if (result.exitCode !== 0) failed.add(tool);
      const ended = result.outcome === "timeout" ? "timeout" : failed.has(tool) ? "failed" : "ok";
      onTool(tool, left > 0 ? "running" : ended, result.durationMs);
      return result;
    },
  };
};
