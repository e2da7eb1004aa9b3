import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { type CompareInput, compare } from "../../src/compare/index.ts";
import type { Comparison, Kind, RowKinds } from "../../src/model/index.ts";
import {
  loadWidths,
  type RawOutput,
  type Rendered,
  type RenderOptions,
  renderImages,
  renderNamespaces,
  renderPods,
  renderPs,
  renderRaw,
  renderVersions,
  widthOf,
} from "../../src/render/index.ts";
import { type PsOptions, selectContainers } from "../../src/select/index.ts";
import { expectGolden } from "./golden.ts";
import { crictlImage, k3sImages, known, listed } from "./images.ts";
import { answered, dockerRows, elsewhere, engines, k3sNode, NOW, pods, target, unanswered } from "./node.ts";

beforeAll(() => loadWidths("日本"));

const terminal = (width: number, more: Partial<RenderOptions> = {}): RenderOptions => ({
  width,
  tty: true,
  colour: false,
  ascii: false,
  now: NOW,
  ...more,
});
const pipe = { ...terminal(80), tty: false };

/** What `ctool ps` does with an input: compare, select, draw. */
const ps = (input: CompareInput<"container">, options: RenderOptions, more: Partial<PsOptions> = {}): Rendered => {
  const comparison = compare(input);
  const selection = selectContainers(comparison.rows, {
    all: input.all,
    last: null,
    latest: false,
    filters: [],
    ...more,
  });
  if ("problem" in selection) throw new Error(selection.problem.message);
  return renderPs({ ...comparison, rows: selection.rows }, { ...options, dropped: selection.dropped });
};

/** The drawing, with what goes to stderr under a line of its own; every line of a terminal's fits. */
const onePage = ({ stdout, stderr }: Rendered, width: number | null): string => {
  if (width !== null)
    for (const line of stdout.split("\n")) expect(widthOf(stripVTControlCharacters(line))).toBeLessThanOrEqual(width);
  expect(stdout.split("\n").filter((line) => / $/.test(line))).toEqual([]);
  return stderr === "" ? stdout : `${stdout}--- stderr\n${stderr}`;
};

const bad = {
  nerdctl: unanswered("nerdctl", "missing", "nerdctl is not on this node"),
  crictl: unanswered("crictl", "timeout", "no answer in 10 s"),
  docker: unanswered(
    "docker",
    "failed",
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
  ),
};
const world = pods.slice(0, 3).map((pod, index) => ({
  ...pod,
  podNamespace: "商店",
  pod: ["注文サービス-7c5ddbdf54-x2x9k", "👩‍👩‍👧‍👦-family-🚀-0", "cafe\u0301-e\u0301clair-0"][index] ?? pod.pod,
  container: {
    ...pod.container,
    podContainer: ["支払い", "🇩🇪", "nai\u0308ve"][index] ?? "x",
    image: ["登録.example/アプリ/支払い:最新", "registry.example.com/team/rocket:🚀", pod.container.image][index] ?? "",
  },
}));

