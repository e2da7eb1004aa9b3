import { cleanLine } from "../model/clean.ts";
import type { Container, ContainerState, Namespace, Pod, Version } from "../model/index.ts";
import { type Answers, makeAdapter, type Reader } from "./adapter.ts";
import { blankContainer, nameOfId } from "./container.ts";
import { type ImageReference, isDigest, mergeReferences } from "./image.ts";
import { splitLabels } from "./labels.ts";
import { bytesOf } from "./quantities.ts";
import { readTable } from "./table.ts";
import { type ReadRows, UnreadableAnswer } from "./unreadable.ts";

/** What containerd takes as an id (pkg/identifiers): a line that is torn apart has none. */
const ID = /^[0-9A-Za-z]+(?:[._-]+[0-9A-Za-z]+)*$/;

/** ctr writes `-` where there is nothing. */
const given = (cell: string): string | null => (cell === "-" ? null : cleanLine(cell) || null);

interface Task {
  pid: number | null;
  state: ContainerState;
}

const taskStates: Readonly<Record<string, ContainerState>> = {
  RUNNING: "running",
  STOPPED: "exited",
  CREATED: "created",
  PAUSED: "paused",
  PAUSING: "paused",
};

/** Tasks by container id; null when that query gave no answer. */
const readTasks = (answers: Answers): Map<string, Task> | null => {
  const text = answers("tasks");
  if (text === null) return null;
  try {
    const tasks = readTable(text, ["TASK", "PID", "STATUS"]).rows.map(({ TASK, PID, STATUS }): [string, Task] => [
      TASK,
      { pid: /^[1-9]\d*$/.test(PID) ? Number(PID) : null, state: taskStates[STATUS] ?? "unknown" },
    ]);
    return new Map(tasks);
  } catch (error) {
    if (error instanceof UnreadableAnswer) return null;
    throw error;
  }
};

/** A container without a task is one that does not run: never started, or ended and cleaned up. Without tasks, nothing is known. */
const taskOf = (id: string, tasks: Map<string, Task> | null): Task =>
  tasks === null ? { pid: null, state: "unknown" } : (tasks.get(id) ?? { pid: null, state: "created" });

const readMetadata = (text: string): ReadRows<Record<"CONTAINER" | "IMAGE" | "RUNTIME", string>> => {
  const { rows, dropped } = readTable(text, ["CONTAINER", "IMAGE", "RUNTIME"]);
  const whole = rows.filter(({ CONTAINER }) => ID.test(CONTAINER));
  return { rows: whole, dropped: dropped + rows.length - whole.length };
};

const readContainers: Reader<"container"> = (answers, main) => {
  const { rows, dropped } = readMetadata(main);
  const tasks = readTasks(answers);
  const containers = rows.map(({ CONTAINER: id, IMAGE }): Container => {
    const { pid, state } = taskOf(id, tasks);
    return {
      ...blankContainer(id),
      name: nameOfId(id),
      image: given(IMAGE),
      state,
      // A stopped task keeps the pid that it had.
      pid: state === "running" || state === "paused" ? pid : null,
    };
  });
  return { rows: containers, dropped };
};

/** Sandboxes: ctr shows which, and whether they run. Their names are in the pods' labels, which its table does not show. */
const readPods: Reader<"pod"> = (answers, main) => {
  const { rows, dropped } = readMetadata(main);
  const tasks = readTasks(answers);
  const pods = rows.map(({ CONTAINER: id }): Pod => {
    const { state } = taskOf(id, tasks);
    return {
      id,
      name: "",
      podNamespace: "",
      uid: null,
      attempt: null,
      state: state === "running" ? "ready" : state === "unknown" ? "unknown" : "notready",
      createdAt: null,
      runtimeHandler: null,
      labels: {},
    };
  });
  return { rows: pods, dropped };
};

/** Pinned or not is said in a label, of images that CRI manages. */
const pinnedOf = (labels: Readonly<Record<string, string>>): boolean | null => {
  if (labels["io.cri-containerd.pinned"] === "pinned") return true;
  return labels["io.cri-containerd.image"] === undefined ? null : false;
};

const readImages: Reader<"image"> = (_, main) => {
  const { rows, dropped } = readTable(main, ["REF", "TYPE", "DIGEST", "SIZE", "PLATFORMS", "LABELS"]);
  const references = rows.flatMap((row): ImageReference[] => {
    if (row.REF === "" || !isDigest(row.DIGEST)) return [];
    const labels = splitLabels(row.LABELS);
    return [
      {
        name: cleanLine(row.REF),
        manifestDigest: row.DIGEST,
        // 0 is what ctr prints when it could not add up the size.
        contentSize: bytesOf(row.SIZE) || null,
        unpackedSize: null,
        createdAt: null,
        platforms: given(row.PLATFORMS)?.split(",") ?? [],
        labels,
        pinned: pinnedOf(labels),
      },
    ];
  });
  return { rows: mergeReferences(references), dropped: dropped + rows.length - references.length };
};

const readNamespaces: Reader<"namespace"> = (_, main) => {
  const { rows, dropped } = readTable(main, ["NAME", "LABELS"]);
  const whole = rows.filter(({ NAME }) => ID.test(NAME));
  return {
    rows: whole.map(
      ({ NAME, LABELS }): Namespace => ({ name: NAME, containers: null, images: null, labels: splitLabels(LABELS) }),
    ),
    dropped: dropped + rows.length - whole.length,
  };
};

/** `Client:` and `Server:`, and below each of them `  Version:  1.6.20~ds1`. */
export const readVersions: Reader<"version"> = (_, main): ReadRows<Version> => {
  const versionOf = (side: string): string | null => {
    const found = new RegExp(`^${side}:\\s*\\n(?:[ \\t]+.*\\n)*?[ \\t]+Version:[ \\t]*(\\S+)`, "m").exec(main)?.[1];
    return found === undefined ? null : cleanLine(found).replace(/^v(?=\d)/, "");
  };
  const [client, server] = [versionOf("Client"), versionOf("Server")];
  if (client === null && server === null) throw new UnreadableAnswer("names no version");
  return {
    rows: [{ client, server, components: server === null ? [] : [{ name: "containerd", version: server }] }],
    dropped: 0,
  };
};

/** Reads ctr, 1.6 and newer. */
export const ctr = makeAdapter("ctr", {
  container: readContainers,
  image: readImages,
  pod: readPods,
  namespace: readNamespaces,
  version: readVersions,
});
