import { absent, answered, firstOf, seen, unseen, whyNone } from "./hop.ts";
import { looks } from "./queries.ts";
import { countProcesses, readCtrContainer, readRuncState, readTask } from "./read-answers.ts";
import { command, type Subject, spoken } from "./subject.ts";
import type { Evidence, Hop } from "./types.ts";

const NOT_RUNNING = "it does not run";

/** Why containerd lists no task. */
const noTask = ({ madeBy, row }: Subject, { ctrContainer }: Evidence): string => {
  if (row.state === "created") return "it was never started";
  if (madeBy === "docker" && !answered(ctrContainer))
    return "docker removes task and container from containerd when it ends, and keeps its own record";
  return "it was deleted when the container ended; what containerd keeps is the container, its description";
};

/** What runs of it, in containerd's words. */
export const taskHop = (subject: Subject, evidence: Evidence): Hop => {
  const { row, containerd } = subject;
  if (containerd === null)
    return absent("task", `${subject.cri?.engine ?? "this engine"} has no tasks: only containerd does`);
  const task = readTask(evidence.ctrTasks, row.id);
  const list = firstOf([command(subject, "ctr", containerd, looks.ctrTasks())]);
  if (task === null) return absent("task", noTask(subject, evidence), list);
  const pid = task?.pid || evidence.initPid;
  if (!pid) {
    if (row.state !== "running" && row.state !== "paused" && row.state !== "unknown")
      return absent("task", NOT_RUNNING);
    return unseen("task", whyNone([evidence.ctrTasks, evidence.config], "neither ctr nor a task folder shows it"));
  }
  const facts = {
    pid,
    status: task?.status ?? null,
    processes: countProcesses(evidence.ctrProcesses),
    namespace: containerd.namespace ?? "",
  };
  const processes = task?.status === "RUNNING" ? command(subject, "ctr", containerd, looks.ctrProcesses(row.id)) : null;
  return seen("task", facts, [...firstOf([processes]), ...(processes ? [] : list)]);
};

/** The process that stands between the engine and the container. */
export const shimHop = (subject: Subject, { shim }: Evidence): Hop => {
  const { row, containerd } = subject;
  if (shim) return seen("shim", shim, firstOf([["ps", "-o", "pid,args", "-p", String(shim.pid)]]));
  if (row.state === "running" || row.state === "paused")
    return unseen("shim", "/proc does not show its parent process");
  const ofPod = row.podId === null ? "" : ", and its pod's sandbox is gone as well";
  return absent(
    "shim",
    containerd === null ? NOT_RUNNING : `a shim lives as long as what it holds: ${NOT_RUNNING}${ofPod}`,
  );
};

/** What the OCI runtime knows. */
export const runcHop = (subject: Subject, evidence: Evidence): Hop => {
  const { row, path } = subject;
  const { runc, taskFolder, runcState } = evidence;
  const runtime = readCtrContainer(evidence.ctrContainer)?.Runtime.Name ?? null;
  if (runtime !== null && !/^io\.containerd\.run[ct]\./.test(runtime))
    return absent("runc", `its runtime is ${runtime}, not runc`);
  if (runc === null) return unseen("runc", "where its runtime keeps its state is not known here");
  if (runc.exists === false)
    return row.state === "running"
      ? unseen("runc", `it keeps nothing below ${runc.root}`)
      : absent("runc", "runc forgets a container when its task is deleted");
  if (runc.exists === null) return unseen("runc", `this user may not look below ${runc.root}`);
  const state = readRuncState(runcState);
  const facts = {
    program: runc.program,
    root: runc.root,
    status: state?.status ?? null,
    bundle: state?.bundle ?? taskFolder,
  };
  const asked = answered(runcState) ? [spoken(runc.program, path), "--root", runc.root, "state", row.id] : null;
  return seen("runc", facts, firstOf([asked, ["cat", `${runc.root}/${row.id}/state.json`]]));
};

/** cgroup 1 says "no limit" with the largest number of pages there is. */
const NO_LIMIT = 2 ** 60;

const numberOf = (sought: { text: string } | { why: string }): number | null => {
  const number = "text" in sought && sought.text.trim() !== "" ? Number(sought.text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
};

/** Shorter looks say nothing about how busy it is. */
const BRIEF_MS = 20;

/** What it uses, from the kernel's own files. */
export const cgroupHop = ({ row }: Subject, { cgroup }: Evidence): Hop => {
  if (cgroup === null)
    return row.state === "running"
      ? unseen("cgroup", "its first process is not known")
      : absent("cgroup", `${NOT_RUNNING}: a cgroup is removed with its last process`);
  if ("why" in cgroup) return unseen("cgroup", cgroup.why);
  const [first, last] = [cgroup.cpu[0], cgroup.cpu.at(-1)];
  const elapsed = first && last ? last.atMs - first.atMs : 0;
  const limit = numberOf(cgroup.limit);
  const { version, path, folder } = cgroup;
  const facts = {
    version,
    path,
    folder,
    memory: numberOf(cgroup.memory),
    memoryLimit: limit !== null && limit < NO_LIMIT ? limit : null,
    cpuSeconds: last?.seconds ?? null,
    cpuPercent: first && last && elapsed >= BRIEF_MS ? ((last.seconds - first.seconds) * 1000 * 100) / elapsed : null,
  };
  if (facts.memory === null && facts.cpuSeconds === null)
    return unseen("cgroup", `${path}: ${whyNone([cgroup.memory], "its files are not there")}`);
  return seen(
    "cgroup",
    facts,
    firstOf([["cat", `${folder}/${version === 2 ? "memory.current" : "memory.usage_in_bytes"}`]]),
  );
};
