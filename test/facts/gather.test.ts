import { describe, expect, test } from "vitest";
import { gatherFacts } from "../../src/facts/gather.ts";
import type { EngineFacts } from "../../src/model/index.ts";
import { type FakeProcess, type FakeWorld, fakeHost } from "../fixtures/facts/fake-host.ts";
import * as worlds from "../fixtures/facts/worlds.ts";

const gather = (world: FakeWorld, addresses: string[] = []) =>
  gatherFacts(fakeHost(world), { deadlineMs: 500, addresses });

const brief = ({ id, flavor, engine, socket, liveness }: EngineFacts): string =>
  `${id}: ${flavor} ${engine} ${socket} ${liveness}`;

const K3S = "/run/k3s/containerd/containerd.sock";

describe("every kind of node", () => {
  const docker = [
    "docker-containerd: docker-containerd containerd /run/docker/containerd/containerd.sock alive",
    "docker: docker docker /run/docker.sock alive",
  ];
  test.each<[string, FakeWorld, string[]]>([
    ["k3s with docker", worlds.k3sWithDocker, [`k3s: k3s containerd ${K3S} alive`, ...docker]],
    ["rke2, on k3s's path", worlds.rke2, [`rke2: rke2 containerd ${K3S} alive`]],
    [
      "one containerd for Kubernetes and Docker",
      worlds.sharedContainerd,
      [
        "containerd: containerd containerd /run/containerd/containerd.sock alive",
        "docker: docker docker /run/docker.sock alive",
      ],
    ],
    [
      "microk8s",
      worlds.microk8s,
      ["microk8s: microk8s containerd /var/snap/microk8s/common/run/containerd.sock alive"],
    ],
    ["k0s", worlds.k0s, ["k0s: k0s containerd /run/k0s/containerd.sock alive"]],
    ["docker only", worlds.dockerOnly, docker],
    [
      "rootless containerd and docker",
      worlds.rootless,
      [
        "rootless: rootless containerd /proc/300/root/run/containerd/containerd.sock alive",
        "rootless-docker: rootless docker /run/user/1000/docker.sock alive",
        "rootless-2: rootless containerd /run/user/1000/docker/containerd/containerd.sock alive",
      ],
    ],
    ["CRI-O", worlds.crio, ["cri-o: cri-o cri-o /run/crio/crio.sock alive"]],
    ["cri-dockerd", worlds.criDockerd, ["cri-dockerd: cri-dockerd cri-dockerd /run/cri-dockerd.sock alive", ...docker]],
    [
      "Colima on a Mac",
      worlds.colima,
      [
        "colima-docker: colima docker /Users/me/.colima/default/docker.sock alive",
        "colima: colima containerd /Users/me/.colima/default/containerd.sock alive",
      ],
    ],
    ["nothing at all", {}, []],
  ])("%s", async (_, world, engines) => {
    const facts = await gather(world);
    expect(facts.engines.map(brief)).toEqual(engines);
    expect(facts.problems).toEqual([]);
  });

  test("every path that was tried is told, there or not", async () => {
    const { looked } = await gather({});
    expect(looked).toContain("/run/containerd/containerd.sock");
    expect(looked).toContain("/var/run/docker.sock");
  });

  test("facts are plain data", async () => {
    const facts = await gather(worlds.k3sWithDocker);
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
  });
});