describe("ctool ps", () => {
  test.each([120, 100, 80, 60, 40])("docker ps, %d columns", (width) => {
    expectGolden(`ps-${width}`, onePage(ps(k3sNode(), terminal(width)), width));
  });

  test.each([120, 80, 40])("docker ps -a, %d columns", (width) => {
    expectGolden(`ps-a-${width}`, onePage(ps(k3sNode({ all: true }), terminal(width)), width));
  });

  test("docker ps, piped", () => {
    expectGolden("ps-piped", onePage(ps(k3sNode(), pipe), null));
  });

  test.each([120, 80, 40])("CJK, emoji and combining marks, %d columns", (width) => {
    expectGolden(`ps-world-${width}`, onePage(ps(k3sNode({ list: world }), terminal(width)), width));
  });

  test.each([120, 80, 40])("a tool is missing, one ran out of time, one failed, %d columns", (width) => {
    expectGolden(`ps-trouble-${width}`, onePage(ps(k3sNode({ change: bad }), terminal(width)), width));
  });

  test("a tool is missing, one ran out of time, one failed, piped", () => {
    expectGolden("ps-trouble-piped", onePage(ps(k3sNode({ change: bad }), pipe), null));
  });

  test.each([120, 80, 40])("nothing: it is elsewhere, %d columns", (width) => {
    const input = k3sNode({ list: [], change: { docker: bad.docker } });
    expectGolden(`ps-empty-${width}`, onePage(ps(input, terminal(width)), width));
  });

  test("nothing but docker's own", () => {
    expectGolden("ps-only-docker-80", onePage(ps(k3sNode({ list: [] }), terminal(80)), 80));
  });

  test("nothing, piped: still the header", () => {
    expectGolden("ps-empty-piped", onePage(ps(k3sNode({ list: [], change: { docker: bad.docker } }), pipe), null));
  });

  test("nothing runs, but something is there; nothing matches", () => {
    const ended = k3sNode({
      list: pods.slice(3),
      change: {
        docker: answered("docker", dockerRows(true).slice(0, 1), false, { target: "docker", namespace: "moby" }),
      },
    });
    expectGolden("ps-none-running-80", onePage(ps(ended, terminal(80)), 80));
    expectGolden("ps-none-matches-80", onePage(ps(k3sNode(), terminal(80), { filters: ["name=nosuch"] }), 80));
  });

  test("no engine, no answer", () => {
    const change = {
      ...bad,
      ctr: unanswered("ctr", "denied", "dial unix /run/k3s/containerd/containerd.sock: connect: permission denied"),
    };
    const input = { ...k3sNode({ list: [], change }), target: null, elsewhere: [] };
    expectGolden("ps-no-engine-80", onePage(ps(input, terminal(80)), 80));
  });

  test("sandboxes as rows, sizes, every namespace, whole ids", () => {
    const more = { sandboxes: true, showSize: true, allNamespaces: true };
    expectGolden("ps-sandboxes-140", onePage(ps(k3sNode(), terminal(140, more)), 140));
    expectGolden("ps-no-trunc", onePage(ps(k3sNode({ all: true }), terminal(80, { noTrunc: true })), null));
  });

  test("the commands, ASCII, colours", () => {
    expectGolden("ps-verbose-80", onePage(ps(k3sNode(), terminal(80, { verbose: true })), 80));
    expectGolden("ps-ascii-80", onePage(ps(k3sNode(), terminal(80, { ascii: true })), 80));
    expectGolden("ps-colour-120", onePage(ps(k3sNode({ all: true }), terminal(120, { colour: true })), 120));
  });
});

describe("ctool images", () => {
  test.each([120, 80, 40])("docker images, %d columns", (width) => {
    expectGolden(`images-${width}`, onePage(renderImages(compare(k3sImages()), terminal(width)), width));
  });

  test("docker images, piped", () => {
    expectGolden("images-piped", onePage(renderImages(compare(k3sImages()), pipe), null));
  });

  test("several names, a digest, a pin, a tag that one tool does not know, none at all; digests", () => {
    const digest = `docker.io/library/nginx@${known.nginx.manifest}`;
    const several = {
      ...crictlImage(known.nginx),
      references: [known.nginx.reference, "docker.io/library/nginx:stable"],
      digests: [digest],
      pinned: true,
    };
    const bare = { ...crictlImage(known.pause), references: [] };
    const input = k3sImages({
      crictl: listed("crictl", [
        several,
        bare,
        {
          ...crictlImage(known.busybox),
          references: [],
          digests: [`docker.io/library/busybox@sha256:${"0".repeat(64)}`],
        },
      ]),
      nerdctl: listed("nerdctl", []),
      ctr: listed("ctr", [{ ...several, references: [known.nginx.reference], pinned: false }]),
    });
    expectGolden("images-names-120", onePage(renderImages(compare(input), terminal(120)), 120));
    expectGolden(
      "images-digests-120",
      onePage(renderImages(compare(input), terminal(120, { showDigests: true })), 120),
    );
  });
});

const oneTool = <K extends Kind>(
  kind: K,
  tool: "crictl" | "nerdctl" | "ctr",
  rows: RowKinds[K][],
): CompareInput<K>["outcomes"][number] => ({
  tool,
  version: null,
  translation: null,
  asked: [{ target: "k3s", namespace: "k8s.io" }],
  queries: [{ argv: [tool, kind], exitCode: 0, durationMs: 17 }],
  listings: [{ tool, kind, target: "k3s", namespace: "k8s.io", rows }],
  failure: null,
});
const inputOf = <K extends Kind>(kind: K, input: string, outcomes: CompareInput<K>["outcomes"]): Comparison<K> =>
  compare({ kind, input, command: kind, hostname: "node1", target, elsewhere, engines, all: true, outcomes });

