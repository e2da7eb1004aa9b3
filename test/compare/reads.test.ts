import { describe, expect, test } from "vitest";
import { compare } from "../../src/compare/index.ts";
import { readRules } from "../../src/compare/reads/index.ts";
import { readingsOf, withRates } from "../../src/compare/reads/rates.ts";
import type { FieldValue, ObjectRecord, RecordKind, Tool, Usage } from "../../src/model/index.ts";
import { elsewhere, engines, target } from "../golden/node.ts";

const record = (id: string, fields: Record<string, FieldValue>): ObjectRecord => ({
  id,
  name: "web",
  fields,
  saidBy: {},
});

const joined = (kind: RecordKind, rows: Partial<Record<Tool, ObjectRecord[]>>) =>
  compare(
    {
      kind,
      input: "docker inspect web",
      command: "inspect",
      hostname: "node1",
      target,
      elsewhere,
      engines,
      all: true,
      outcomes: Object.entries(rows).map(([tool, list]) => ({
        tool: tool as Tool,
        version: null,
        translation: null,
        asked: [{ target: "k3s", namespace: "k8s.io" }],
        queries: [],
        listings: [{ tool: tool as Tool, kind, target: "k3s", namespace: "k8s.io", rows: list }],
        failure: null,
      })),
    },
    readRules[kind],
  ).rows;

describe("records", () => {
  test("every field once, in the order of the tools, with who says it", () => {
    const [row, ...more] = joined("containerRecord", {
      nerdctl: [
        record("a", { state: "created", pid: 5, env: { B: "1", A: "2" }, createdAt: "2026-01-02T03:04:05.1Z" }),
      ],
      crictl: [
        record("a", { state: "exited", exitCode: 3, env: { A: "2", B: "1" }, createdAt: "2026-01-02T03:04:05.9Z" }),
      ],
      ctr: [record("a", { pid: 5, command: ["sh", "-c"] })],
    });
    expect(more).toEqual([]);
    expect(row?.fields).toEqual({
      state: "exited",
      pid: 5,
      exitCode: 3,
      env: { A: "2", B: "1" },
      createdAt: "2026-01-02T03:04:05.9Z",
      command: ["sh", "-c"],
    });
    expect(row?.saidBy).toEqual({
      state: ["crictl"],
      pid: ["nerdctl", "ctr"],
      exitCode: ["crictl"],
      env: ["nerdctl", "crictl"],
      createdAt: ["nerdctl", "crictl"],
      command: ["ctr"],
    });
    expect(row?.differs).toEqual([{ field: "state", values: { nerdctl: "created", crictl: "exited" } }]);
  });

  test("words in another order are another command, mounts in another order are the same", () => {
    const [row] = joined("containerRecord", {
      nerdctl: [record("a", { command: ["a", "b"], mounts: ["/x:/y", "/z:/q"] })],
      ctr: [record("a", { command: ["b", "a"], mounts: ["/z:/q", "/x:/y"] })],
    });
    expect(row?.differs.map(({ field }) => field)).toEqual(["command"]);
  });

  test("an image is one by its names or its manifest, though ctr calls it otherwise", () => {
    const references = ["docker.io/library/nginx:latest"];
    const rows = joined("imageRecord", {
      crictl: [record("sha256:config", { references })],
      nerdctl: [record("sha256:config", { references, manifestDigest: "sha256:manifest" })],
      ctr: [record("sha256:manifest", { references, manifestDigest: "sha256:manifest" }), record("sha256:other", {})],
    });
    expect(rows.map(({ id, seenBy }) => [id, seenBy])).toEqual([
      ["sha256:config", ["nerdctl", "crictl", "ctr"]],
      ["sha256:other", ["ctr"]],
    ]);
  });
});

describe("rates", () => {
  const usage = (id: string, cpuNanos: number | null): Usage => ({
    id,
    name: null,
    cpuPercent: null,
    cpuNanos,
    memory: null,
    memoryLimit: null,
    pids: null,
    networkReceived: null,
    networkSent: null,
    blockRead: null,
    blockWritten: null,
    disk: null,
  });
  const rate = (before: number | null, after: number | null, ms: number): number | null =>
    withRates([usage("a", after)], readingsOf([usage("a", before)], 1_000), 1_000 + ms)[0]?.cpuPercent ?? null;

  test.each([
    [0, 500_000_000, 1_000, 50],
    [1_000_000_000, 3_000_000_000, 1_000, 200],
    [5, 5, 1_000, 0],
    [9, 5, 1_000, null],
    [0, 5_000, 10, null],
    [null, 5, 1_000, null],
    [0, null, 1_000, null],
  ])("from %d to %d ns in %d ms: %s %%", (before, after, ms, percent) => {
    expect(rate(before, after, ms)).toBe(percent);
  });
});
