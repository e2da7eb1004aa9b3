import type { Container, ContainerState, Port } from "../model/index.ts";
import { bytesOf } from "./quantities.ts";

const FULL_ID = /^[0-9a-f]{64}$/;

/** Where a container belongs: docker-style name, kind and pod. */
type Identity = Pick<Container, "kind" | "name" | "podContainer" | "pod" | "podNamespace" | "cri">;

/** nerdctl's names for what CRI made: `k8s://NAMESPACE/POD`, `k8s://NAMESPACE/POD/CONTAINER`. */
const K8S_NAME = /^k8s:\/\/([^/]+)\/([^/]+)(?:\/(.+))?$/;

/** `podNamespace/pod/container` (a sandbox has no container), from what is known of it; null when no pod is. */
export const podPath = ({
  podNamespace,
  pod,
  podContainer,
}: Pick<Identity, "podNamespace" | "pod" | "podContainer">) =>
  pod === null ? null : [podNamespace, pod, podContainer].filter((part) => part !== null).join("/");

/**
 * Tells what a container is: from nerdctl's name for it (made from the real labels, while joined ones can be forged with a
 * comma), else from its labels, as containerd's CRI (`io.cri-containerd.kind`), cri-dockerd (`io.kubernetes.docker.type`) and
 * the kubelet set them.
 * @param own the name that the tool prints, null when none
 */
export const identify = (id: string, own: string | null, labels: Readonly<Record<string, string>>): Identity => {
  const kind = labels["io.cri-containerd.kind"] ?? labels["io.kubernetes.docker.type"];
  const [named, podNamespace = null, pod = null, podContainer = null] = K8S_NAME.exec(own ?? "") ?? [];
  if (named !== undefined) {
    const place = { podNamespace, pod, podContainer };
    return { ...place, kind: podContainer === null ? "sandbox" : "container", name: podPath(place), cri: true };
  }
  const isSandbox = kind === "sandbox" || kind === "podsandbox";
  const place = {
    podNamespace: labels["io.kubernetes.pod.namespace"] ?? null,
    pod: labels["io.kubernetes.pod.name"] ?? null,
    podContainer: isSandbox ? null : (labels["io.kubernetes.container.name"] ?? null),
  };
  return {
    ...place,
    kind: isSandbox ? "sandbox" : "container",
    name: own ?? podPath(place) ?? nameOfId(id),
    cri: kind !== undefined,
  };
};

/** What was given to ctr as an id is all the name there is; 64 digits are none. */
export const nameOfId = (id: string): string | null => (FULL_ID.test(id) ? null : id);

/** A container of which only its id is known: everything else null or empty. */
export const blankContainer = (id: string): Container => ({
  id,
  kind: "container",
  name: null,
  podContainer: null,
  pod: null,
  podId: null,
  podNamespace: null,
  attempt: null,
  image: null,
  imageId: null,
  command: null,
  state: "unknown",
  exitCode: null,
  createdAt: null,
  startedAt: null,
  finishedAt: null,
  pid: null,
  ports: [],
  labels: {},
  size: null,
  cri: null,
  status: null,
  networks: [],
  mounts: [],
});

/**
 * State and exit code from the words of docker and nerdctl: `Up 3 hours (Paused)`, `Exited (137) 2 days ago`, `Created`,
 * `Restarting (1) 5 seconds ago`.
 */
export const readStatus = (status: string | null): { state: ContainerState; exitCode: number | null } => {
  const [, word, code] =
    /^(Up|Exited|Created|Paus(?:ed|ing)|Restarting|Dead|Removal)\b(?: \((\d+)\))?/.exec(status ?? "") ?? [];
  switch (word) {
    case "Up":
      return { state: /\(Paused\)$/.test(status ?? "") ? "paused" : "running", exitCode: null };
    case "Paused":
    case "Pausing":
      return { state: "paused", exitCode: null };
    case "Created":
      return { state: "created", exitCode: null };
    case undefined:
      return { state: "unknown", exitCode: null };
    default:
      return { state: "exited", exitCode: code === undefined ? null : Number(code) };
  }
};

/**
 * Bytes of the writable layer from docker's and nerdctl's `12kB (virtual 1.98MB)`. Without the second part nobody added them
 * up: docker prints `0B` then.
 */
export const readSize = (text: string | null): number | null =>
  bytesOf(/^(.*) \(virtual /.exec(text ?? "")?.[1] ?? null);

const PORT =
  /^(?:(?:\[(?<v6>[^\]]*)\]|(?<ip>.*?)):(?<from>\d+)(?:-(?<to>\d+))?->)?(?<inner>\d+)(?:-(?<last>\d+))?\/(?<protocol>\w+)$/;
const MOST_PORTS = 65_536;

/**
 * Ports as docker and nerdctl print them: `0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, 443/tcp`, ranges written out.
 * What is no port is left out.
 */
export const readPorts = (text: string): Port[] => {
  const ports: Port[] = [];
  for (const part of text.split(",")) {
    const found = PORT.exec(part.trim())?.groups;
    if (!found) continue;
    const [first, last] = [Number(found.inner), Number(found.last ?? found.inner)];
    for (let port = first; port <= last && ports.length < MOST_PORTS; port++) {
      ports.push({
        hostIp: found.v6 ?? found.ip ?? null,
        hostPort: found.from === undefined ? null : Number(found.from) + port - first,
        containerPort: port,
        protocol: found.protocol ?? "tcp",
      });
    }
  }
  return ports;
};
