import { describe, expect, it } from "vitest";
import type { DoctorFacts } from "../../src/doctor/facts.ts";
import { answer, editFile, FLAVORS, findingIn, findingsOf, healthy, putFile } from "./healthy-facts.ts";

interface Listed {
  items: { id: string; state: string; createdAt: string; metadata: { name: string; uid: string; attempt: number } }[];
}
interface Held {
  containers: { podSandboxId: string; state: string }[];
}

const editPods = (facts: DoctorFacts, edit: (list: Listed) => void): void =>
  answer(facts, ["crictl", "pods", "k3s"], (text) => {
    const list: Listed = JSON.parse(text);
    edit(list);
    return JSON.stringify(list);
  });

const NAME = "coredns-6799fbcd5-8p6wn";
const ID = "10cdbd3f446656ce2ce5d47fa7dba3a56fa4941ef0294d7f34b27cacb92ad408";

const endSandbox = (facts: DoctorFacts): void =>
  editPods(facts, ({ items }) => {
    for (const one of items) if (one.id === ID) one.state = "SANDBOX_NOTREADY";
  });

const endContainers = (facts: DoctorFacts): void =>
  answer(facts, ["crictl", "ps", "k3s"], (text) => {
    const list: Held = JSON.parse(text);
    for (const one of list.containers) if (one.podSandboxId === ID) one.state = "CONTAINER_EXITED";
    return JSON.stringify(list);
  });

describe("sandboxes that are not ready", () => {
  it.each(FLAVORS)("a healthy %s has none", (flavor) => {
    expect(findingIn(healthy(flavor), "pods-not-ready")).toBeUndefined();
  });

  it("its containers run on: a warning, with where to look", () => {
    const facts = healthy("k3s");
    endSandbox(facts);
    const found = findingIn(facts, "pods-not-ready");
    expect(found).toMatchObject({ severity: "warning", about: ["crictl"], evidence: [{ text: expect.any(String) }] });
    expect(found?.title).toContain(`kube-system/${NAME}`);
    expect(found?.evidence[0]?.text).toContain("1 of 1 containers running");
    expect(found?.see.join("\n")).toMatch(/inspectp 10cdbd3f44665\nkubectl describe pod .*\nctool logs [0-9a-f]{13}$/);
  });

  it("nothing of it runs: a pod that is done, a remark", () => {
    const facts = healthy("k3s");
    endSandbox(facts);
    endContainers(facts);
    expect(findingIn(facts, "pods-not-ready")).toMatchObject({ severity: "info", about: [] });
    facts.asked = { input: "crictl pods", tool: "crictl", argv: ["crictl", "pods"], run: null };
    expect(findingIn(facts, "pods-not-ready")).toMatchObject({ about: ["crictl"] });
  });

  it("it has a ready successor: nothing to say", () => {
    const facts = healthy("k3s");
    endSandbox(facts);
    editPods(facts, ({ items }) => {
      const old = items.find(({ id }) => id === ID);
      if (!old) throw new Error("no such sandbox");
      items.push({ ...old, id: "f".repeat(64), state: "SANDBOX_READY", metadata: { ...old.metadata, attempt: 1 } });
    });
    expect(findingIn(facts, "pods-not-ready")).toBeUndefined();
  });

  it("of several that ended the newest counts, however they are listed", () => {
    const facts = healthy("k3s");
    endSandbox(facts);
    editPods(facts, ({ items }) => {
      const last = items.find(({ id }) => id === ID);
      if (!last) throw new Error("no such sandbox");
      items.unshift({ ...last, id: "e".repeat(64), createdAt: "1795245500000000000" });
    });
    const found = findingsOf(facts).filter(({ id }) => id === "pods-not-ready");
    expect(found.map(({ severity, evidence }) => [severity, evidence.length])).toEqual([["warning", 1]]);
  });
});

