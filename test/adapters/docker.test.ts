import { describe, expect, it } from "vitest";
import { readPorts } from "../../src/adapters/container.ts";
import type { Container } from "../../src/model/index.ts";
import { dockerTarget, question, readRecorded, readTexts, rowsOf } from "./recorded.ts";

const container = (fields: Record<string, unknown>): Container | undefined =>
  rowsOf(
    readTexts("docker", "container", { containers: JSON.stringify({ ID: "a".repeat(64), Names: "web", ...fields }) }),
    "container",
  )[0];

describe("docker's containers", () => {
  it("reads the recorded node, where nobody asked for sizes", () => {
    const asked = question("container", { all: false });
    const [web] = rowsOf(readRecorded("k3s-node", "docker", asked, dockerTarget), "container");
    expect(web).toMatchObject({
      id: "bb5ed3bea89364726529b059067b43cba5d048627ce3136666dcdbc41bfea6af",
      name: "web",
      command: "/bin/sleep 100000",
      state: "running",
      status: "Up Less than a second",
      createdAt: "2026-11-21T01:12:35Z",
      labels: { "com.example.team": "shop" },
      networks: ["none"],
      size: null,
      cri: false,
    });
  });

  it.each([
    ["exited", "Exited (3) 2 days ago", "exited", 3],
    ["running", "Up 2 hours (healthy)", "running", null],
    ["paused", "Up 2 hours (Paused)", "paused", null],
    ["created", "Created", "created", null],
    ["restarting", "Restarting (1) 5 seconds ago", "running", null],
    ["dead", "Dead", "exited", null],
    ["removing", "Removal In Progress", "exited", null],
    // without a State (before 20.10), the words have to do
    [undefined, "Exited (137) 1 second ago", "exited", 137],
    [undefined, "Up 3 hours (Paused)", "paused", null],
    ["hovering", "Hovering", "unknown", null],
  ])("%s, %s", (State, Status, state, exitCode) => {
    expect(container({ State, Status })).toMatchObject({ state, exitCode, status: Status });
  });

  it("takes its own name, not its aliases, and knows the pods of cri-dockerd", () => {
    expect(container({ Names: "app/db,db" })?.name).toBe("db");
    const labels = (type: string) =>
      `io.kubernetes.docker.type=${type},io.kubernetes.pod.name=web-0,io.kubernetes.pod.namespace=shop,io.kubernetes.container.name=nginx,io.kubernetes.sandbox.id=p1`;
    expect(container({ Names: "k8s_nginx_web-0_shop_u_0", Labels: labels("container") })).toMatchObject({
      kind: "container",
      name: "k8s_nginx_web-0_shop_u_0",
      pod: "web-0",
      podNamespace: "shop",
      podContainer: "nginx",
      podId: "p1",
      cri: true,
    });
    expect(container({ Labels: labels("podsandbox") })).toMatchObject({ kind: "sandbox", podContainer: null });
  });

  it("reads networks, mounts and size", () => {
    expect(container({ Networks: "a,b", Mounts: "vol1,/srv/x", Size: "1.5kB (virtual 2MB)" })).toMatchObject({
      networks: ["a", "b"],
      mounts: ["vol1", "/srv/x"],
      size: 1500,
    });
  });

  it("is an empty list when it prints nothing", () => {
    expect(rowsOf(readTexts("docker", "container", { containers: "" }), "container")).toEqual([]);
  });
});

describe("readPorts", () => {
  it.each([
    ["", []],
    ["443/tcp", [[null, null, 443, "tcp"]]],
    [
      "0.0.0.0:8080->80/tcp, [::]:8080->80/tcp",
      [
        ["0.0.0.0", 8080, 80, "tcp"],
        ["::", 8080, 80, "tcp"],
      ],
    ],
    [":::8080->80/tcp", [["::", 8080, 80, "tcp"]]],
    [
      "127.0.0.1:7000-7002->8000-8002/udp",
      [
        ["127.0.0.1", 7000, 8000, "udp"],
        ["127.0.0.1", 7001, 8001, "udp"],
        ["127.0.0.1", 7002, 8002, "udp"],
      ],
    ],
    [
      "8000-8001/tcp, nonsense, 9/sctp",
      [
        [null, null, 8000, "tcp"],
        [null, null, 8001, "tcp"],
        [null, null, 9, "sctp"],
      ],
    ],
  ])("%s", (text, ports) => {
    expect(
      readPorts(text).map(({ hostIp, hostPort, containerPort, protocol }) => [
        hostIp,
        hostPort,
        containerPort,
        protocol,
      ]),
    ).toEqual(ports);
  });
  it("writes out no more ports than there are", () => {
    expect(readPorts("1-99999999/tcp").length).toBeLessThanOrEqual(65_536);
  });
});

describe("docker's images", () => {
  const line = (fields: Record<string, unknown>): string =>
    JSON.stringify({
      ID: `sha256:${"c".repeat(64)}`,
      Repository: "nginx",
      Tag: "1",
      Digest: "<none>",
      Size: "1.98MB",
      ...fields,
    });
  const images = (...lines: string[]) => rowsOf(readTexts("docker", "image", { images: lines.join("\n") }), "image");
  const DIGEST = `sha256:${"d".repeat(64)}`;

  it("makes one of all tags and digests of an id", () => {
    expect(
      images(line({ Digest: DIGEST }), line({ Tag: "2", Repository: "ghcr.io/x/y" }), line({ VirtualSize: "1.982MB" })),
    ).toEqual([
      {
        configDigest: `sha256:${"c".repeat(64)}`,
        manifestDigest: DIGEST,
        references: ["docker.io/library/nginx:1", "ghcr.io/x/y:2"],
        digests: [`docker.io/library/nginx@${DIGEST}`],
        contentSize: null,
        unpackedSize: 1_980_000,
        createdAt: null,
        platforms: [],
        labels: {},
        pinned: null,
      },
    ]);
  });

  it("has no reference for what is dangling", () => {
    expect(images(line({ Repository: "<none>", Tag: "<none>" }))).toMatchObject([{ references: [], digests: [] }]);
    expect(images(line({ Tag: "<none>", Digest: DIGEST }))).toMatchObject([
      { references: [], digests: [`docker.io/library/nginx@${DIGEST}`] },
    ]);
  });

  it("knows the containerd image store, where the id is the manifest's", () => {
    expect(images(line({ ID: DIGEST, Digest: DIGEST }))).toMatchObject([
      { configDigest: null, manifestDigest: DIGEST },
    ]);
  });
});

describe("docker's version", () => {
  it("is a failure while the daemon is down, whatever it says of itself", () => {
    const read = readTexts("docker", "version", {});
    expect(read).toEqual({ failure: { state: "failed", error: "no" } });
  });
  it("is a failure when it names none", () => {
    for (const version of ["{}", "[]", '{"Client":null}', '"1.0"']) {
      expect(readTexts("docker", "version", { version })).toHaveProperty("failure.error", "names no version");
    }
  });
});
