import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Comparison, Joined } from "../../src/model/index.ts";
import { available, type RealNode, startNode } from "../node/index.ts";
import { sharedNode } from "../node/shared.ts";
import { ctool as ctoolHere } from "./ctool.ts";

const launcher = fileURLToPath(new URL("../../bin/ctool", import.meta.url));
const machine = available();
const bothClients = machine.nerdctl !== null && machine.crictl !== null;

const ctool = (node: RealNode, args: string, options: Parameters<RealNode["exec"]>[1] = {}) =>
  node.exec([launcher, ...args.split(" ").filter((word) => word !== "")], options);

const comparison = async (node: RealNode, args: string): Promise<Comparison<"container">> => {
  const { stdout, stderr, exitCode } = await ctool(node, `--json ${args}`);
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
};
const named = (rows: readonly Joined<"container">[], name: string) =>
  rows.find((row) => row.name === name && row.kind === "container");

describe.skipIf(!machine.ok)("ctool on a k3s node", () => {
  let node: RealNode;
  beforeAll(async () => {
    node = await sharedNode();
  });

  it("finds k3s's containerd and says why", async () => {
    const { target, elsewhere } = await comparison(node, "ps");
    expect(target).toMatchObject({
      id: "k3s",
      flavor: "k3s",
      namespace: "k8s.io",
      socket: "/run/k3s/containerd/containerd.sock",
    });
    expect(target?.reason).toMatch(/k3s/);
    expect(target?.otherNamespaces).toEqual([expect.objectContaining({ name: "default", running: 1 })]);
    expect(elsewhere).toEqual([expect.objectContaining({ engine: "docker", running: 1 })]);
  });

  it.skipIf(!bothClients)("lines the pods of all three tools up with docker's own container", async () => {
    const { rows, tools } = await comparison(node, "ps");
    const containers = rows.filter(({ kind }) => kind === "container");
    expect(containers.map(({ pod, podContainer, name }) => (pod ? podContainer : name)).sort()).toEqual([
      "coredns",
      "lb-tcp-80",
      "nginx",
      "web",
    ]);
    for (const row of containers.filter(({ pod }) => pod !== null)) {
      expect(row.seenBy).toEqual(["nerdctl", "crictl", "ctr"]);
      expect(row.missing).toEqual([expect.objectContaining({ tool: "docker", code: "other-engine" })]);
      expect(row.state).toBe("running");
      expect(row.pid).toBeGreaterThan(0);
      expect(row.startedAt).not.toBeNull();
    }
    const web = named(rows, "web");
    expect(web).toMatchObject({ at: "docker", seenBy: ["docker"] });
    expect(web?.missing.map(({ tool, code }) => [tool, code])).toEqual([
      ["nerdctl", "other-engine"],
      ["crictl", "other-engine"],
      ["ctr", "other-engine"],
    ]);
    const sandboxes = rows.filter(({ kind }) => kind === "sandbox");
    expect(sandboxes.length).toBe(5);
    for (const { missing } of sandboxes)
      expect(missing).toContainEqual(expect.objectContaining({ tool: "crictl", code: "sandbox" }));
    expect(tools.map(({ tool, state }) => [tool, state])).toEqual([
      ["docker", "ok"],
      ["nerdctl", "ok"],
      ["crictl", "ok"],
      ["ctr", "ok"],
    ]);
  });

  it.skipIf(!bothClients)("tells the truth about what has exited, whom nerdctl calls created", async () => {
    const { rows } = await comparison(node, "ps -a");
    const redis = rows.find(({ podContainer }) => podContainer === "redis");
    expect(redis).toMatchObject({ state: "exited", exitCode: 3, attempt: 4 });
    expect(redis?.finishedAt).not.toBeNull();
    expect(redis?.differs).toContainEqual({
      field: "state",
      values: expect.objectContaining({ nerdctl: "created", crictl: "exited" }),
    });
    const helm = rows.find(({ podContainer }) => podContainer === "helm");
    expect(helm).toMatchObject({ state: "exited", exitCode: 0 });
  });

  it.skipIf(!bothClients)("gives docker's answer to docker's filters, whatever the tools can do", async () => {
    const names = async (args: string) =>
      (await comparison(node, args)).rows
        .filter(({ kind }) => kind === "container")
        .map(({ podContainer, name }) => podContainer ?? name)
        .sort();
    expect(await names("ps -f status=exited")).toEqual(expect.arrayContaining(["helm", "redis"]));
    expect(await names("ps -a -f exited=3")).toEqual(["redis"]);
    expect(await names("ps -f name=nginx")).toEqual(["nginx"]);
    expect(await names("ps -a -f label=io.kubernetes.pod.namespace=kube-system")).toEqual([
      "coredns",
      "helm",
      "lb-tcp-80",
    ]);
    expect((await names("ps -n 1")).length).toBe(1);
  });

  it("looks into another namespace, and says where the containers are when one is empty", async () => {
    const { rows } = await comparison(node, "--namespace default ps");
    expect(rows.some(({ at, namespace }) => at === "k3s" && namespace === "default")).toBe(true);
    const { stdout, stderr, exitCode } = await ctool(node, "--namespace k8s.oi ps");
    expect(exitCode).toBe(0);
    expect(stdout + stderr).toMatch(/k8s\.io/);
  });

  it("shows every namespace in one table", async () => {
    const { rows } = await comparison(node, "--all-namespaces ps");
    expect([...new Set(rows.filter(({ at }) => at === "k3s").map(({ namespace }) => namespace))].sort()).toEqual([
      "default",
      "k8s.io",
    ]);
    const { stdout } = await ctool(node, "--all-namespaces ps");
    expect(stdout.split("\n")[0]).toMatch(/NAMESPACE/);
  });

  it("-q prints ids of the target only, without sandboxes", async () => {
    const { stdout } = await ctool(node, "ps -q");
    const running = node.pods.flatMap(({ containers }) => containers).length;
    const ids = stdout.trim().split("\n");
    expect(ids.every((id) => /^[0-9a-f]{64}$/.test(id))).toBe(true);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(ids.length).toBeLessThanOrEqual(running);
  });

  it.each(["images", "pods", "namespaces", "version", "targets", "tools"])(
    "%s answers, as text and as JSON",
    async (verb) => {
      const text = await ctool(node, verb);
      expect(text.exitCode).toBe(0);
      expect(text.stdout).not.toBe("");
      const { stdout, exitCode } = await ctool(node, `--json ${verb}`);
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout).schemaVersion).toBe(1);
    },
  );

  it("env makes the tools reach the target", async () => {
    const { stdout, exitCode } = await node.exec(["sh", "-c", `eval "$(${launcher} env)" && ctr containers ls -q`]);
    expect(exitCode).toBe(0);
    expect(stdout.trim().split("\n").length).toBeGreaterThanOrEqual(8);
  });

  it("replays what it recorded, to the letter, elsewhere", async () => {
    const file = `/tmp/ctool-test-${process.pid}.jsonl`;
    try {
      const live = await ctool(node, `--record ${file} --json ps -a`);
      expect(live.exitCode).toBe(0);
      expect(readFileSync(file, "utf8")).toContain('"recording":1');
      const replayed = await ctoolHere(["--replay", file, "--json", "ps", "-a"]);
      expect(JSON.parse(replayed.stdout)).toEqual(JSON.parse(live.stdout));
    } finally {
      rmSync(file, { force: true });
    }
  });

  it("lists what runs from the task folders, on a node without any client", async () => {
    const hide =
      "mount -t tmpfs none /usr/local/bin && mount --bind /dev/null /usr/bin/ctr && mount --bind /dev/null /usr/bin/docker";
    const { stdout, stderr, exitCode } = await node.exec([
      "unshare",
      "-m",
      "sh",
      "-c",
      `${hide} && ${launcher} --json ps`,
    ]);
    expect(stderr).toMatch(/task folders/);
    expect(exitCode).toBe(4);
    const { rows, tools } = JSON.parse(stdout) as Comparison<"container">;
    expect(tools.map(({ state }) => state)).toEqual(["missing", "missing", "missing", "missing"]);
    const containers = rows.filter(({ kind }) => kind === "container");
    expect(containers.map(({ name }) => name?.split("/").at(-1)).sort()).toEqual(["coredns", "lb-tcp-80", "nginx"]);
    expect(containers.every(({ seenBy, missing }) => seenBy.length === 0 && missing.length === 4)).toBe(true);
  });

  it("says to an ordinary user what is not allowed, at once and with exit 4", async () => {
    const { stdout, stderr, exitCode } = await ctool(node, "ps", { user: "nobody" });
    expect(exitCode).toBe(4);
    expect(stdout + stderr).toMatch(/only root/);
    expect(stdout + stderr).toMatch(/sudo/);
  });
});