describe("images that only docker has", () => {
  const built = (over: Record<string, string> = {}): string =>
    `${JSON.stringify({ Repository: "app", Tag: "dev", Digest: "<none>", ID: "sha256:1", ...over })}\n`;
  const withImages = (...lines: string[]): DoctorFacts => {
    const facts = healthy("k3s");
    answer(facts, ["docker", "images", "docker"], { stdout: lines.join("") });
    return facts;
  };

  it("a built one is a remark, with what copies it", () => {
    const found = findingIn(withImages(built()), "image-only-docker");
    expect(found).toMatchObject({
      severity: "info",
      about: [],
      title: expect.stringContaining("only docker has app:dev"),
    });
    expect(found?.fix[0]?.shell).toMatch(
      /^docker --host unix:\/\/\S+ save app:dev \| ctr --address \/run\/k3s\/containerd\/containerd\.sock --namespace k8s\.io images import -$/,
    );
    expect(found?.fix[1]?.argv).toEqual([
      "ctool",
      "image",
      "copy",
      "app:dev",
      "--from",
      "docker",
      "--to",
      "k3s:k8s.io",
    ]);
  });

  it.each([
    ["pulled", built({ Digest: `sha256:${"1".repeat(64)}` })],
    ["without a name", built({ Repository: "<none>", Tag: "<none>" })],
    ["known to Kubernetes", built({ Repository: "nginx", Tag: "1.27-alpine" })],
    ["of a container of docker's", built({ Repository: "busybox", Tag: "latest" })],
  ])("one that is %s is not spoken of", (_, line) => {
    expect(findingIn(withImages(line), "image-only-docker")).toBeUndefined();
  });

  it.each([
    ["crictl inspecti app:dev", "warning"],
    ["crictl pull docker.io/library/app:dev", "warning"],
    ["crictl inspecti other:dev", "info"],
    ["docker inspect app:dev", "info"],
  ] as const)("asked about `%s`: %s", (input, severity) => {
    const facts = withImages(built({ Digest: severity === "warning" ? `sha256:${"1".repeat(64)}` : "<none>" }));
    const argv = input.split(" ");
    facts.asked = { input, tool: argv[0] === "docker" ? "docker" : "crictl", argv, run: null };
    expect(findingIn(facts, "image-only-docker")).toMatchObject({ severity });
  });

  it("without Kubernetes there is nothing to compare", () => {
    const facts = healthy("docker-only");
    answer(facts, ["docker", "images", "docker"], { stdout: built() });
    expect(findingIn(facts, "image-only-docker")).toBeUndefined();
  });
});

describe("a configuration of containerd 2", () => {
  const PATH = "/etc/containerd/config.toml";
  const newer = (sandbox: string): string => `version = 3
[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "${sandbox}"
`;

  it("under containerd 1.6 is passed over: an error where CRI goes by something else", () => {
    const facts = healthy("containerd");
    editFile(facts, PATH, () => newer("registry.example/pause:9"));
    expect(findingIn(facts, "containerd-config-newer")).toMatchObject({
      severity: "error",
      evidence: [
        { text: "version = 3", source: PATH, line: 1 },
        { source: PATH, line: 2 },
        { text: expect.stringMatching(/^sandbox is .*, not registry\.example\/pause:9$/) },
      ],
    });
    editFile(facts, PATH, () => newer("docker.io/rancher/mirrored-pause:3.6"));
    expect(findingIn(facts, "containerd-config-newer")).toMatchObject({ severity: "warning" });
  });

  it("the number alone does no harm, and containerd 2 reads its own", () => {
    const facts = healthy("containerd");
    editFile(facts, PATH, (text) => text.replace("version = 2", "version = 3"));
    expect(findingIn(facts, "containerd-config-newer")).toBeUndefined();
    const two = healthy("containerd2");
    putFile(two, { kind: "containerd", path: PATH, engine: "containerd", text: newer("registry.example/pause:9") });
    expect(findingIn(two, "containerd-config-newer")).toBeUndefined();
  });
});
