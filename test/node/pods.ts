import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { PAUSE_IMAGE } from "./containerd.ts";
import type { ContainerSpec, PodMade, PodSpec } from "./pod-specs.ts";
import { mustExec, type Place } from "./run-inside.ts";
import { waitFor } from "./wait.ts";

const NODE_NETWORK = 2;

function podLabels(pod: PodSpec): Record<string, string> {
  return {
    "io.kubernetes.pod.name": pod.name,
    "io.kubernetes.pod.namespace": pod.namespace,
    "io.kubernetes.pod.uid": pod.uid,
  };
}

function logFolder(pod: PodSpec): string {
  return `/var/log/pods/${pod.namespace}_${pod.name}_${pod.uid}`;
}

function podConfig(pod: PodSpec, hostNetwork: boolean): object {
  return {
    metadata: { name: pod.name, namespace: pod.namespace, uid: pod.uid },
    // A pod in the node's network has the node's name: CRI refuses a host name of its own.
    ...(hostNetwork ? {} : { hostname: pod.name }),
    log_directory: logFolder(pod),
    labels: { ...pod.labels, ...podLabels(pod) },
    linux: hostNetwork ? { security_context: { namespace_options: { network: NODE_NETWORK } } } : {},
  };
}

function containerConfig(pod: PodSpec, container: ContainerSpec): object {
  const attempt = container.attempt ?? 0;
  return {
    metadata: { name: container.name, attempt },
    image: { image: container.image },
    command: container.command,
    envs: Object.entries(container.env ?? {}).map(([key, value]) => ({ key, value })),
    labels: { ...container.labels, ...podLabels(pod), "io.kubernetes.container.name": container.name },
    annotations: { "io.kubernetes.container.restartCount": String(attempt) },
    log_path: `${container.name}/${attempt}.log`,
    linux: {},
  };
}

/** Writes JSON into the node's own folder, which holds no links, so that it can be reached from outside. */
function putInBase(place: Place, name: string, value: object): string {
  const path = `${place.base}/${name}`;
  writeFileSync(`/proc/${place.pid}/root${path}`, JSON.stringify(value));
  return path;
}

/**
 * Makes one pod through CRI as the kubelet does, and waits until those of its containers that end have ended.
 * @param hasNetwork whether there are CNI plugins; without them the pod lives in the node's network
 * @throws when CRI refuses, or a container ends with another exit code than its spec says
 */
async function makeCriPod(place: Place, socket: string, pod: PodSpec, hasNetwork: boolean): Promise<PodMade> {
  const crictl = ["crictl", "-r", `unix://${socket}`, "-i", `unix://${socket}`, "-t", "30s"];
  const logs = pod.containers.map((container) => `${logFolder(pod)}/${container.name}`);
  await mustExec(place, ["mkdir", "-p", ...logs]);
  const podFile = putInBase(place, `${pod.uid}.json`, podConfig(pod, (pod.hostNetwork ?? false) || !hasNetwork));

  const id = await mustExec(place, [...crictl, "runp", podFile]);
  const containers: PodMade["containers"] = [];
  for (const container of pod.containers) {
    const file = putInBase(place, `${pod.uid}-${container.name}.json`, containerConfig(pod, container));
    const made = await mustExec(place, [...crictl, "create", id, file, podFile]);
    await mustExec(place, [...crictl, "start", made]);
    containers.push({
      name: container.name,
      id: made,
      attempt: container.attempt ?? 0,
      exits: container.exits ?? null,
    });
  }
  for (const container of containers) {
    if (container.exits === null) continue;
    const code = await waitFor(`${pod.name}/${container.name} to end`, async () => {
      const { status } = JSON.parse(await mustExec(place, [...crictl, "inspect", "-o", "json", container.id]));
      return status.state === "CONTAINER_EXITED" ? String(status.exitCode ?? 0) : null;
    });
    if (code !== String(container.exits)) throw new Error(`${pod.name}/${container.name} ended with ${code}`);
  }
  return { name: pod.name, namespace: pod.namespace, uid: pod.uid, id, containers };
}

function idFrom(...parts: string[]): string {
  return createHash("sha256").update(parts.join("/")).digest("hex");
}

function flags(name: string, values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([key, value]) => [name, `${key}=${value}`]);
}

/**
 * Makes containers that nerdctl and ctr show as a pod's, without CRI: crictl does not see them. For nodes where crictl is
 * missing or CRI is off.
 */
async function makeCtrPod(place: Place, socket: string, pod: PodSpec): Promise<PodMade> {
  const ctr = ["ctr", "-a", socket, "-n", "k8s.io"];
  const sandbox = idFrom(pod.uid);
  const annotations = {
    "io.kubernetes.cri.sandbox-id": sandbox,
    "io.kubernetes.cri.sandbox-name": pod.name,
    "io.kubernetes.cri.sandbox-namespace": pod.namespace,
    "io.kubernetes.cri.sandbox-uid": pod.uid,
  };
  const run = (
    id: string,
    image: string,
    kind: string,
    labels: Record<string, string>,
    more: Record<string, string>,
  ) => [
    ...ctr,
    ...["run", "--detach"],
    ...flags("--label", { "io.cri-containerd.kind": kind, ...podLabels(pod), ...labels }),
    ...flags("--annotation", { "io.kubernetes.cri.container-type": kind, ...annotations, ...more }),
    ...(pod.hostNetwork ? ["--net-host"] : []),
    ...[image, id],
  ];
  await mustExec(place, [...run(sandbox, PAUSE_IMAGE, "sandbox", { ...pod.labels }, {}), "sleep", "infinity"]);
  const containers: PodMade["containers"] = [];
  for (const spec of pod.containers) {
    const attempt = spec.attempt ?? 0;
    const id = idFrom(pod.uid, spec.name, String(attempt));
    const labels = { ...spec.labels, "io.kubernetes.container.name": spec.name };
    const more = { "io.kubernetes.cri.container-name": spec.name, "io.kubernetes.cri.image-name": spec.image };
    await mustExec(place, [...run(id, spec.image, "container", labels, more), ...spec.command]);
    containers.push({ name: spec.name, id, attempt, exits: spec.exits ?? null });
    if (spec.exits === undefined) continue;
    await waitFor(`${pod.name}/${spec.name} to end`, async () =>
      new RegExp(`^${id}\\s+\\d+\\s+STOPPED`, "m").test(await mustExec(place, [...ctr, "tasks", "ls"])),
    );
    // CRI removes the task of a container that has ended.
    await mustExec(place, [...ctr, "tasks", "rm", id]).catch((error: Error) => {
      // ctr passes the container's exit code on as its own.
      if (!error.message.includes(`exit ${spec.exits}`)) throw error;
    });
  }
  return { name: pod.name, namespace: pod.namespace, uid: pod.uid, id: sandbox, containers };
}

/** Waits until CRI answers: containerd listens a little earlier than its CRI part is ready. */
export async function waitForCri(place: Place, socket: string): Promise<void> {
  const crictl = ["crictl", "-r", `unix://${socket}`, "-i", `unix://${socket}`];
  await waitFor(`CRI on ${socket}`, async () => {
    await mustExec(place, [...crictl, "pods", "-q"]);
    return true;
  });
}

/** Makes a pod through CRI, or as near to one as ctr comes. */
export function makePod(
  place: Place,
  socket: string,
  pod: PodSpec,
  hasCri: boolean,
  hasNetwork: boolean,
): Promise<PodMade> {
  return hasCri ? makeCriPod(place, socket, pod, hasNetwork) : makeCtrPod(place, socket, pod);
}
