import { describe, expect, test } from "vitest";
import { gatherFacts } from "../../src/facts/gather.ts";
import type { NodeFacts } from "../../src/facts/index.ts";
import type { Target } from "../../src/model/index.ts";
import { chooseDead, chooseTarget, elsewhere, isSettled, type TargetOverrides } from "../../src/plan/target.ts";
import { type FakeWorld, fakeHost } from "../fixtures/facts/fake-host.ts";
import * as worlds from "../fixtures/facts/worlds.ts";

const nothing: TargetOverrides = { address: null, namespace: null, target: null };

const factsOf = (world: FakeWorld, { address }: TargetOverrides): Promise<NodeFacts> =>
  gatherFacts(fakeHost(world), { deadlineMs: 500, addresses: address === null ? [] : [address] });

const choose = async (world: FakeWorld, overrides: Partial<TargetOverrides> = {}) => {
  const all = { ...nothing, ...overrides };
  return chooseTarget(await factsOf(world, all), all);
};

const targetOf = async (world: FakeWorld, overrides: Partial<TargetOverrides> = {}): Promise<Target> => {
  const choice = await choose(world, overrides);
  if ("error" in choice) throw new Error(choice.error.message);
  return choice.target;
};

const brief = ({ id, namespace, reason }: Target): (string | null)[] => [id, namespace, reason];

const K3S = "/run/k3s/containerd/containerd.sock";
const DOCKER = "/run/docker.sock";
const withEnv = (world: FakeWorld, env: Record<string, string>): FakeWorld => ({
  ...world,
  env: { ...world.env, ...env },
});

