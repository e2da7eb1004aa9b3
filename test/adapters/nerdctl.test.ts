import { describe, expect, it } from "vitest";
import type { Container, Image, Namespace } from "../../src/model/index.ts";
import { question, readRecorded, readTexts, rowsOf, target } from "./recorded.ts";

/** One line of `nerdctl ps --format '{{json .}}'`. */
const psLine = (fields: Record<string, unknown>): string =>
  JSON.stringify({ ID: "a".repeat(64), Names: "web", Image: "nginx", Status: "Up", Labels: "", ...fields });
const containers = (...lines: string[]): Container[] =>
  rowsOf(readTexts("nerdctl", "container", { containers: lines.join("\n") }), "container");
const container = (fields: Record<string, unknown>): Container | undefined => containers(psLine(fields))[0];

describe("nerdctl's containers", () => {
  it("reads a container of its own, labels and networks included", () => {
    const at = target({ namespace: "default" });
    const [web] = rowsOf(readRecorded("k3s-node", "nerdctl", question("container"), withoutNamespace(at)), "container");
    expect(web).toMatchObject({
      id: "34f7203ab70e67f8a3e5f46dc5497977bd13f1ba2fb9925f274500bbbcb8692b",
      kind: "container",
      name: "web",
      pod: null,
      command: "sleep infinity",
      state: "running",
      createdAt: "2026-11-21T01:11:22.283532569Z",
      cri: false,
      networks: ["bridge"],
      mounts: [],
    });
    expect(web?.labels["nerdctl/name"]).toBe("web");
  });

  it("reads pods on a k3s node and on a containerd 2 node", () => {
    const k3s = rowsOf(readRecorded("k3s-node", "nerdctl", question("container"), target()), "container");
    expect(k3s.filter(({ kind }) => kind === "sandbox").map(({ name }) => name)).toEqual([
      "default/redis-0",
      "kube-system/helm-install-traefik-9ksd2",
      "kube-system/svclb-traefik-abc12",
      "kube-system/coredns-6799fbcd5-8p6wn",
      "default/nginx-7c5ddbdf54-x2x9k",
    ]);
    expect(k3s.filter(({ kind }) => kind === "container").map(({ state }) => state)).toEqual([
      "created",
      "created",
      "running",
      "running",
      "running",
    ]);
    const second = rowsOf(readRecorded("containerd2-node", "nerdctl", question("container"), target()), "container");
    expect(second.map(({ podContainer }) => podContainer)).toEqual(["coredns", null, "nginx", null]);
    const plain = rowsOf(
      readRecorded("containerd2-node", "nerdctl", question("container"), withoutNamespace(target())),
      "container",
    );
    expect(plain.map(({ id, name }) => [id, name])).toEqual([["plain-ctr", "plain-ctr"]]);
  });

  it("finds the pod by name where labels do not tell", () => {
    expect(container({ Names: "k8s://default/nginx-1/nginx" })).toMatchObject({
      kind: "container",
      name: "default/nginx-1/nginx",
      podNamespace: "default",
      pod: "nginx-1",
      podContainer: "nginx",
      cri: true,
    });
    expect(container({ Names: "k8s://default/nginx-1" })).toMatchObject({ kind: "sandbox", podContainer: null });
  });

  it("is not told by a label with a comma in it that a container is a sandbox", () => {
    const Labels = "app=x,io.cri-containerd.kind=sandbox,io.kubernetes.pod.name=other";
    expect(container({ Names: "k8s://default/nginx-1/nginx", Labels })).toMatchObject({
      kind: "container",
      pod: "nginx-1",
    });
  });

  it.each([
    ["Up", "running", null],
    ["Exited (137) 2 hours ago", "exited", 137],
    ["Exited (0) Less than a second ago", "exited", 0],
    ["Restarting (1) 5 seconds ago", "exited", 1],
    ["Paused", "paused", null],
    ["Pausing", "paused", null],
    ["Created", "created", null],
    ["Unknown", "unknown", null],
    ["", "unknown", null],
  ])("says what nerdctl says: %s", (Status, state, exitCode) => {
    expect(container({ Status })).toMatchObject({ state, exitCode, status: Status || null });
  });

  it("reads size, ports, mounts (both spellings) and a quoted command", () => {
    const mount = (name: string | undefined, source: string) =>
      JSON.stringify({ Name: name, Source: source, Destination: "/x,k=v" });
    expect(
      container({
        Size: "12.3kB (virtual 1.9 MiB)",
        Ports: "0.0.0.0:8080->80/tcp, 127.0.0.1:53->53/udp",
        Command: '"sh -c \\"a\\"\\n\\tb\\x1b[2J"',
        Labels: `nerdctl/mounts.0=${mount(undefined, "/tmp")},nerdctl/mounts.1=${mount("vol1", "/var/x")},nerdctl/networks=["a","b"]`,
      }),
    ).toMatchObject({
      size: 12_300,
      ports: [
        { hostIp: "0.0.0.0", hostPort: 8080, containerPort: 80, protocol: "tcp" },
        { hostIp: "127.0.0.1", hostPort: 53, containerPort: 53, protocol: "udp" },
      ],
      command: 'sh -c "a" b',
      mounts: ["/tmp", "vol1"],
      networks: ["a", "b"],
    });
    expect(container({ Labels: { "nerdctl/mounts": `[${mount("data", "/var/y")}]` } })?.mounts).toEqual(["data"]);
    expect(container({ Labels: "nerdctl/networks=bridge,nerdctl/mounts=none" })).toMatchObject({
      networks: [],
      mounts: [],
    });
  });

  it("needs nothing but an id, and drops what has none", () => {
    const read = readTexts("nerdctl", "container", {
      containers: '{"ID":"x1"}\n{"Names":"y"}\n[]\n42\n{"ID":"x2","Ports":7}',
    });
    expect(rowsOf(read, "container").map(({ id, name, state }) => [id, name, state])).toEqual([
      ["x1", "x1", "unknown"],
      ["x2", "x2", "unknown"],
    ]);
    expect(read).toHaveProperty("listing.dropped", 3);
  });
});

