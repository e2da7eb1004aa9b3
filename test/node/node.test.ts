import { spawn } from "node:child_process";
import { existsSync, lstatSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { available, type NodeDescription, type RealNode, STANDARD_PODS, startNode, waitFor } from "./index.ts";
import { findTraces } from "./traces.ts";

const machine = available();
const title = machine.ok ? "a private k3s node" : `a private k3s node (skipped: ${machine.reason})`;
const hasDocker = machine.docker !== null && machine.dockerd !== null;

/** Where a node writes; outside, none of it may appear or change. */
const TOUCHED = [
  ..."/run/k3s /run/containerd /run/docker /run/docker.sock /var/lib/rancher /var/lib/docker /var/lib/containerd".split(
    " ",
  ),
  ..."/var/lib/nerdctl /var/lib/cni /var/log/pods /etc/crictl.yaml /etc/rancher /etc/cni /etc/containerd".split(" "),
  ..."/etc/resolv.conf /etc/systemd/system/k3s.service /usr/local/bin/k3s /opt/cni /opt/containerd2".split(" "),
];
const NOTHING = { processes: [], mounts: [], cgroups: [], folders: [] };

function lookAround(): Record<string, number | null> {
  return Object.fromEntries(TOUCHED.map((path) => [path, existsSync(path) ? lstatSync(path).ino : null]));
}

describe.skipIf(!machine.ok)(title, () => {
  let node: RealNode;
  let around: ReturnType<typeof lookAround>;

  beforeAll(async () => {
    around = lookAround();
    node = await startNode({ flavor: "k3s", docker: hasDocker });
  });
  afterAll(() => node?.close());

  const inside = async (...argv: string[]) => {
    const result = await node.exec(argv);
    expect(result, argv.join(" ")).toMatchObject({ exitCode: 0 });
    return result.stdout;
  };
  const socket = () => node.sockets.containerd ?? "";

  test("ctr lists sandboxes and containers, and the tasks of those that run", async () => {
    const ctr = ["ctr", "-a", socket(), "-n", "k8s.io"];
    const ids = node.pods.flatMap((pod) => [pod.id, ...pod.containers.map((container) => container.id)]);
    const running = node.pods.flatMap((pod) => [
      pod.id,
      ...pod.containers.filter((container) => container.exits === null).map((container) => container.id),
    ]);
    expect((await inside(...ctr, "containers", "ls", "-q")).trim().split("\n").sort()).toEqual(ids.sort());
    const tasks = (await inside(...ctr, "tasks", "ls")).trim().split("\n").slice(1);
    expect(tasks.map((line) => line.split(/\s+/)[0]).sort()).toEqual(running.sort());
    expect(tasks.every((line) => line.endsWith("RUNNING"))).toBe(true);
    expect(running).toHaveLength(8);
  });

  test.skipIf(machine.crictl === null)("crictl lists the five pods, the finished job and the crash loop", async () => {
    const crictl = ["crictl", "-r", `unix://${socket()}`, "-i", `unix://${socket()}`];
    const { items } = JSON.parse(await inside(...crictl, "pods", "-o", "json"));
    expect(items.map((pod: { metadata: { name: string } }) => pod.metadata.name).sort()).toEqual(
      STANDARD_PODS.map((pod) => pod.name).sort(),
    );
    const { containers } = JSON.parse(await inside(...crictl, "ps", "-a", "-o", "json"));
    const states = containers.map((row: { metadata: { name: string; attempt?: number }; state: string }) =>
      [row.metadata.name, row.metadata.attempt ?? 0, row.state].join(" "),
    );
    expect(states.sort()).toEqual([
      "coredns 0 CONTAINER_RUNNING",
      "helm 0 CONTAINER_EXITED",
      "lb-tcp-80 0 CONTAINER_RUNNING",
      "nginx 0 CONTAINER_RUNNING",
      "redis 4 CONTAINER_EXITED",
    ]);
    const redis = node.pods.find((pod) => pod.name === "redis-0")?.containers[0]?.id ?? "";
    expect(JSON.parse(await inside(...crictl, "inspect", redis)).status.exitCode).toBe(3);
    expect((await node.exec([...crictl, "logs", redis])).stderr).toContain("Fatal: cannot bind");
    expect((await inside("k3s", "crictl", "ps", "-q")).trim().split("\n")).toHaveLength(3);
  });

  test.skipIf(machine.nerdctl === null)("nerdctl names the pods' containers, and has `web` in default", async () => {
    const nerdctl = ["nerdctl", "--address", socket()];
    expect(await inside(...nerdctl, "ps", "--format", "{{.Names}}")).toBe("web\n");
    const names = (await inside(...nerdctl, "-n", "k8s.io", "ps", "-a", "--format", "{{.Names}}")).trim().split("\n");
    expect(names).toHaveLength(10);
    expect(names).toContain("k8s://default/nginx-7c5ddbdf54-x2x9k/nginx");
    expect(names).toContain("k8s://default/redis-0");
  });

  test.skipIf(!hasDocker)("docker lists its own two containers", async () => {
    expect((await inside("docker", "ps", "-a", "--format", "{{.Names}} {{.State}}")).trim().split("\n").sort()).toEqual(
      ["oneshot exited", "web running"],
    );
  });

  test("/proc shows containerd below `k3s server`", async () => {
    const processes = (await inside("ps", "-e", "-o", "pid=,ppid=,args=")).trim().split("\n");
    const k3s = processes
      .find((line) => line.endsWith(" /usr/local/bin/k3s server"))
      ?.trim()
      .split(/\s+/);
    expect(k3s?.[1]).toBe("1");
    const child = processes.find((line) => line.includes(` ${k3s?.[0]} containerd -c /var/lib/rancher/k3s/agent/etc/`));
    expect(child).toContain(`-a ${socket()} --state /run/k3s/containerd`);
  });

  test("commands run with their input, user, environment, folder and deadline", async () => {
    vi.stubEnv("CONTAINERD_ADDRESS", "/not/for/the/node");
    const asked = await node.exec(
      ["sh", "-c", 'cat; id -un; pwd; echo "$A$CONTAINERD_ADDRESS"; touch ~/mine; exit 7'],
      {
        input: "in\n",
        user: "nobody",
        env: { A: "a" },
        cwd: "/var",
      },
    );
    expect(asked).toEqual({ exitCode: 7, signal: null, stdout: "in\nnobody\n/var\na\n", stderr: "" });
    expect(await node.exec(["sleep", "60"], { timeoutMs: 50 })).toMatchObject({ exitCode: null, signal: "SIGKILL" });
    expect(await node.exec(["ctr", "-a", socket(), "version"], { user: "nobody" })).toMatchObject({ exitCode: 1 });
  });

  test("a signal reaches the command behind a child", async () => {
    const child = node.spawn(["sh", "-c", "trap 'echo got it; exit 5' INT; echo ready; while :; do sleep 0.01; done"]);
    let said = "";
    child.stdout?.on("data", (bytes: Buffer) => {
      said += bytes.toString();
    });
    await waitFor("the trap", () => said.includes("ready"));
    node.signal(child, "SIGINT");
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(5);
    expect(said).toBe("ready\ngot it\n");
  });

  test("what is written inside stays inside", async () => {
    const paths = [
      "/etc/crictl.yaml",
      "/usr/local/bin/ctool-test-mark",
      "/opt/ctool-test-mark",
      "/var/lib/ctool-test-mark",
    ];
    for (const path of [...paths, "/run/ctool-test/mark", "/var/log/ctool-test-mark"]) {
      await node.write(path, "mark\n");
      expect(await inside("cat", path)).toBe("mark\n");
    }
    await inside("rm", "/etc/crictl.yaml");
    for (const path of [...paths.slice(1), "/run/ctool-test", "/var/log/ctool-test-mark"])
      expect(existsSync(path)).toBe(false);
    expect(lookAround()).toEqual(around);
  });

  test("containerd killed leaves its socket file, stopped it takes it along; the pods outlive both", async () => {
    const running = async () =>
      (await inside("ctr", "-a", socket(), "-n", "k8s.io", "tasks", "ls", "-q")).split("\n").length;
    const before = await running();
    await node.killEngine();
    expect(await inside("stat", "-c", "%F", socket())).toBe("socket\n");
    expect(await inside("sh", "-c", "ps -e -o args= | grep -c '^/usr/local/bin/k3s' || true")).toBe("0\n");
    await node.startEngine();
    expect(await running()).toBe(before);
    await node.stopEngine();
    expect(await node.exec(["stat", socket()])).toMatchObject({ exitCode: 1 });
    await node.startEngine();
    expect(await running()).toBe(before);
  });

  test.skipIf(!hasDocker)("dockerd stops and starts", async () => {
    await node.stopDocker();
    expect((await node.exec(["docker", "ps"])).stderr).toContain("Is the docker daemon running?");
    await node.startEngine("docker");
    expect(await inside("docker", "ps", "-aq")).toMatch(/^(\w{12}\n){2}$/);
  });

  test("containers are added by the dozen, a pod by its spec", async () => {
    const first = await node.addContainers(12);
    const second = await node.addContainers(2);
    expect([first[0], first.length, second]).toEqual(["extra-0001", 12, ["extra-0013", "extra-0014"]]);
    const ids = (await inside("ctr", "-a", socket(), "containers", "ls", "-q")).split("\n");
    expect(ids).toEqual(expect.arrayContaining([...first, ...second]));
    const pod = await node.addPod({
      name: "late",
      namespace: "default",
      uid: "99999999-aaaa-4bbb-8ccc-000000000009",
      hostNetwork: true,
      containers: [
        { name: "one", image: "docker.io/library/busybox:latest", command: ["sh", "-c", "exit 9"], exits: 9 },
      ],
    });
    expect(await inside("ctr", "-a", socket(), "-n", "k8s.io", "containers", "ls", "-q")).toContain(
      pod.containers[0]?.id,
    );
  });

  test("close leaves nothing: no process, mount, cgroup or folder", async () => {
    const alive = findTraces(node.base);
    expect(alive.processes.length).toBeGreaterThan(20); // the five pods alone are a shim and a sandbox each
    expect(alive.mounts).toEqual([]);
    expect(alive.cgroups.length).toBeGreaterThan(0);
    expect(alive.folders).toEqual([node.base]);
    await node.close();
    expect(findTraces(node.base, alive)).toEqual(NOTHING);
    expect(lookAround()).toEqual(around);
  });
});

describe.skipIf(!machine.ok)("private nodes", () => {
  test("two of them live side by side on the same paths", async () => {
    const [one, two] = await Promise.all([
      startNode({ flavor: "k3s", docker: false, pods: [], nerdctlContainer: false }),
      startNode({ flavor: "k3s", docker: false, pods: STANDARD_PODS.slice(0, 1), nerdctlContainer: false }),
    ]);
    const count = async (node: RealNode) =>
      (
        await node.exec(["ctr", "-a", node.sockets.containerd ?? "", "-n", "k8s.io", "containers", "ls", "-q"])
      ).stdout.match(/\n/g)?.length ?? 0;
    expect([await count(one), await count(two)]).toEqual([0, 2]);
    await one.close();
    expect(await count(two)).toBe(2);
    await two.close();
  });

  test("without crictl and nerdctl, ctr makes containers that look like the pods", async () => {
    const node = await startNode({ flavor: "k3s", docker: false, without: ["crictl", "nerdctl"] });
    expect([node.hasCri, node.hasNerdctl]).toEqual([false, false]);
    const list = async (namespace: string, what: string) =>
      (await node.exec(["ctr", "-a", node.sockets.containerd ?? "", "-n", namespace, what, "ls", "-q"])).stdout
        .trim()
        .split("\n");
    expect(await list("k8s.io", "containers")).toHaveLength(10);
    expect(await list("k8s.io", "tasks")).toHaveLength(8);
    expect(await list("default", "containers")).toEqual(["web"]);
    const id = node.pods[0]?.containers[0]?.id ?? "";
    const info = await node.exec([
      "ctr",
      "-a",
      node.sockets.containerd ?? "",
      "-n",
      "k8s.io",
      "containers",
      "info",
      id,
    ]);
    expect(JSON.parse(info.stdout).Labels).toMatchObject({
      "io.cri-containerd.kind": "container",
      "io.kubernetes.pod.name": "nginx-7c5ddbdf54-x2x9k",
      "io.kubernetes.container.name": "nginx",
    });
    await node.close();
  });

  test("the node goes down with a test runner that is killed", async () => {
    const index = fileURLToPath(new URL("index.ts", import.meta.url));
    const script = `import { startNode } from ${JSON.stringify(index)};
      console.log(JSON.stringify(await startNode({ flavor: "k3s", docker: false, nerdctlContainer: false })));
      setInterval(() => {}, 1000);`;
    const runner = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const line: string = await new Promise((resolve) =>
      createInterface({ input: runner.stdout }).once("line", resolve),
    );
    const node: NodeDescription = JSON.parse(line);
    const alive = findTraces(node.base);
    expect(alive.processes.length).toBeGreaterThan(20);
    runner.kill("SIGKILL");
    await waitFor("the node to be gone", () => {
      const left = findTraces(node.base, alive);
      return Object.values(left).every((found) => found.length === 0);
    });
  });
});
