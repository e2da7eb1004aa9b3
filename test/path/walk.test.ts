import { describe, expect, test } from "vitest";
import { blankContainer } from "../../src/adapters/container.ts";
import type { EngineFacts, Joined, ToolFacts } from "../../src/model/index.ts";
import { type Evidence, type Hop, type HopName, type Subject, subjectOf, walkPath } from "../../src/path/index.ts";

const ID = "a".repeat(64);
const POD = "b".repeat(64);
const SOCKET = "/run/containerd/containerd.sock";

const engine = (over: Partial<EngineFacts> = {}): EngineFacts => ({
  id: "containerd",
  flavor: "containerd",
  engine: "containerd",
  socket: SOCKET,
  liveness: "alive",
  why: null,
  foundBy: [],
  pid: 1,
  stateDir: "/run/containerd",
  rootDir: null,
  namespaces: [],
  cri: true,
  running: 1,
  ...over,
});

const tool = (name: ToolFacts["tool"], command: string[]): ToolFacts => ({
  tool: name,
  path: command[0] ?? null,
  realPath: command[0] ?? null,
  command,
  owner: null,
  version: null,
  problem: command.length > 0 ? null : "missing",
  also: [],
});
const tools = [
  tool("docker", []),
  tool("nerdctl", []),
  tool("crictl", ["/usr/bin/crictl"]),
  tool("ctr", ["/usr/bin/ctr"]),
];

const row = (over: Partial<Joined<"container">> = {}): Joined<"container"> => ({
  ...blankContainer(ID),
  name: "default/web-1/web",
  pod: "web-1",
  podNamespace: "default",
  podContainer: "web",
  podId: POD,
  state: "running",
  cri: true,
  pid: 42,
  at: "containerd",
  namespace: "k8s.io",
  seenBy: [],
  missing: [],
  differs: [],
  ...over,
});

const nothing: Evidence = {
  criContainer: null,
  criSandbox: null,
  dockerContainer: null,
  ctrContainer: null,
  ctrTasks: null,
  ctrProcesses: null,
  snapshotMounts: null,
  snapshotUsage: null,
  runcState: null,
  taskFolder: null,
  config: null,
  initPid: null,
  runc: null,
  shim: null,
  cgroup: null,
  mounts: null,
  logBytes: null,
};

const subject = (over: Partial<Joined<"container">> = {}, engines = [engine()], with_ = tools): Subject => {
  const found = subjectOf(row(over), engines, with_, ["/usr/bin"]);
  if (!found) throw new Error("no engine");
  return found;
};
const hop = <N extends HopName>(of: Subject, evidence: Partial<Evidence>, name: N) =>
  walkPath(of, { ...nothing, ...evidence }).hops.find((one) => one.hop === name) as Extract<Hop, { hop: N }>;

describe("what nobody could look at", () => {
  const refusal = { denied: true, why: "this user may not" };

  test("with nothing at all, every hop says why, and none is missing", () => {
    const { hops } = walkPath(subject(), nothing);
    expect(hops.length).toBe(10);
    for (const { state, why } of hops) expect(state === "seen" || why !== null).toBe(true);
    expect(hops.filter(({ state }) => state === "unseen").map(({ hop: name }) => name)).toEqual([
      "task",
      "shim",
      "runc",
      "cgroup",
      "log",
      "rootfs",
      "mounts",
    ]);
  });

  test("a refusal is told before another failure", () => {
    const failed = { denied: false, why: "no answer within 5 s" };
    expect(hop(subject(), { criContainer: failed, ctrContainer: refusal }, "log").why).toBe(refusal.why);
    expect(hop(subject(), { criContainer: failed }, "log").why).toBe(failed.why);
  });

  test("commands for an engine that this user may not talk to need root; files do not", () => {
    const of = subject({}, [engine({ liveness: "denied" })]);
    expect(hop(of, {}, "container").commands).toEqual([
      {
        argv: [
          "crictl",
          "--runtime-endpoint",
          `unix://${SOCKET}`,
          "--image-endpoint",
          `unix://${SOCKET}`,
          "inspect",
          ID,
        ],
        needs: "root",
      },
    ]);
    const shim = { pid: 7, program: "containerd-shim-runc-v2", id: POD, address: SOCKET };
    expect(hop(of, { shim }, "shim").commands).toEqual([{ argv: ["ps", "-o", "pid,args", "-p", "7"], needs: null }]);
  });
});

