import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { ContainerPath, Hop, HopName } from "../../src/path/index.ts";
import { available, type RealNode } from "../node/index.ts";
import { sharedNode } from "../node/shared.ts";

const launcher = fileURLToPath(new URL("../../bin/ctool", import.meta.url));
const machine = available();
const NOBODY = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "env", "HOME=/tmp"];

const hopOf = <N extends HopName>({ hops }: ContainerPath, hop: N) =>
  hops.find((one) => one.hop === hop) as Extract<Hop, { hop: N }>;

describe.skipIf(!machine.ok)("ctool path on a k3s node", () => {
  let node: RealNode;
  beforeAll(async () => {
    node = await sharedNode();
  });

  const path = async (...words: string[]): Promise<ContainerPath> => {
    const { stdout, stderr, exitCode } = await node.exec([launcher, "--json", ...words]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    return JSON.parse(stdout);
  };

  it.each([
    ["a pod's container", ["path", "nginx"]],
    ["one that ended", ["path", "redis"]],
    ["docker's own", ["--target", "docker", "path", "web"]],
    ["what docker's container left", ["path", "oneshot"]],
  ])("prints only commands that run: %s", async (_, words) => {
    const { hops } = await path(...words);
    const commands = hops.flatMap(({ commands: all }) => all).filter(({ needs }) => needs === null);
    expect(commands.length).toBeGreaterThan(2);
    for (const { argv } of commands) {
      const { exitCode, stdout, stderr } = await node.exec(argv);
      expect([argv.join(" "), exitCode, stdout === "" ? stderr : ""]).toEqual([argv.join(" "), 0, ""]);
    }
  });

  it("agrees with the kernel: the shim is the task's parent, the cgroup the task's", async () => {
    const walked = await path("path", "nginx");
    const pid = hopOf(walked, "task").facts?.pid;
    const { stdout: status } = await node.exec(["cat", `/proc/${pid}/status`]);
    expect(Number(/^PPid:\s+(\d+)/m.exec(status)?.[1])).toBe(hopOf(walked, "shim").facts?.pid);
    const { stdout: cgroup } = await node.exec(["cat", `/proc/${pid}/cgroup`]);
    expect(cgroup).toContain(`:${hopOf(walked, "cgroup").facts?.path}\n`);
  });

  it("as an ordinary user: no name, but what /proc shows of an id, and why the rest is not to be seen", async () => {
    const named = await node.exec([...NOBODY, launcher, "path", "nginx"]);
    expect(named.exitCode).toBe(4);
    expect(named.stderr).toContain("sudo ctool path nginx");
    const { container } = await path("path", "nginx");
    const { stdout, exitCode } = await node.exec([...NOBODY, launcher, "--json", "path", container.id.slice(0, 12)]);
    expect(exitCode).toBe(0);
    const seen: ContainerPath = JSON.parse(stdout);
    expect(hopOf(seen, "task").facts?.pid).toBeGreaterThan(0);
    expect(hopOf(seen, "shim").state).toBe("seen");
    expect(hopOf(seen, "log")).toMatchObject({ state: "unseen", why: expect.stringMatching(/root/) });
    expect(hopOf(seen, "container").commands[0]?.needs).toBe("root");
  });
});