describe("nerdctl's images", () => {
  const imageLine = (Name: string, fields: Record<string, unknown> = {}): string =>
    JSON.stringify({ Name, Digest: `sha256:${"1".repeat(64)}`, CreatedAt: "2026-11-21 01:08:59 +0000 UTC", ...fields });
  const images = (...lines: string[]): Image[] =>
    rowsOf(readTexts("nerdctl", "image", { images: lines.join("\n") }), "image");

  it("makes one of a CRI image's three references", () => {
    const read = rowsOf(readRecorded("k3s-node", "nerdctl", question("image"), target()), "image");
    expect(read).toHaveLength(4);
    expect(read.find(({ references }) => references[0]?.includes("nginx"))).toEqual({
      configDigest: "sha256:780a7e2ce0aff21ac5f322c91611be09ef28f56d85b689190715b0d714fc7690",
      manifestDigest: "sha256:166605e40d28ce156b5db04ddff6d1d50fa2dabbd6c99f56ca7dea7adb704cf3",
      references: ["docker.io/library/nginx:1.27-alpine"],
      digests: [],
      contentSize: 2_131_000,
      unpackedSize: 2_032_000,
      createdAt: "2026-11-21T01:08:58Z",
      platforms: ["linux/amd64"],
      labels: {},
      pinned: null,
    });
  });

  it("keeps tags, digests and platforms of one manifest together, the earliest time and the largest size", () => {
    const digest = `docker.io/library/nginx@sha256:${"1".repeat(64)}`;
    const [image, ...others] = images(
      imageLine("docker.io/library/nginx:a", { Platform: "linux/amd64", Size: "2MB", BlobSize: "1MB" }),
      imageLine("docker.io/library/nginx:a", { Platform: "linux/arm64", Size: "0B", BlobSize: "0B" }),
      imageLine("docker.io/library/nginx:b", { CreatedAt: "2026-11-20 01:08:59 +0000 UTC" }),
      imageLine(digest),
      imageLine(`sha256:${"2".repeat(64)}`),
    );
    expect(others).toEqual([]);
    expect(image).toMatchObject({
      configDigest: `sha256:${"2".repeat(64)}`,
      references: ["docker.io/library/nginx:a", "docker.io/library/nginx:b"],
      digests: [digest],
      platforms: ["linux/amd64", "linux/arm64"],
      contentSize: 1_000_000,
      unpackedSize: 2_000_000,
      createdAt: "2026-11-20T01:08:59Z",
    });
  });

  it("drops rows without a digest", () => {
    const read = readTexts("nerdctl", "image", {
      images: `${imageLine("a")}\n${imageLine("b", { Digest: "<none>" })}`,
    });
    expect(rowsOf(read, "image")).toHaveLength(1);
    expect(read).toHaveProperty("listing.dropped", 1);
  });
});

describe("nerdctl's namespaces", () => {
  it("reads labels and empty cells from the table", () => {
    const table = [
      "NAME       CONTAINERS    IMAGES    VOLUMES    LABELS",
      "default    1             1         0                              ",
      "lab        0             0         0          team=a b,x=1,y=2    ",
    ].join("\n");
    const rows: Namespace[] = rowsOf(readTexts("nerdctl", "namespace", { namespaces: `${table}\n` }), "namespace");
    expect(rows).toEqual([
      { name: "default", containers: 1, images: 1, labels: {} },
      { name: "lab", containers: 0, images: 0, labels: { team: "a b", x: "1", y: "2" } },
    ]);
  });
});

/** Recordings without `--namespace` are of nerdctl's own default. */
function withoutNamespace(at: ReturnType<typeof target>): ReturnType<typeof target> {
  return { ...at, namespace: null };
}
