import { afterEach, describe, expect, test } from "vitest";
import { available, fetchContainerd2, type NodeOptions, type RealNode, startNode } from "./index.ts";

const machine = available();
const second = machine.ok ? await fetchContainerd2() : { ok: false as const, reason: machine.reason ?? "" };
const hasDocker = machine.docker !== null && machine.dockerd !== null;

let node: RealNode | null = null;
afterEach(async () => {
  await node?.close();
  node = null;
});

async function start(options: NodeOptions): Promise<RealNode> {
  node = await startNode(options);
  return node;
}

async function lines(on: RealNode, ...argv: string[]): Promise<string[]> {
  const { stdout } = await on.exec(argv);
  return stdout.trim().split("\n").sort();
}

describe.skipIf(!machine.ok)(`nodes of other flavors${machine.ok ? "" : ` (skipped: ${machine.reason})`}`, () => {
  test.skipIf(!hasDocker)("containerd: plain paths; dockerd uses the same containerd, in namespace moby", async () => {
    const on = await start({ flavor: "containerd", docker: true, pods: [] });
    expect(on.sockets.containerd).toBe("/run/containerd/containerd.sock");
    expect(await lines(on, "ctr", "containers", "ls", "-q")).toEqual(["plain-ctr"]);
    expect(await lines(on, "ctr", "namespaces", "ls", "-q")).toEqual(["default", "k8s.io", "moby"]);
    expect(await lines(on, "ctr", "-n", "moby", "tasks", "ls", "-q")).toEqual(
      await lines(on, "docker", "ps", "--no-trunc", "-q"),
    );
  });

  test("containerd with CRI off: it answers, CRI does not", async () => {
    const on = await start({ flavor: "containerd", cri: false, pods: [] });
    expect(on.hasCri).toBe(false);
    expect(await lines(on, "ctr", "containers", "ls", "-q")).toEqual(["plain-ctr"]);
    const plugins = await lines(on, "ctr", "plugins", "ls");
    expect(plugins.filter((line) => /\bcri\b/.test(line))).toEqual([]);
  });

  test.skipIf(!hasDocker)("docker-only: dockerd with a containerd of its own", async () => {
    const on = await start({ flavor: "docker-only" });
    expect(on.sockets.containerd).toBeNull();
    expect(await lines(on, "docker", "ps", "-a", "--format", "{{.Names}}")).toEqual(["oneshot", "web"]);
    expect(await on.exec(["stat", "/run/containerd/containerd.sock"])).toMatchObject({ exitCode: 1 });
    await expect(on.stopEngine()).rejects.toThrow("this node has no containerd");
  });
});

describe.skipIf(!second.ok)(`containerd 2${second.ok ? "" : ` (skipped: ${second.reason})`}`, () => {
  test("alone: containerd, ctr and CRI are 2.x", async () => {
    const on = await start({ flavor: "containerd2" });
    expect((await on.exec(["ctr", "version"])).stdout.match(/Version: {2}v?2\.\d+/g)).toHaveLength(2);
    expect(await lines(on, "ctr", "-n", "k8s.io", "tasks", "ls", "-q")).toHaveLength(8);
    expect(on.hasCri).toBe(machine.crictl !== null);
    expect((await on.exec(["ctr", "version"], { user: "nobody" })).stderr).toContain("permission denied");
  });

  test("beside k3s's containerd, and killed there: its container lives on", async () => {
    const on = await start({ flavor: "k3s", second: "containerd2", docker: false, pods: [], nerdctlContainer: false });
    const { containerd, second: other } = on.sockets;
    expect([containerd, other]).toEqual(["/run/k3s/containerd/containerd.sock", "/run/containerd/containerd.sock"]);
    expect((await on.exec(["ctr", "-a", other ?? "", "version"])).stdout).toMatch(/Server:\n {2}Version: {2}v?2\./);
    expect((await on.exec(["ctr", "-a", containerd ?? "", "version"])).exitCode).toBe(0);
    await on.killEngine("second");
    const shims = (await lines(on, "ps", "-e", "-o", "args=")).filter((line) => line.includes("-id plain-ctr"));
    expect(shims).toHaveLength(1);
  });
});
