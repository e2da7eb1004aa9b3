import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Joined } from "../../src/model/index.ts";
import { type Resolved, resolveContainer } from "../../src/resolve/index.ts";
import { container } from "../golden/node.ts";

type Row = Joined<"container">;

const row = (more: Partial<Row> & Pick<Row, "id">): Row => ({
  ...container(more),
  at: "k3s",
  namespace: "k8s.io",
  seenBy: ["crictl"],
  missing: [],
  differs: [],
  ...more,
});

const inPod = (id: string, pod: string, name: string, attempt: number, createdAt: string): Row =>
  row({
    id: id.padEnd(64, "0"),
    name: `default/${pod}/${name}`,
    pod,
    podNamespace: "default",
    podContainer: name,
    attempt,
    createdAt,
  });

const rows: Row[] = [
  inPod("aa1", "nginx-7c5ddbdf54-x2x9k", "nginx", 0, "2026-11-21T04:00:00Z"),
  inPod("bb1", "redis-0", "redis", 3, "2026-11-21T04:03:00Z"),
  inPod("bb2", "redis-0", "redis", 4, "2026-11-21T04:04:00Z"),
  inPod("cc1", "redis-0", "exporter", 0, "2026-11-21T04:00:00Z"),
  row({ id: "dd1".padEnd(64, "0"), name: "web", pod: null, podContainer: null, podNamespace: null, at: "docker" }),
  row({ id: "my-own-id", name: null, pod: null, podContainer: null, podNamespace: null, namespace: "default" }),
  row({ ...inPod("ee1", "redis-0", "POD", 0, "2026-11-21T04:00:00Z"), kind: "sandbox", podContainer: null }),
];

const idOf = (resolved: Resolved): string | null => ("found" in resolved ? resolved.found.id.replace(/0+$/, "") : null);

describe("resolveContainer", () => {
  test.each([
    ["web", "dd1"],
    ["/web", "dd1"],
    ["dd1", "dd1"],
    ["my-own-id", "my-own-id"],
    ["my-own", "my-own-id"],
    ["default/nginx-7c5ddbdf54-x2x9k/nginx", "aa1"],
    ["nginx-7c5ddbdf54-x2x9k/nginx", "aa1"],
    ["k8s://default/nginx-7c5ddbdf54-x2x9k/nginx", "aa1"],
    ["k8s_nginx_nginx-7c5ddbdf54-x2x9k_default_0", "aa1"],
    ["nginx-7c5ddbdf54-x2x9k", "aa1"],
    ["nginx", "aa1"],
    ["7c5ddbdf54", "aa1"],
    ["redis-0/redis", "bb2"],
    ["default/redis-0/redis", "bb2"],
    ["redis", "bb2"],
    ["exporter", "cc1"],
    ["bb1", "bb1"],
    ["bb1".padEnd(64, "0"), "bb1"],
  ])("%s is %s", (word, id) => {
    expect(idOf(resolveContainer(word, rows))).toBe(id);
  });

  test("a pod with several containers, or a start of several ids, has candidates, one per name", () => {
    for (const word of ["redis-0", "default/redis-0", "bb"]) {
      const resolved = resolveContainer(word, rows);
      if (word === "bb") expect(idOf(resolved)).toBe("bb2");
      else
        expect("candidates" in resolved && resolved.candidates.map(({ name }) => name)).toEqual([
          "default/redis-0/redis",
          "default/redis-0/exporter",
        ]);
    }
  });

  test("an attempt can be asked for; the newest says which older ones there are", () => {
    expect(idOf(resolveContainer("redis-0/redis", rows, { attempt: 3, kind: "container" }))).toBe("bb1");
    const newest = resolveContainer("redis-0/redis", rows);
    expect("found" in newest && newest.older.map(({ attempt }) => attempt)).toEqual([3]);
    expect(resolveContainer("redis-0/redis", rows, { attempt: 9, kind: "container" })).toHaveProperty("unknown");
  });

  test("the same name in two engines is ambiguous", () => {
    const twice = [
      ...rows,
      row({ id: "ff1".padEnd(64, "0"), name: "web", pod: null, at: "k3s", namespace: "default" }),
    ];
    expect(resolveContainer("web", twice)).toHaveProperty("candidates");
  });

  test("a sandbox is meant only where pods are", () => {
    expect(idOf(resolveContainer("redis-0", rows, { attempt: null, kind: "sandbox" }))).toBe("ee1");
  });

  test("what is not there comes with names that are spelt alike", () => {
    expect(resolveContainer("nginx-9", rows)).toEqual({
      unknown: true,
      near: ["default/nginx-7c5ddbdf54-x2x9k/nginx"],
    });
    expect(resolveContainer("", rows)).toEqual({ unknown: true, near: [] });
  });

  test("a full id is found whatever else is there", () => {
    fc.assert(
      fc.property(fc.constantFrom(...rows.filter(({ kind }) => kind === "container")), ({ id }) => {
        const resolved = resolveContainer(id, rows);
        expect("found" in resolved && resolved.found.id).toBe(id);
      }),
    );
  });
});
