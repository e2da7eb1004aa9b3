import type { ObjectRecord } from "../../model/index.ts";
import type { Reader } from "../adapter.ts";
import { identify } from "../container.ts";
import { cpusOf, documentsOf, mountLine, ordered, reference } from "./container-fields.ts";
import { amountAt, at, envOf, flagAt, linesAt, listAt, namesAt, recordOf, textAt, timeAt } from "./fields.ts";

const portsOf = (document: unknown): string[] => {
  const ports = at(document, "NetworkSettings.Ports");
  if (typeof ports !== "object" || ports === null) return [];
  return Object.entries(ports).flatMap(([inner, outer]) =>
    Array.isArray(outer) && outer.length > 0
      ? outer.map((each) => `${textAt(each, "HostIp") ?? ""}:${textAt(each, "HostPort") ?? ""}->${inner}`)
      : [inner],
  );
};

/** Addresses by network, and their names. */
const networksOf = (document: unknown): { ip: string | null; names: string[] } => {
  const networks = at(document, "NetworkSettings.Networks");
  const all = typeof networks === "object" && networks !== null ? Object.entries(networks) : [];
  const ip = all.map(([, each]) => textAt(each, "IPAddress")).find((each) => each !== null);
  return {
    ip: ip ?? textAt(document, "NetworkSettings.IPAddress"),
    names: all.map(([name]) => name).filter((name) => !name.startsWith("unknown-")),
  };
};

const nanoCpus = (document: unknown): number | null => {
  const nanos = amountAt(document, "HostConfig.NanoCpus");
  return nanos === null ? null : nanos / 1e9;
};

/** Bytes; only there where they were asked for, and 0 is a size. */
const sizeAt = (document: unknown, path: string): number | null => {
  const found = at(document, path);
  return typeof found === "number" && Number.isFinite(found) && found >= 0 ? found : null;
};

/** docker's states are ctool's; nerdctl calls a task that has ended `exited`, and a pod's `created`. */
const dockerRecord = (document: unknown, id: string): ObjectRecord => {
  const labels = namesAt(document, "Config.Labels") ?? {};
  const own = textAt(document, "Name")?.replace(/^\//, "") ?? null;
  const { name, pod, podNamespace } = identify(id, own, labels);
  const state = textAt(document, "State.Status");
  const { ip, names } = networksOf(document);
  const path = textAt(document, "Path");
  const image = textAt(document, "Image");
  const exit = at(document, "State.ExitCode");
  return recordOf(
    id,
    name,
    ordered({
      image: reference(textAt(document, "Config.Image") ?? image),
      imageId: image !== null && /^sha256:[0-9a-f]{64}$/.test(image) ? image : null,
      state: state === "dead" ? "exited" : state,
      exitCode: typeof exit === "number" && state === "exited" ? exit : null,
      pid: state === "running" || state === "paused" ? amountAt(document, "State.Pid") : null,
      createdAt: timeAt(document, "Created"),
      startedAt: timeAt(document, "State.StartedAt"),
      finishedAt: timeAt(document, "State.FinishedAt"),
      pod: pod === null ? null : `${podNamespace}/${pod}`,
      command: [...(path === null ? [] : [path]), ...linesAt(document, "Args")],
      workingDir: textAt(document, "Config.WorkingDir"),
      user: textAt(document, "Config.User"),
      env: envOf(linesAt(document, "Config.Env")),
      mounts: listAt(document, "Mounts").flatMap((mount) =>
        mountLine(
          textAt(mount, "Source") ?? textAt(mount, "Name"),
          textAt(mount, "Destination"),
          at(mount, "RW") === false,
        ),
      ),
      ports: portsOf(document),
      ip,
      networks: names,
      labels,
      logPath: textAt(document, "LogPath"),
      cgroup: textAt(document, "HostConfig.CgroupParent"),
      runtime: textAt(document, "HostConfig.Runtime"),
      snapshotter: textAt(document, "Driver"),
      restartPolicy: textAt(document, "HostConfig.RestartPolicy.Name"),
      memoryLimit: amountAt(document, "HostConfig.Memory"),
      cpus:
        nanoCpus(document) ??
        cpusOf(amountAt(document, "HostConfig.CpuQuota"), amountAt(document, "HostConfig.CpuPeriod")),
      pidsLimit: amountAt(document, "HostConfig.PidsLimit"),
      privileged: flagAt(document, "HostConfig.Privileged") || null,
      sizeRw: sizeAt(document, "SizeRw"),
      sizeRootFs: sizeAt(document, "SizeRootFs"),
    }),
  );
};

/** `docker container inspect`, `nerdctl container inspect`. */
export const readDockerContainer: Reader<"containerRecord"> = (_, main) => ({
  rows: documentsOf(main, "Id").map(([document, id]) => dockerRecord(document, id)),
  dropped: 0,
});
