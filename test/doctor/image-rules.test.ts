import { describe, expect, it } from "vitest";
import type { DoctorFacts } from "../../src/doctor/facts.ts";
import { answer, editFile, engineOf, findingIn, findingsOf, healthy, putFile } from "./healthy-facts.ts";

const PAUSE = "docker.io/rancher/mirrored-pause:3.6";
const CNI = "/var/lib/rancher/k3s/agent/etc/cni/net.d";
const CONFLIST = `${CNI}/10-flannel.conflist`;

/** A row as ctr has it, under the header that is there. */
const addImage = (
  facts: DoctorFacts,
  namespace: string,
  ref: string,
  over: { type?: string; labels?: string } = {},
): void =>
  answer(facts, ["ctr", "images", "k3s", namespace], (text) => {
    const [header = "", ...rows] = text.trimEnd().split("\n");
    const row = rows[0] ?? "";
    const cut = (title: string, next: string): string => row.slice(header.indexOf(title), header.indexOf(next));
    const width = (title: string, next: string): number => header.indexOf(next) - header.indexOf(title);
    const line =
      ref.padEnd(width("REF", "TYPE")) +
      (over.type ?? cut("TYPE", "DIGEST")).padEnd(width("TYPE", "DIGEST")) +
      cut("DIGEST", "LABELS") +
      (over.labels ?? "-");
    return `${[header, ...rows, line].join("\n")}\n`;
  });

const dropImage = (facts: DoctorFacts, ref: string): void => {
  answer(facts, ["ctr", "images", "k3s", "k8s.io"], (text) =>
    text
      .split("\n")
      .filter((line) => !line.startsWith(ref))
      .join("\n"),
  );
};

describe("images", () => {
  it("the pause image is gone", () => {
    const facts = healthy("k3s");
    dropImage(facts, PAUSE);
    const [first] = findingsOf(facts);
    expect(first).toMatchObject({ id: "pause-image-missing", severity: "error" });
    expect(first?.fix[0]?.argv?.slice(-2)).toEqual(["pull", PAUSE]);
    expect(findingIn(facts, "pause-image-unpinned")).toBeUndefined();
  });

  it("on containerd 2 the pause image's name is in its file alone", () => {
    const facts = healthy("containerd2");
    answer(facts, ["ctr", "images", "containerd", "k8s.io"], (text) =>
      text
        .split("\n")
        .filter((line) => !line.startsWith(PAUSE))
        .join("\n"),
    );
    expect(findingIn(facts, "pause-image-missing")).toMatchObject({
      evidence: [{ source: "/etc/containerd/config.toml" }, {}],
    });
  });

  it("the pause image is pinned: nothing to say", () => {
    const facts = healthy("k3s");
    // containerd 1.6.20 keeps the label and does not heed it.
    expect(findingIn(facts, "pause-image-unpinned")?.fix[0]?.argv).toBeNull();
    answer(facts, ["ctr", "version", "k3s"], (text) => text.replaceAll("1.6.20", "1.6.22"));
    expect(findingIn(facts, "pause-image-unpinned")?.fix[0]?.argv?.at(-1)).toBe("io.cri-containerd.pinned=pinned");
    answer(facts, ["crictl", "images", "k3s"], (text) => text.replaceAll('"pinned":  false', '"pinned":  true'));
    expect(findingIn(facts, "pause-image-unpinned")).toBeUndefined();
  });

  it("an image was imported into default: it is copied over with one line", () => {
    const facts = healthy("k3s");
    addImage(facts, "default", "docker.io/acme/app:1");
    const found = findingIn(facts, "image-wrong-namespace");
    expect(found).toMatchObject({ severity: "warning" });
    expect(found?.fix[0]?.shell).toBe(
      "ctr --address /run/k3s/containerd/containerd.sock --namespace default images export - docker.io/acme/app:1 | ctr --address /run/k3s/containerd/containerd.sock --namespace k8s.io images import -",
    );
    addImage(facts, "k8s.io", "docker.io/acme/app:1", { labels: "io.cri-containerd.image=managed" });
    expect(findingIn(facts, "image-wrong-namespace")).toBeUndefined();
  });

  it("an image that a container of default uses is where it belongs", () => {
    const facts = healthy("k3s");
    addImage(facts, "default", "docker.io/acme/app:1");
    answer(facts, ["ctr", "containers", "k3s", "default"], (text) =>
      text.replace(
        "docker.io/library/nginx:1.27-alpine",
        "docker.io/acme/app:1".padEnd("docker.io/library/nginx:1.27-alpine".length),
      ),
    );
    expect(findingIn(facts, "image-wrong-namespace")).toBeUndefined();
  });

  it("an image in k8s.io that CRI was not told of", () => {
    const facts = healthy("k3s");
    addImage(facts, "k8s.io", "docker.io/acme/app:1");
    expect(findingIn(facts, "image-unmanaged")?.fix[0]?.argv?.slice(-3)).toEqual([
      "label",
      "docker.io/acme/app:1",
      "io.cri-containerd.image=managed",
    ]);
  });

  it("a web page in place of an image", () => {
    const facts = healthy("k3s");
    addImage(facts, "k8s.io", "reg.example/app:1", { type: "text/html" });
    expect(findingIn(facts, "image-html")).toMatchObject({ severity: "warning" });
    expect(findingIn(facts, "image-unmanaged")).toBeUndefined();
  });

  it("an imported image that nothing uses and nothing pins", () => {
    const facts = healthy("k3s");
    answer(facts, ["crictl", "images", "k3s"], (text) =>
      text.replace('"docker.io/library/busybox:latest"', '"localhost/app:1"'),
    );
    expect(findingIn(facts, "image-gc-unpinned")).toMatchObject({
      severity: "info",
      evidence: [{ text: "pinned: false" }],
    });
  });
});

