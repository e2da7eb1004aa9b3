import { describe, expect, it } from "vitest";
import type { DoctorFacts } from "../../src/doctor/facts.ts";
import { addService, answer, engineOf, findingIn, findingsOf, healthy, putFile } from "./healthy-facts.ts";

const K3S = "/run/k3s/containerd/containerd.sock";
const CRICTL = "/etc/crictl.yaml";

const crictlYaml = (facts: DoctorFacts, text: string): void => putFile(facts, { kind: "crictl", path: CRICTL, text });
const editOf = (facts: DoctorFacts, id: string) => findingIn(facts, id)?.fix.find(({ edit }) => edit)?.edit;

describe("where crictl goes", () => {
  it("nowhere, by itself, on k3s", () => {
    const facts = healthy("k3s");
    expect(editOf(facts, "crictl-no-config")).toEqual({
      path: CRICTL,
      content: `runtime-endpoint: unix://${K3S}\nimage-endpoint: unix://${K3S}\n`,
    });
    const tool = facts.tools.find((one) => one.tool === "crictl");
    if (tool) tool.owner = "k3s";
    expect(findingIn(facts, "crictl-no-config")).toBeUndefined();
  });

  it("to dockershim, by a file from long ago", () => {
    const facts = healthy("k3s");
    crictlYaml(facts, "timeout: 10\nruntime-endpoint: unix:///var/run/dockershim.sock\ndebug: false\n");
    const [first] = findingsOf(facts);
    expect(first).toMatchObject({
      id: "crictl-dead-endpoint",
      severity: "error",
      evidence: [{ text: "runtime-endpoint: unix:///var/run/dockershim.sock", source: CRICTL, line: 2 }],
    });
    // What else the file says stays.
    expect(editOf(facts, "crictl-dead-endpoint")?.content).toBe(
      `timeout: 10\nruntime-endpoint: unix://${K3S}\ndebug: false\nimage-endpoint: unix://${K3S}\n`,
    );
  });

  it("to a socket that is gone, by a variable", () => {
    const facts = healthy("containerd");
    facts.node.environment.runtimeEndpoint = "unix:///run/crio/crio.sock";
    expect(findingIn(facts, "crictl-dead-endpoint")?.fix[0]?.shell).toBe("unset CONTAINER_RUNTIME_ENDPOINT");
  });

  it("to two engines at once", () => {
    const facts = healthy("k3s");
    crictlYaml(
      facts,
      `runtime-endpoint: unix://${K3S}\nimage-endpoint: unix:///run/docker/containerd/containerd.sock\n`,
    );
    expect(findingIn(facts, "crictl-split-endpoints")).toMatchObject({
      severity: "warning",
      evidence: [{ line: 1 }, { line: 2 }],
    });
    crictlYaml(facts, `runtime-endpoint: unix://${K3S}\nimage-endpoint: unix:///run/k3s/containerd/containerd.sock\n`);
    expect(findingIn(facts, "crictl-split-endpoints")).toBeUndefined();
  });

  it.each([
    ["dockerd's socket", "unix:///var/run/docker.sock", "error"],
    ["Docker's own containerd", "unix:///run/docker/containerd/containerd.sock", "error"],
  ])("to %s", (_, endpoint, severity) => {
    const facts = healthy("k3s");
    crictlYaml(facts, `runtime-endpoint: ${endpoint}\n`);
    expect(findingIn(facts, "crictl-other-engine")).toMatchObject({ severity });
    expect(editOf(facts, "crictl-other-engine")?.content).toContain(`runtime-endpoint: unix://${K3S}`);
  });

  it("to a path without its scheme", () => {
    const facts = healthy("k3s");
    crictlYaml(facts, `runtime-endpoint: ${K3S}\nimage-endpoint: ${K3S}\n`);
    expect(findingIn(facts, "crictl-plain-path")).toMatchObject({ severity: "info" });
    expect(findingIn(facts, "crictl-dead-endpoint")).toBeUndefined();
  });

  it("nowhere, because its file is broken, or not where a variable says", () => {
    const facts = healthy("k3s");
    crictlYaml(facts, "runtime-endpoint: [\n");
    expect(findingsOf(facts)[0]).toMatchObject({ id: "crictl-config-broken", severity: "error" });
    const other = healthy("k3s");
    other.node.environment.criConfigFile = "/nosuch.yaml";
    putFile(other, { kind: "crictl", path: "/nosuch.yaml", text: null, code: "ENOENT", namedBy: "CRI_CONFIG_FILE" });
    expect(findingIn(other, "crictl-config-broken")?.fix[0]?.shell).toBe("unset CRI_CONFIG_FILE");
  });
});