describe("the rule", () => {
  test.each<[string, FakeWorld, Partial<TargetOverrides>, (string | null)[]]>([
    ["k3s", worlds.k3sWithDocker, {}, ["k3s", "k8s.io", "k3s uses it"]],
    ["RKE2", worlds.rke2, {}, ["rke2", "k8s.io", "rke2 uses it"]],
    ["the kubelet", worlds.sharedContainerd, {}, ["containerd", "k8s.io", "the kubelet uses it"]],
    ["microk8s", worlds.microk8s, {}, ["microk8s", "k8s.io", "microk8s uses it"]],
    ["k0s", worlds.k0s, {}, ["k0s", "k8s.io", "k0s uses it"]],
    ["CRI-O has no namespaces", worlds.crio, {}, ["cri-o", null, "the kubelet uses it"]],
    ["cri-dockerd neither", worlds.criDockerd, {}, ["cri-dockerd", null, "the kubelet uses it"]],
    [
      "Docker only: the containerd behind it",
      worlds.dockerOnly,
      {},
      ["docker-containerd", "moby", "most running containers (1)"],
    ],
    ["rootless", worlds.rootless, {}, ["rootless", "default", "most running containers (1)"]],
    ["Colima", worlds.colima, {}, ["colima", "default", "the first that answers"]],
    ["--target by id", worlds.k3sWithDocker, { target: "docker" }, ["docker", null, "--target docker"]],
    [
      "--target by flavor",
      { ...worlds.rootless },
      { target: "rootless" },
      ["rootless", "default", "--target rootless"],
    ],
    ["--address", worlds.k3sWithDocker, { address: "unix:///var/run/docker.sock" }, ["docker", null, "--address"]],
    [
      "--address of an engine nobody knew",
      { ...worlds.k3sWithDocker, sockets: { ...worlds.k3sWithDocker.sockets, "/x/c.sock": "open" } },
      { address: "/x/c.sock" },
      ["containerd", "default", "--address"],
    ],
    ["--namespace", worlds.k3sWithDocker, { namespace: "default" }, ["k3s", "default", "k3s uses it"]],
    [
      "a namespace nobody has seen is taken as it is",
      worlds.k3sWithDocker,
      { namespace: "k8s-io" },
      ["k3s", "k8s-io", "k3s uses it"],
    ],
    [
      "CONTAINERD_ADDRESS before Kubernetes",
      withEnv(worlds.k3sWithDocker, { CONTAINERD_ADDRESS: "/var/run/docker/containerd/containerd.sock" }),
      {},
      ["docker-containerd", "moby", "CONTAINERD_ADDRESS"],
    ],
    [
      "CONTAINER_RUNTIME_ENDPOINT too, after CONTAINERD_ADDRESS",
      withEnv(worlds.criDockerd, { CONTAINER_RUNTIME_ENDPOINT: `unix://${DOCKER}` }),
      {},
      ["docker", null, "CONTAINER_RUNTIME_ENDPOINT"],
    ],
    [
      "a flag before the environment",
      withEnv(worlds.k3sWithDocker, { CONTAINERD_ADDRESS: K3S }),
      { target: "docker" },
      ["docker", null, "--target docker"],
    ],
    [
      "CONTAINERD_NAMESPACE",
      withEnv(worlds.k3sWithDocker, { CONTAINERD_NAMESPACE: "default" }),
      {},
      ["k3s", "default", "k3s uses it"],
    ],
    [
      "--namespace before it",
      withEnv(worlds.k3sWithDocker, { CONTAINERD_NAMESPACE: "default" }),
      { namespace: "k8s.io" },
      ["k3s", "k8s.io", "k3s uses it"],
    ],
    [
      "DOCKER_HOST moves nothing off k3s",
      withEnv(worlds.k3sWithDocker, { DOCKER_HOST: `unix://${DOCKER}` }),
      {},
      ["k3s", "k8s.io", "k3s uses it"],
    ],
    [
      "a remote DOCKER_HOST breaks nothing",
      withEnv(worlds.k3sWithDocker, { DOCKER_HOST: "tcp://10.0.0.1:2375" }),
      {},
      ["k3s", "k8s.io", "k3s uses it"],
    ],
    [
      "nor one that is not there",
      withEnv(worlds.k3sWithDocker, { DOCKER_HOST: "unix:///gone.sock" }),
      {},
      ["k3s", "k8s.io", "k3s uses it"],
    ],
    [
      "a remote endpoint is passed over",
      withEnv(worlds.k3sWithDocker, { CONTAINER_RUNTIME_ENDPOINT: "tcp://10.0.0.1:3735" }),
      {},
      ["k3s", "k8s.io", "k3s uses it"],
    ],
    [
      "nonsense in a variable as well",
      withEnv(worlds.k3sWithDocker, { CONTAINERD_ADDRESS: "nonsense" }),
      {},
      ["k3s", "k8s.io", "k3s uses it"],
    ],
  ])("%s", async (_, world, overrides, expected) => {
    expect(brief(await targetOf(world, overrides))).toEqual(expected);
  });

  test("of two engines, the one with more running containers", async () => {
    const two = (first: number, second: number): FakeWorld => ({
      sockets: { "/run/containerd/containerd.sock": "open", "/opt/c.sock": "open" },
      processes: [
        { pid: 1, argv: ["containerd"] },
        { pid: 2, argv: ["containerd", "--address", "/opt/c.sock", "--state", "/opt/state"] },
      ],
      tasks: [
        ...Array.from({ length: first }, (_, n) => ({
          stateDir: "/run/containerd",
          namespace: "default",
          id: `a${n}`,
          pid: 1,
        })),
        ...Array.from({ length: second }, (_, n) => ({
          stateDir: "/opt/state",
          namespace: "own",
          id: `b${n}`,
          pid: 1,
        })),
      ],
    });
    expect(brief(await targetOf(two(1, 2)))).toEqual(["containerd-2", "own", "most running containers (2)"]);
    expect(brief(await targetOf(two(2, 1)))).toEqual(["containerd", "default", "most running containers (2)"]);
    expect(brief(await targetOf({ ...two(0, 0), dirs: ["/run/containerd", "/opt/state"] }))).toEqual([
      "containerd",
      "default",
      "the first that answers; nothing runs in any",
    ]);
  });

  test("a stopped k3s gives way to what answers, unless it is named", async () => {
    const { k3sWithDocker: world } = worlds;
    const stopped = {
      ...world,
      sockets: { ...world.sockets, [K3S]: "refused" as const },
      processes: (worlds.dockerOnly.processes ?? []).filter(() => true),
    };
    expect(brief(await targetOf(stopped))).toEqual(["docker-containerd", "moby", "most running containers (1)"]);
    expect(await choose(stopped, { target: "k3s" })).toEqual({
      error: {
        code: "dead-engine",
        message: `--target k3s means ${K3S}, which does not answer: nothing listens: the socket file is a leftover of a process that is gone`,
        hint: "These answer: docker-containerd, docker. Choose one with --target.",
      },
    });
  });
});