describe("commands name what is here", () => {
  test("k3s's own crictl, and tools that PATH does not find, by their whole path", () => {
    const k3s = [tool("crictl", ["/usr/bin/k3s", "crictl"]), tool("ctr", ["/var/lib/rancher/rke2/bin/ctr"])];
    const of = subject({}, [engine()], k3s);
    expect(hop(of, {}, "container").commands[0]?.argv.slice(0, 3)).toEqual(["k3s", "crictl", "--runtime-endpoint"]);
    const tasks = { text: `TASK PID STATUS\n${ID}    42    RUNNING\n` };
    expect(hop(of, { ctrTasks: tasks }, "task").commands[0]?.argv[0]).toBe("/var/lib/rancher/rke2/bin/ctr");
  });

  test("without crictl, ctr shows the pod, its sandbox and the container", () => {
    const labels = { "io.kubernetes.pod.uid": "u-1" };
    const of = subject({ labels }, [engine()], [tool("ctr", ["/usr/bin/ctr"])]);
    const words = (name: HopName) => hop(of, {}, name).commands[0]?.argv.slice(5);
    expect(words("pod")).toEqual(["containers", "ls", 'labels."io.kubernetes.pod.uid"==u-1']);
    expect(words("sandbox")).toEqual(["containers", "info", POD]);
    expect(words("container")).toEqual(["containers", "info", ID]);
  });
});

describe("the kernel's numbers", () => {
  const cpu = [
    { atMs: 1000, seconds: 2 },
    { atMs: 1100, seconds: 2.05 },
  ];
  const v2 = {
    version: 2 as const,
    path: "/kubepods.slice/x",
    folder: "/sys/fs/cgroup/kubepods.slice/x",
    memory: { text: "1048576\n" },
    limit: { text: "max\n" },
    cpu,
  };

  test("cgroup 2: memory now, no limit, CPU while it was looked at", () => {
    const { facts, commands } = hop(subject(), { cgroup: v2 }, "cgroup");
    expect(facts).toMatchObject({ version: 2, memory: 1_048_576, memoryLimit: null, cpuSeconds: 2.05 });
    expect(facts?.cpuPercent).toBeCloseTo(50);
    expect(commands[0]?.argv).toEqual(["cat", "/sys/fs/cgroup/kubepods.slice/x/memory.current"]);
  });

  test("cgroup 1 writes no limit as the largest number of pages; a look too short says nothing of CPU", () => {
    const v1 = { ...v2, version: 1 as const, limit: { text: "9223372036854771712\n" }, cpu: cpu.slice(0, 1) };
    expect(hop(subject(), { cgroup: v1 }, "cgroup").facts).toMatchObject({ memoryLimit: null, cpuPercent: null });
    expect(hop(subject(), { cgroup: { ...v1, limit: { text: "4096\n" } } }, "cgroup").facts?.memoryLimit).toBe(4096);
  });
});

describe("other makers", () => {
  test("CRI-O has no tasks and no containerd to ask", () => {
    const of = subject({ at: "cri-o", namespace: null }, [engine({ id: "cri-o", engine: "cri-o", flavor: "cri-o" })]);
    expect(hop(of, {}, "task")).toMatchObject({ state: "absent", why: expect.stringMatching(/cri-o/) });
    expect(hop(of, {}, "container").commands[0]?.argv).toContain("crictl");
  });

  test("another runtime than runc is named", () => {
    const info = { text: JSON.stringify({ Runtime: { Name: "io.containerd.kata.v2" } }) };
    expect(hop(subject(), { ctrContainer: info }, "runc")).toMatchObject({
      state: "absent",
      why: "its runtime is io.containerd.kata.v2, not runc",
    });
  });

  test("ctr keeps no output; a log driver without a file is said", () => {
    const made = { cri: false, podId: null, pod: null, podContainer: null, name: "x", namespace: "default" };
    expect(hop(subject(made), {}, "log")).toMatchObject({ state: "absent", why: "ctr keeps no output" });
    const labels = { "nerdctl/state-dir": "/var/lib/nerdctl/1/x", "nerdctl/log-config": '{"driver":"journald"}' };
    expect(hop(subject({ ...made, labels }), {}, "log")).toMatchObject({
      state: "absent",
      why: expect.stringMatching(/journald/),
    });
  });

  test("without crictl, the log's path comes from what CRI keeps in containerd", () => {
    const value = btoa(JSON.stringify({ Metadata: { LogPath: "/var/log/pods/x/0.log", SandboxID: POD } }));
    const info = { text: JSON.stringify({ Extensions: { "io.cri-containerd.container.metadata": { value } } }) };
    expect(hop(subject(), { ctrContainer: info, logBytes: 3 }, "log").facts).toEqual({
      path: "/var/log/pods/x/0.log",
      driver: "CRI",
      bytes: 3,
    });
  });
});

test("what a container writes into its names cannot reach the terminal", () => {
  const info = { text: JSON.stringify({ status: { image: { image: "x" }, imageRef: "sha256:\u001b[31mred" } }) };
  const { hops } = walkPath(subject({ image: null }), { ...nothing, criContainer: info });
  expect(JSON.stringify(hops)).not.toMatch(/\\u001b/);
});