describe("where nerdctl and ctr go", () => {
  it("to their default, where nothing is on k3s", () => {
    const facts = healthy("k3s");
    expect(editOf(facts, "nerdctl-default-socket")).toEqual({
      path: "/etc/nerdctl/nerdctl.toml",
      content: `address = "${K3S}"\nnamespace = "k8s.io"\n`,
    });
    facts.node.environment.containerdAddress = K3S;
    expect(findingIn(facts, "nerdctl-default-socket")).toBeUndefined();
  });

  it.each([
    ["a socket that is gone", "/run/nosuch.sock", "there is no such socket"],
    ["dockerd's socket", "/run/docker.sock", "speaks HTTP"],
  ])("to %s, by a variable", (_, address, words) => {
    const facts = healthy("k3s");
    facts.node.environment.containerdAddress = address;
    const [first] = findingsOf(facts);
    expect(first).toMatchObject({
      id: "nerdctl-dead-address",
      severity: "error",
      fix: [{ shell: "unset CONTAINERD_ADDRESS" }, {}],
    });
    expect(first?.title).toContain(words);
  });

  it("to a socket that is gone, by the file: the rest of it stays", () => {
    const facts = healthy("k3s");
    putFile(facts, {
      kind: "nerdctl",
      path: "/etc/nerdctl/nerdctl.toml",
      text: 'debug = false\naddress = "/run/old.sock"\nnamespace = "k8s.io"\n',
    });
    expect(editOf(facts, "nerdctl-dead-address")?.content).toBe(
      `debug = false\naddress = "${K3S}"\nnamespace = "k8s.io"\n`,
    );
  });

  it("into a mistyped namespace: the one that was meant", () => {
    const facts = healthy("k3s");
    Object.assign(facts.node.environment, { containerdAddress: K3S, containerdNamespace: "k8s.oi" });
    const found = findingIn(facts, "namespace-unknown");
    expect(found).toMatchObject({ severity: "warning", fix: [{ shell: "export CONTAINERD_NAMESPACE=k8s.io" }] });
    expect(findingIn(facts, "nerdctl-namespace")).toBeUndefined();
  });

  it("into one of Kubernetes' namespaces: all pods are in one of containerd's", () => {
    const facts = healthy("k3s");
    Object.assign(facts.node.environment, { containerdAddress: K3S, containerdNamespace: "kube-system" });
    expect(findingIn(facts, "namespace-unknown")?.because.join()).toContain("k8s.io");
    facts.node.environment.containerdNamespace = "k8s.io";
    expect(findingIn(facts, "namespace-unknown")).toBeUndefined();
  });

  it("into default, as they come: the pods are elsewhere", () => {
    const facts = healthy("containerd");
    expect(findingIn(facts, "nerdctl-namespace")).toMatchObject({ severity: "info", about: ["nerdctl", "ctr"] });
    facts.node.environment.containerdNamespace = "k8s.io";
    expect(findingIn(facts, "nerdctl-namespace")).toBeUndefined();
  });

  it("nowhere, because nerdctl.toml is containerd's, or no TOML", () => {
    const facts = healthy("containerd");
    const path = "/etc/nerdctl/nerdctl.toml";
    putFile(facts, { kind: "nerdctl", path, text: "debug = true\nversion = 2\n" });
    expect(findingIn(facts, "nerdctl-config-broken")).toMatchObject({
      severity: "error",
      evidence: [{ text: "version = 2", line: 2 }],
    });
    putFile(facts, { kind: "nerdctl", path, text: "debug = \n" });
    expect(findingIn(facts, "nerdctl-config-broken")).toMatchObject({ evidence: [{ line: 1 }] });
    putFile(facts, { kind: "nerdctl", path, text: "debug = true\n" });
    expect(findingIn(facts, "nerdctl-config-broken")).toBeUndefined();
  });
});