describe("the namespace, where CRI is not served", () => {
  const running = (...names: string[]): FakeWorld => ({
    sockets: { "/run/containerd/containerd.sock": "open" },
    dirs: ["/run/containerd"],
    processes: [{ pid: 1, argv: ["containerd"] }],
    tasks: names.map((namespace) => ({ stateDir: "/run/containerd", namespace, id: "x", pid: 1 })),
  });
  test.each<[string[], string]>([
    [[], "default"],
    [["default"], "default"],
    [["moby"], "moby"],
    [["default", "moby"], "default"],
    [["buildkit", "moby"], "default"],
    // What runs in k8s.io was started through CRI.
    [["k8s.io", "moby"], "k8s.io"],
  ])("%j: %s", async (names, namespace) => {
    expect((await targetOf(running(...names))).namespace).toBe(namespace);
  });

  test("what else there is goes along, with counts", async () => {
    expect((await targetOf(worlds.k3sWithDocker)).otherNamespaces).toEqual([
      { name: "default", containers: null, running: 1, sandboxes: 0 },
    ]);
    expect((await targetOf(worlds.sharedContainerd)).otherNamespaces).toEqual([
      { name: "moby", containers: null, running: 1, sandboxes: 0 },
    ]);
  });
});

describe("an ordinary user", () => {
  const { k3sWithDocker: world } = worlds;
  test("k3s stays the target though this user may not use it", async () => {
    expect(brief(await targetOf({ ...world, uid: 1000 }))).toEqual(["k3s", "k8s.io", "k3s uses it"]);
  });

  test("in the group docker, Docker is what answers", async () => {
    expect(brief(await targetOf({ ...worlds.dockerOnly, uid: 1000, gids: [998] }))).toEqual([
      "docker",
      null,
      "the only engine that answers",
    ]);
  });

  test("with no right to any, the first is taken, so that the tools can say so", async () => {
    expect(brief(await targetOf({ ...worlds.dockerOnly, uid: 1000 }))).toEqual([
      "docker-containerd",
      "moby",
      "the first that answers",
    ]);
  });
});

