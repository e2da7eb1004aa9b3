import { absent, answered, firstOf, seen, unseen, whyNone } from "./hop.ts";
import { looks } from "./queries.ts";
import {
  mountsOf,
  readConfig,
  readCriContainer,
  readCriMetadata,
  readCtrContainer,
  readDockerContainer,
  readOverlay,
  readProcMounts,
  readSnapshotKey,
  readSnapshotMount,
  readSnapshotUsage,
} from "./read-answers.ts";
import { command, type Subject } from "./subject.ts";
import type { Evidence, Hop, HopFacts } from "./types.ts";

/** Lines of a log that the command shows. */
const TAIL = "20";

/** The answers that may tell where it logs to. */
type Answers = Pick<Evidence, "criContainer" | "ctrContainer" | "dockerContainer">;

/** Where a container's output goes, and who writes it; null: nobody says. */
export const logOf = ({ row, madeBy }: Subject, evidence: Answers): { path: string | null; driver: string } | null => {
  const fromCtr = readCtrContainer(evidence.ctrContainer);
  if (madeBy === "docker") {
    const docker = readDockerContainer(evidence.dockerContainer);
    return docker && { path: docker.LogPath, driver: docker.HostConfig.LogConfig.Type ?? "json-file" };
  }
  if (madeBy === "nerdctl") {
    const labels = { ...row.labels, ...fromCtr?.Labels };
    const folder = labels["nerdctl/state-dir"];
    const driver = /"driver":"([^"]+)"/.exec(labels["nerdctl/log-config"] ?? "")?.[1] ?? "json-file";
    return folder ? { path: driver === "json-file" ? `${folder}/${row.id}-json.log` : null, driver } : null;
  }
  if (madeBy === "ctr") return { path: null, driver: "none" };
  const path = readCriContainer(evidence.criContainer)?.status.logPath ?? readCriMetadata(fromCtr)?.LogPath ?? null;
  return path === null ? null : { path, driver: "CRI" };
};

/** The log file. */
export const logHop = (subject: Subject, evidence: Evidence): Hop => {
  const { logBytes: bytes } = evidence;
  const log = logOf(subject, evidence);
  if (log === null)
    return unseen(
      "log",
      whyNone(
        [evidence.criContainer, evidence.dockerContainer, evidence.ctrContainer],
        "nothing here tells where it logs to",
      ),
    );
  if (log.path === null) {
    const why =
      log.driver === "none" ? "ctr keeps no output" : `its log driver is ${log.driver}: it writes no file of its own`;
    return absent("log", why);
  }
  if (typeof bytes === "object" && bytes !== null) return (bytes.gone ? absent : unseen)("log", bytes.why);
  return seen("log", { path: log.path, driver: log.driver, bytes }, firstOf([["tail", "-n", TAIL, log.path]]));
};

/** What its root file system is made of. */
export const rootfsHop = (subject: Subject, evidence: Evidence): Hop => {
  const { row, docker, containerd } = subject;
  const snapshot = readSnapshotKey(evidence.ctrContainer, evidence.criContainer);
  const own = readProcMounts(evidence.mounts).find(({ destination }) => destination === "/");
  if (snapshot) {
    const { snapshotter, key } = snapshot;
    const options = readSnapshotMount(evidence.snapshotMounts) ?? own?.options ?? "";
    const overlay = readOverlay(options);
    const facts: HopFacts["rootfs"] = {
      snapshotter,
      key,
      layers: overlay?.layers ?? null,
      upper: overlay?.upper ?? null,
      writable: readSnapshotUsage(evidence.snapshotUsage, key),
    };
    const shown = answered(evidence.snapshotMounts)
      ? command(subject, "ctr", containerd, looks.snapshotMounts(snapshotter, key))
      : null;
    return seen(
      "rootfs",
      facts,
      firstOf([shown, evidence.initPid === null ? null : ["cat", `/proc/${evidence.initPid}/mounts`]]),
    );
  }
  const fromDocker = readDockerContainer(evidence.dockerContainer);
  const graph = fromDocker?.GraphDriver.Data;
  const overlay = graph?.LowerDir
    ? { layers: graph.LowerDir.split(":").length, upper: graph.UpperDir }
    : readOverlay(own?.options ?? "");
  if (!fromDocker && !overlay)
    return unseen(
      "rootfs",
      whyNone(
        [evidence.dockerContainer, evidence.ctrContainer, evidence.mounts],
        "nothing here tells what its files are",
      ),
    );
  const facts: HopFacts["rootfs"] = {
    snapshotter: fromDocker?.GraphDriver.Name ?? fromDocker?.Driver ?? own?.type ?? "overlay",
    key: null,
    layers: overlay?.layers ?? null,
    upper: overlay?.upper ?? null,
    writable: null,
  };
  const shown = fromDocker
    ? command(subject, "docker", docker, ["inspect", "--format", "{{json .GraphDriver}}", row.id])
    : null;
  return seen(
    "rootfs",
    facts,
    firstOf([shown, evidence.initPid === null ? null : ["cat", `/proc/${evidence.initPid}/mounts`]]),
  );
};

type Mounts = HopFacts["mounts"]["list"];

/** What is mounted, from whoever tells most: the configuration, docker, the kernel (to everybody, but not from where). */
const findMounts = (evidence: Evidence): Mounts | null => {
  const spec =
    readConfig(evidence.config) ??
    readCriContainer(evidence.criContainer)?.info.runtimeSpec ??
    readCtrContainer(evidence.ctrContainer)?.Spec;
  if (spec) return mountsOf(spec.mounts);
  const docker = readDockerContainer(evidence.dockerContainer);
  if (docker)
    return docker.Mounts.map(({ Source, Destination, Type, RW }) => ({
      source: Source ?? "",
      destination: Destination ?? "",
      type: Type ?? "",
      readOnly: RW === false,
    }));
  if (!answered(evidence.mounts)) return null;
  const kernels = readProcMounts(evidence.mounts).filter(({ destination }) => destination !== "/");
  return mountsOf(kernels.map((one) => ({ ...one, options: one.options.split(",") })));
};

/** What is mounted into it, besides what the kernel needs. */
export const mountsHop = (subject: Subject, evidence: Evidence): Hop => {
  const { row, docker, cri, containerd, madeBy } = subject;
  const list = findMounts(evidence);
  if (!list) {
    const { config, criContainer, ctrContainer, dockerContainer } = evidence;
    return unseen(
      "mounts",
      whyNone([config, criContainer, ctrContainer, dockerContainer], "nothing here tells its mounts"),
    );
  }
  const live = answered(evidence.mounts) ? ["cat", `/proc/${evidence.initPid}/mounts`] : null;
  const inspected =
    madeBy === "docker"
      ? command(subject, "docker", docker, looks.dockerContainer(row.id))
      : command(subject, "crictl", cri, looks.criContainer(row.id));
  return seen(
    "mounts",
    { list },
    firstOf([live, inspected, command(subject, "ctr", containerd, looks.ctrContainer(row.id))]),
  );
};
