import { expect, test } from "vitest";
import { type CompareInput, compare, nanosOf, newestFirst } from "../../src/compare/index.ts";
import type { Kind, Listing, RowKinds, Tool } from "../../src/model/index.ts";
import { elsewhere, engines, target } from "../golden/node.ts";

const inputOf = <K extends Kind>(
  kind: K,
  rows: Partial<Record<Tool, RowKinds[K][]>>,
  unsupported: Tool[] = [],
): CompareInput<K> => ({
  kind,
  input: "ctool",
  command: kind,
  hostname: "node1",
  target,
  elsewhere,
  engines,
  all: true,
  outcomes: [
    ...(Object.entries(rows) as [Tool, RowKinds[K][]][]).map(([tool, listed]) => {
      const place = tool === "docker" ? { target: "docker", namespace: null } : { target: "k3s", namespace: "k8s.io" };
      const listing: Listing<K> = { tool, kind, ...place, rows: listed };
      return {
        tool,
        version: null,
        translation: null,
        asked: [place],
        queries: [],
        listings: [listing],
        failure: null,
      };
    }),
    ...unsupported.map((tool) => ({
      tool,
      version: null,
      translation: null,
      asked: [],
      queries: [],
      listings: [],
      failure: { state: "unsupported" as const, error: `${tool} has no such list`, hint: null },
    })),
  ],
});

test("pods are crictl's; tools without pods say so", () => {
  const pod = {
    id: "c".repeat(64),
    name: "nginx-7c5ddbdf54-x2x9k",
    podNamespace: "default",
    uid: "11111111-aaaa-4bbb-8ccc-000000000001",
    attempt: 0,
    state: "ready" as const,
    createdAt: "2026-11-21T01:10:35.4Z",
    runtimeHandler: null,
    labels: { app: "nginx" },
  };
  const older = { ...pod, id: "d".repeat(64), name: "old", createdAt: "2026-11-20T01:10:35.4Z" };
  const { rows } = compare(inputOf("pod", { crictl: [older, pod] }, ["docker", "nerdctl", "ctr"]));
  expect(rows.map(({ name }) => name)).toEqual(["nginx-7c5ddbdf54-x2x9k", "old"]);
  expect(rows[0]).toMatchObject({ ...pod, at: "k3s", namespace: "k8s.io", seenBy: ["crictl"] });
  expect(rows[0]?.missing.map(({ tool, code }) => [tool, code])).toEqual([
    ["docker", "other-engine"],
    ["nerdctl", "unsupported"],
    ["ctr", "unsupported"],
  ]);
});

test("namespaces are lined up by name whichever namespace was chosen; nerdctl counts", () => {
  const { rows } = compare(
    inputOf("namespace", {
      nerdctl: [
        { name: "k8s.io", containers: 10, images: 8, labels: {} },
        { name: "default", containers: 1, images: 1, labels: {} },
      ],
      ctr: [
        { name: "default", containers: null, images: null, labels: {} },
        { name: "k8s.io", containers: null, images: null, labels: { owner: "k3s" } },
        { name: "new", containers: null, images: null, labels: {} },
      ],
    }),
  );
  expect(rows.map(({ name, containers, images, seenBy }) => [name, containers, images, seenBy])).toEqual([
    ["default", 1, 1, ["nerdctl", "ctr"]],
    ["k8s.io", 10, 8, ["nerdctl", "ctr"]],
    ["new", null, null, ["ctr"]],
  ]);
  expect(rows[1]?.differs).toEqual([{ field: "labels", values: { nerdctl: {}, ctr: { owner: "k3s" } } }]);
  expect(rows[2]?.missing).toEqual([
    { tool: "nerdctl", code: "not-listed", why: "nerdctl does not list it, and nothing here explains why" },
  ]);
});

test("versions: a row for each tool, and a part that two tools of one engine name differently", () => {
  const version = (client: string, containerd: string, more: { name: string; version: string }[] = []) => ({
    client,
    server: containerd,
    components: [{ name: "containerd", version: containerd }, ...more],
  });
  const { rows } = compare(
    inputOf("version", {
      docker: [version("28.2.2", "1.7.0")],
      nerdctl: [version("2.3.5", "v1.6.20~ds1", [{ name: "runc", version: "1.1.5+ds1" }])],
      ctr: [version("1.6.20", "1.6.20")],
    }),
  );
  expect(rows.map(({ seenBy, client, missing, differs }) => [seenBy, client, missing, differs])).toEqual([
    [["docker"], "28.2.2", [], []],
    [["nerdctl"], "2.3.5", [], []],
    [["ctr"], "1.6.20", [], []],
  ]);
  const torn = compare(
    inputOf("version", { nerdctl: [version("2.3.5", "1.7.1")], ctr: [version("1.6.20", "1.6.20")] }),
  );
  expect(torn.rows.map(({ differs }) => differs)).toEqual([
    [{ field: "containerd", values: { nerdctl: "1.7.1", ctr: "1.6.20" } }],
    [{ field: "containerd", values: { nerdctl: "1.7.1", ctr: "1.6.20" } }],
  ]);
});

test("times are read to the nanosecond, in any zone; Go's zero time is none", () => {
  expect(nanosOf("2026-11-21T01:12:06.096648517Z")).toBe(1795223526096648517n);
  expect(nanosOf("2026-11-21T03:12:06.09+02:00")).toBe(nanosOf("2026-11-21T01:12:06.090Z"));
  expect(nanosOf("0001-01-01T00:00:00Z")).toBeNull();
  expect(nanosOf("yesterday")).toBeNull();
  const times = ["2026-11-21T01:12:06.000000001Z", null, "2026-11-21T01:12:06.000000002Z"];
  expect(times.toSorted(newestFirst)).toEqual([times[2], times[0], null]);
});