describe("how it was found", () => {
  test("all ways, with file and line, and one entry for each", async () => {
    const [k3s] = (await gather({ ...worlds.k3sWithDocker, env: { CONTAINERD_ADDRESS: `unix://${K3S}` } })).engines;
    expect(k3s?.foundBy).toEqual([
      { by: "path", text: K3S, line: null },
      { by: "proc", text: "containerd pid 11", line: null },
      { by: "config", text: "/var/lib/rancher/k3s/agent/etc/containerd/config.toml", line: 3 },
      { by: "proc", text: "containerd-shim pid 12 and 3 more", line: null },
      { by: "config", text: "/var/lib/rancher/k3s/agent/etc/crictl.yaml", line: 1 },
      { by: "env", text: "CONTAINERD_ADDRESS", line: null },
    ]);
  });

  test("/var/run, unix:// and links are the same socket", async () => {
    const facts = await gather({
      ...worlds.rke2,
      links: { "/var/run": "/run", "/run/containerd/containerd.sock": "../k3s/containerd/containerd.sock" },
      env: { CONTAINER_RUNTIME_ENDPOINT: `unix:///var${K3S}`, CONTAINERD_ADDRESS: "/run/containerd/containerd.sock" },
    });
    expect(facts.engines.map(brief)).toEqual([`rke2: rke2 containerd ${K3S} alive`]);
    expect(facts.canonical["/run/containerd/containerd.sock"]).toBe(K3S);
  });

  test("a shim tells of a containerd that is gone, and where its tasks lie", async () => {
    const address = "/opt/own/containerd.sock";
    const facts = await gather({
      sockets: { [address]: "refused" },
      processes: [
        {
          pid: 12,
          argv: ["containerd-shim-runc-v2", "-namespace", "default", "-id", "one", "-address", address],
          cwd: "/opt/own/state/io.containerd.runtime.v2.task/default/one",
        },
        { pid: 13, argv: ["sleep"] },
      ],
      tasks: [{ stateDir: "/opt/own/state", namespace: "default", id: "one", pid: 13 }],
    });
    expect(facts.engines).toMatchObject([
      {
        id: "containerd",
        liveness: "refused",
        stateDir: "/opt/own/state",
        running: 1,
        namespaces: [{ name: "default", running: 1 }],
      },
    ]);
  });

  test("nerdctl.toml, /etc/crictl.yaml and docker's contexts", async () => {
    const facts = await gather({
      env: { HOME: "/root" },
      sockets: { "/a.sock": "open", "/b.sock": "open", "/c/docker.sock": "open" },
      files: {
        "/etc/nerdctl/nerdctl.toml": '# mine\naddress = "unix:///a.sock" # here\nnamespace = "k8s.io"\n',
        "/etc/crictl.yaml": 'runtime-endpoint: "unix:///b.sock"\nimage-endpoint: "unix:///b.sock"\ntimeout: 10\n',
        "/root/.docker/contexts/meta/x/meta.json":
          '{"Name":"lab","Endpoints":{"docker":{"Host":"unix:///c/docker.sock"}}}',
        "/root/.docker/contexts/meta/y/meta.json": '{"Name":"far","Endpoints":{"docker":{"Host":"tcp://far:2376"}}}',
      },
    });
    expect(
      facts.engines.map(({ socket, foundBy }) => [socket, foundBy.map(({ text, line }) => `${text}:${line}`)]),
    ).toEqual([
      ["/b.sock", ["/etc/crictl.yaml:1", "/etc/crictl.yaml:2"]],
      ["/a.sock", ["/etc/nerdctl/nerdctl.toml:2"]],
      ["/c/docker.sock", ["/root/.docker/contexts/meta/x/meta.json:null"]],
    ]);
    expect(facts.dockerContexts.map(({ name, current }) => [name, current])).toEqual([
      ["lab", false],
      ["far", false],
    ]);
  });

  test("a user's own nerdctl.toml, not root's", async () => {
    const files = {
      "/etc/nerdctl/nerdctl.toml": 'address = "/root.sock"\n',
      "/home/me/.config/nerdctl/nerdctl.toml": 'address = "/mine.sock"\n',
    };
    const { engines } = await gather({ uid: 1000, env: { HOME: "/home/me" }, files });
    expect(engines.map(({ socket }) => socket)).toEqual(["/mine.sock"]);
  });
});

