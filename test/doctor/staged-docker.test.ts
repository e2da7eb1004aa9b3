import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { available, type RealNode, startNode } from "../node/index.ts";
import { sharedNode } from "../node/shared.ts";
import { dockerFaults } from "./faults/docker.ts";
import { ctoolIn, doctorIn, executable, expectFirst, expectGone, runFix, stageFault, troubles } from "./stage.ts";

const machine = available();
const can = machine.ok && machine.docker !== null && machine.dockerd !== null;

describe.skipIf(!can)("faults of docker, staged on a node of dockerd's own", { timeout: 60_000 }, () => {
  let node: RealNode;
  beforeAll(async () => {
    node = await startNode({ flavor: "docker-only" });
  });
  afterAll(() => node?.close());

  it("nothing is wrong to begin with", async () => {
    expect(troubles(await doctorIn(node))).toEqual([]);
  });

  it.each(dockerFaults)("$what: $finding", (fault) => stageFault(node, fault));

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

  it("a user without rights is told of sudo, not of chmod", async () => {
    const diagnosis = await doctorIn(node, "docker ps", { user: "nobody" });
    expect(diagnosis.findings[0]?.fix[0]?.argv).toEqual(["sudo", "docker", "ps"]);
    expect(JSON.stringify(diagnosis)).not.toMatch(/"chmod"|chmod 777/);
    expect(diagnosis.unseen.length).toBeGreaterThan(0);
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

  it("why docker ps: cause, evidence with its line, lines that show the pods, and what does not help", async () => {
    const { exitCode, stdout, stderr } = await ctoolIn(node, ["--timeout", "20", "why", "docker ps"]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("$ docker ps");
    expect(stdout.split("\n")[0]).toMatch(/^(?:info: )?docker ps shows none of this node's 3 pod containers$/);
    const text = stdout.replace(/pid \d+/g, "pid N").replace(/\s+/g, " ");
    for (const said of [
      "because k3s runs them in containerd: namespace k8s.io on /run/k3s/containerd/containerd.sock. dockerd lists only its own (1: web).",
      "evidence 5 shims -namespace k8s.io -address /run/k3s/containerd/containerd.sock (/proc)",
      "k3s server, pid N, without --docker (/etc/systemd/system/k3s.service:3)",
      "see them k3s crictl ps",
      "not this DOCKER_HOST on containerd's socket",
    ])
      expect(text).toContain(said);
    const { findings } = await doctorIn(node, "docker ps");
    for (const see of findings[0]?.see.filter((line) => !line.startsWith("ctool")) ?? []) {
      const shown = await node.exec(["sh", "-c", see]);
      expect(shown.exitCode, see).toBe(0);
      expect(shown.stdout).toContain("nginx");
    }
  });

  it("why crictl ps with a stale setting: its cause, and the line", async () => {
    const file = `${node.base}/why/crictl.yaml`;
    await node.write(file, "runtime-endpoint: unix:///var/run/dockershim.sock\n");
    const env = { CRI_CONFIG_FILE: file };
    const { exitCode, stdout, stderr } = await ctoolIn(node, ["--timeout", "20", "why", "crictl ps"], { env });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/\(exit 1\)/);
    expect(stdout.split("\n")[0]).toContain("crictl is sent to unix:///var/run/dockershim.sock");
    expect(stdout).toContain(`${file}:1`);
  });

  it("why a command that answers, and one that nobody knows", async () => {
    const fine = await ctoolIn(node, [
      "--timeout",
      "20",
      "why",
      "crictl -r unix:///run/k3s/containerd/containerd.sock version",
    ]);
    expect(fine.exitCode).toBe(0);
    const unknown = await ctoolIn(node, ["why", "all is well"]);
    expect(unknown.exitCode).toBe(1);
    const none = await ctoolIn(node, ["--json", "why", "-"], { input: "" });
    expect(none.exitCode).toBe(1);
    expect(JSON.parse(none.stdout)).toMatchObject({ explained: false });
  });

  it("why a writing command: explained, not run", async () => {
    const { stderr } = await ctoolIn(node, ["--timeout", "20", "why", "docker rm web"]);
    expect(stderr).toContain("it was not run: it changes something");
    expect((await node.exec(["docker", "ps", "--format", "{{.Names}}"])).stdout).toContain("web");
  });
});
