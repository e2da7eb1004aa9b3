import type { ObjectRecord } from "../../model/index.ts";
import type { Answers, Reader } from "../adapter.ts";
import { identify } from "../container.ts";
import { readTable } from "../table.ts";
import { UnreadableAnswer } from "../unreadable.ts";
import { documentsOf, ociFields, ordered, reference } from "./container-fields.ts";
import { amountAt, at, flagAt, namesAt, recordOf, textAt, timeAt } from "./fields.ts";

const criStates: Readonly<Record<string, string>> = {
  CONTAINER_RUNNING: "running",
  CONTAINER_EXITED: "exited",
  CONTAINER_CREATED: "created",
};

const criRecord = (document: unknown, id: string): ObjectRecord => {
  const status = at(document, "status");
  const spec = at(document, "info.runtimeSpec");
  const labels = namesAt(status, "labels") ?? {};
  const place = [labels["io.kubernetes.pod.namespace"], labels["io.kubernetes.pod.name"]].filter(Boolean).join("/");
  const container = textAt(status, "metadata.name");
  const state = criStates[textAt(status, "state") ?? ""] ?? null;
  const exit = at(status, "exitCode");
  const attempt = at(status, "metadata.attempt");
  return recordOf(
    id,
    [place, container].filter(Boolean).join("/") || null,
    ordered({
      ...ociFields(spec),
      image: reference(textAt(status, "image.userSpecifiedImage") ?? textAt(status, "image.image")),
      imageId: textAt(status, "imageId") ?? textAt(status, "imageRef"),
      state,
      exitCode: state === "exited" ? (typeof exit === "number" ? exit : 0) : null,
      pid: state === "running" ? amountAt(document, "info.pid") : null,
      createdAt: timeAt(status, "createdAt"),
      startedAt: timeAt(status, "startedAt"),
      finishedAt: timeAt(status, "finishedAt"),
      attempt: typeof attempt === "number" ? attempt : null,
      pod: place || null,
      podId: textAt(document, "info.sandboxID"),
      labels,
      logPath: textAt(status, "logPath"),
      runtime: textAt(document, "info.runtimeType"),
      snapshotter: textAt(document, "info.snapshotter"),
      privileged: flagAt(document, "info.privileged") || null,
    }),
  );
};

/** `crictl inspect`. */
export const readCriContainer: Reader<"containerRecord"> = (_, main) => ({
  rows: documentsOf(main, "status.id").map(([document, id]) => criRecord(document, id)),
  dropped: 0,
});

const taskStates: Readonly<Record<string, string>> = {
  RUNNING: "running",
  STOPPED: "exited",
  CREATED: "created",
  PAUSED: "paused",
};

/** The state and pid of one container's task; nothing where it has none, since then ctr cannot tell why. */
export const readTask = (answers: Answers, id: string): { state: string | null; pid: number | null } => {
  const text = answers("tasks");
  if (text === null) return { state: null, pid: null };
  try {
    const task = readTable(text, ["TASK", "PID", "STATUS"]).rows.find(({ TASK }) => TASK === id);
    const state = taskStates[task?.STATUS ?? ""] ?? null;
    return { state, pid: task && state !== "exited" ? Number(task.PID) || null : null };
  } catch (error) {
    if (error instanceof UnreadableAnswer) return { state: null, pid: null };
    throw error;
  }
};

/** CRI keeps a container's record in an extension, as JSON in base64. */
export const extensionOf = (document: unknown, name: string): unknown => {
  const extensions = at(document, "Extensions") as Record<string, unknown> | undefined;
  const value = textAt(extensions?.[name], "value");
  if (value === null) return null;
  try {
    const bytes = Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
};

const ctrRecord = (answers: Answers, document: unknown, id: string): ObjectRecord => {
  const labels = namesAt(document, "Labels") ?? {};
  const { name, pod, podNamespace } = identify(id, null, labels);
  const metadata = extensionOf(document, "io.cri-containerd.container.metadata");
  const { state, pid } = readTask(answers, id);
  return recordOf(
    id,
    name,
    ordered({
      ...ociFields(at(document, "Spec")),
      image: reference(textAt(document, "Image")),
      imageId: textAt(metadata, "Metadata.ImageRef"),
      state,
      pid,
      createdAt: timeAt(document, "CreatedAt"),
      pod: pod === null ? null : `${podNamespace}/${pod}`,
      podId: textAt(metadata, "Metadata.SandboxID"),
      labels,
      logPath: textAt(metadata, "Metadata.LogPath"),
      runtime: textAt(document, "Runtime.Name"),
      snapshotter: textAt(document, "Snapshotter"),
    }),
  );
};

/** `ctr containers info`, and its task. */
export const readCtrContainer: Reader<"containerRecord"> = (answers, main) => ({
  rows: documentsOf(main, "ID").map(([document, id]) => ctrRecord(answers, document, id)),
  dropped: 0,
});
