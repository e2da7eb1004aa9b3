import type { Container, ContainerState, Tool } from "../model/index.ts";
import { fullReference } from "../translate/index.ts";
import type { ContainerDetails, KindRules, Lined, Place, Sighting } from "./input.ts";
import { byText, nanosOf, newestFirst } from "./moments.ts";
import { bestFirst, differenceOf, groupBy, mergeLabels, said } from "./sightings.ts";

type Group = readonly Sighting<"container">[];

/** Docker's containers live in its containerd under this name. */
const MOBY = "moby";
const TIMES = ["createdAt", "startedAt", "finishedAt"] as const;
type Time = (typeof TIMES)[number];
const ONE_SECOND = 1_000_000_000n;
/** What every pod's sandbox runs: registry.k8s.io/pause, rancher/mirrored-pause, eks/pause. */
const PAUSE_IMAGE = /(^|[/-])pause([:@-]|$)/;
const FULL_ID = /^[0-9a-f]{64}$/;
const IMAGE_ID = /^(sha256:)?[0-9a-f]{12,64}$/;

/** Best source first: who asks the CRI, then who asks dockerd, then those that read containerd's metadata. */
const CRI_FIRST: readonly Tool[] = ["crictl", "docker", "nerdctl", "ctr"];
/** Docker-style words come from the docker-like tools. */
const DOCKER_FIRST: readonly Tool[] = ["docker", "nerdctl", "crictl", "ctr"];
/** The task is what runs: ctr reads it from containerd. */
const TASK_FIRST: readonly Tool[] = ["ctr", "crictl", "docker", "nerdctl"];

/**
 * A state that the tool really knows. Without a task ctr says `created`, and nerdctl too of what CRI made, whether it never
 * started or has ended: that is no word on which.
 */
const knownState = (row: Container, tool: Tool): ContainerState | null => {
  const isGuess =
    row.state === "created" && ((tool === "ctr" && row.pid === null) || (tool === "nerdctl" && row.cri === true));
  return row.state === "unknown" || isGuess ? null : row.state;
};

/** What a tool says, guesses included, for telling that it is not what another tool knows. */
const saidState = (row: Container, tool: Tool): ContainerState | null =>
  tool === "ctr" ? knownState(row, tool) : row.state === "unknown" ? null : row.state;

/**
 * The state: crictl's for CRI containers, else the task's, else docker's or nerdctl's. CRI has no word for paused, so there
 * the task is believed.
 */
const stateOf = (group: Group): ContainerState => {
  const states = said(group, knownState);
  const [cri, task] = [states.get("crictl"), states.get("ctr")];
  if (cri === "running" && task === "paused") return "paused";
  return cri ?? task ?? states.get("docker") ?? states.get("nerdctl") ?? "unknown";
};

/** Go's zero time says nothing. */
const timeOf = (time: string | null): string | null => (time === null || time.startsWith("0001-") ? null : time);
const withinASecond = (a: string, b: string): boolean => {
  if (a === b) return true;
  const [left, right] = [nanosOf(a), nanosOf(b)];
  if (left === null || right === null) return true;
  return left - right <= ONE_SECOND && right - left <= ONE_SECOND;
};
const isNamed = (image: string | null): image is string => image !== null && !IMAGE_ID.test(image);
/** The image by a name that can be compared: an id or a digest names no tag. */
const taggedImage = ({ image }: Container): string | null => (isNamed(image) && !image.includes("@") ? image : null);
const isSameReference = (a: string, b: string): boolean => a === b || fullReference(a) === fullReference(b);
const hasTask = (state: ContainerState): boolean => state === "running" || state === "paused";

