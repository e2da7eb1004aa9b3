import type { EngineFacts } from "../model/index.ts";
import type { Host } from "./host.ts";
import { TASK_FOLDER, taskPid } from "./task-counts.ts";

/** One running container or sandbox, known from its task folder alone. */
export interface Task {
  id: string;
  namespace: string;
  kind: "container" | "sandbox";
  /** Its first process; null when the folder names none. */
  pid: number | null;
  /** False when that process is gone and only the folder is left; null where /proc does not show this engine's processes. */
  running: boolean | null;
  pod: string | null;
  podNamespace: string | null;
  podUid: string | null;
  /** Id of the sandbox it belongs to. */
  podId: string | null;
  /** Its name in the pod, else the one nerdctl or docker gave it. */
  name: string | null;
  image: string | null;
  /** The command it was started with. */
  args: string[];
}

/** Control characters and text-direction marks: a container chooses its names, and a terminal must not obey them. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const textOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value.replace(UNSAFE, "") : null;

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const readJson = (host: Host, path: string): Record<string, unknown> => {
  const text = host.read(path);
  if (!text.ok) return {};
  try {
    return objectOf(JSON.parse(text.value));
  } catch {
    // Half-written: the container is just being made.
    return {};
  }
};

/** What dockerd knows of its own containers; the task folder holds neither name nor image for them. */
const dockerNames = (host: Host, rootDir: string | null, id: string): { name: string | null; image: string | null } => {
  if (rootDir === null) return { name: null, image: null };
  const config = readJson(host, `${rootDir}/containers/${id}/config.v2.json`);
  return { name: textOf(config.Name)?.replace(/^\//, "") ?? null, image: textOf(objectOf(config.Config).Image) };
};

const readTask = (host: Host, folder: string, namespace: string, id: string, dockerRoot: string | null): Task => {
  const config = readJson(host, `${folder}/config.json`);
  const annotations = objectOf(config.annotations);
  const cri = (key: string): string | null => textOf(annotations[`io.kubernetes.cri.${key}`]);
  const args = objectOf(config.process).args;
  const pid = taskPid(host, folder);
  const docker = dockerNames(host, dockerRoot, id);
  return {
    id: textOf(id) ?? id,
    namespace,
    kind: cri("container-type") === "sandbox" ? "sandbox" : "container",
    pid,
    running: pid === null ? null : host.stat(`/proc/${pid}`).ok,
    pod: cri("sandbox-name"),
    podNamespace: cri("sandbox-namespace"),
    podUid: cri("sandbox-uid"),
    podId: cri("sandbox-id"),
    name: cri("container-name") ?? textOf(annotations["nerdctl/name"]) ?? docker.name,
    image: cri("image-name") ?? docker.image,
    args: Array.isArray(args) ? args.flatMap((arg) => textOf(arg) ?? []) : [],
  };
};

/**
 * Lists everything that runs in a containerd, with no client at all: its task folders and the runtime configuration in each.
 * @param engine a containerd (`gatherFacts`); `dockers` are the node's dockerd engines, for the names of their containers
 * @returns tasks by namespace and id; null when this user may not look or the state directory is unknown
 */
export const listTasks = (host: Host, engine: EngineFacts, dockers: readonly EngineFacts[] = []): Task[] | null => {
  if (engine.stateDir === null) return null;
  const tasks = `${engine.stateDir}/${TASK_FOLDER}`;
  const namespaces = host.list(tasks);
  if (!namespaces.ok) return namespaces.code === "ENOENT" && host.stat(engine.stateDir).ok ? [] : null;
  // Where not one process of the engine is to be seen, its tasks' processes are not either.
  const visible = engine.pid !== null || engine.liveness !== "alive";
  const found: Task[] = [];
  for (const namespace of namespaces.value) {
    const ids = host.list(`${tasks}/${namespace}`);
    if (!ids.ok) return null;
    const docker = dockers.find(
      ({ containerd, namespaces: own }) => containerd === engine.socket && own[0]?.name === namespace,
    );
    for (const id of ids.value) {
      const task = readTask(host, `${tasks}/${namespace}/${id}`, namespace, id, docker?.rootDir ?? null);
      found.push(visible ? task : { ...task, running: null });
    }
  }
  return found;
};
