import { describe, expect, it } from "vitest";
import {
  addService,
  answer,
  asUser,
  editFile,
  endEngine,
  endProgram,
  engineOf,
  findingIn,
  findingsOf,
  healthy,
  putFile,
} from "./healthy-facts.ts";

const C = "/etc/containerd/config.toml";
const errorsOf = (facts: ReturnType<typeof healthy>): string[] =>
  findingsOf(facts)
    .filter(({ severity }) => severity === "error")
    .map(({ id }) => id);

describe("a distribution that does not run", () => {
  it("k3s stopped, its pods live on: everything else follows from that", () => {
    const facts = healthy("k3s");
    endProgram(facts, "k3s");
    endEngine(facts, "k3s", "missing");
    facts.node.kubernetes = null;
    addService(facts, {
      name: "k3s",
      active: "failed",
      sub: "failed",
      result: "exit-code",
      journal: [
        { time: null, text: 'level=fatal msg="Failed to start: no space left on device"' },
        { time: null, text: "k3s.service: Main process exited, code=exited, status=1/FAILURE" },
      ],
    });
    const [first] = findingsOf(facts);
    expect(first).toMatchObject({
      id: "distribution-stopped",
      severity: "error",
      fix: [{ argv: ["systemctl", "start", "k3s"] }],
    });
    expect(first?.title).toContain("5 shims");
    expect(first?.because.join()).toContain("disk is full");
    expect(first?.evidence.map(({ text }) => text)).toContain("failed (failed), enabled, ended with exit-code");
    expect(first?.explains.map(({ id }) => id)).toContain("engine-stopped");
    expect(errorsOf(facts)).toEqual(["distribution-stopped"]);
  });

  it("installed, switched off on purpose, nothing left of it: good to know", () => {
    const facts = healthy("docker-only");
    facts.folders.push("/var/lib/rancher/k3s");
    facts.binaries.push({
      name: "k3s",
      path: "/usr/local/bin/k3s",
      realPath: "/usr/local/bin/k3s",
      owner: null,
      also: [],
    });
    expect(findingIn(facts, "distribution-stopped")).toMatchObject({ severity: "info" });
  });

  it("is not said where others' processes are hidden", () => {
    const facts = healthy("k3s");
    endProgram(facts, "k3s");
    facts.unseen.push({ what: "other users' processes", why: "/proc hides them from this user" });
    expect(findingIn(facts, "distribution-stopped")).toBeUndefined();
  });

  it("the kubelet stopped on a kubeadm node", () => {
    const facts = healthy("containerd");
    expect(findingIn(facts, "kubelet-stopped")).toBeUndefined();
    addService(facts, { name: "kubelet", active: "inactive", sub: "dead" });
    expect(findingsOf(facts)[0]).toMatchObject({
      id: "kubelet-stopped",
      severity: "error",
      fix: [{ argv: ["systemctl", "start", "kubelet"] }],
    });
  });
});

describe("an engine that does not run", () => {
  it("killed: the socket file stays", () => {
    const facts = healthy("containerd");
    endEngine(facts, "containerd", "refused");
    const [first] = findingsOf(facts);
    expect(first).toMatchObject({ id: "engine-stale-socket", severity: "error" });
    expect(first?.notThis.join()).toContain("Killing shims");
    expect(errorsOf(facts)).toEqual(["engine-stale-socket"]);
  });

  it("stopped: its containers live on", () => {
    const facts = healthy("containerd");
    endEngine(facts, "containerd", "missing");
    expect(findingsOf(facts)[0]).toMatchObject({ id: "engine-stopped", severity: "error" });
    expect(errorsOf(facts)).toEqual(["engine-stopped"]);
  });

  it("a path that was only written down somewhere is no stopped engine", () => {
    const facts = healthy("k3s");
    const twin = {
      ...engineOf(facts, "k3s"),
      id: "containerd",
      flavor: "containerd" as const,
      socket: "/run/other.sock",
      liveness: "missing" as const,
      pid: null,
    };
    facts.node.engines.push(twin);
    expect(findingIn(facts, "engine-stopped")).toBeUndefined();
  });

  it("its service failed", () => {
    const facts = healthy("k3s");
    addService(facts, {
      name: "crio",
      active: "failed",
      sub: "failed",
      journal: [{ time: null, text: "bind: address already in use" }],
    });
    expect(findingIn(facts, "service-failed")).toMatchObject({ severity: "error", title: "the service crio failed" });
    addService(facts, { name: "crio" });
    expect(findingIn(facts, "service-failed")).toBeUndefined();
  });

  it("there is none at all", () => {
    const facts = healthy("docker-only");
    facts.node.engines = [];
    facts.processes = [];
    expect(findingIn(facts, "no-engine")).toMatchObject({ severity: "warning" });
  });

  it("its program was replaced on disk", () => {
    const facts = healthy("containerd");
    const daemon = facts.processes.find(({ program }) => program === "containerd");
    if (daemon) daemon.exe = "/usr/bin/containerd (deleted)";
    expect(findingIn(facts, "engine-replaced")).toMatchObject({
      severity: "warning",
      evidence: [{ text: "/usr/bin/containerd (deleted)" }],
    });
  });

  it("runc is missing, and so nothing runs", () => {
    const facts = healthy("containerd");
    facts.binaries = facts.binaries.filter(({ name }) => name !== "runc");
    expect(findingIn(facts, "runc-missing")).toBeUndefined();
    facts.processes = facts.processes.filter(({ shim }) => shim === null);
    expect(findingIn(facts, "runc-missing")?.title).toContain("runc is not on this node");
  });
});

