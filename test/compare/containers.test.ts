import { describe, expect, test } from "vitest";
import { compare } from "../../src/compare/index.ts";
import type { Comparison, Joined } from "../../src/model/index.ts";
import {
  answered,
  container,
  dockerRows,
  engines,
  k3sNode,
  nerdctlRows,
  pods,
  target,
  unanswered,
} from "../golden/node.ts";

const rowOf = (comparison: Comparison<"container">, name: string): Joined<"container"> => {
  const row = comparison.rows.find((candidate) => candidate.name === name);
  if (!row) throw new Error(`no row ${name}: ${comparison.rows.map((each) => each.name).join(", ")}`);
  return row;
};
const gapsOf = (row: Joined): Record<string, string> =>
  Object.fromEntries(row.missing.map(({ tool, code }) => [tool, code]));

describe("lining up containers", () => {
  test("one row for each container and sandbox, newest first", () => {
    const { rows } = compare(k3sNode({ all: true }));
    expect(rows.map(({ name }) => name)).toEqual([
      "oneshot",
      "web",
      "default/redis-0/redis",
      "default/redis-0",
      "kube-system/helm-install-traefik-9ksd2/helm",
      "kube-system/helm-install-traefik-9ksd2",
      "kube-system/svclb-traefik-abc12/lb-tcp-80",
      "kube-system/svclb-traefik-abc12",
      "kube-system/coredns-6799fbcd5-8p6wn/coredns",
      "kube-system/coredns-6799fbcd5-8p6wn",
      "default/nginx-7c5ddbdf54-x2x9k/nginx",
      "default/nginx-7c5ddbdf54-x2x9k",
    ]);
  });

  test("a pod container has the best word of each tool", () => {
    expect(rowOf(compare(k3sNode()), "default/nginx-7c5ddbdf54-x2x9k/nginx")).toMatchObject({
      kind: "container",
      pod: "nginx-7c5ddbdf54-x2x9k",
      podContainer: "nginx",
      podNamespace: "default",
      podId: pods[0]?.sandbox,
      attempt: 0,
      imageId: "sha256:780a7e2ce0aff21ac5f322c91611be09ef28f56d85b689190715b0d714fc7690",
      command: "sh -c echo nginx started; sleep infinity",
      state: "running",
      exitCode: null,
      pid: 18607,
      startedAt: "2026-11-21T01:10:35.9Z",
      at: "k3s",
      namespace: "k8s.io",
      seenBy: ["nerdctl", "crictl", "ctr"],
      differs: [],
    });
  });

  test("an exited CRI container: crictl's state and exit code win, nerdctl's `created` is a difference", () => {
    const row = rowOf(compare(k3sNode({ all: true })), "default/redis-0/redis");
    expect(row).toMatchObject({ state: "exited", exitCode: 3, attempt: 4, pid: null, status: null });
    expect(row.differs).toEqual([{ field: "state", values: { nerdctl: "created", crictl: "exited" } }]);
  });

  test("without crictl the task's state wins over nerdctl's", () => {
    const id = "a".repeat(64);
    const place = { target: "k3s", namespace: "default" };
    const row = compare(
      k3sNode({
        list: [],
        change: {
          nerdctl: answered("nerdctl", [container({ id, name: "box", state: "running", cri: false })], false, place),
          ctr: answered("ctr", [container({ id, state: "paused", pid: 7 })], false, place),
        },
      }),
    ).rows.find((each) => each.id === id);
    expect(row).toMatchObject({ state: "paused", pid: 7 });
    expect(row?.differs).toEqual([{ field: "state", values: { nerdctl: "running", ctr: "paused" } }]);
  });

  test("CRI has no word for paused: a paused task is believed", () => {
    const paused = k3sNode().outcomes.find(({ tool }) => tool === "ctr");
    const rows = (paused?.listings[0]?.rows ?? []).map((row) => ({ ...row, state: "paused" as const }));
    const comparison = compare(k3sNode({ change: { ctr: answered("ctr", rows, false) } }));
    const row = rowOf(comparison, "default/nginx-7c5ddbdf54-x2x9k/nginx");
    expect(row.state).toBe("paused");
    expect(row.differs).toContainEqual({
      field: "state",
      values: { nerdctl: "running", crictl: "running", ctr: "paused" },
    });
  });

  test("ctr's `created` without a task is no word on the state", () => {
    const rows = [container({ id: pods[4]?.container.id ?? "", state: "created", pid: null })];
    const row = rowOf(
      compare(k3sNode({ all: true, change: { ctr: answered("ctr", rows, true) } })),
      "default/redis-0/redis",
    );
    expect(row.state).toBe("exited");
    expect(row.differs).toEqual([{ field: "state", values: { nerdctl: "created", crictl: "exited" } }]);
  });

  test("without crictl and a task nobody knows whether a CRI container has ended", () => {
    const change = {
      crictl: unanswered("crictl", "missing", "not here"),
      ctr: answered("ctr", [container({ id: pods[4]?.container.id ?? "", state: "created", pid: null })], true),
    };
    const row = rowOf(compare({ ...k3sNode({ all: true, change }), details: [] }), "default/redis-0/redis");
    expect(row).toMatchObject({ state: "unknown", exitCode: null, differs: [] });
  });

  test("a container that nerdctl made and did not start is `created`", () => {
    const rows = [container({ id: "f".repeat(64), name: "new", state: "created", cri: false, status: "Created" })];
    const { rows: joined } = compare(
      k3sNode({ all: true, list: [], change: { nerdctl: answered("nerdctl", rows, true) } }),
    );
    expect(joined.find(({ name }) => name === "new")).toMatchObject({ state: "created", status: "Created" });
  });

  test("the id that crictl names as a container's pod is a sandbox, also when only ctr lists it", () => {
    const comparison = compare(
      k3sNode({ change: { nerdctl: unanswered("nerdctl", "missing", "nerdctl is not on this node") } }),
    );
    const row = comparison.rows.find(({ id }) => id === pods[0]?.sandbox);
    expect(row).toMatchObject({
      kind: "sandbox",
      name: "default/nginx-7c5ddbdf54-x2x9k",
      podNamespace: "default",
      cri: true,
    });
    expect(gapsOf(row as Joined)).toEqual({ docker: "other-engine", nerdctl: "tool-missing", crictl: "sandbox" });
  });

  test("where ctr is alone, the pause image tells a sandbox", () => {
    const change = {
      nerdctl: unanswered("nerdctl", "missing", "not here"),
      crictl: unanswered("crictl", "timeout", "no answer"),
    };
    const kinds = compare(k3sNode({ change })).rows.flatMap(({ at, kind }) => (at === "k3s" ? kind : []));
    expect(kinds.filter((kind) => kind === "sandbox")).toHaveLength(5);
    expect(kinds.filter((kind) => kind === "container")).toHaveLength(5);
  });

  test("without crictl a container finds its pod's sandbox by name and uid", () => {
    const comparison = compare(k3sNode({ change: { crictl: unanswered("crictl", "missing", "not here") } }));
    expect(rowOf(comparison, "default/nginx-7c5ddbdf54-x2x9k/nginx").podId).toBe(pods[0]?.sandbox);
  });

  test("attempts of one pod container are rows of their own, newest first", () => {
    const [first] = pods;
    if (!first) throw new Error("no pods");
    const again = {
      ...first,
      container: { ...first.container, id: "e".repeat(64), attempt: 1, createdAt: "2026-11-21T01:13:00Z" },
    };
    const { rows } = compare(k3sNode({ all: true, list: [first, again] }));
    expect(rows.filter(({ podContainer }) => podContainer === "nginx").map(({ attempt }) => attempt)).toEqual([1, 0]);
  });

  test("the same short name in two namespaces is two containers", () => {
    const at = (namespace: string) => ({ target: "k3s", namespace });
    const ctr = answered("ctr", [], false);
    const listings = ["default", "k8s.io"].map((namespace) => ({
      tool: "ctr" as const,
      kind: "container" as const,
      ...at(namespace),
      rows: [container({ id: "plain-ctr", pid: 3 })],
    }));
    const { rows, tools } = compare(k3sNode({ list: [], change: { ctr: { ...ctr, asked: listings, listings } } }));
    expect(rows.filter(({ id }) => id === "plain-ctr").map(({ namespace }) => namespace)).toEqual([
      "default",
      "k8s.io",
    ]);
    expect(tools.find(({ tool }) => tool === "ctr")?.count).toBe(2);
  });

  test("docker's container and the same id in namespace moby are one", () => {
    const [web] = dockerRows(false);
    if (!web) throw new Error("no web");
    const moby = { target: "docker-containerd", namespace: "moby" };
    const ctr = answered("ctr", [container({ id: web.id, pid: 99 })], false, moby);
    const comparison = compare({
      ...k3sNode({ list: [], change: { ctr } }),
      engines: [
        ...engines,
        { id: "docker-containerd", engine: "containerd", flavor: "docker-containerd", socket: "/x" },
      ],
    });
    expect(comparison.rows).toHaveLength(1);
    expect(comparison.rows[0]).toMatchObject({
      name: "web",
      pid: 99,
      at: "docker",
      namespace: "moby",
      seenBy: ["docker", "ctr"],
    });
  });

  test("times are compared by value and to the second, image names by what they mean", () => {
    const id = "b".repeat(64);
    const say = (tool: "nerdctl" | "ctr", createdAt: string, image: string) =>
      answered(tool, [container({ id, createdAt, image, state: "running" })], false);
    const differs = (a: string, b: string, image = "busybox") =>
      compare(
        k3sNode({
          list: [],
          change: { nerdctl: say("nerdctl", a, "docker.io/library/busybox:latest"), ctr: say("ctr", b, image) },
        }),
      ).rows.find((row) => row.id === id)?.differs;
    expect(differs("2026-11-21T01:00:00Z", "2026-11-21T02:00:00.9+01:00")).toEqual([]);
    expect(differs("2026-11-21T01:00:00Z", "2026-11-21T01:00:01.1Z")).toEqual([
      { field: "createdAt", values: { nerdctl: "2026-11-21T01:00:00Z", ctr: "2026-11-21T01:00:01.1Z" } },
    ]);
    expect(differs("2026-11-21T01:00:00Z", "0001-01-01T00:00:00Z", "redis")).toEqual([
      {
        field: "image",
        values: { nerdctl: "docker.io/library/busybox:latest", ctr: "docker.io/library/redis:latest" },
      },
    ]);
  });
});

