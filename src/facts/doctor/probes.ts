import { addressFlags } from "../../adapters/ask.ts";
import type { Probe } from "../../doctor/facts.ts";
import type { EngineFacts, Target, Tool, ToolFacts } from "../../model/index.ts";
import type { Host } from "../host.ts";
import type { NodeFacts } from "../node-facts.ts";
import { parseAddress } from "../socket-path.ts";

/** A call before it is made. */
type Planned = Omit<Probe, "run">;

const MAX_BYTES = 16 * 1024 * 1024;
const JSON_LINES = ["--no-trunc", "--format", "{{json .}}"] as const;

const IMAGE_LINES = ["--no-trunc", "--digests", "--format", "{{json .}}"] as const;

/** What reading the answers, judging and printing takes of the deadline, in milliseconds; so does starting ctool itself. */
const RESERVE_MS = 450;

/** More namespaces than this are not looked into one by one. */
const MAX_NAMESPACES = 8;

/** CRI's plugins: one in containerd 1, three in containerd 2. */
const CRI_PLUGINS = ["id==cri", "type==io.containerd.cri.v1"] as const;

const CONTAINERD = "/run/containerd/containerd.sock";

/** The tool as a person types it: its variables and files decide where it goes. */
const typed = (tool: Tool, name: string, ...words: string[]): Planned => ({
  tool,
  name,
  at: null,
  namespace: null,
  argv: [tool, ...words],
});

const placeOf = ({ id, flavor, engine, socket }: EngineFacts, namespace: string | null): Target => ({
  id,
  flavor,
  engine,
  socket,
  namespace,
  reason: "",
  otherNamespaces: [],
});

/** The tool sent to one engine, and for ctr to one namespace. */
const sent = (
  tool: Tool,
  name: string,
  engine: EngineFacts,
  namespace: string | null,
  ...words: string[]
): Planned => ({
  tool,
  name,
  at: engine.id,
  namespace,
  argv: [tool, ...addressFlags(tool, placeOf(engine, namespace)), ...words],
});

/** ctr about one containerd: who it is, whether CRI is loaded, and what each namespace holds. */
const aboutContainerd = (engine: EngineFacts): Planned[] => {
  const names = engine.namespaces.map(({ name }) => name);
  const usual = engine.flavor === "docker-containerd" ? [] : ["default", "k8s.io"];
  const namespaces = [...new Set([...usual, ...names])].slice(0, MAX_NAMESPACES);
  const ctr = (name: string, ...words: string[]) => sent("ctr", name, engine, null, ...words);
  return [
    ctr("version", "version"),
    ctr("namespaces", "namespaces", "ls"),
    ...(engine.flavor === "docker-containerd"
      ? []
      : [ctr("plugins", "plugins", "ls"), ctr("plugin-errors", "plugins", "ls", "-d", ...CRI_PLUGINS)]),
    ...namespaces.flatMap((namespace) => [
      sent("ctr", "containers", engine, namespace, "containers", "ls"),
      sent("ctr", "images", engine, namespace, "images", "ls"),
    ]),
  ];
};

/** crictl about one CRI engine. */
const aboutCri = (engine: EngineFacts, isTarget: boolean): Planned[] => {
  const crictl = (name: string, ...words: string[]) => sent("crictl", name, engine, null, ...words);
  return [
    crictl("version", "version"),
    ...(isTarget
      ? [
          crictl("info", "info"),
          crictl("ps", "ps", "-a", "-o", "json"),
          crictl("pods", "pods", "-o", "json"),
          crictl("images", "images", "-o", "json"),
        ]
      : []),
  ];
};

/** Whether the socket that bare ctr dials takes connections: on one that does not, ctr waits 10 s to say next to nothing. */
const ctrHasPlace = ({ environment, engines, canonical }: NodeFacts): boolean => {
  const address = environment.containerdAddress ?? CONTAINERD;
  const parsed = parseAddress(address);
  const path = canonical[address] ?? (parsed.kind === "path" ? parsed.path : address);
  return engines.some(({ socket, liveness }) => socket === path && liveness === "alive");
};

/**
 * The tools' own list, version, info and plugin calls that tell what a person would see here, and why. A tool is sent only to
 * sockets that answer; a closed one would make ctr wait for its deadline, and the facts say so already.
 * @param target where ctool itself would go
 */
export const planProbes = (node: NodeFacts, target: Target | null, tools: readonly ToolFacts[]): Planned[] => {
  const usable = new Set(tools.filter(({ command }) => command.length > 0).map(({ tool }) => tool));
  const alive = node.engines.filter(({ liveness }) => liveness === "alive");
  const dockers = alive.filter(({ engine }) => engine === "docker");
  const { dockerHost, dockerContext } = node.environment;
  const elsewhere =
    dockers.length > 1 ||
    dockerHost !== null ||
    dockerContext !== null ||
    node.dockerContexts.some(({ current, name }) => current && name !== "default");
  const cri = alive.filter(({ engine, flavor }) => engine !== "docker" && flavor !== "docker-containerd");
  const planned: Planned[] = [
    // The slowest first.
    typed("nerdctl", "ps", "ps", ...JSON_LINES),
    typed("docker", "info", "info", "--format", "{{json .}}"),
    typed("docker", "ps", "ps", "-a", ...JSON_LINES),
    typed("docker", "version", "version", "--format", "{{json .}}"),
    // What was built with docker is compared with what Kubernetes sees: nothing to compare without CRI.
    ...(cri.length > 0
      ? dockers.map((engine) => sent("docker", "images", engine, null, "images", ...IMAGE_LINES))
      : []),
    ...(elsewhere ? dockers.map((engine) => sent("docker", "ps", engine, null, "ps", "-a", ...JSON_LINES)) : []),
    typed("crictl", "ps", "ps", "-a", "-o", "json"),
    ...cri.flatMap((engine) =>
      aboutCri(engine, engine.socket === target?.socket || engine.socket === node.kubernetes?.socket),
    ),
    ...alive.filter(({ engine }) => engine === "containerd").flatMap(aboutContainerd),
    ...(ctrHasPlace(node) ? [typed("ctr", "version", "version")] : []),
    typed("nerdctl", "client", "--version"),
    typed("crictl", "client", "--version"),
  ];
  return planned.filter(({ tool }) => usable.has(tool));
};

/**
 * What is left of the whole deadline for children, so that the command ends within it although every tool hangs. Where that is
 * little, they have half of it.
 * @param deadlineMs of the whole command
 * @param spentMs what was spent before any child was started
 * @returns milliseconds, always fewer than the whole
 */
export const childDeadlineOf = (deadlineMs: number, spentMs: number): number =>
  Math.max(deadlineMs - spentMs - RESERVE_MS, deadlineMs / 2);

/** Starts every call at once, each with the same deadline (`childDeadlineOf`), and waits for all. */
export const runProbes = (
  host: Host,
  planned: readonly Planned[],
  tools: readonly ToolFacts[],
  timeoutMs: number,
): Promise<Probe[]> =>
  Promise.all(
    planned.map(async (probe): Promise<Probe> => {
      const command = tools.find(({ tool }) => tool === probe.tool)?.command ?? null;
      const run = await host.exec({
        tool: probe.tool,
        argv: probe.argv,
        file: command,
        timeoutMs,
        maxBytes: MAX_BYTES,
      });
      return { ...probe, run };
    }),
  );
