import { describe, expect, it } from "vitest";
import { question, readRecorded, readTexts, rowsOf, target } from "./recorded.ts";

const CONTAINERS = [
  "CONTAINER    IMAGE                                  RUNTIME                  ",
  "web          docker.io/library/nginx:1.27-alpine    io.containerd.runc.v2    ",
  "stopped      -                                      io.containerd.runc.v2    ",
  "paused.1     docker.io/library/nginx:1.27-alpine    io.containerd.runc.v2    ",
  "never-ran    docker.io/library/nginx:1.27-alpine    io.containerd.runc.v2    ",
  "",
].join("\n");
const TASKS = [
  "TASK        PID     STATUS    ",
  "web         318     RUNNING",
  "stopped     1198    STOPPED",
  "paused.1    1200    PAUSED",
  "",
].join("\n");

describe("ctr's containers", () => {
  it("joins metadata and tasks", () => {
    const rows = rowsOf(readTexts("ctr", "container", { containers: CONTAINERS, tasks: TASKS }), "container");
    expect(rows.map(({ id, name, image, state, pid }) => [id, name, image?.slice(0, 9) ?? null, state, pid])).toEqual([
      ["web", "web", "docker.io", "running", 318],
      ["stopped", "stopped", null, "exited", null],
      ["paused.1", "paused.1", "docker.io", "paused", 1200],
      ["never-ran", "never-ran", "docker.io", "created", null],
    ]);
  });

  it("says nothing of states without tasks", () => {
    for (const texts of [{ containers: CONTAINERS }, { containers: CONTAINERS, tasks: "no table" }]) {
      const rows = rowsOf(readTexts("ctr", "container", texts), "container");
      expect(rows.map(({ state }) => state)).toEqual(["unknown", "unknown", "unknown", "unknown"]);
    }
  });

  it("reads the recorded nodes", () => {
    const k3s = rowsOf(readRecorded("k3s-node", "ctr", question("container"), target()), "container");
    expect(k3s.map(({ state }) => state).sort()).toEqual([...Array(2).fill("created"), ...Array(8).fill("running")]);
    const second = rowsOf(readRecorded("containerd2-node", "ctr", question("container"), target()), "container");
    expect(second.map(({ pid }) => pid)).toEqual([832, 1035, 949, 759]);
    const plain = target({ namespace: null });
    expect(rowsOf(readRecorded("containerd2-node", "ctr", question("container"), plain), "container")).toMatchObject([
      { id: "plain-ctr", name: "plain-ctr", state: "running", pid: 1137, cri: null, kind: "container" },
    ]);
  });

  it("drops lines that are no rows", () => {
    const read = readTexts("ctr", "container", { containers: `${CONTAINERS}torn by a label\n\x1b[2J\n`, tasks: TASKS });
    expect(rowsOf(read, "container")).toHaveLength(4);
    expect(read).toHaveProperty("listing.dropped", 2);
  });

  it("is a failure without its header", () => {
    expect(readTexts("ctr", "container", { containers: "" })).toHaveProperty("failure.error", "prints nothing");
  });
});

describe("ctr's pods", () => {
  it("are its sandboxes, ready while they run", () => {
    const sandboxes = CONTAINERS.replaceAll(
      "docker.io/library/nginx:1.27-alpine",
      "docker.io/rancher/mirrored-pause:36",
    );
    const rows = rowsOf(readTexts("ctr", "pod", { sandboxes, tasks: TASKS }), "pod");
    expect(rows.map(({ id, name, state }) => [id, name, state])).toEqual([
      ["web", "", "ready"],
      ["stopped", "", "notready"],
      ["paused.1", "", "notready"],
      ["never-ran", "", "notready"],
    ]);
  });
});

describe("ctr's images", () => {
  it("joins references by digest: tag, digest and CRI's config reference", () => {
    const rows = rowsOf(readRecorded("containerd2-node", "ctr", question("image"), target()), "image");
    expect(rows).toHaveLength(3);
    expect(rows[2]).toEqual({
      configDigest: "sha256:ba25924e932825461a450e01b13a1f84a414c20f61c1026b97811d25ff51d214",
      manifestDigest: "sha256:a1ddeba0d29ef314c7cad5ebcbd328994fe2f23370f17b91e338793f7dc9b85d",
      references: ["docker.io/rancher/mirrored-pause:3.6"],
      digests: [],
      contentSize: 2_097_152,
      unpackedSize: null,
      createdAt: null,
      platforms: ["linux/amd64"],
      labels: { "io.cri-containerd.image": "managed", "io.cri-containerd.pinned": "pinned" },
      pinned: true,
    });
  });

  it("reads images without platforms, labels or a size, and labels with blanks", () => {
    const digest = `sha256:${"1".repeat(64)}`;
    const text = [
      `REF          TYPE                       DIGEST                                                                  SIZE    PLATFORMS   LABELS                `,
      `broken:1     application/octet-stream   ${digest} 0.0 B   -           -                     `,
      `docker.io/a  application/octet-stream   sha256:${"2".repeat(64)} 1.5 GiB linux/amd64,linux/arm/v7 x=1`,
      `docker.io/b  application/octet-stream   sha256:${"3".repeat(64)} 2.0 MiB linux/amd64 weird=a b,c=d  e      `,
      `docker.io/c  application/octet-stream   not-a-digest                                                            2.0 MiB linux/amd64 -                     `,
    ].join("\n");
    const read = readTexts("ctr", "image", { images: text });
    expect(rowsOf(read, "image")).toMatchObject([
      { manifestDigest: digest, contentSize: null, platforms: [], labels: {}, pinned: null },
      { references: ["docker.io/b"], contentSize: 2_097_152, labels: { weird: "a b", c: "d  e" } },
    ]);
    // one row is wider than its column, one has no digest
    expect(read).toHaveProperty("listing.dropped", 2);
  });
});

describe("ctr's namespaces and version", () => {
  it("reads labels of namespaces", () => {
    const namespaces = "NAME    LABELS           \ndefault                  \nlab     team=a b,x=1,y=2 \n";
    expect(rowsOf(readTexts("ctr", "namespace", { namespaces }), "namespace")).toEqual([
      { name: "default", containers: null, images: null, labels: {} },
      { name: "lab", containers: null, images: null, labels: { team: "a b", x: "1", y: "2" } },
    ]);
  });
  it("reads a client without a server", () => {
    const version = "Client:\n  Version:  v2.1.9\n  Revision: \n  Go version: go1.27.1\n\n";
    expect(rowsOf(readTexts("ctr", "version", { version }), "version")).toEqual([
      { client: "2.1.9", server: null, components: [] },
    ]);
  });
});
