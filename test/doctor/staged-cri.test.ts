import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../src/model/index.ts";
import { available, type RealNode, startNode } from "../node/index.ts";
import { doctorIn, executable, expectFirst, expectGone, runFix, troubles } from "./stage.ts";

const machine = available();
const CONFIG = "/etc/containerd/config.toml";
const K3S = "/run/k3s/containerd/containerd.sock";
const CNI = "/var/lib/rancher/k3s/agent/etc/cni/net.d";
const PAUSE = "docker.io/rancher/mirrored-pause:3.6";

const restart = async (node: RealNode): Promise<void> => {
  await node.stopEngine();
  await node.startEngine();
};

/** The first finding, for a fault that is no error. */
const expectWarning = ({ findings }: { findings: Finding[] }, id: string): Finding => {
  const [first] = findings;
  expect(
    findings.filter(({ severity }) => severity === "error" || severity === "warning").map((one) => one.id),
  ).toEqual([id]);
  if (!first) throw new Error("no finding");
  return first;
};

describe.skipIf(!machine.ok)("faults of containerd's configuration, staged", { timeout: 60_000 }, () => {
  let node: RealNode;
  let good: string;
  beforeAll(async () => {
    // Without CRI, as Docker's package has it: the first fault.
    node = await startNode({ flavor: "containerd", cri: false });
    good = (await node.exec(["cat", CONFIG])).stdout;
  });
  afterAll(() => node?.close());

  it("CRI switched off: the printed command takes it out of the list, and keeps the old file", async () => {
    const finding = expectFirst(await doctorIn(node, "crictl ps"), "cri-disabled");
    expect(finding.evidence[0]).toMatchObject({ source: CONFIG, line: 1 });
    await runFix(node, executable(finding));
    expect((await node.exec(["cat", `${CONFIG}.before-ctool`])).stdout).toBe(good);
    await restart(node);
    expectGone(await doctorIn(node), "cri-disabled");
  });

  it("a plugin's short name in a file of version 2: containerd does not start", async () => {
    await node.stopEngine();
    await node.write(CONFIG, `version = 2\n${good}`);
    const finding = expectFirst(await doctorIn(node), "containerd-config-broken");
    expect(finding.title).toContain("cannot start");
    expect(finding.explains.map(({ id }) => id)).toContain("engine-stopped");
    await runFix(node, executable(finding));
    await node.startEngine();
    expectGone(await doctorIn(node), "containerd-config-broken");
  });

  it("no TOML: the line", async () => {
    await node.stopEngine();
    await node.write(CONFIG, "version = 2\n[plugins\n");
    const finding = expectFirst(await doctorIn(node), "containerd-config-broken");
    expect(finding.evidence[0]).toMatchObject({ text: "[plugins", source: CONFIG, line: 2 });
  });

  it("mirrors beside config_path: containerd's own words", async () => {
    const registry = 'plugins."io.containerd.grpc.v1.cri".registry';
    await node.write(
      CONFIG,
      `version = 2\n[${registry}]\nconfig_path = "/etc/containerd/certs.d"\n[${registry}.mirrors."docker.io"]\nendpoint = ["https://mirror.example"]\n`,
    );
    await node.startEngine();
    const finding = expectFirst(await doctorIn(node, "crictl ps"), "cri-mirrors");
    expect(finding.evidence.map(({ source }) => source)).toContain(CONFIG);
    await node.write(CONFIG, "version = 2\n");
    await restart(node);
    expectGone(await doctorIn(node), "cri-mirrors");
  });

  it("containerd stopped, then killed: its containers live on", async () => {
    await node.stopEngine();
    expect(expectFirst(await doctorIn(node), "engine-stopped").title).toMatch(/\d+ shims? of its containers live on/);
    await node.startEngine();
    await node.killEngine();
    expect(expectFirst(await doctorIn(node, "nerdctl ps"), "engine-stale-socket").notThis.join()).toContain("shims");
    await node.startEngine();
    expectGone(await doctorIn(node), "engine-stale-socket");
  });
});