describe("the other lists", () => {
  test.each([120, 80, 40])("pods, %d columns", (width) => {
    const rows = pods.map(({ sandbox, pod, podNamespace, createdAt }, index) => ({
      id: sandbox,
      name: pod,
      podNamespace,
      uid: null,
      attempt: index === 4 ? 1 : 0,
      state: index === 3 ? ("notready" as const) : ("ready" as const),
      createdAt,
      runtimeHandler: null,
      labels: {},
    }));
    const unsupported = { ...oneTool("pod", "nerdctl", []), asked: [], listings: [], queries: [] };
    const comparison = inputOf("pod", "ctool pods", [
      oneTool("pod", "crictl", rows),
      { ...unsupported, failure: { state: "unsupported", error: "nerdctl has no such list here", hint: null } },
    ]);
    expectGolden(`pods-${width}`, onePage(renderPods(comparison, terminal(width)), width));
  });

  test.each([80, 40])("namespaces, %d columns", (width) => {
    const comparison = inputOf("namespace", "ctool namespaces", [
      oneTool("namespace", "nerdctl", [
        { name: "default", containers: 1, images: 1, labels: {} },
        { name: "k8s.io", containers: 10, images: 8, labels: {} },
      ]),
      oneTool("namespace", "ctr", [
        { name: "default", containers: null, images: null, labels: {} },
        { name: "k8s.io", containers: null, images: null, labels: { owner: "k3s" } },
      ]),
    ]);
    expectGolden(`namespaces-${width}`, onePage(renderNamespaces(comparison, terminal(width)), width));
  });

  test.each([120, 80, 40])("versions, %d columns", (width) => {
    const part = (version: string) => [{ name: "containerd", version }];
    const comparison = inputOf("version", "docker version", [
      oneTool("version", "nerdctl", [
        { client: "2.3.5", server: "1.7.1", components: [...part("1.7.1"), { name: "runc", version: "1.1.5" }] },
      ]),
      oneTool("version", "ctr", [{ client: "1.6.20", server: "1.6.20", components: part("1.6.20") }]),
      {
        ...oneTool("version", "crictl", []),
        listings: [],
        failure: { state: "failed", error: "unknown service runtime.v1.RuntimeService", hint: null },
      },
    ]);
    expectGolden(`versions-${width}`, onePage(renderVersions(comparison, terminal(width)), width));
  });
});

describe("the tools' own outputs", () => {
  const outputs: RawOutput[] = [
    {
      tool: "nerdctl",
      argv: ["nerdctl", "--namespace", "k8s.io", "ps"],
      state: "ok",
      stdout:
        'CONTAINER ID    IMAGE                                  COMMAND             CREATED               STATUS    PORTS    NAMES\n34f7203ab70e    docker.io/library/nginx:1.27-alpine    "sleep infinity"    About a minute ago    Up                 注文サービス\n',
      stderr: "",
      exitCode: 0,
      durationMs: 49,
    },
    {
      tool: "crictl",
      argv: ["crictl", "ps"],
      state: "failed",
      stdout: "",
      stderr: "\u001b[31mvalidate service connection\u001b[0m: \u001b]0;title\u0007no such file\n",
      exitCode: 1,
      durationMs: 7,
    },
    {
      tool: "ctr",
      argv: ["ctr", "content", "ls"],
      state: "ok",
      stdout: "DIGEST\t\tSIZE\tAGE\nsha256:098a6a8d\t400B\t3 minutes\n",
      stderr: "",
      exitCode: 0,
      durationMs: 20,
    },
  ];

  test.each([120, 80])("side by side, %d columns", (width) => {
    expectGolden(`raw-columns-${width}`, onePage(renderRaw(outputs, "columns", terminal(width)), width));
  });

  test("side by side, nothing cut", () => {
    expectGolden(
      "raw-columns-whole-120",
      onePage(renderRaw(outputs, "columns", terminal(120, { noTrunc: true })), 120),
    );
  });

  test("too narrow for columns; one under the other; piped", () => {
    expectGolden("raw-columns-40", onePage(renderRaw(outputs, "columns", terminal(40)), 40));
    expectGolden("raw-stacked-80", onePage(renderRaw(outputs, "stacked", terminal(80)), 80));
    expectGolden("raw-piped", onePage(renderRaw(outputs, "stacked", pipe), null));
  });
});
