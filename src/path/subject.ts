import type { EngineFacts, Joined, Target, Tool, ToolFacts } from "../model/index.ts";
import { addressed } from "../plan/addressed.ts";
import type { Maker } from "./types.ts";

/** A container and everybody on this node who can tell something about it. */
export interface Subject {
  row: Joined<"container">;
  madeBy: Maker;
  /** Serves CRI for it; null for what no pod holds. */
  cri: Target | null;
  docker: Target | null;
  /** The containerd that runs its task, with the namespace it is in; null where there is none (CRI-O). */
  containerd: Target | null;
  /** That containerd's state directory; null: unknown. */
  stateDir: string | null;
  tools: readonly ToolFacts[];
  /** Sockets that do not answer now → what commands for them need. */
  silent: ReadonlyMap<string, string>;
  /** Folders of PATH, so that commands name what is elsewhere by its whole path. */
  path: readonly string[];
}

const CRI_NAMESPACE = "k8s.io";
const DOCKER_NAMESPACE = "moby";

const targetAt = ({ id, flavor, engine, socket }: EngineFacts, namespace: string | null): Target => ({
  id,
  flavor,
  engine,
  socket,
  namespace,
  reason: "it holds the container",
  otherNamespaces: [],
});

const makerOf = (row: Joined<"container">, engine: EngineFacts): Maker => {
  if (engine.engine === "docker") return "docker";
  if (row.cri || row.podId !== null || engine.engine !== "containerd") return "cri";
  return Object.keys(row.labels).some((label) => label.startsWith("nerdctl/")) ? "nerdctl" : "ctr";
};

/**
 * Says who can tell something about a container.
 * @param engines the node's engines
 * @param path the folders of PATH
 * @returns null when its engine is not among them
 */
export const subjectOf = (
  row: Joined<"container">,
  engines: readonly EngineFacts[],
  tools: readonly ToolFacts[],
  path: readonly string[],
): Subject | null => {
  const engine = engines.find(({ id }) => id === row.at);
  if (!engine) return null;
  const madeBy = makerOf(row, engine);
  const behindDocker = engine.engine === "docker" || engine.engine === "cri-dockerd";
  const docker = behindDocker
    ? (engines.find((one) => one.engine === "docker" && (engine.engine !== "docker" || one === engine)) ?? null)
    : null;
  const runs = docker ? engines.find(({ socket }) => socket === docker.containerd) : engine;
  const containerd = runs?.engine === "containerd" ? runs : null;
  const namespace = docker ? (docker.namespaces[0]?.name ?? DOCKER_NAMESPACE) : (row.namespace ?? CRI_NAMESPACE);
  return {
    row,
    madeBy,
    cri: madeBy === "cri" ? targetAt(engine, engine.engine === "containerd" ? namespace : null) : null,
    docker: docker && targetAt(docker, null),
    containerd: containerd && targetAt(containerd, namespace),
    stateDir: containerd?.stateDir ?? null,
    tools,
    silent: new Map(
      engines
        .filter(({ liveness }) => liveness !== "alive" && liveness !== "unknown")
        .map(({ socket, liveness }) => [socket, liveness === "denied" ? "root" : "its engine to run"]),
    ),
    path,
  };
};

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** What a person types to start this program here: its name where PATH finds it, else the whole path. */
export const spoken = (file: string, path: readonly string[]): string =>
  path.includes(folderOf(file)) ? nameOf(file) : file;

/**
 * A tool's command as it reaches a target on this node, ready to paste: `k3s crictl --runtime-endpoint …`.
 * @returns null when the tool is not here or there is no such target
 */
export const command = (
  { tools, path }: Subject,
  tool: Tool,
  target: Target | null,
  words: readonly string[],
): string[] | null => {
  const facts = tools.find((one) => one.tool === tool);
  const [program, ...inner] = facts?.command ?? [];
  if (target === null || program === undefined) return null;
  return [spoken(program, path), ...inner, ...addressed(tool, [tool, ...words], target).slice(1)];
};