describe("containerd's configuration", () => {
  it("is no TOML: the line, and what follows from it", () => {
    const facts = healthy("containerd");
    endEngine(facts, "containerd", "missing");
    editFile(facts, C, () => "version = 2\n[plugins\n");
    expect(findingsOf(facts)[0]).toMatchObject({
      id: "containerd-config-broken",
      severity: "error",
      evidence: [{ text: "[plugins", source: C, line: 2 }],
    });
    expect(errorsOf(facts)).toEqual(["containerd-config-broken"]);
  });

  it("was broken after it was read: a warning, because it still runs", () => {
    const facts = healthy("containerd");
    editFile(facts, C, (text) => `${text}\nbroken`);
    expect(findingIn(facts, "containerd-config-broken")).toMatchObject({ severity: "warning" });
  });

  it("has a plugin's short name in a file of version 2", () => {
    const facts = healthy("containerd");
    endEngine(facts, "containerd", "missing");
    editFile(facts, C, (text) => text.replace("version = 2\n", 'version = 2\ndisabled_plugins = ["cri"]\n'));
    const found = findingIn(facts, "containerd-config-broken");
    expect(found).toMatchObject({ severity: "error", evidence: [{ text: 'disabled_plugins = ["cri"]', line: 2 }] });
    expect(found?.fix[0]?.argv).toEqual([
      "sed",
      "-i.before-ctool",
      "s/^[[:space:]]*disabled_plugins.*/disabled_plugins = []/",
      C,
    ]);
  });
});

