import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { available, type RealNode, startNode } from "../node/index.ts";
import { sharedNode } from "../node/shared.ts";
import { ctoolIn, doctorIn, executable, expectFirst, expectGone, runFix, troubles } from "./stage.ts";

const machine = available();
const can = machine.ok && machine.docker !== null && machine.dockerd !== null;
const sock = "/var/run/docker.sock";

describe.skipIf(!can)("faults of docker, staged on a node of dockerd's own", { timeout: 60_000 }, () => {
  let node: RealNode;
  beforeAll(async () => {
    node = await startNode({ flavor: "docker-only" });
  });
  afterAll(() => node?.close());

  it("nothing is wrong to begin with", async () => {
    expect(troubles(await doctorIn(node))).toEqual([]);
  });

  it("DOCKER_HOST on the socket of Docker's own containerd", async () => {
    const env = { DOCKER_HOST: "unix:///run/docker/containerd/containerd.sock" };
    const finding = expectFirst(await doctorIn(node, "docker ps", { env }), "docker-host-grpc");
    expect(finding.evidence.map(({ text }) => text).join("\n")).toContain("malformed HTTP response");
    expect(executable(finding).shell).toBe("unset DOCKER_HOST");
    expectGone(await doctorIn(node, "docker ps"), "docker-host-grpc");
  });

  it("another context: --fix takes it out of config.json, keeps the old file, and looks again", async () => {
    const created = ["context", "create", "lab", "--docker", "host=unix:///nowhere/docker.sock"];
    for (const words of [created, ["context", "use", "lab"]]) await node.exec(["docker", ...words]);
    const finding = expectFirst(await doctorIn(node), "docker-other-context");
    expect(finding.evidence[0]?.source).toMatch(/\/\.docker\/config\.json$/);

    const refused = await ctoolIn(node, ["doctor", "--fix"]);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain("--fix --yes");

    const fixed = await ctoolIn(node, ["--timeout", "20", "doctor", "--fix", "--yes"]);
    expect(fixed.stderr).toMatch(/^- .*"currentContext": "lab"/m);
    expect(fixed.stderr).toContain("the finding is gone");
    expect(fixed.exitCode).toBe(0);
    const copy = /the old one is (\S+\.ctool-\d{8}-\d{6})$/m.exec(fixed.stderr)?.[1] ?? "";
    expect((await node.exec(["cat", copy])).stdout).toContain('"currentContext": "lab"');
    expectGone(await doctorIn(node), "docker-other-context");

    // As a person would do it, from the same fault.
    await node.exec(["docker", "context", "use", "lab"]);
    await runFix(node, executable(expectFirst(await doctorIn(node), "docker-other-context")));
    expectGone(await doctorIn(node), "docker-other-context");
  });

  it("a user without rights", async () => {
    const diagnosis = await doctorIn(node, "docker ps", { user: "nobody" });
    const finding = expectFirst(diagnosis, "docker-no-rights");
    expect(finding.fix[0]?.argv).toEqual(["sudo", "docker", "ps"]);
    expect(JSON.stringify(diagnosis)).not.toMatch(/"chmod"|chmod 777/);
    expect(diagnosis.unseen.length).toBeGreaterThan(0);
    await runFix(node, executable(finding));
  });

  it("dockerd stopped: its containers cannot be listed", async () => {
    await node.stopDocker();
    const finding = expectFirst(await doctorIn(node, "docker ps"), "docker-stopped");
    expect(finding.severity).toBe("error");
    expect(finding.title).toContain("2 containers");
    // The node has no service manager: the way to start it is the node's own.
    await node.startEngine("docker");
    expect(troubles(await doctorIn(node))).toEqual([]);
  });

  it("dockerd killed: a leftover at docker.sock", async () => {
    await node.killEngine("docker");
    const finding = expectFirst(await doctorIn(node, "docker ps"), "docker-socket-stale");
    expect(finding.title).toContain("leftover");
    expect(finding.notThis.join()).toContain("chmod");
    await node.startEngine("docker");
    expectGone(await doctorIn(node), "docker-socket-stale");
  });

  it("a folder where the socket should be", async () => {
    await node.stopDocker();
    await node.exec(["sh", "-c", `rm -f ${sock}; mkdir ${sock}`]);
    const finding = expectFirst(await doctorIn(node, "docker ps"), "docker-socket-folder");
    await runFix(node, executable(finding));
    expectGone(await doctorIn(node), "docker-socket-folder");
    await node.startEngine("docker");
    expect(troubles(await doctorIn(node))).toEqual([]);
  });

  it("a second dockerd on the same socket", async () => {
    const words = [
      "dockerd",
      "--iptables=false",
      "--bridge=none",
      "--data-root=/run/second",
      "--exec-root=/run/second-exec",
      "--pidfile=/run/second.pid",
      "--host=unix:///run/second.sock",
    ];
    const second = node.spawn(words, { stdio: "ignore" });
    try {
      await expect
        .poll(() => node.exec(["docker", "--host", "unix:///run/second.sock", "ps"]).then(({ exitCode }) => exitCode), {
          timeout: 20_000,
        })
        .toBe(0);
      const finding = (await doctorIn(node, "docker ps")).findings[0];
      expect(finding).toMatchObject({ id: "two-dockers", severity: "warning" });
      expect(finding?.see.length).toBe(2);
    } finally {
      node.signal(second, "SIGTERM");
      await new Promise((resolve) => second.once("exit", resolve));
    }
    expectGone(await doctorIn(node), "two-dockers");
  });
});

describe.skipIf(!can)("docker beside k3s", { timeout: 60_000 }, () => {
  let node: RealNode;
  beforeAll(async () => {
    node = await sharedNode();
  });

  it("a healthy node: no error, no warning, and a line on docker", async () => {
    const diagnosis = await doctorIn(node);
    expect(troubles(diagnosis)).toEqual([]);
    const said = diagnosis.findings.find(({ id }) => id === "docker-sees-nothing");
    expect(said).toMatchObject({ severity: "info", title: expect.stringContaining("3 pod containers") });
    const { exitCode, stdout } = await ctoolIn(node, ["--timeout", "20", "doctor"]);
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")[0]).toBe("nothing is wrong on node1");
  });

  it("why docker ps: the answer, and lines that show the pods", async () => {
    const { exitCode, stdout, stderr } = await ctoolIn(node, ["--timeout", "20", "why", "docker ps"]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("$ docker ps");
    expect(stdout).toContain("docker ps shows none of this node's 3 pod containers");
    expect(stdout).toContain("/etc/systemd/system/k3s.service:3");
    const { findings } = await doctorIn(node, "docker ps");
    const see = findings[0]?.see.find((line) => line.startsWith("nerdctl") || line.includes("crictl"));
    const shown = await node.exec(["sh", "-c", see ?? "false"]);
    expect(shown.exitCode).toBe(0);
    expect(shown.stdout).toContain("nginx");
  });

  it("why a writing command: explained, not run", async () => {
    const { stderr } = await ctoolIn(node, ["--timeout", "20", "why", "docker rm web"]);
    expect(stderr).toContain("it was not run: it changes something");
    expect((await node.exec(["docker", "ps", "--format", "{{.Names}}"])).stdout).toContain("web");
  });
});