describe("registries", () => {
  it("are set for Docker alone", () => {
    const facts = healthy("k3s");
    const path = "/etc/docker/daemon.json";
    putFile(facts, { kind: "docker-daemon", path, text: '{\n  "registry-mirrors": ["https://mirror.example"]\n}\n' });
    expect(findingIn(facts, "registry-settings-docker-only")).toMatchObject({
      severity: "info",
      evidence: [{ source: path, line: 2 }],
    });
    putFile(facts, { kind: "registries", path: "/etc/rancher/k3s/registries.yaml", text: "mirrors:\n" });
    expect(findingIn(facts, "registry-settings-docker-only")).toBeUndefined();
  });

  it.each([
    ["containerd", "io.containerd.grpc.v1.cri", "info"],
    ["containerd2", "io.containerd.cri.v1.images", "warning"],
  ] as const)("are set in the old way on %s", (flavor, plugin, severity) => {
    const facts = healthy(flavor);
    editFile(
      facts,
      "/etc/containerd/config.toml",
      (text) => `${text}\n[plugins."${plugin}".registry.mirrors."docker.io"]\nendpoint = ["https://m"]\n`,
    );
    expect(findingIn(facts, "registry-mirrors-old")).toMatchObject({ severity });
  });

  it("have a hosts.toml that CRI is not told to read", () => {
    const facts = healthy("containerd");
    putFile(facts, {
      kind: "hosts",
      path: "/etc/containerd/certs.d/docker.io/hosts.toml",
      text: 'server = "https://m"\n',
    });
    expect(findingIn(facts, "hosts-unused")).toMatchObject({ severity: "warning" });
    editFile(
      facts,
      "/etc/containerd/config.toml",
      (text) => `${text}\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/etc/containerd/certs.d"\n`,
    );
    expect(findingIn(facts, "hosts-unused")).toBeUndefined();
  });

  it.each([
    ["docker-daemon", "/etc/docker/daemon.json", '{\n  "debug": true,\n}', "error", 3],
    ["registries", "/etc/rancher/k3s/registries.yaml", "mirrors:\n  docker.io: [\n", "error", 3],
    ["hosts", "/etc/containerd/certs.d/x/hosts.toml", "server = \n", "warning", 1],
  ] as const)("a broken file: %s", (kind, path, text, severity, line) => {
    const facts = healthy("k3s");
    putFile(facts, { kind, path, text });
    expect(findingIn(facts, "config-file-broken")).toMatchObject({ severity, evidence: [{ source: path, line }] });
  });
});

