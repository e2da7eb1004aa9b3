import { type Container, cleanLine, type Joined } from "../model/index.ts";
import { fullReference } from "../translate/index.ts";
import type { WriteVerb } from "./write-verbs.ts";

type ContainerRow = Joined<"container">;
type ImageRow = Joined<"image">;

/** Why something is not done unless `--override-guard` says so. */
export interface Guard {
  code: "pod-container" | "image-in-use" | "image-pinned" | "pause-image";
  /** What is protected, as a person knows it. */
  subject: string;
  /** One or two sentences: what would happen. */
  why: string;
  /** What to do instead, as commands to paste. */
  instead: string[];
}

/** Whether the kubelet made a container: it labels them (kubernetes, pkg/kubelet/types/labels.go), `crictl run` does not. */
export const isKubelets = ({ pod, labels }: Pick<Container, "pod" | "labels">): boolean =>
  pod !== null && (labels["io.kubernetes.pod.uid"] !== undefined || labels["io.kubernetes.pod.name"] !== undefined);

const nameOf = ({ name, id }: ContainerRow): string => cleanLine(name ?? id.slice(0, 12));

const deletePod = ({ pod, podNamespace }: ContainerRow): string =>
  `kubectl delete pod ${cleanLine(pod ?? "")} -n ${cleanLine(podNamespace ?? "default")}`;

const guardPod = (verb: string, row: ContainerRow): Guard => {
  const pod = row.podId === null ? [] : [`crictl stopp ${row.podId}`];
  const stops =
    row.state === "running"
      ? "the kubelet starts its next attempt at once"
      : "the kubelet keeps it for kubectl logs -p";
  const restart = verb === "container restart" ? [`crictl stop --timeout 10 ${row.id}`] : [];
  return {
    code: "pod-container",
    subject: nameOf(row),
    why: `it belongs to the pod ${cleanLine(row.pod ?? "")}: ${stops}, and makes it anew whatever is done to it here`,
    instead: [...restart, deletePod(row), ...pod],
  };
};

/** Containers of pods that a verb would stop, restart, kill or remove. */
export const guardContainers = (path: string, verb: WriteVerb, rows: readonly ContainerRow[]): Guard[] =>
  verb.guardsPods ? rows.filter(isKubelets).map((row) => guardPod(path, row)) : [];

/** The image that holds a pod's network namespace, by the names under which it is published. */
const PAUSE = /(?:^|\/)(?:mirrored-)?pause(?:-\w+)?(?::|@|$)/;

const sameImage = (image: ImageRow, container: ContainerRow): boolean => {
  const { image: name, imageId } = container;
  const ids = [image.configDigest, image.manifestDigest].filter((id) => id !== null);
  if (imageId !== null && ids.includes(imageId)) return true;
  if (name === null) return false;
  if (ids.includes(name)) return true;
  const reference = fullReference(name);
  return image.references.includes(reference) || image.digests.includes(reference);
};

/** Containers of an image's own engine, running or not and in any namespace, that were made from it; sandboxes too. */
export const usersOf = (image: ImageRow, containers: readonly ContainerRow[]): ContainerRow[] =>
  containers.filter((container) => container.at === image.at && sameImage(image, container));

/** Whether pods need this image to exist at all: what CRI's configuration names, else by its name. */
const isPause = (image: ImageRow, sandboxImage: string | null): boolean =>
  sandboxImage !== null && image.references.includes(fullReference(sandboxImage))
    ? true
    : image.references.some((reference) => PAUSE.test(reference));

export const imageName = ({ references, digests, configDigest, manifestDigest }: ImageRow): string =>
  cleanLine(references[0] ?? digests[0] ?? configDigest ?? manifestDigest ?? "<none>");

/**
 * What forbids to remove an image; null when nothing does.
 * @param containers every container of the node, of all namespaces, sandboxes included
 * @param sandboxImage the pause image by CRI's own configuration; null where that was not asked
 */
export const guardImage = (
  image: ImageRow,
  containers: readonly ContainerRow[],
  sandboxImage: string | null,
): Guard | null => {
  const subject = imageName(image);
  if (isPause(image, sandboxImage))
    return {
      code: "pause-image",
      subject,
      why: "it is the pause image: without it, no pod can start on this node unless it can be pulled again",
      instead: [],
    };
  if (image.pinned)
    return { code: "image-pinned", subject, why: "it is pinned: the kubelet never removes it either", instead: [] };
  const users = usersOf(image, containers);
  if (users.length === 0) return null;
  const names = users
    .slice(0, 3)
    .map((row) => `${nameOf(row)} (${row.state}${row.namespace ? `, ${row.namespace}` : ""})`);
  const more = users.length > 3 ? ` and ${users.length - 3} more` : "";
  return {
    code: "image-in-use",
    subject,
    why: `containers were made from it: ${names.join(", ")}${more}`,
    instead: [],
  };
};

/**
 * The pause image in what `crictl info` prints (containerd's `config.sandboxImage`, or its pinned images).
 * @returns null when it does not say
 */
export const readSandboxImage = (text: string): string | null => {
  try {
    const { config } = JSON.parse(text) as { config?: Record<string, unknown> };
    const named = config?.sandboxImage ?? (config?.pinnedImages as Record<string, unknown> | undefined)?.sandbox;
    return typeof named === "string" && named !== "" ? named : null;
  } catch {
    return null;
  }
};
