import { expect, test } from "vitest";
import { gatherFacts } from "../../src/facts/gather.ts";
import { listTasks } from "../../src/facts/tasks.ts";
import type { EngineFacts } from "../../src/model/index.ts";
import { type FakeWorld, fakeHost } from "../fixtures/facts/fake-host.ts";
import { dockerOnly, id, k3sWithDocker } from "../fixtures/facts/worlds.ts";

const tasksOf = async (world: FakeWorld, engineId: string) => {
  const host = fakeHost(world);
  const { engines } = await gatherFacts(host, { deadlineMs: 500 });
  const engine = engines.find((one) => one.id === engineId) as EngineFacts;
  return listTasks(
    host,
    engine,
    engines.filter((one) => one.engine === "docker"),
  );
};

test("pods and containers of everything that runs, with no client", async () => {
  const tasks = await tasksOf(k3sWithDocker, "k3s");
  expect(
    tasks?.map((task) => [task.namespace, task.id.slice(0, 2), task.kind, task.pod, task.name, task.running]),
  ).toEqual([
    ["default", "c1", "container", null, "nerd", true],
    ["default", "en", "container", null, null, false],
    ["k8s.io", "a1", "sandbox", "web-1", null, true],
    ["k8s.io", "a2", "container", "web-1", "main", true],
    ["k8s.io", "b1", "sandbox", "web-2", null, true],
    ["k8s.io", "b2", "container", "web-2", "main", true],
  ]);
  expect(tasks?.[3]).toEqual({
    id: id("a2"),
    namespace: "k8s.io",
    kind: "container",
    pid: 22,
    running: true,
    pod: "web-1",
    podNamespace: "default",
    podUid: "uid-web-1",
    podId: id("a1"),
    name: "main",
    image: "docker.io/library/nginx:1.27",
    args: ["sleep"],
  });
});

test("docker's containers have the names dockerd gave them", async () => {
  expect(await tasksOf(dockerOnly, "docker-containerd")).toMatchObject([
    { id: id("d1"), name: "web", image: "busybox:latest" },
  ]);
});

test("what a container chose cannot drive a terminal", async () => {
  const world: FakeWorld = {
    ...dockerOnly,
    tasks: [
      {
        stateDir: "/run/docker/containerd/daemon",
        namespace: "moby",
        id: "one",
        pid: 53,
        annotations: { "nerdctl/name": "a\u001b]0;owned\u0007b\u202ec" },
        args: ["\u001b[2J", "x"],
      },
    ],
  };
  expect(await tasksOf(world, "docker-containerd")).toMatchObject([{ name: "a]0;ownedbc", args: ["[2J", "x"] }]);
});

test("a half-written configuration is a container without a name", async () => {
  const folder = "/run/docker/containerd/daemon/io.containerd.runtime.v2.task/moby/new";
  const tasks = await tasksOf(
    { ...dockerOnly, tasks: [], files: { ...dockerOnly.files, [`${folder}/config.json`]: '{"proc' } },
    "docker-containerd",
  );
  expect(tasks).toMatchObject([{ id: "new", kind: "container", pid: null, running: null, name: null, args: [] }]);
});

test("nobody may look: null, and not an empty list", async () => {
  const closed = { "/run/k3s/containerd/io.containerd.runtime.v2.task": { mode: 0o711 } };
  expect(await tasksOf({ ...k3sWithDocker, uid: 1000, dirs: closed }, "k3s")).toBeNull();
});
