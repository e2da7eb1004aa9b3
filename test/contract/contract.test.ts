import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, expectTypeOf, test } from "vitest";
import type * as z from "zod";
import { compare } from "../../src/compare/index.ts";
import {
  type comparisons,
  type failure,
  schemas,
  type targets,
  type tools,
  type translationReport,
} from "../../src/contract/index.ts";
import {
  aboutTools,
  type Comparison,
  type EngineFacts,
  type Kind,
  type Target,
  type ToolFacts,
  type TranslationReport,
} from "../../src/model/index.ts";
import { translate } from "../../src/translate/index.ts";
import { k3sImages } from "../golden/images.ts";
import { elsewhere, engines, k3sNode, target, unanswered } from "../golden/node.ts";
import { problemsOf } from "./problems.ts";

const published = schemas();

const others = <K extends Kind>(kind: K, rows: object[]): Comparison<K> =>
  compare({
    kind,
    input: `ctool ${kind}`,
    command: kind,
    hostname: "node1",
    target,
    elsewhere,
    engines,
    all: true,
    outcomes: [
      {
        tool: "nerdctl",
        version: "2.3.5",
        translation: null,
        asked: [{ target: "k3s", namespace: "k8s.io" }],
        queries: [],
        listings: [{ tool: "nerdctl", kind, target: "k3s", namespace: "k8s.io", rows: rows as never }],
        failure: null,
      },
    ],
  });

describe("what is printed fits its published schema, and names nothing else", () => {
  test("containers, whatever became of the tools", () => {
    const change = {
      crictl: unanswered("crictl", "timeout", "no answer in 10 s"),
      ctr: unanswered("ctr", "missing", "ctr is not on this node", "install containerd"),
    };
    expect(problemsOf("containers", compare(k3sNode({ all: true })))).toEqual([]);
    expect(problemsOf("containers", compare(k3sNode({ change })))).toEqual([]);
    expect(problemsOf("containers", { ...compare(k3sNode()), target: null })).toEqual([]);
  });

  test("images, pods, namespaces, versions", () => {
    expect(problemsOf("images", compare(k3sImages()))).toEqual([]);
    const pod = {
      id: "c",
      name: "p",
      podNamespace: "default",
      uid: null,
      attempt: 0,
      state: "ready",
      createdAt: null,
      runtimeHandler: null,
      labels: {},
    };
    expect(problemsOf("pods", others("pod", [pod]))).toEqual([]);
    expect(
      problemsOf("namespaces", others("namespace", [{ name: "k8s.io", containers: 1, images: null, labels: {} }])),
    ).toEqual([]);
    const version = { client: "2.3.5", server: null, components: [{ name: "containerd", version: "1.6.20" }] };
    expect(problemsOf("versions", others("version", [version]))).toEqual([]);
  });

  test.each([
    "docker ps -a",
    "docker run -d -p 80:80 nginx",
    "docker swarm init",
    "docker stop -t 5 web",
    "docker nosuch",
  ])("the translation of %s", async (line) => {
    expect(problemsOf("translation", await translate(line))).toEqual([]);
  });

  test("targets, tools, errors", () => {
    const engine: EngineFacts & { version: string | null } = {
      id: "k3s",
      flavor: "k3s",
      engine: "containerd",
      socket: target.socket,
      liveness: "alive",
      why: null,
      foundBy: [{ by: "proc", text: "containerd pid 812", line: null }],
      pid: 812,
      stateDir: null,
      rootDir: null,
      namespaces: target.otherNamespaces,
      cri: true,
      running: 3,
      version: null,
    };
    const report = {
      schemaVersion: 1,
      node: { hostname: "node1" },
      target,
      problem: null,
      engines: [engine],
      problems: [],
      looked: [],
    };
    expect(problemsOf("targets", report)).toEqual([]);
    const facts: ToolFacts = {
      tool: "ctr",
      path: "/usr/bin/ctr",
      realPath: "/usr/bin/ctr",
      command: ["/usr/bin/ctr"],
      owner: null,
      version: null,
      problem: null,
      also: [],
    };
    expect(problemsOf("tools", { schemaVersion: 1, tools: [{ ...facts, about: aboutTools[0] ?? null }] })).toEqual([]);
    const error = { code: "usage", message: "invalid filter 'foo'", hint: null, fix: null };
    expect(problemsOf("error", { schemaVersion: 1, error })).toEqual([]);
  });
});

test("the schemas tell wrong from right: a missing field, a wrong word, a time that is a number", () => {
  const [row] = compare(k3sNode()).rows;
  const comparison = compare(k3sNode());
  const wrong = [
    { ...comparison, tools: undefined },
    { ...comparison, rows: [{ ...row, state: "restarting" }] },
    { ...comparison, rows: [{ ...row, createdAt: 1_795_223_526 }] },
    { ...comparison, schemaVersion: 2 },
  ];
  for (const each of wrong) expect(problemsOf("containers", each)).not.toEqual([]);
});

test("a field that is added does not break a reader that checks the published schema", () => {
  const check = new Ajv2020({ strict: true }).compile(published.containers ?? {});
  expect(check(JSON.parse(JSON.stringify({ ...compare(k3sNode()), more: true })))).toBe(true);
});

test("the schemas say what the types of the model say", () => {
  expectTypeOf<z.infer<typeof comparisons.container>>().toEqualTypeOf<JsonOf<Comparison<"container">>>();
  expectTypeOf<z.infer<typeof comparisons.image>>().toEqualTypeOf<JsonOf<Comparison<"image">>>();
  expectTypeOf<z.infer<typeof comparisons.pod>>().toEqualTypeOf<JsonOf<Comparison<"pod">>>();
  expectTypeOf<z.infer<typeof comparisons.namespace>>().toEqualTypeOf<JsonOf<Comparison<"namespace">>>();
  expectTypeOf<z.infer<typeof comparisons.version>>().toEqualTypeOf<JsonOf<Comparison<"version">>>();
  expectTypeOf<z.infer<typeof translationReport>>().toEqualTypeOf<JsonOf<TranslationReport>>();
  expectTypeOf<z.infer<typeof targets>["target"]>().toEqualTypeOf<JsonOf<Target> | null>();
  expectTypeOf<Omit<z.infer<typeof targets>["engines"][number], "version">>().toEqualTypeOf<JsonOf<EngineFacts>>();
  expectTypeOf<Omit<z.infer<typeof tools>["tools"][number], "about">>().toEqualTypeOf<JsonOf<ToolFacts>>();
  expectTypeOf<z.infer<typeof failure>["schemaVersion"]>().toEqualTypeOf<1>();
});

/** A type as it looks field by field, so that interfaces and inferred types compare. */
type JsonOf<T> = T extends (infer E)[] ? JsonOf<E>[] : T extends object ? { [K in keyof T]: JsonOf<T[K]> } : T;
