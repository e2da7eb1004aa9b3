import type { FieldValue, ObjectRecord } from "../../model/index.ts";
import type { Answers, Reader } from "../adapter.ts";
import { identify } from "../container.ts";
import { documentsOf, reference } from "./container-fields.ts";
import { amountAt, at, linesAt, listAt, namesAt, recordOf, textAt, timeAt } from "./fields.ts";
import { extensionOf, readTask } from "./oci-record.ts";

type Fields = Record<string, FieldValue | null>;

const ORDER = [
  "uid",
  "state",
  "attempt",
  "pid",
  "createdAt",
  "ip",
  "ips",
  "hostname",
  "networkMode",
  "ports",
  "image",
  "labels",
  "logDirectory",
  "cgroupParent",
  "cgroup",
  "runtimeHandler",
  "runtime",
  "snapshotter",
] as const;
const ordered = (fields: Fields): Fields => Object.fromEntries(ORDER.map((name) => [name, fields[name] ?? null]));

const nameOf = (namespace: string | null | undefined, name: string | null | undefined): string | null =>
  name ? [namespace, name].filter(Boolean).join("/") : null;

/** CRI's configuration of a sandbox, as the kubelet gave it: `crictl inspectp` shows it, and containerd keeps it. */
const configFields = (config: unknown): Fields => ({
  hostname: textAt(config, "hostname"),
  logDirectory: textAt(config, "log_directory"),
  cgroupParent: textAt(config, "linux.cgroup_parent"),
  ports: listAt(config, "port_mappings").flatMap((port) => {
    const [inner, outer] = [amountAt(port, "container_port"), amountAt(port, "host_port")];
    return inner === null ? [] : [`${outer === null ? "" : `${outer}->`}${inner}`];
  }),
});

const criPod = (document: unknown, id: string): ObjectRecord => {
  const status = at(document, "status");
  const attempt = at(status, "metadata.attempt");
  const state = textAt(status, "state") === "SANDBOX_READY" ? "ready" : "notready";
  return recordOf(
    id,
    nameOf(textAt(status, "metadata.namespace"), textAt(status, "metadata.name")),
    ordered({
      ...configFields(at(document, "info.config")),
      uid: textAt(status, "metadata.uid"),
      state,
      attempt: typeof attempt === "number" ? attempt : 0,
      pid: state === "ready" ? amountAt(document, "info.pid") : null,
      createdAt: timeAt(status, "createdAt"),
      ip: textAt(status, "network.ip"),
      ips: listAt(status, "network.additionalIps").flatMap((each) => textAt(each, "ip") ?? []),
      networkMode: textAt(status, "linux.namespaces.options.network")?.toLowerCase() ?? null,
      image: reference(textAt(document, "info.image")),
      labels: namesAt(status, "labels"),
      cgroup: textAt(document, "info.runtimeSpec.linux.cgroupsPath"),
      runtimeHandler: textAt(status, "runtimeHandler"),
      runtime: textAt(document, "info.runtimeType"),
      snapshotter: textAt(document, "info.snapshotter"),
    }),
  );
};

/** `crictl inspectp`. */
export const readCriPod: Reader<"podRecord"> = (_, main) => ({
  rows: documentsOf(main, "status.id").map(([document, id]) => criPod(document, id)),
  dropped: 0,
});

/** A sandbox is ready while its task runs. */
const readiness = (state: string | null): string | null =>
  state === null ? null : state === "running" ? "ready" : "notready";

const nerdctlPod = (document: unknown, id: string): ObjectRecord => {
  const labels = namesAt(document, "Config.Labels") ?? {};
  const { pod, podNamespace } = identify(id, null, labels);
  const state = textAt(document, "State.Status");
  return recordOf(
    id,
    nameOf(podNamespace, pod),
    ordered({
      uid: labels["io.kubernetes.pod.uid"] ?? null,
      state: readiness(state),
      pid: state === "running" ? amountAt(document, "State.Pid") : null,
      createdAt: timeAt(document, "Created"),
      ip: textAt(document, "NetworkSettings.IPAddress"),
      hostname: textAt(document, "Config.Hostname"),
      image: reference(textAt(document, "Image")),
      labels,
      runtime: textAt(document, "HostConfig.Runtime"),
      snapshotter: textAt(document, "Driver"),
    }),
  );
};

/** `nerdctl container inspect` of the sandbox. */
export const readNerdctlPod: Reader<"podRecord"> = (_, main) => ({
  rows: documentsOf(main, "Id").map(([document, id]) => nerdctlPod(document, id)),
  dropped: 0,
});

const ctrPod = (answers: Answers, document: unknown, id: string): ObjectRecord => {
  const labels = namesAt(document, "Labels") ?? {};
  const metadata = extensionOf(document, "io.cri-containerd.sandbox.metadata");
  const config = at(metadata, "Metadata.Config");
  const { state, pid } = readTask(answers, id);
  return recordOf(
    id,
    nameOf(labels["io.kubernetes.pod.namespace"], labels["io.kubernetes.pod.name"]),
    ordered({
      ...configFields(config),
      uid: labels["io.kubernetes.pod.uid"] ?? null,
      state: readiness(state),
      pid,
      createdAt: timeAt(document, "CreatedAt"),
      ip: textAt(metadata, "Metadata.IP"),
      ips: linesAt(metadata, "Metadata.AdditionalIPs"),
      image: reference(textAt(document, "Image")),
      labels,
      cgroup: textAt(document, "Spec.linux.cgroupsPath"),
      runtimeHandler: textAt(metadata, "Metadata.RuntimeHandler"),
      runtime: textAt(document, "Runtime.Name"),
      snapshotter: textAt(document, "Snapshotter"),
    }),
  );
};

/** `ctr containers info` of the sandbox, and its task. */
export const readCtrPod: Reader<"podRecord"> = (answers, main) => ({
  rows: documentsOf(main, "ID").map(([document, id]) => ctrPod(answers, document, id)),
  dropped: 0,
});
