import type { NamespaceCount } from "../model/index.ts";
import type { Host } from "./host.ts";

/** Folder of the running tasks below a state directory, one folder for each namespace (containerd 1.4 to 2.x). */
export const TASK_FOLDER = "io.containerd.runtime.v2.task";

/** The namespace in which the CRI plugin makes all its containers. */
export const CRI_NAMESPACE = "k8s.io";

/** The annotation that marks a sandbox, as runc's configuration holds it. */
const SANDBOX = '"io.kubernetes.cri.container-type":"sandbox"';

/** The pid of a task's first process; null when its folder has none (yet). */
export const taskPid = (host: Host, folder: string): number | null => {
  const text = host.read(`${folder}/init.pid`, 32);
  const pid = text.ok ? Number(text.value) : Number.NaN;
  return Number.isInteger(pid) && pid > 0 ? pid : null;
};

/**
 * Counts what runs, from the task folders alone. A folder outlives its process until somebody deletes the task, so the pid
 * in it is looked up. Only a task with a shim of its own can be a sandbox (the containers of a pod share the sandbox's), so
 * only those, and only where CRI works, have their configuration read.
 * @param shimIds the `-id` of every shim of this engine; null when processes cannot be seen
 * @param pids every pid there is; null when they say nothing about this engine's tasks (another pid namespace)
 * @returns null when this user may not look
 */
export const countTasks = (
  host: Host,
  stateDir: string,
  shimIds: ReadonlySet<string> | null,
  pids: ReadonlySet<number> | null,
): NamespaceCount[] | null => {
  const tasks = `${stateDir}/${TASK_FOLDER}`;
  const namespaces = host.list(tasks);
  if (!namespaces.ok) {
    // A containerd that never ran anything has no folder yet; without a state directory nothing is known.
    return namespaces.code === "ENOENT" && host.stat(stateDir).ok ? [] : null;
  }
  const counts: NamespaceCount[] = [];
  for (const name of namespaces.value) {
    const ids = host.list(`${tasks}/${name}`);
    if (!ids.ok) return null;
    let running = 0;
    let sandboxes = 0;
    for (const id of ids.value) {
      const folder = `${tasks}/${name}/${id}`;
      const pid = pids === null ? null : taskPid(host, folder);
      if (pids !== null && (pid === null || !pids.has(pid))) continue;
      const mayBeSandbox = name === CRI_NAMESPACE && (shimIds === null || shimIds.has(id));
      const config = mayBeSandbox ? host.read(`${folder}/config.json`) : null;
      if (config?.ok && config.value.includes(SANDBOX)) sandboxes++;
      else running++;
    }
    counts.push({ name, containers: null, running, sandboxes });
  }
  return counts;
};

/** The namespaces that have a task folder, uncounted; none where this user may not look. */
export const listNamespaces = (host: Host, stateDir: string): NamespaceCount[] => {
  const names = host.list(`${stateDir}/${TASK_FOLDER}`);
  return (names.ok ? names.value : []).map((name) => ({ name, containers: null, running: null, sandboxes: null }));
};