describe("rootless", () => {
  const withRootless = (liveness: "alive" | "missing"): DoctorFacts => {
    const facts = healthy("containerd");
    facts.node.engines.push({
      ...engineOf(facts, "containerd"),
      id: "rootless",
      flavor: "rootless",
      socket: "/run/user/1000/containerd/containerd.sock",
      liveness,
      namespaces: [],
      running: 1,
      cri: null,
      pid: null,
    });
    facts.user = { ...facts.user, uid: 1000, name: "ada" };
    return facts;
  };

  it("set up, and ended with the session", () => {
    expect(findingIn(withRootless("missing"), "rootless-stopped")).toMatchObject({
      severity: "warning",
      fix: [{ argv: ["systemctl", "--user", "start", "containerd"] }, { argv: ["loginctl", "enable-linger", "ada"] }],
    });
    expect(findingIn(withRootless("alive"), "rootless-stopped")).toBeUndefined();
  });

  it("beside root's: two lists", () => {
    expect(findingIn(withRootless("alive"), "rootless-and-root")).toMatchObject({ severity: "info" });
    expect(findingIn(healthy("containerd"), "rootless-and-root")).toBeUndefined();
  });
});

describe("versions and builds", () => {
  it("ctr of another containerd", () => {
    const facts = healthy("k3s");
    answer(facts, ["ctr", "version", "k3s"], (text) => text.replace("1.6.20", "1.7.24"));
    expect(findingIn(facts, "ctr-version-skew")).toMatchObject({
      severity: "warning",
      fix: [{ argv: ["k3s", "ctr", "version"] }],
    });
    answer(facts, ["ctr", "version", "k3s"], (text) => text.replace("1.7.24", "1.6.33"));
    expect(findingIn(facts, "ctr-version-skew")).toBeUndefined();
  });

  it("nerdctl older than containerd 2.2", () => {
    const facts = healthy("containerd2");
    answer(facts, ["nerdctl", "client", null], { stdout: "nerdctl version 2.1.4" });
    answer(facts, ["ctr", "version", "containerd"], (text) => text.replaceAll("2.1.9", "2.2.0"));
    expect(findingIn(facts, "nerdctl-version")?.title).toContain("2.1.4");
    answer(facts, ["nerdctl", "client", null], { stdout: "nerdctl version 2.2.0" });
    expect(findingIn(facts, "nerdctl-version")).toBeUndefined();
  });

  it("a tool that cannot be executed, or not on this machine", () => {
    const facts = healthy("k3s");
    const tool = facts.tools.find((one) => one.tool === "crictl");
    if (tool) Object.assign(tool, { problem: "not-executable", command: [] });
    expect(findingIn(facts, "tool-not-executable")).toMatchObject({
      fix: [{ argv: ["chmod", "755", "/usr/local/bin/crictl"] }],
    });
    const other = healthy("k3s");
    answer(other, ["nerdctl", "ps", null], { outcome: "not-executable", exitCode: null, stderr: "exec format error" });
    expect(findingIn(other, "tool-not-executable")).toMatchObject({ evidence: [{ text: "exec format error" }] });
  });

  it("no tool at all", () => {
    const facts = healthy("containerd");
    for (const tool of facts.tools) Object.assign(tool, { command: [], path: null, problem: "missing" });
    expect(findingIn(facts, "no-tools")).toMatchObject({ severity: "warning", see: ["ctool ps"] });
  });

  it("buildkitd on the default socket of a k3s node", () => {
    const facts = healthy("k3s");
    const process = facts.processes[0];
    if (!process) throw new Error("no process in these facts");
    facts.processes.push({
      ...process,
      program: "buildkitd",
      pid: 900,
      argv: ["buildkitd"],
      exe: "/usr/local/bin/buildkitd",
    });
    expect(findingIn(facts, "buildkit-other-containerd")).toMatchObject({ severity: "warning" });
    putFile(facts, {
      kind: "buildkit",
      path: "/etc/buildkit/buildkitd.toml",
      text: `[worker.containerd]\naddress = "${K3S}"\nnamespace = "k8s.io"\n`,
    });
    expect(findingIn(facts, "buildkit-other-containerd")).toBeUndefined();
  });
});