describe("what runs", () => {
  test("running containers and sandboxes by namespace; a task whose process has ended does not count", async () => {
    const [k3s, containerd, docker] = (await gather(worlds.k3sWithDocker)).engines;
    expect(k3s).toMatchObject({
      cri: true,
      running: 3,
      namespaces: [
        { name: "default", containers: null, running: 1, sandboxes: 0 },
        { name: "k8s.io", containers: null, running: 2, sandboxes: 2 },
      ],
    });
    const moby = { name: "moby", containers: 2, running: 1, sandboxes: 0 };
    expect(containerd).toMatchObject({ cri: false, running: 1, namespaces: [moby] });
    expect(docker).toMatchObject({ running: 1, namespaces: [moby], containerd: containerd?.socket });
  });

  test("a container that ctr started in k8s.io has a shim of its own and is still no sandbox", async () => {
    const { k3sWithDocker: world } = worlds;
    const facts = await gather({
      ...world,
      processes: [
        ...(world.processes ?? []),
        { pid: 16, argv: ["containerd-shim-runc-v2", "-namespace", "k8s.io", "-id", "byhand", "-address", K3S] },
        { pid: 26, argv: ["sleep"] },
      ],
      tasks: [...(world.tasks ?? []), { stateDir: "/run/k3s/containerd", namespace: "k8s.io", id: "byhand", pid: 26 }],
    });
    expect(facts.engines[0]?.namespaces[1]).toMatchObject({ name: "k8s.io", running: 3, sandboxes: 2 });
  });

  test("where no process of the engine can be seen, its pids mean nothing and folders count", async () => {
    const { k3sWithDocker: world } = worlds;
    const facts = await gather({ ...world, processes: [{ pid: 1, argv: ["ctool"] }] });
    expect(facts.engines[0]).toMatchObject({ running: 4, namespaces: [{ running: 2 }, { running: 2, sandboxes: 2 }] });
  });

  test("an ordinary user learns the namespaces from the shims, and no counts", async () => {
    const { k3sWithDocker: world } = worlds;
    const closed = { "/run/k3s/containerd/io.containerd.runtime.v2.task": { mode: 0o711 } };
    const facts = await gather({ ...world, uid: 1000, dirs: { ...(world.dirs as object), ...closed } });
    expect(facts.engines[0]).toMatchObject({
      id: "k3s",
      liveness: "denied",
      running: null,
      namespaces: [
        { name: "default", running: null },
        { name: "k8s.io", running: null },
      ],
    });
  });

  test("CRI that the configuration switches off", async () => {
    const off = { "/etc/containerd/config.toml": 'disabled_plugins = ["cri"]\n' };
    const { engines } = await gather({
      sockets: { "/run/containerd/containerd.sock": "open" },
      processes: [{ pid: 9, argv: ["/usr/bin/containerd"] }],
      files: off,
    });
    expect(engines[0]?.cri).toBe(false);
  });
});

describe("what does not answer", () => {
  const containerd = "/run/containerd/containerd.sock";
  const passwd = { "/etc/passwd": "root:x:0:0::/root:/bin/sh\n", "/etc/group": "root:x:0:\ndocker:x:998:\n" };
  test.each<[string, FakeWorld, string, string]>([
    [
      "a leftover",
      { sockets: { [containerd]: "refused" } },
      "refused",
      "nothing listens: the socket file is a leftover of a process that is gone",
    ],
    ["a file", { files: { [containerd]: "" } }, "not-a-socket", "it is a regular file, not a socket"],
    [
      "a folder, as Docker makes for a missing mount",
      { dirs: [containerd] },
      "not-a-socket",
      "it is a folder, not a socket",
    ],
    [
      "a daemon that hangs",
      { sockets: { [containerd]: "timeout" } },
      "timeout",
      "something listens, but took no connection within 500 ms",
    ],
    [
      "a socket of root's",
      { uid: 1000, files: passwd, sockets: { [containerd]: "open" } },
      "denied",
      "only root may use it: try sudo",
    ],
    [
      "a socket of a group's",
      { uid: 1000, files: passwd, sockets: { [containerd]: { state: "open", gid: 998 } } },
      "denied",
      "only root and the group docker may use it: try sudo",
    ],
    [
      "a folder that only root may enter",
      { uid: 1000, files: passwd, dirs: { "/run/containerd": { mode: 0o700 } }, sockets: { [containerd]: "open" } },
      "denied",
      "only root may look into /run/containerd: try sudo",
    ],
    ["one that a variable names", { env: { CONTAINERD_ADDRESS: containerd } }, "missing", "there is no such file"],
  ])("%s", async (_, world, liveness, why) => {
    expect((await gather(world)).engines).toMatchObject([{ socket: containerd, liveness, why }]);
  });

  test("nothing is connected to but what is there", async () => {
    const host = fakeHost({
      ...worlds.k3sWithDocker,
      env: { DOCKER_HOST: "unix:///gone.sock", CONTAINERD_ADDRESS: "/gone2.sock" },
    });
    await gatherFacts(host, { deadlineMs: 500 });
    expect(host.asked.filter((line) => line.startsWith("connect")).sort()).toEqual([
      "connect /run/docker.sock",
      "connect /run/docker/containerd/containerd.sock",
      `connect ${K3S}`,
    ]);
    expect(host.asked.filter((line) => line.startsWith("exec"))).toEqual([]);
  });

  test("a closed folder is no engine where every process can be seen and none belongs to it", async () => {
    const closed = { uid: 1000, dirs: { "/run/containerd": { mode: 0o700 } } };
    const at = async (processes: FakeProcess[]) => (await gather({ ...closed, processes })).engines.map(brief);
    const denied = "containerd: containerd containerd /run/containerd/containerd.sock denied";
    const init = { pid: 1, argv: ["/sbin/init"] };
    expect(await at([init])).toEqual([]);
    expect(await at([init, { pid: 9, argv: ["/usr/bin/containerd"] }])).toEqual([denied]);
    // /proc is mounted with hidepid: nobody can say.
    expect(await at([{ pid: 50, argv: ["ctool"], uid: 1000 }])).toEqual([denied]);
  });

  test("of two with one flavor, the one that answers has the plain id", async () => {
    const { engines } = await gather({
      sockets: { "/run/containerd/containerd.sock": "refused", "/opt/c.sock": "open" },
      env: { CONTAINERD_ADDRESS: "/opt/c.sock" },
    });
    expect(engines.map(({ id, socket }) => [id, socket])).toEqual([
      ["containerd-2", "/run/containerd/containerd.sock"],
      ["containerd", "/opt/c.sock"],
    ]);
  });
});

