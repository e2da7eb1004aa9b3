import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { detailQuery, queriesFor } from "../../src/adapters/ask.ts";
import { readDetails, readers } from "../../src/adapters/index.ts";
import type { Answered, Failure, Query } from "../../src/adapters/types.ts";
import type { Kind, Listing, RowKinds, Target, Tool } from "../../src/model/index.ts";
import { available, type ExecOptions, type RealNode, startNode, waitFor } from "../node/index.ts";
import { sharedNode } from "../node/shared.ts";
import { dockerTarget, question, rowsOf, run, target } from "./recorded.ts";

const machine = available();
const named = (title: string): string => (machine.ok ? title : `${title} (skipped: ${machine.reason})`);
const missing: Record<Tool, boolean> = {
  docker: machine.docker === null || machine.dockerd === null,
  nerdctl: machine.nerdctl === null,
  crictl: machine.crictl === null,
  ctr: false,
};
const has = (...tools: Tool[]): boolean => tools.every((tool) => !missing[tool]);

const exec = async (node: RealNode, query: Query, options?: ExecOptions): Promise<Answered> => {
  const { exitCode, signal, stdout, stderr } = await node.exec(query.argv, options);
  return { query, run: run({ argv: query.argv, exitCode, signal, stdout, stderr }) };
};

/** Puts a question to the real tool inside a node. */
const ask = async (
  node: RealNode,
  tool: Tool,
  kind: Kind,
  at: Target,
  options?: ExecOptions,
): Promise<{ listing: Listing } | { failure: Failure }> => {
  const asked = question(kind);
  const queries = queriesFor(tool, asked, at) ?? [];
  return readers[tool].read(asked, at, await Promise.all(queries.map((query) => exec(node, query, options))));
};
const list = async <K extends Kind>(node: RealNode, tool: Tool, kind: K, at: Target): Promise<RowKinds[K][]> => {
  const read = await ask(node, tool, kind, at);
  expect(read).not.toHaveProperty("listing.dropped");
  return rowsOf(read, kind);
};

