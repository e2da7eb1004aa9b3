import { cleanLine } from "../model/clean.ts";
import type { Container, Image, Pod, Version } from "../model/index.ts";
import { type Answers, makeAdapter, type Reader } from "./adapter.ts";
import { blankContainer, podPath } from "./container.ts";
import { readDocument } from "./json.ts";
import { timeOfNanos } from "./quantities.ts";
import { type ReadRows, UnreadableAnswer } from "./unreadable.ts";
import { count, flag, identity, labels, line, lines, part, type ReadBy, readEach, row } from "./values.ts";

/** CRI's time: nanoseconds since the epoch, a 64-bit number and so in digits. */
const nanos = (value: unknown): string | null =>
  typeof value === "string" || typeof value === "number" ? timeOfNanos(String(value)) : null;

/** The list of a CRI answer; one that is missing is empty (protobuf leaves empty lists out). */
const listOf = (document: unknown, key: string): ReadRows<unknown> => {
  if (typeof document !== "object" || document === null || Array.isArray(document))
    throw new UnreadableAnswer("prints JSON that is no list of its own");
  const list = (document as Record<string, unknown>)[key] ?? [];
  if (!Array.isArray(list)) throw new UnreadableAnswer(`prints JSON without a list of ${key}`);
  return { rows: list, dropped: 0 };
};

/** runtime.v1.PodSandbox */
const podRow = row({
  id: identity,
  metadata: part({ name: line, uid: line, namespace: line, attempt: count }),
  state: line,
  createdAt: nanos,
  labels,
  runtimeHandler: line,
});

const podStates: Readonly<Record<string, Pod["state"]>> = { SANDBOX_READY: "ready", SANDBOX_NOTREADY: "notready" };

const toPod = ({ id, metadata, state, createdAt, labels, runtimeHandler }: ReadBy<typeof podRow>): Pod => ({
  id,
  name: metadata.name ?? "",
  podNamespace: metadata.namespace ?? "",
  uid: metadata.uid,
  attempt: metadata.attempt,
  state: podStates[state ?? ""] ?? "unknown",
  createdAt,
  runtimeHandler,
  labels,
});

const readPods = (text: string): ReadRows<Pod> => {
  const { rows, dropped } = readEach(listOf(readDocument(text), "items"), podRow);
  return { rows: rows.map(toPod), dropped };
};

/** runtime.v1.Container. `imageRef` is the config digest on containerd, a reference by digest elsewhere; then `imageId` is there. */
const containerRow = row({
  id: identity,
  podSandboxId: line,
  metadata: part({ name: line, attempt: count }),
  image: part({ image: line, userSpecifiedImage: line }),
  imageRef: line,
  imageId: line,
  state: line,
  createdAt: nanos,
  labels,
});

const containerStates: Readonly<Record<string, Container["state"]>> = {
  CONTAINER_RUNNING: "running",
  CONTAINER_EXITED: "exited",
  CONTAINER_CREATED: "created",
};

const toContainer = (row: ReadBy<typeof containerRow>, pods: ReadonlyMap<string, Pod>): Container => {
  const sandbox = pods.get(row.podSandboxId ?? "");
  const place = {
    podNamespace: row.labels["io.kubernetes.pod.namespace"] ?? (sandbox?.podNamespace || null),
    pod: row.labels["io.kubernetes.pod.name"] ?? (sandbox?.name || null),
    podContainer: row.labels["io.kubernetes.container.name"] ?? row.metadata.name,
  };
  return {
    ...blankContainer(row.id),
    ...place,
    name: podPath(place) ?? place.podContainer,
    podId: row.podSandboxId,
    attempt: row.metadata.attempt,
    image: row.image.userSpecifiedImage ?? row.image.image ?? row.imageRef,
    imageId: row.imageId ?? row.imageRef,
    state: containerStates[row.state ?? ""] ?? "unknown",
    createdAt: row.createdAt,
    labels: row.labels,
    cri: true,
  };
};

/** Pods are a help only: when they cannot be read, the containers still can. */
const podsById = (answers: Answers): Map<string, Pod> => {
  try {
    return new Map(readPods(answers("pods") ?? "{}").rows.map((pod) => [pod.id, pod]));
  } catch (error) {
    if (error instanceof UnreadableAnswer) return new Map();
    throw error;
  }
};

const readContainers: Reader<"container"> = (answers, main) => {
  const { rows, dropped } = readEach(listOf(readDocument(main), "containers"), containerRow);
  const pods = podsById(answers);
  return { rows: rows.map((row) => toContainer(row, pods)), dropped };
};

/** runtime.v1.Image; its size is that of the compressed content. */
const imageRow = row({ id: identity, repoTags: lines, repoDigests: lines, size: count, pinned: flag });

const toImage = ({ id, repoTags, repoDigests, size, pinned }: ReadBy<typeof imageRow>): Image => {
  const manifests = [
    ...new Set(repoDigests.flatMap((reference) => /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1] ?? [])),
  ];
  return {
    configDigest: /^[0-9a-f]{64}$/.test(id) ? `sha256:${id}` : id,
    manifestDigest: manifests.length === 1 ? (manifests[0] ?? null) : null,
    references: repoTags,
    digests: repoDigests,
    contentSize: size,
    unpackedSize: null,
    createdAt: null,
    platforms: [],
    labels: {},
    pinned,
  };
};

const readImages: Reader<"image"> = (_, main) => {
  const { rows, dropped } = readEach(listOf(readDocument(main), "images"), imageRow);
  return { rows: rows.map(toImage), dropped };
};

/** `crictl version` speaks of the runtime (lines of `Key:  value`), `crictl --version` of itself (`unknown` when built without one). */
const readVersions: Reader<"version"> = (answers, main): ReadRows<Version> => {
  const fields = new Map(
    [...main.matchAll(/^(\w+):\s+(\S.*)$/gm)].map(([, key, value]) => [key, cleanLine(value ?? "").trim()]),
  );
  const server = fields.get("RuntimeVersion")?.replace(/^v(?=\d)/, "") ?? null;
  if (server === null) throw new UnreadableAnswer("names no version");
  const client = /^crictl version v?(\S+)/.exec(cleanLine(answers("client") ?? ""))?.[1] ?? null;
  const api = fields.get("RuntimeApiVersion");
  const components = [{ name: fields.get("RuntimeName") ?? "runtime", version: server }];
  if (api !== undefined) components.push({ name: "CRI API", version: api });
  return { rows: [{ client: client === "unknown" ? null : client, server, components }], dropped: 0 };
};

/** Reads crictl, 1.26 and newer. */
export const crictl = makeAdapter("crictl", {
  container: readContainers,
  image: readImages,
  pod: (_, main) => readPods(main),
  version: readVersions,
});