describe("no target", () => {
  test.each<[string, FakeWorld, Partial<TargetOverrides>, object]>([
    [
      "a target nobody has",
      worlds.k3sWithDocker,
      { target: "rke2" },
      { code: "usage", message: "no target is called rke2", hint: "Targets here: k3s, docker-containerd, docker." },
    ],
    [
      "an address that is not there",
      worlds.k3sWithDocker,
      { address: "/gone.sock" },
      { code: "dead-engine", message: "--address means /gone.sock, which does not answer: there is no such file" },
    ],
    [
      "a remote address",
      worlds.k3sWithDocker,
      { address: "tcp://x:1" },
      { code: "usage", message: "--address tcp://x:1 is no socket of this node" },
    ],
    [
      "a relative address",
      worlds.k3sWithDocker,
      { address: "run/x.sock" },
      { code: "usage", message: "--address run/x.sock is no socket of this node" },
    ],
    [
      "two that contradict each other",
      worlds.k3sWithDocker,
      { target: "docker", address: K3S },
      { code: "usage", message: `--target docker and --address ${K3S} are two different engines` },
    ],
    [
      "a namespace for Docker",
      worlds.k3sWithDocker,
      { target: "docker", namespace: "moby" },
      { code: "usage", message: "--namespace moby: docker has no namespaces" },
    ],
    [
      "no namespace at all",
      worlds.k3sWithDocker,
      { namespace: "--help" },
      { code: "usage", message: '--namespace "--help" is no namespace' },
    ],
    [
      "one in the environment",
      withEnv(worlds.k3sWithDocker, { CONTAINERD_NAMESPACE: "a b" }),
      {},
      { code: "usage", message: 'CONTAINERD_NAMESPACE "a b" is no namespace' },
    ],
    [
      "a variable that leads to a leftover",
      withEnv({ sockets: { "/x.sock": "refused" } }, { CONTAINERD_ADDRESS: "/x.sock" }),
      {},
      {
        code: "dead-engine",
        message: expect.stringMatching(/^CONTAINERD_ADDRESS means \/x\.sock, which does not answer: nothing listens/),
      },
    ],
    ["an empty node", {}, {}, { code: "no-engine", message: "no container engine was found on this node" }],
    ["an empty node for a user", { uid: 1000 }, {}, { code: "no-engine", hint: expect.stringMatching(/^Try sudo/) }],
    [
      "only leftovers",
      { sockets: { [K3S]: "refused" } },
      {},
      {
        code: "no-engine",
        message: `no container engine answers: k3s (${K3S}): nothing listens: the socket file is a leftover of a process that is gone`,
      },
    ],
  ])("%s", async (_, world, overrides, error) => {
    expect(await choose(world, overrides)).toMatchObject({ error });
  });

  test("both flags for one engine are no contradiction", async () => {
    expect((await targetOf(worlds.k3sWithDocker, { target: "k3s", address: `unix:///var${K3S}` })).id).toBe("k3s");
  });
});

describe("elsewhere", () => {
  const at = async (world: FakeWorld, overrides: Partial<TargetOverrides> = {}) => {
    const all = { ...nothing, ...overrides };
    const facts = await factsOf(world, all);
    const choice = chooseTarget(facts, all);
    return "target" in choice ? elsewhere(facts, choice.target) : choice;
  };
  const docker = { engine: "docker", socket: DOCKER, namespace: "moby", running: 1, total: 2, why: null };

  test("Docker's containers are told once", async () => {
    expect(await at(worlds.k3sWithDocker)).toEqual([docker]);
  });

  test("not at all when they are in the target's own containerd, or it is the target", async () => {
    expect(await at(worlds.sharedContainerd)).toEqual([]);
    expect(await at(worlds.dockerOnly)).toEqual([]);
    expect(await at(worlds.dockerOnly, { target: "docker" })).toEqual([]);
  });

  test("every namespace of another containerd that is not empty", async () => {
    expect(await at(worlds.k3sWithDocker, { target: "docker" })).toEqual([
      { engine: "containerd", socket: K3S, namespace: "default", running: 1, total: null, why: null },
      { engine: "containerd", socket: K3S, namespace: "k8s.io", running: 2, total: null, why: null },
    ]);
  });

  test("unknown counts stay unknown; what is remote is not here; what outlived its engine is, with why", async () => {
    const user = { ...worlds.k3sWithDocker, uid: 1000, gids: [998], env: { DOCKER_HOST: "tcp://x:1" } };
    expect(await at(user)).toEqual([{ ...docker, running: null, total: null }]);
    const stopped = { ...worlds.k3sWithDocker, sockets: { [K3S]: "open" as const, [DOCKER]: "refused" as const } };
    expect(await at(stopped)).toEqual([{ ...docker, why: expect.stringContaining("nothing listens") }]);
    const containerd = { ...worlds.k3sWithDocker, sockets: { [K3S]: "refused" as const, [DOCKER]: "open" as const } };
    const places = await at(containerd);
    expect(places).toMatchObject([
      { socket: K3S, namespace: "default", running: 1 },
      { socket: K3S, namespace: "k8s.io", running: 2, why: expect.stringContaining("nothing listens") },
    ]);
  });
});