describe.skipIf(!machine.ok)(named("the real tools on a k3s node"), () => {
  let node: RealNode;
  let k3s: Target;
  beforeAll(async () => {
    node = await sharedNode();
    k3s = target({ socket: node.sockets.containerd ?? "" });
  });

  /** What the node was made of. */
  const made = () =>
    node.pods.flatMap(({ id: podId, name: pod, namespace, containers }) =>
      containers.map(({ id, name, attempt, exits }) => ({ id, podId, pod, namespace, name, attempt, exits })),
    );
  const sorted = (ids: string[]) => ids.toSorted();

  it.skipIf(!has("crictl"))("crictl lists what the kubelet made, and details tell how it ended", async () => {
    const rows = await list(node, "crictl", "container", k3s);
    expect(rows).toHaveLength(made().length);
    for (const { id, podId, pod, namespace, name, attempt, exits } of made()) {
      expect(rows.find((row) => row.id === id)).toMatchObject({
        name: `${namespace}/${pod}/${name}`,
        podId,
        attempt,
        state: exits === null ? "running" : "exited",
        createdAt: expect.stringMatching(/^20\d\d-.*Z$/),
      });
    }
    const ended = made().filter(({ exits }) => exits !== null);
    const query = detailQuery(
      k3s,
      ended.map(({ id }) => id),
    ) as Query;
    const details = readDetails(await exec(node, query));
    expect(details.map(({ id, exitCode }) => [id, exitCode])).toEqual(ended.map(({ id, exits }) => [id, exits]));
    expect(details.every(({ startedAt, finishedAt }) => startedAt !== null && finishedAt !== null)).toBe(true);
    const pods = await list(node, "crictl", "pod", k3s);
    expect(sorted(pods.map(({ name }) => name))).toEqual(sorted(node.pods.map(({ name }) => name)));
  });

  it("ctr lists containers, sandboxes and tasks", async () => {
    const rows = await list(node, "ctr", "container", k3s);
    expect(sorted(rows.map(({ id }) => id))).toEqual(
      sorted([...made().map(({ id }) => id), ...node.pods.map(({ id }) => id)]),
    );
    const running = made().filter(({ exits }) => exits === null);
    for (const { id } of running) {
      expect(rows.find((row) => row.id === id)).toMatchObject({ state: "running", pid: expect.any(Number) });
    }
    const pods = await list(node, "ctr", "pod", k3s);
    expect(sorted(pods.map(({ id }) => id))).toEqual(sorted(node.pods.map(({ id }) => id)));
    expect(pods.every(({ state }) => state === "ready")).toBe(true);
  });

  it.skipIf(!has("nerdctl"))("nerdctl lists the same, with names", async () => {
    const rows = await list(node, "nerdctl", "container", k3s);
    for (const { id, pod, namespace, name } of made()) {
      expect(rows.find((row) => row.id === id)).toMatchObject({
        kind: "container",
        name: `${namespace}/${pod}/${name}`,
        cri: true,
      });
    }
    const sandboxes = rows.filter(({ kind }) => kind === "sandbox");
    expect(sorted(sandboxes.map(({ id }) => id))).toEqual(sorted(node.pods.map(({ id }) => id)));
    const [web] = await list(node, "nerdctl", "container", { ...k3s, namespace: "default" });
    expect(web).toMatchObject({ name: "web", state: "running", cri: false });
  });

  it.skipIf(!has("nerdctl", "crictl"))("all of them have the same images, joined by config digest", async () => {
    const images = await Promise.all(
      (["nerdctl", "crictl", "ctr"] as const).map((tool) => list(node, tool, "image", k3s)),
    );
    const seen = images.map((rows) =>
      rows.map(({ configDigest, references }) => `${configDigest} ${references.join()}`).toSorted(),
    );
    expect(seen[0]?.length).toBe(4);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    const sizes = images.map(
      (rows) => rows.find(({ references }) => references[0]?.includes("nginx"))?.contentSize ?? 0,
    );
    const exact = sizes[1] ?? 0;
    for (const size of sizes) expect(Math.abs(size - exact) / exact).toBeLessThan(0.05);
  });

  it("ctr and nerdctl have the same namespaces", async () => {
    const names = (await list(node, "ctr", "namespace", k3s)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["default", "k8s.io"]));
    if (!has("nerdctl")) return;
    const counted = await list(node, "nerdctl", "namespace", k3s);
    expect(counted.map(({ name }) => name)).toEqual(names);
    expect(counted.find(({ name }) => name === "k8s.io")?.containers).toBe(made().length + node.pods.length);
  });

  it.skipIf(!has("docker"))("docker lists its own containers and images", async () => {
    const rows = await list(node, "docker", "container", dockerTarget);
    expect(rows.map(({ name, state, exitCode }) => [name, state, exitCode]).toSorted()).toEqual([
      ["oneshot", "exited", 0],
      ["web", "running", null],
    ]);
    const details = readDetails(
      await exec(
        node,
        detailQuery(
          dockerTarget,
          rows.map(({ id }) => id),
        ) as Query,
      ),
    );
    expect(details.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    const [image] = await list(node, "docker", "image", dockerTarget);
    expect(image).toMatchObject({ references: ["docker.io/library/busybox:latest"] });
  });

  it("every tool tells its version and the engine's", async () => {
    for (const tool of ["docker", "nerdctl", "crictl", "ctr"] as const) {
      if (!has(tool)) continue;
      const [version] = await list(node, tool, "version", tool === "docker" ? dockerTarget : k3s);
      expect(version?.server, tool).toMatch(/^\d+\.\d+/);
    }
  });

  it("an ordinary user is denied", async () => {
    for (const tool of ["docker", "nerdctl", "crictl", "ctr"] as const) {
      if (!has(tool)) continue;
      const read = await ask(node, tool, "container", tool === "docker" ? dockerTarget : k3s, { user: "nobody" });
      expect(read, tool).toHaveProperty("failure.state", "denied");
    }
  });

  it("a socket that is not there is a failure in the tool's own words", async () => {
    const nowhere = target({ socket: "/run/nosuch/containerd.sock" });
    for (const tool of ["nerdctl", "crictl"] as const) {
      if (!has(tool)) continue;
      expect(await ask(node, tool, "container", nowhere), tool).toMatchObject({
        failure: { state: "failed", error: expect.stringMatching(/no such file or directory/) },
      });
    }
  });
});