const nameOf = (own: string | null, row: Pick<Container, "pod" | "podNamespace" | "podContainer">): string | null => {
  if (own !== null) return own.replace(/^k8s:\/\//, "");
  if (row.pod === null) return row.podContainer;
  return [row.podNamespace, row.pod, row.podContainer].filter((part) => part !== null).join("/");
};

const kindOf = (group: Group): Container["kind"] =>
  group.find(({ tool }) => tool === "crictl")?.row.kind ??
  (group.some(({ row }) => row.kind === "sandbox") ? "sandbox" : "container");

/** Made through CRI: crictl lists nothing else; the others know by its labels. */
const criOf = (group: Group): boolean | null => {
  if (group.some(({ tool, row }) => tool === "crictl" || row.cri)) return true;
  return group.every(({ row }) => row.cri === null) ? null : false;
};

/** The first value that any row has, null when none has. */
const first = <F extends keyof Container>(rows: readonly Container[], field: F): Container[F] | null => {
  for (const row of rows) if (row[field] !== null) return row[field];
  return null;
};

const firstTime = (rows: readonly Container[], field: Time): string | null => {
  for (const row of rows) {
    const time = timeOf(row[field]);
    if (time !== null) return time;
  }
  return null;
};

/** The first list with anything in it. */
const firstList = <F extends "ports" | "networks" | "mounts">(
  rows: readonly Container[],
  field: F,
): Container[F] | [] => rows.find((row) => row[field].length > 0)?.[field] ?? [];

const merge = (group: Group): Container => {
  const state = stateOf(group);
  // Sorted once: every field of every row is picked from them.
  const byCri = bestFirst(group, CRI_FIRST);
  const byDocker = bestFirst(group, DOCKER_FIRST);
  const pod = {
    podContainer: first(byCri, "podContainer"),
    pod: first(byCri, "pod"),
    podNamespace: first(byCri, "podNamespace"),
  };
  const created = state === "created";
  const runs = hasTask(state);
  return {
    id: group[0]?.row.id ?? "",
    kind: kindOf(group),
    name: nameOf(first(byDocker, "name"), pod),
    // Written out: with a spread in it, V8 builds the row field by field.
    podContainer: pod.podContainer,
    pod: pod.pod,
    podNamespace: pod.podNamespace,
    podId: first(byCri, "podId"),
    attempt: first(byCri, "attempt"),
    image: byCri.find(({ image }) => isNamed(image))?.image ?? first(byCri, "image"),
    imageId: first(byCri, "imageId"),
    command: first(byDocker, "command"),
    state,
    exitCode: runs || created ? null : first(byCri, "exitCode"),
    createdAt: firstTime(byCri, "createdAt"),
    startedAt: created ? null : firstTime(byCri, "startedAt"),
    finishedAt: runs || created ? null : firstTime(byCri, "finishedAt"),
    pid: runs ? (bestFirst(group, TASK_FIRST).find(({ pid }) => pid)?.pid ?? null) : null,
    ports: firstList(byDocker, "ports"),
    // crictl's are JSON, nerdctl's are cut at commas.
    labels: mergeLabels(byCri),
    size: first(byDocker, "size"),
    cri: criOf(group),
    status: byDocker.find((row) => row.state === state && row.status !== null)?.status ?? null,
    networks: firstList(byDocker, "networks"),
    mounts: firstList(byDocker, "mounts"),
  };
};

/** Whether dockerd owns what is at this place: itself, or the namespace it keeps in a containerd. */
const isDockers = ({ tool, namespace }: Sighting<"container">): boolean => tool === "docker" || namespace === MOBY;

/** A full id is the same container in dockerd and in the namespace `moby`; otherwise the place is part of the identity. */
const keyOf = (sighting: Sighting<"container">): string =>
  isDockers(sighting) && FULL_ID.test(sighting.row.id)
    ? sighting.row.id
    : `${sighting.target}\n${sighting.namespace}\n${sighting.row.id}`;

/**
 * Fills in what rows tell about each other: the id that a container names as its pod's is a sandbox (ctr lists it without
 * saying so), and a container that only nerdctl or ctr names has the one sandbox of its pod.
 */
const relate = (rows: readonly Lined<"container">[]): Lined<"container">[] => {
  const at = (place: Place, ...rest: (string | null | undefined)[]): string =>
    [place.target, place.namespace, ...rest].join("\n");
  const members = new Map<string, Container>();
  const sandboxes = new Map<string, string | null>();
  const podKey = ({ row, place }: Lined<"container">): string =>
    at(place, row.podNamespace, row.pod, row.labels["io.kubernetes.pod.uid"]);
  for (const { row, place } of rows)
    if (row.podId !== null && row.podId !== row.id) members.set(at(place, row.podId), row);
  for (const placed of rows) {
    const { row } = placed;
    if (row.kind === "sandbox" && row.pod !== null)
      sandboxes.set(podKey(placed), sandboxes.has(podKey(placed)) ? null : row.id);
  }
  return rows.map((placed) => {
    const { row, place } = placed;
    const member = members.get(at(place, row.id));
    if (member) {
      const name =
        member.pod === null ? null : [member.podNamespace, member.pod].filter((part) => part !== null).join("/");
      const { pod, podNamespace } = {
        pod: row.pod ?? member.pod,
        podNamespace: row.podNamespace ?? member.podNamespace,
      };
      return { ...placed, row: { ...row, kind: "sandbox", pod, podNamespace, name: row.name ?? name, cri: true } };
    }
    // Where ctr is alone, the image is all there is to tell a sandbox by.
    if (row.kind === "container" && row.cri === null && PAUSE_IMAGE.test(row.image ?? ""))
      return { ...placed, row: { ...row, kind: "sandbox" } };
    if (row.kind === "sandbox" || row.pod === null || row.podId !== null) return placed;
    return { ...placed, row: { ...row, podId: sandboxes.get(podKey(placed)) ?? null } };
  });
};

/** The lists say nothing of starts and exit codes: a second look (`inspect`, /proc) does. */
const detail = (row: Container, details: readonly ContainerDetails[]): Container => {
  const say = <T>(read: (one: ContainerDetails) => T | null): T | null =>
    details.map(read).find((value) => value !== null) ?? null;
  const ended = row.state === "exited" || row.state === "unknown";
  return {
    ...row,
    exitCode: row.exitCode ?? (ended ? say((one) => one.exitCode) : null),
    startedAt: row.startedAt ?? (row.state === "created" ? null : say((one) => timeOf(one.startedAt))),
    finishedAt: row.finishedAt ?? (ended ? say((one) => timeOf(one.finishedAt)) : null),
  };
};

export const containerRules: KindRules<"container"> = {
  detail,
  relate,
  group: (sightings) => groupBy(sightings, keyOf),
  merge,
  differences: (group) => [
    ...differenceOf(group, "state", saidState),
    ...differenceOf(group, "exitCode", ({ exitCode, state }) => (state === "exited" ? exitCode : null)),
    ...differenceOf(group, "image", taggedImage, isSameReference, fullReference),
    ...TIMES.flatMap((field) => differenceOf(group, field, (row) => timeOf(row[field]), withinASecond)),
    ...differenceOf(group, "pid", ({ pid, state }) => (hasTask(state) && pid !== 0 ? pid : null)),
  ],
  order: (a, b) =>
    newestFirst(a.createdAt, b.createdAt) ||
    byText(a.name, b.name) ||
    (b.attempt ?? 0) - (a.attempt ?? 0) ||
    byText(a.id, b.id),
};