describe("CRI on a containerd that runs", () => {
  const withoutCri = () => {
    const facts = healthy("containerd");
    answer(facts, ["ctr", "plugins", "containerd"], (text) =>
      text
        .split("\n")
        .filter((line) => !/ cri /.test(line))
        .join("\n"),
    );
    return facts;
  };

  it("is switched off in the file", () => {
    const facts = withoutCri();
    editFile(facts, C, (text) =>
      text.replace("version = 2\n", 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n'),
    );
    const found = findingIn(facts, "cri-disabled");
    expect(found).toMatchObject({ severity: "error", evidence: [{ source: C, line: 2 }] });
    expect(found?.fix[0]?.argv?.slice(0, 2)).toEqual(["sed", "-i.before-ctool"]);
  });

  it("is off in Docker's package beside k3s: good to know, no more", () => {
    const facts = healthy("k3s");
    facts.node.engines.push({
      ...engineOf(facts, "k3s"),
      id: "containerd",
      flavor: "containerd",
      socket: "/run/containerd/containerd.sock",
      namespaces: [],
      cri: null,
      running: 0,
    });
    putFile(facts, { kind: "containerd", path: C, text: 'disabled_plugins = ["cri"]\n', engine: "containerd" });
    expect(findingIn(facts, "cri-disabled")).toMatchObject({ severity: "info" });
  });

  it("was mended in the file, and containerd says that it is on", () => {
    const facts = healthy("containerd");
    editFile(facts, C, (text) => `disabled_plugins = ["cri"]\n${text.replace("version = 2", "")}`);
    expect(findingIn(facts, "cri-disabled")).toBeUndefined();
  });

  it.each([
    ["cri-mirrors", "invalid plugin config: `mirrors` cannot be set when `config_path` is provided"],
    ["cri-failed", 'failed to create CRI service: failed to find snapshotter "zfs"'],
  ])("did not load: %s", (id, reason) => {
    const facts = healthy("containerd");
    answer(facts, ["ctr", "plugins", "containerd"], (text) => text.replace(/(grpc\.v1\s+cri\s+\S+\s+)ok/, "$1error"));
    answer(facts, ["ctr", "plugin-errors", "containerd"], {
      stdout: `Type:          io.containerd.grpc.v1\nID:            cri\nError:        \n               Code:        Unknown\n               Message:     ${reason}\n`,
    });
    answer(facts, ["crictl", "ps", null], { outcome: "timeout", exitCode: null });
    const [first] = findingsOf(facts);
    expect(first).toMatchObject({ id, severity: "error" });
    expect(first?.evidence.map(({ text }) => text)).toContain(reason);
    expect(errorsOf(facts)).toEqual([id]);
  });

  it("says itself that it is not ready", () => {
    const facts = healthy("k3s");
    answer(facts, ["crictl", "info", "k3s"], (text) =>
      text.replace(
        /"message": "",(\s+)"reason": "",(\s+)"status": true,(\s+)"type": "RuntimeReady"/,
        '"message": "it hurts",$1"reason": "Pain",$2"status": false,$3"type": "RuntimeReady"',
      ),
    );
    expect(findingIn(facts, "cri-not-ready")).toMatchObject({ severity: "error", because: ["it hurts"] });
  });

  it("has a default runtime that nobody defined", () => {
    const facts = healthy("k3s");
    answer(facts, ["crictl", "info", "k3s"], (text) =>
      text.replace('"defaultRuntimeName": "runc"', '"defaultRuntimeName": "nvidia"'),
    );
    expect(findingIn(facts, "default-runtime-missing")?.title).toContain("nvidia");
  });

  it("warns of settings of the past", () => {
    const facts = healthy("containerd2");
    answer(facts, ["crictl", "info", "containerd"], (text) =>
      text.replace(
        /"message": "",(\s+)"reason": "",(\s+)"status": true,(\s+)"type": "ContainerdHas/,
        '"message": "schema 1 is deprecated",$1"reason": "X",$2"status": false,$3"type": "ContainerdHas',
      ),
    );
    expect(findingIn(facts, "containerd-deprecations")).toMatchObject({
      severity: "info",
      because: ["schema 1 is deprecated"],
    });
  });

  it("is spoken in another version by crictl", () => {
    const facts = healthy("containerd");
    answer(facts, ["ctr", "version", "containerd"], (text) => text.replaceAll("1.6.20", "1.5.9"));
    answer(facts, ["crictl", "version", "containerd"], {
      exitCode: 1,
      stdout: "",
      stderr:
        "FATA[0000] validate service connection: CRI v1 runtime API is not implemented for endpoint: unknown service runtime.v1.RuntimeService",
    });
    expect(findingIn(facts, "crictl-too-new")).toMatchObject({ severity: "error" });
  });
});

describe("rights", () => {
  it("an ordinary user: sudo, never chmod, never rootless", () => {
    const facts = healthy("k3s");
    asUser(facts);
    const found = findingIn(facts, "engine-denied");
    expect(found).toMatchObject({ severity: "warning", fix: [{ argv: ["sudo", "ctool", "ps"] }] });
    expect(found?.notThis.join()).toContain("chmod 777");
    expect(findingIn(facts, "nerdctl-needs-root")?.fix[0]?.argv?.slice(0, 2)).toEqual(["sudo", "nerdctl"]);
    expect(findingIn(facts, "nerdctl-needs-root")?.notThis.join()).toContain("rootless-setuptool");
  });

  it("a socket that is open to everybody", () => {
    const facts = healthy("k3s");
    const socket = facts.sockets.find(({ engine }) => engine === "k3s");
    if (socket) socket.mode = 0o777;
    for (const folder of socket?.folders ?? []) folder.mode = 0o755;
    expect(findingIn(facts, "socket-open")).toMatchObject({
      fix: [{ argv: ["chmod", "660", "/run/k3s/containerd/containerd.sock"] }],
    });
    const [, closed] = socket?.folders ?? [];
    if (closed) closed.mode = 0o700;
    expect(findingIn(facts, "socket-open")).toBeUndefined();
  });
});

describe("containerd 2, which loads CRI in parts", () => {
  it("one part switched off is what is wrong, not the next part that misses it", () => {
    const facts = healthy("containerd2");
    const line = 'disabled_plugins = ["io.containerd.cri.v1.runtime"]';
    editFile(facts, C, (text) => `${line}\n${text}`);
    answer(facts, ["ctr", "plugins", "containerd"], (stdout) =>
      stdout.replace(/^(\S+\.grpc\.v1 +cri .*)\bok\b/m, "$1error"),
    );
    answer(facts, ["ctr", "plugin-errors", "containerd"], {
      stdout: "Error:\n  Message: no plugins registered for io.containerd.cri.v1.runtime: plugin: not found\n",
    });
    expect(findingsOf(facts)[0]).toMatchObject({
      id: "cri-disabled",
      severity: "error",
      evidence: [{ text: line, line: 1 }],
    });
  });
});

describe("without a service manager", () => {
  it("a stopped containerd is started by hand: the one on PATH, with its unit's words", () => {
    const facts = healthy("containerd");
    endEngine(facts, "containerd", "refused");
    addService(facts, {
      name: "containerd",
      files: [
        {
          kind: "service",
          path: "/lib/systemd/system/containerd.service",
          text: "[Service]\nExecStart=/usr/bin/containerd --log-level warn\n",
          code: null,
          engine: null,
          namedBy: null,
        },
      ],
    });
    facts.folders = facts.folders.filter((path) => path !== "/run/systemd/system");
    for (const one of facts.binaries) if (one.name === "containerd") one.path = "/opt/new/bin/containerd";
    expect(findingIn(facts, "engine-stale-socket")?.fix[0]?.shell).toBe(
      "setsid /opt/new/bin/containerd --log-level warn >>/var/log/containerd.log 2>&1 </dev/null &",
    );
    facts.user.uid = 1000;
    expect(findingIn(facts, "engine-stale-socket")?.fix[0]).toMatchObject({ argv: null });
  });
});