describe.skipIf(!machine.ok)("ctool when daemons go", () => {
  let node: RealNode;
  beforeAll(async () => {
    node = await startNode({ flavor: "k3s" });
  });
  afterAll(() => node?.close());

  it("asks a containerd that hangs once, and says that it gives no answer", async () => {
    const signal = (name: string) => node.exec(["pkill", `-${name}`, "-f", "^containerd -c /var/lib/rancher"]);
    expect((await signal("STOP")).exitCode).toBe(0);
    try {
      const started = performance.now();
      const { stdout } = await ctool(node, "--timeout 1 --json targets");
      // One deadline, not one for each tool and namespace.
      expect(performance.now() - started).toBeLessThan(5_000);
      const engine = JSON.parse(stdout).engines.find(({ id }: { id: string }) => id === "k3s");
      expect(engine).toMatchObject({ liveness: "timeout", why: expect.stringContaining("no answer within 1000 ms") });
      const top = await ctool(node, "--timeout 1 top nginx");
      expect(top.exitCode).toBe(124);
      expect(top.stderr).toMatch(/^ctool: \w+ did not end within [\d.]+ s, and was stopped$/m);
    } finally {
      await signal("CONT");
    }
  });

  it("lists the pods all the same when dockerd is stopped", async () => {
    await node.stopDocker();
    const { rows, tools } = await comparison(node, "ps");
    expect(rows.filter(({ at }) => at === "k3s").length).toBeGreaterThanOrEqual(3);
    expect(tools.find(({ tool }) => tool === "docker")?.state).not.toBe("ok");
  });

  it("says that a killed containerd left its socket, and waits for nothing", async () => {
    await node.killEngine();
    const { stdout, stderr, exitCode } = await ctool(node, "ps");
    expect(exitCode).toBe(4);
    expect(stdout + stderr).toContain("/run/k3s/containerd/containerd.sock");
    const targets = await ctool(node, "--json targets");
    const engine = JSON.parse(targets.stdout).engines.find(({ id }: { id: string }) => id === "k3s");
    expect(engine).toMatchObject({ liveness: "refused", running: 4 });
  });
});