describe("k3s or RKE2", () => {
  const socket = { sockets: { [K3S]: "open" as const } };
  test.each<[string, FakeWorld, string]>([
    [
      "RKE2 with a data folder of its own",
      {
        ...socket,
        processes: [
          { pid: 5, argv: "/usr/local/bin/rke2 agent" },
          {
            pid: 6,
            argv: [
              "containerd",
              "-c",
              "/data/agent/etc/containerd/config.toml",
              "-a",
              K3S,
              "--root",
              "/data/agent/containerd",
            ],
          },
        ],
      },
      "rke2",
    ],
    ["only RKE2's folder is there", { ...socket, dirs: ["/var/lib/rancher/rke2"] }, "rke2"],
    [
      "both folders: k3s has the path by right",
      { ...socket, dirs: ["/var/lib/rancher/rke2", "/var/lib/rancher/k3s"] },
      "k3s",
    ],
    ["no trace", socket, "k3s"],
  ])("%s", async (_, world, flavor) => {
    expect((await gather(world)).engines[0]?.flavor).toBe(flavor);
  });

  test("k3s --docker uses cri-dockerd, as its crictl.yaml says", async () => {
    const cri = "/run/k3s/cri-dockerd/cri-dockerd.sock";
    const { kubernetes } = await gather({
      sockets: { [cri]: "open" },
      files: { "/var/lib/rancher/k3s/agent/etc/crictl.yaml": `runtime-endpoint: unix://${cri}\n` },
      processes: [{ pid: 5, argv: "/usr/local/bin/k3s server" }],
    });
    expect(kubernetes).toMatchObject({ by: "k3s", socket: cri, source: { by: "config", line: 1 } });
  });

  test("k3s's other commands are no node", async () => {
    const { daemons } = await gather({ processes: [{ pid: 5, argv: ["/usr/local/bin/k3s", "crictl", "ps"] }] });
    expect(daemons).toEqual([]);
  });
});

describe("containers inside containers", () => {
  const kind: FakeWorld = {
    sockets: {
      "/run/containerd/containerd.sock": { state: "open", mtimeMs: 1 },
      "/proc/70/root/run/containerd/containerd.sock": { state: "open", mtimeMs: 2 },
    },
    processes: [
      { pid: 9, argv: ["containerd"] },
      { pid: 70, argv: ["/usr/local/bin/containerd"], mnt: "mnt:[70]", depth: 2 },
      {
        pid: 71,
        argv: ["/usr/bin/kubelet", "--container-runtime-endpoint=unix:///run/containerd/containerd.sock"],
        mnt: "mnt:[70]",
        depth: 2,
      },
      {
        pid: 72,
        argv: [
          "containerd-shim-runc-v2",
          "-namespace",
          "k8s.io",
          "-id",
          "x",
          "-address",
          "/run/containerd/containerd.sock",
        ],
        mnt: "mnt:[70]",
        depth: 2,
      },
    ],
  };
  test.each([
    ["seen by root", kind],
    [
      "seen by a user, who may not follow the links",
      { ...kind, uid: 1000, processes: (kind.processes ?? []).map((one) => ({ ...one, hidden: true })) },
    ],
  ])("a kind node's kubelet and containerd are not this node's: %s", async (_, world) => {
    const facts = await gather(world);
    expect(facts.engines.map(({ socket, pid, namespaces }) => [socket, pid, namespaces])).toEqual([
      ["/run/containerd/containerd.sock", 9, []],
    ]);
    expect(facts.kubernetes).toBeNull();
    expect(facts.inContainers.map(({ pid }) => pid)).toEqual([70, 71]);
  });

  test("a daemon with a mount namespace of its own but the same socket is this node's", async () => {
    const { engines } = await gather({
      sockets: {
        "/run/docker.sock": { state: "open", mtimeMs: 7 },
        "/proc/70/root/run/docker.sock": { state: "open", mtimeMs: 7 },
      },
      processes: [{ pid: 70, argv: ["dockerd", "-H", "unix:///run/docker.sock"], mnt: "mnt:[70]" }],
    });
    expect(engines.map(({ socket, pid }) => [socket, pid])).toEqual([["/run/docker.sock", 70]]);
  });
});