describe("the pods' network", () => {
  const notReady = (facts: DoctorFacts): void =>
    answer(facts, ["crictl", "info", "k3s"], (text) =>
      text
        .replaceAll(
          '": "OK"',
          `": "cni config load failed: no network config found in ${CNI}: cni plugin not initialized: failed to load cni config"`,
        )
        .replace(/"status": true,(\s+)"type": "NetworkReady"/, '"status": false,$1"type": "NetworkReady"'),
    );

  it("has no configuration", () => {
    const facts = healthy("k3s");
    notReady(facts);
    for (const one of facts.cni) if (one.of === "k3s") one.configs = [];
    facts.files = facts.files.filter(({ path }) => path !== CONFLIST);
    expect(findingsOf(facts)[0]).toMatchObject({ id: "cni-config-missing", severity: "error" });
  });

  it("has one that containerd does not see: its folder was made anew", () => {
    const facts = healthy("k3s");
    notReady(facts);
    expect(findingsOf(facts)[0]).toMatchObject({ id: "cni-folder-recreated", severity: "error" });
    expect(findingsOf(facts)[0]?.fix[0]?.text).toContain("restart k3s");
  });

  it("has one that is no JSON", () => {
    const facts = healthy("k3s");
    putFile(facts, { kind: "cni", path: CONFLIST, text: "{", engine: "k3s" });
    expect(findingIn(facts, "cni-config-broken")).toMatchObject({ severity: "error", about: ["crictl"] });
    putFile(facts, { kind: "cni", path: `${CNI}/99-other.conflist`, text: '{"name":"x"}', engine: "k3s" });
    expect(
      findingsOf(facts)
        .filter(({ id }) => id === "cni-config-broken")
        .map(({ severity }) => severity),
    ).toEqual(["error", "warning"]);
  });

  it("lacks a plugin that its configuration names", () => {
    const facts = healthy("k3s");
    for (const one of facts.cni) one.plugins = (one.plugins ?? []).filter((name) => name !== "bridge");
    expect(findingIn(facts, "cni-plugin-missing")).toMatchObject({ severity: "error" });
    expect(findingIn(facts, "cni-plugin-missing")?.title).toContain("bridge");
    expect(findingIn(facts, "nerdctl-cni-missing")).toMatchObject({ severity: "info" });
  });
});

describe("the disk", () => {
  const fill = (share: number, inodes = 0.5): DoctorFacts => {
    const facts = healthy("k3s");
    for (const disk of facts.disks) {
      disk.freeBytes = disk.totalBytes * share;
      disk.freeInodes = disk.totalInodes * inodes;
    }
    return facts;
  };

  it.each([
    [0.3, 0.5, undefined, undefined],
    [0.12, 0.5, "disk-low", "warning"],
    [0.04, 0.5, "disk-full", "error"],
    [0.5, 0.02, "disk-full", "error"],
  ])("%f free, inodes %f: %s", (bytes, inodes, id, severity) => {
    const found = findingsOf(fill(bytes, inodes)).filter((one) => one.id.startsWith("disk-"));
    // Folders of one file system are one finding.
    expect(new Set(found.map((one) => one.id))).toEqual(new Set(id === undefined ? [] : [id]));
    expect(found.every((one) => one.severity === severity)).toBe(true);
    expect(found.flatMap(({ notThis }) => notThis).join()).toMatch(id === undefined ? /^$/ : /by hand/);
  });

  it("says what kind of room is scarce", () => {
    expect(findingIn(fill(0.5, 0.02), "disk-full")?.title).toContain("inodes");
  });
});

it("engines that cannot be asked are not judged", () => {
  const facts = healthy("k3s");
  engineOf(facts, "k3s");
  facts.probes = [];
  const ids = findingsOf(facts).map(({ id }) => id);
  expect(ids.filter((id) => /^(?:pause|image|cni|cri)-/.test(id))).toEqual([]);
});