describe("where Kubernetes is", () => {
  it("the kubelet is told of a socket that is gone", () => {
    const facts = healthy("containerd");
    facts.node.kubernetes = {
      by: "the kubelet",
      socket: "/run/cri-dockerd.sock",
      source: { by: "config", text: "/var/lib/kubelet/config.yaml", line: 7 },
    };
    const process = facts.processes[0];
    if (process) facts.processes.push({ ...process, program: "kubelet", pid: 901, argv: ["kubelet"], shim: null });
    const found = findingIn(facts, "kubelet-dead-endpoint");
    expect(found).toMatchObject({
      severity: "error",
      evidence: [{ source: "/var/lib/kubelet/config.yaml", line: 7 }, {}],
    });
    expect(found?.fix[0]?.text).toContain("containerRuntimeEndpoint: unix:///run/containerd/containerd.sock");
  });

  it("the kubelet keeps flags of dockershim's days", () => {
    const facts = healthy("containerd");
    putFile(facts, {
      kind: "kubelet",
      path: "/var/lib/kubelet/kubeadm-flags.env",
      text: 'KUBELET_KUBEADM_ARGS="--network-plugin=cni --pod-infra-container-image=pause:3.6"\n',
    });
    expect(findingIn(facts, "kubelet-old-flags")).toMatchObject({ severity: "warning", evidence: [{ line: 1 }] });
  });

  it("the kubelet and containerd write to cgroups in two ways", () => {
    const facts = healthy("containerd");
    facts.node.kubernetes = {
      by: "the kubelet",
      socket: "/run/containerd/containerd.sock",
      source: { by: "proc", text: "kubelet pid 901", line: null },
    };
    const path = "/var/lib/kubelet/config.yaml";
    putFile(facts, { kind: "kubelet", path, text: "cgroupDriver: systemd\n" });
    expect(findingIn(facts, "cgroup-driver-mismatch")).toMatchObject({
      severity: "warning",
      evidence: [{ source: path, line: 1 }, { text: "SystemdCgroup: false" }],
    });
    putFile(facts, { kind: "kubelet", path, text: "cgroupDriver: cgroupfs\n" });
    expect(findingIn(facts, "cgroup-driver-mismatch")).toBeUndefined();
  });

  it("k3s runs its pods in Docker", () => {
    const facts = healthy("k3s");
    const process = facts.processes.find(({ program }) => program === "k3s");
    if (process) process.argv = ["/usr/local/bin/k3s", "server", "--docker"];
    expect(findingIn(facts, "k3s-uses-docker")).toMatchObject({
      severity: "info",
      see: ["docker ps", "k3s crictl ps"],
    });
  });

  it("in containers: kind, k3d", () => {
    const facts = healthy("docker-only");
    const process = facts.processes[0];
    if (process)
      facts.processes.push({ ...process, program: "kubelet", pid: 902, argv: ["kubelet"], inContainer: true });
    expect(findingIn(facts, "nodes-in-containers")).toMatchObject({ severity: "info" });
  });

  it("several engines serve CRI", () => {
    const facts = healthy("k3s");
    const k3s = engineOf(facts, "k3s");
    facts.node.engines.push({
      ...k3s,
      id: "cri-o",
      flavor: "cri-o",
      engine: "cri-o",
      socket: "/run/crio/crio.sock",
      namespaces: [],
      pid: null,
    });
    expect(findingIn(facts, "several-cri-engines")?.title).toContain("k3s, cri-o");
  });

  it("cgroup v2 is nothing to speak of", () => {
    const facts = healthy("k3s");
    facts.cgroup.version = 2;
    expect(findingIn(facts, "cgroup-v1")).toBeUndefined();
  });

  it("a unit that says --docker, while k3s does not run, says nothing", () => {
    const facts = healthy("docker-only");
    addService(facts, {
      name: "k3s",
      files: [
        {
          kind: "service",
          path: "/etc/systemd/system/k3s.service",
          text: "ExecStart=/usr/local/bin/k3s server --docker\n",
          code: null,
          engine: null,
          namedBy: null,
        },
      ],
    });
    expect(findingIn(facts, "k3s-uses-docker")).toBeUndefined();
  });
});