describe("variables and files that are wrong", () => {
  test.each<[string, FakeWorld, { source: string; text: string }]>([
    [
      "broken YAML",
      { files: { "/etc/crictl.yaml": "runtime-endpoint: [unix\n" } },
      { source: "/etc/crictl.yaml", text: expect.stringMatching(/Flow sequence/) },
    ],
    [
      "YAML that is a list",
      { files: { "/etc/crictl.yaml": "- runtime-endpoint\n" } },
      { source: "/etc/crictl.yaml", text: "it is no mapping of keys to values" },
    ],
    [
      "broken TOML",
      { files: { "/etc/nerdctl/nerdctl.toml": "address = unix:///run/x.sock\n" } },
      { source: "/etc/nerdctl/nerdctl.toml", text: expect.stringMatching(/Invalid TOML/) },
    ],
    [
      "a variable that names no file",
      { env: { CRI_CONFIG_FILE: "/x.yaml" } },
      { source: "CRI_CONFIG_FILE", text: "it names /x.yaml: it does not exist" },
    ],
    [
      "a relative address",
      { env: { CONTAINERD_ADDRESS: "run/x.sock" } },
      { source: "CONTAINERD_ADDRESS", text: "run/x.sock: it is not an absolute path (unix:///run/x.sock?)" },
    ],
    [
      "two slashes where three are meant",
      { env: { DOCKER_HOST: "unix://run/docker.sock" } },
      { source: "DOCKER_HOST", text: "unix://run/docker.sock: it is not an absolute path (unix:///run/docker.sock?)" },
    ],
    [
      "DOCKER_HOST on containerd's socket",
      { sockets: { [K3S]: "open" }, env: { DOCKER_HOST: `unix://${K3S}` } },
      { source: "DOCKER_HOST", text: "it names the socket of containerd, which does not speak Docker's API" },
    ],
    [
      "CONTAINERD_ADDRESS on Docker's",
      { sockets: { "/var/run/docker.sock": "open" }, env: { CONTAINERD_ADDRESS: "/var/run/docker.sock" } },
      { source: "CONTAINERD_ADDRESS", text: "it names the socket of docker, not of a containerd" },
    ],
    [
      "two variables, two engines",
      { env: { CONTAINERD_ADDRESS: "/a.sock", CONTAINER_RUNTIME_ENDPOINT: "unix:///b.sock" } },
      {
        source: "CONTAINER_RUNTIME_ENDPOINT",
        text: "it leads crictl to /b.sock, CONTAINERD_ADDRESS the other tools to /a.sock",
      },
    ],
    [
      "a context that is gone",
      { env: { HOME: "/root", DOCKER_CONTEXT: "lab" } },
      { source: "DOCKER_CONTEXT", text: "it chooses the docker context lab, which does not exist" },
    ],
    [
      "broken JSON",
      { env: { HOME: "/root" }, files: { "/root/.docker/config.json": "{" } },
      { source: "/root/.docker/config.json", text: "it is not valid JSON" },
    ],
  ])("%s", async (_, world, problem) => {
    expect((await gather(world)).problems).toEqual([problem]);
  });

  test("a remote DOCKER_HOST is kept as it is, and nobody connects to it", async () => {
    const host = fakeHost({ ...worlds.dockerOnly, env: { DOCKER_HOST: "tcp://10.0.0.1:2375" } });
    const { engines, problems } = await gatherFacts(host, { deadlineMs: 500 });
    expect(engines.at(-1)).toMatchObject({
      id: "docker-2",
      socket: "tcp://10.0.0.1:2375",
      liveness: "unknown",
      why: "it is not a socket of this node",
      namespaces: [],
    });
    expect(problems).toEqual([]);
  });

  test("odd but valid files are read whole", async () => {
    const { engines } = await gather({
      files: {
        "/etc/crictl.yaml": "{runtime-endpoint: 'unix:///flow.sock', timeout: 2}\n",
        "/etc/nerdctl/nerdctl.toml": 'hosts_dir = [\n  "/a",\n]\n"address" = """/multi.sock"""\n',
      },
    });
    expect(engines.map(({ socket, foundBy: [source] }) => [socket, source?.line])).toEqual([
      ["/flow.sock", 1],
      ["/multi.sock", 4],
    ]);
  });
});
