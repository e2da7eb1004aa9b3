import type { Target, Tool } from "../model/index.ts";
import { addressed } from "../plan/addressed.ts";
import type { Subject } from "./subject.ts";

/** One command that ctool runs to learn about a container. */
export interface PathQuery {
  tool: Tool;
  argv: string[];
  /** What is executed in place of the tool's name. */
  file: string[];
}

const ask = ({ tools }: Subject, tool: Tool, target: Target | null, words: readonly string[]): PathQuery | null => {
  const file = tools.find((one) => one.tool === tool)?.command ?? [];
  return target === null || file.length === 0 ? null : { tool, argv: addressed(tool, [tool, ...words], target), file };
};

/** The words of each look, without address flags: what is asked and what is shown are the same. */
export const looks = {
  criContainer: (id: string) => ["inspect", id],
  criSandbox: (id: string) => ["inspectp", id],
  dockerContainer: (id: string) => ["inspect", "--type", "container", id],
  ctrContainer: (id: string) => ["containers", "info", id],
  ctrTasks: () => ["tasks", "ls"],
  ctrProcesses: (id: string) => ["tasks", "ps", id],
  snapshotMounts: (snapshotter: string, key: string) => [
    "snapshots",
    "--snapshotter",
    snapshotter,
    "mounts",
    "/mnt",
    key,
  ],
  snapshotUsage: (snapshotter: string, key: string) => ["snapshots", "--snapshotter", snapshotter, "usage", key],
} as const;

/** What can be asked with the container's id alone; null where there is nobody to ask. */
export const firstQueries = (subject: Subject) => {
  const { row, cri, docker, containerd } = subject;
  const { id, podId } = row;
  return {
    criContainer: ask(subject, "crictl", cri, looks.criContainer(id)),
    criSandbox: podId === null ? null : ask(subject, "crictl", cri, looks.criSandbox(podId)),
    dockerContainer: ask(subject, "docker", docker, looks.dockerContainer(id)),
    ctrContainer: ask(subject, "ctr", containerd, looks.ctrContainer(id)),
    ctrTasks: ask(subject, "ctr", containerd, looks.ctrTasks()),
    ctrProcesses: row.state === "running" ? ask(subject, "ctr", containerd, looks.ctrProcesses(id)) : null,
  };
};

/** What can be asked once the container's snapshot is known. */
export const snapshotQueries = (subject: Subject, snapshotter: string, key: string) => ({
  snapshotMounts: ask(subject, "ctr", subject.containerd, looks.snapshotMounts(snapshotter, key)),
  snapshotUsage: ask(subject, "ctr", subject.containerd, looks.snapshotUsage(snapshotter, key)),
});