describe.skipIf(!machine.ok || !has("nerdctl"))(named("what people put into names and labels"), () => {
  let node: RealNode;
  const own = () => target({ socket: node.sockets.containerd ?? "", namespace: "default" });
  const nerdctl = async (...argv: string[]) => {
    const result = await node.exec(["nerdctl", "--address", node.sockets.containerd ?? "", ...argv]);
    expect(result.exitCode, result.stderr).toBe(0);
  };
  beforeAll(async () => {
    node = await startNode({ flavor: "k3s", docker: false, pods: [] });
  });
  afterAll(() => node?.close());

  it("comes out whole and clean, in every state", async () => {
    const labels = { json: '{"x":"p,q=r"}', esc: "\x1b[31mred\x07", said: "one, two" };
    const flags = Object.entries(labels).flatMap(([key, value]) => ["--label", `${key}=${value}`]);
    const volumes = ["-v", "/tmp:/mnt:ro", "-v", "vol1:/data"];
    const command = ["sh", "-c", 'echo "q"\necho "\t\x1b[2J"; sleep 1000'];
    const image = "docker.io/library/nginx:1.27-alpine";
    await nerdctl("run", "-d", "--net", "none", "--name", "nasty", ...flags, ...volumes, image, ...command);
    const nasty = async () => (await list(node, "nerdctl", "container", own())).find(({ name }) => name === "nasty");
    const row = await nasty();
    expect(row).toMatchObject({
      state: "running",
      command: 'sh -c echo "q" echo " "; sleep 1000',
      labels: { json: labels.json, esc: "red", said: labels.said },
      mounts: ["/tmp", "vol1"],
      networks: ["none"],
    });
    await nerdctl("pause", "nasty");
    expect(await nasty()).toMatchObject({ state: "paused", exitCode: null });
    const paused = (await list(node, "ctr", "container", own())).find(({ id }) => id === row?.id);
    expect(paused).toMatchObject({ state: "paused", pid: expect.any(Number) });
    await nerdctl("unpause", "nasty");
    await nerdctl("kill", "nasty");
    await waitFor("nasty to end", async () => (await nasty())?.state === "exited");
    expect(await nasty()).toMatchObject({ exitCode: 137, status: expect.stringMatching(/^Exited \(137\)/) });
    const stopped = (await list(node, "ctr", "container", own())).find(({ id }) => id === row?.id);
    expect(stopped).toMatchObject({ state: "exited", pid: null });
  });

  it("sizes are there when asked for", async () => {
    const asked = { ...question("container"), size: true };
    const [query] = queriesFor("nerdctl", asked, own()) ?? [];
    const read = readers.nerdctl.read(asked, own(), [await exec(node, query as Query)]);
    expect(rowsOf(read, "container").every(({ size }) => size !== null && size >= 0)).toBe(true);
  });

  it("labels of namespaces come out the same from both tables", async () => {
    await nerdctl("namespace", "create", "--label", "team=a b", "--label", "x=1,y=2", "lab");
    const labels = async (tool: Tool) =>
      (await list(node, tool, "namespace", own())).find(({ name }) => name === "lab")?.labels;
    expect(await labels("nerdctl")).toEqual({ team: "a b", x: "1", y: "2" });
    expect(await labels("ctr")).toEqual(await labels("nerdctl"));
  });

  it("a killed daemon is a failure, not an empty list", async () => {
    await node.killEngine();
    for (const tool of ["nerdctl", "ctr"] as const) {
      const read = await ask(node, tool, "container", own());
      expect(read, tool).toMatchObject({ failure: { state: "failed", error: expect.stringMatching(/\S/) } });
    }
  });
});