describe("an engine that does not answer, for what still runs in it", () => {
  const dead = { ...worlds.k3sWithDocker, sockets: { [K3S]: "refused" as const, [DOCKER]: "refused" as const } };
  const at = async (world: FakeWorld, overrides: Partial<TargetOverrides> = {}) => {
    const all = { ...nothing, ...overrides };
    const choice = chooseDead(await factsOf(world, all), all);
    return choice && "target" in choice ? choice.target : choice;
  };

  test("is a containerd with something running, Kubernetes' own first", async () => {
    expect(await at(dead)).toMatchObject({
      id: "k3s",
      namespace: "k8s.io",
      reason: expect.stringMatching(/^does not answer: nothing listens/),
      otherNamespaces: [{ name: "default", running: 1 }],
    });
    expect(await at(dead, { namespace: "default" })).toMatchObject({ id: "k3s", namespace: "default" });
    expect(await at(dead, { address: K3S })).toMatchObject({ id: "k3s" });
    expect(await at(withEnv(dead, { CONTAINERD_NAMESPACE: "default" }))).toMatchObject({ namespace: "default" });
    expect(await at(dead, { namespace: "a b" })).toMatchObject({ error: { code: "usage" } });
  });

  test("is none that answers, none that was not named, and no docker", async () => {
    expect(await at(worlds.k3sWithDocker)).toBeNull();
    expect(await at(dead, { target: "nosuch" })).toBeNull();
    expect(await at(dead, { target: "docker" })).toBeNull();
  });
});

describe("a quick look", () => {
  const quickly = (world: FakeWorld, { address }: TargetOverrides): Promise<NodeFacts> =>
    gatherFacts(fakeHost(world), { deadlineMs: 500, quick: true, addresses: address === null ? [] : [address] });

  test("settles the usual nodes", async () => {
    const settled: Record<string, boolean> = {};
    for (const [name, world] of Object.entries(worlds)) {
      if (typeof world !== "function") settled[name] = isSettled(await quickly(world, nothing), nothing);
    }
    expect(settled).toEqual({
      k3sWithDocker: true,
      rke2: true,
      microk8s: true,
      k0s: true,
      crio: true,
      // Two engines or more: only processes and counts can tell which is used.
      sharedContainerd: false,
      criDockerd: false,
      dockerOnly: false,
      rootless: false,
      colima: false,
    });
  });

  test.each<[string, Partial<TargetOverrides>, Record<string, string>]>([
    ["nothing said", {}, {}],
    ["--address", { address: "/var/run/docker.sock" }, {}],
    ["--namespace", { namespace: "default" }, {}],
    ["--target", { target: "docker" }, {}],
    ["CONTAINERD_ADDRESS", {}, { CONTAINERD_ADDRESS: K3S }],
    ["CONTAINERD_NAMESPACE", {}, { CONTAINERD_NAMESPACE: "moby" }],
  ])("chooses as complete facts do wherever it settles: %s", async (_, overrides, env) => {
    const all = { ...nothing, ...overrides };
    for (const world of Object.values(worlds)) {
      if (typeof world === "function") continue;
      for (const user of [{}, { uid: 1000 }]) {
        const node = withEnv({ ...world, ...user }, env);
        const quick = await quickly(node, all);
        if (!isSettled(quick, all)) continue;
        const [early, late] = [chooseTarget(quick, all), chooseTarget(await factsOf(node, all), all)];
        const place = (choice: typeof early) => "target" in choice && [choice.target.socket, choice.target.namespace];
        expect(place(early)).toEqual(place(late));
      }
    }
  });

  test("looks at no process", async () => {
    const host = fakeHost(worlds.k3sWithDocker);
    const facts = await gatherFacts(host, { deadlineMs: 500, quick: true });
    expect(facts).toMatchObject({ complete: false, daemons: [], engines: [{ id: "k3s", running: null }, {}, {}] });
    expect(host.asked.filter((line) => line.includes("/proc"))).toEqual([]);
  });
});