describe("why a tool does not show a row", () => {
  test("a row of containerd, a sandbox, a row of docker", () => {
    const comparison = compare(k3sNode());
    expect(gapsOf(rowOf(comparison, "default/nginx-7c5ddbdf54-x2x9k/nginx"))).toEqual({ docker: "other-engine" });
    expect(gapsOf(rowOf(comparison, "default/nginx-7c5ddbdf54-x2x9k"))).toEqual({
      docker: "other-engine",
      crictl: "sandbox",
    });
    const web = rowOf(comparison, "web");
    expect(gapsOf(web)).toEqual({ nerdctl: "other-engine", crictl: "other-engine", ctr: "other-engine" });
    expect(web.missing[0]?.why).toBe("lives in Docker's own containerd (namespace moby)");
  });

  test("what a tool could not see comes before what is wrong with the tool", () => {
    for (const docker of [
      unanswered("docker", "missing", "docker is not on this node"),
      unanswered("docker", "failed", "Cannot connect to the Docker daemon"),
    ]) {
      const row = rowOf(compare(k3sNode({ change: { docker } })), "default/nginx-7c5ddbdf54-x2x9k/nginx");
      expect(row.missing).toEqual([
        { tool: "docker", code: "other-engine", why: "lives in k3s's containerd, and docker lists only dockerd's own" },
      ]);
    }
  });

  test.each([
    ["missing", "tool-missing"],
    ["failed", "tool-failed"],
    ["timeout", "timeout"],
    ["denied", "denied"],
  ] as const)("a tool that is %s", (state, code) => {
    const comparison = compare(k3sNode({ change: { crictl: unanswered("crictl", state, "words") } }));
    expect(gapsOf(rowOf(comparison, "default/nginx-7c5ddbdf54-x2x9k/nginx")).crictl).toBe(code);
    expect(gapsOf(rowOf(comparison, "default/nginx-7c5ddbdf54-x2x9k")).crictl).toBe("sandbox");
    expect(gapsOf(rowOf(comparison, "web")).crictl).toBe("other-engine");
    expect(comparison.tools.find(({ tool }) => tool === "crictl")).toMatchObject({
      state,
      count: null,
      error: "words",
    });
  });

  test("another namespace; CRI serves only k8s.io", () => {
    const place = { target: "k3s", namespace: "default" };
    const box = container({ id: "c".repeat(64), name: "box", cri: false });
    const comparison = compare(
      k3sNode({
        list: [],
        change: { ctr: answered("ctr", [box], false, place), nerdctl: answered("nerdctl", [], false) },
      }),
    );
    const row = comparison.rows.find(({ name }) => name === "box");
    expect(row?.missing).toEqual([
      { tool: "docker", code: "other-engine", why: "lives in k3s's containerd, and docker lists only dockerd's own" },
      { tool: "nerdctl", code: "other-namespace", why: "is in namespace default; nerdctl was asked about k8s.io" },
      { tool: "crictl", code: "other-namespace", why: "is in namespace default; CRI serves only k8s.io" },
    ]);
  });

  test("made without CRI; labelled as CRI's but unknown to it", () => {
    const rows = [
      container({ id: "1".repeat(64), name: "byhand", cri: false }),
      container({ id: "2".repeat(64), name: "labelled", cri: true }),
    ];
    const comparison = compare(k3sNode({ list: [], change: { nerdctl: answered("nerdctl", rows, false) } }));
    expect(gapsOf(rowOf(comparison, "byhand"))).toMatchObject({ crictl: "not-cri", ctr: "not-listed" });
    expect(rowOf(comparison, "labelled").missing.find(({ tool }) => tool === "crictl")).toEqual({
      tool: "crictl",
      code: "not-listed",
      why: "has CRI's labels, but the CRI does not list it",
    });
  });

  test("not running, and no -a", () => {
    const comparison = compare(k3sNode());
    const redis = rowOf(comparison, "default/redis-0/redis");
    expect(redis.missing).toContainEqual({
      tool: "nerdctl",
      code: "not-running",
      why: "has exited, and nerdctl was asked without -a",
    });
    const asked = compare(k3sNode({ all: true, change: { nerdctl: answered("nerdctl", [], true) } }));
    expect(gapsOf(rowOf(asked, "default/redis-0/redis")).nerdctl).toBe("not-listed");
  });

  test("a tool that cannot speak to the target's engine", () => {
    const docker = { ...target, id: "docker", flavor: "docker" as const, engine: "docker" as const, namespace: null };
    const silent = (tool: "nerdctl" | "crictl" | "ctr") => ({
      ...unanswered(tool, "unsupported", `${tool} has no such list here`),
      asked: [],
    });
    const comparison = compare({
      ...k3sNode({ change: { nerdctl: silent("nerdctl"), crictl: silent("crictl"), ctr: silent("ctr") } }),
      target: docker,
    });
    expect(gapsOf(rowOf(comparison, "web"))).toEqual({
      nerdctl: "other-engine",
      crictl: "other-engine",
      ctr: "other-engine",
    });
  });

  test("a tool that answered from one namespace and failed in the other", () => {
    const nerdctl = answered("nerdctl", nerdctlRows(pods, false), false);
    const partly = {
      ...nerdctl,
      asked: [
        { target: "k3s", namespace: "k8s.io" },
        { target: "k3s", namespace: "default" },
      ],
      failure: { state: "timeout" as const, error: "no answer in 10 s", hint: null },
    };
    const ctr = answered("ctr", [container({ id: "d".repeat(64), pid: 1 })], false, {
      target: "k3s",
      namespace: "default",
    });
    const comparison = compare(k3sNode({ change: { nerdctl: partly, ctr } }));
    expect(comparison.tools.find(({ tool }) => tool === "nerdctl")).toMatchObject({
      state: "ok",
      error: "no answer in 10 s",
    });
    expect(gapsOf(comparison.rows.find(({ id }) => id === "d".repeat(64)) as Joined).nerdctl).toBe("timeout");
  });
});
