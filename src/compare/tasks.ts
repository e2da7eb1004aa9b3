import type { AnswerState, Comparison, Container, Gap, GapCode, Joined, ToolAnswer } from "../model/index.ts";

/** What a task folder says of something that runs (`src/facts`, `Task`): the part that a row needs. */
export interface RunningTask {
  id: string;
  namespace: string;
  kind: Container["kind"];
  pid: number | null;
  running: boolean | null;
  pod: string | null;
  podNamespace: string | null;
  podId: string | null;
  name: string | null;
  image: string | null;
  args: string[];
}

const gapCodes: Readonly<Record<Exclude<AnswerState, "ok">, GapCode>> = {
  failed: "tool-failed",
  missing: "tool-missing",
  denied: "denied",
  timeout: "timeout",
  unsupported: "unsupported",
};

const gapOf = ({ tool, state, error }: ToolAnswer): Gap =>
  state === "ok"
    ? {
        tool,
        code: tool === "docker" ? "other-engine" : "not-listed",
        why: tool === "docker" ? "docker lists only dockerd's own" : "not listed, though its task runs",
      }
    : { tool, code: gapCodes[state], why: error ?? state };

const nameOf = ({ pod, podNamespace, name, kind }: RunningTask): string | null =>
  pod === null ? name : [podNamespace, pod, kind === "sandbox" ? null : name].filter((part) => part !== null).join("/");

const rowOf = (task: RunningTask): Container => ({
  id: task.id,
  kind: task.kind,
  name: nameOf(task),
  podContainer: task.kind === "container" && task.pod !== null ? task.name : null,
  pod: task.pod,
  podId: task.podId,
  podNamespace: task.podNamespace,
  attempt: null,
  image: task.image,
  imageId: null,
  command: task.args.length > 0 ? task.args.join(" ") : null,
  state: task.running === false ? "exited" : "running",
  exitCode: null,
  createdAt: null,
  startedAt: null,
  finishedAt: null,
  pid: task.pid,
  ports: [],
  labels: {},
  size: null,
  cri: task.pod !== null,
  status: null,
  networks: [],
  mounts: [],
});

/** What a row lacks, from its task: the tools go first. */
const filled = (row: Joined<"container">, own: Container): Joined<"container"> => ({
  ...row,
  kind: own.kind,
  name: row.name ?? own.name,
  podContainer: row.podContainer ?? own.podContainer,
  pod: row.pod ?? own.pod,
  podId: row.podId ?? own.podId,
  podNamespace: row.podNamespace ?? own.podNamespace,
  image: row.image ?? own.image,
  command: row.command ?? own.command,
});

/**
 * Completes a comparison from the task folders, for a node whose tools cannot tell: ctr alone knows no names and no sandboxes,
 * and without any tool the folders are all there is. Rows that no tool listed are added with an empty `seenBy`.
 * @param at id of the engine whose task folders these are
 */
export const completeFromTasks = (
  comparison: Comparison<"container">,
  tasks: readonly RunningTask[],
  at: string,
): Comparison<"container"> => {
  const known = new Map(tasks.map((task) => [task.id, task]));
  const rows = comparison.rows.map((row) => {
    const task = row.at === at ? known.get(row.id) : undefined;
    return task ? filled(row, rowOf(task)) : row;
  });
  const listed = new Set(comparison.rows.filter((row) => row.at === at).map(({ id }) => id));
  const missing = comparison.tools.map(gapOf);
  const added = tasks
    .filter(({ id }) => !listed.has(id))
    .map(
      (task): Joined<"container"> => ({
        ...rowOf(task),
        at,
        namespace: task.namespace,
        seenBy: [],
        missing,
        differs: [],
      }),
    );
  return { ...comparison, rows: [...rows, ...added] };
};