describe.skipIf(!machine.ok || machine.nerdctl === null || machine.crictl === null)(
  "faults of the tools' settings and of what pods need, staged on k3s",
  { timeout: 60_000 },
  () => {
    let node: RealNode;
    const sh = async (script: string): Promise<void> => {
      const { exitCode, stderr } = await node.exec(["sh", "-ec", script]);
      if (exitCode !== 0) throw new Error(`${script}: ${stderr}`);
    };
    const crictl = `runtime-endpoint: unix://${K3S}\nimage-endpoint: unix://${K3S}\n`;
    beforeAll(async () => {
      node = await startNode({ flavor: "k3s", docker: false });
      await node.write("/etc/crictl.yaml", crictl);
      await node.write("/etc/nerdctl/nerdctl.toml", `address = "${K3S}"\nnamespace = "k8s.io"\n`);
    });
    afterAll(() => node?.close());

    it("nothing is wrong to begin with", async () => {
      expect(troubles(await doctorIn(node))).toEqual([]);
    });

    it.each([
      ["left at dockershim", "runtime-endpoint: unix:///var/run/dockershim.sock\n", "crictl-dead-endpoint"],
      ["no YAML", "runtime-endpoint: [\n", "crictl-config-broken"],
    ])("/etc/crictl.yaml %s: the printed fix mends it", async (_, text, id) => {
      await node.write("/etc/crictl.yaml", text);
      await runFix(node, executable(expectFirst(await doctorIn(node, "crictl ps"), id)));
      expectGone(await doctorIn(node), id);
      expect((await node.exec(["crictl", "ps"])).stdout).toContain("nginx");
    });

    it("/etc/crictl.yaml with two engines in it", async () => {
      await node.write(
        "/etc/crictl.yaml",
        `runtime-endpoint: unix://${K3S}\nimage-endpoint: unix:///run/containerd/containerd.sock\n`,
      );
      await runFix(node, executable(expectFirst(await doctorIn(node), "crictl-dead-endpoint")));
      expectGone(await doctorIn(node), "crictl-dead-endpoint");
    });

    it("a mistyped namespace: empty lists, no error", async () => {
      const env = { CONTAINERD_NAMESPACE: "k8s.oi" };
      const diagnosis = await doctorIn(node, "nerdctl ps", { env });
      expect(expectWarning(diagnosis, "namespace-unknown").fix[0]?.shell).toBe("export CONTAINERD_NAMESPACE=k8s.io");
    });

    it("CONTAINERD_ADDRESS where nothing is", async () => {
      const env = { CONTAINERD_ADDRESS: "/run/nosuch.sock" };
      expect(expectFirst(await doctorIn(node, "nerdctl ps", { env }), "nerdctl-dead-address").fix[0]?.shell).toBe(
        "unset CONTAINERD_ADDRESS",
      );
    });

    it("an image imported into default: one line brings it to the pods", async () => {
      const ctr = `ctr --address ${K3S}`;
      const app = "docker.io/acme/app:1";
      await sh(`${ctr} -n k8s.io images tag docker.io/library/busybox:latest ${app}
        ${ctr} -n k8s.io images export /run/app.tar ${app}
        ${ctr} -n k8s.io images rm ${app}
        ${ctr} -n default images import /run/app.tar`);
      await runFix(node, executable(expectWarning(await doctorIn(node), "image-wrong-namespace")));
      expectGone(await doctorIn(node), "image-wrong-namespace");
      expect((await node.exec(["crictl", "images"])).stdout).toContain("acme/app");
    });

    it("the pause image is gone", async () => {
      await sh(`ctr --address ${K3S} -n k8s.io images export /run/pause.tar ${PAUSE}; crictl rmi ${PAUSE}`);
      expect(expectFirst(await doctorIn(node), "pause-image-missing").title).toContain(PAUSE);
      await sh(`ctr --address ${K3S} -n k8s.io images import /run/pause.tar`);
      expectGone(await doctorIn(node), "pause-image-missing");
    });

    it("no network configuration; then one that containerd does not see", async () => {
      await sh(`mkdir /run/kept; mv ${CNI}/* /run/kept/`);
      await expect
        .poll(async () => (await doctorIn(node)).findings[0]?.id, { timeout: 20_000 })
        .toBe("cni-config-missing");
      await sh(`rmdir ${CNI}; mkdir ${CNI}; mv /run/kept/* ${CNI}/`);
      expectFirst(await doctorIn(node), "cni-folder-recreated");
      await restart(node);
      expect(troubles(await doctorIn(node))).toEqual([]);
    });

    it("an ordinary user: sudo, and no advice that harms", async () => {
      const diagnosis = await doctorIn(node, null, { user: "nobody" });
      expect(diagnosis.findings.slice(0, 2).map(({ id }) => id)).toEqual(["engine-denied", "nerdctl-needs-root"]);
      const commands = diagnosis.findings.flatMap(({ fix }) =>
        fix.map(({ argv, shell }) => argv?.join(" ") ?? shell ?? ""),
      );
      expect(commands.filter((line) => /chmod|rootless-setuptool/.test(line))).toEqual([]);
    });

    it("a socket that somebody opened to everybody", async () => {
      await sh(`chmod 777 ${K3S}`);
      await runFix(node, executable(expectWarning(await doctorIn(node), "socket-open")));
      expectGone(await doctorIn(node), "socket-open");
    });

    it("k3s stopped, its pods live on", async () => {
      await node.stopEngine();
      const finding = expectFirst(await doctorIn(node, "crictl ps"), "distribution-stopped");
      expect(finding.title).toMatch(/\d+ shims of its pods live on/);
      await node.startEngine();
      expect(troubles(await doctorIn(node))).toEqual([]);
    });
  },
);
