import { describe, expect, it } from "vitest";
import { detailQuery } from "../../src/adapters/ask.ts";
import { readDetails } from "../../src/adapters/index.ts";
import type { Query } from "../../src/adapters/types.ts";
import { answer, dockerTarget, question, readRecorded, readTexts, recorded, rowsOf, run, target } from "./recorded.ts";

const containers = (list: object[], pods?: string) =>
  readTexts("crictl", "container", {
    containers: JSON.stringify({ containers: list }),
    ...(pods === undefined ? {} : { pods }),
  });
const CRIO_REF = "docker.io/library/nginx@sha256:".concat("3".repeat(64));

describe("crictl's containers", () => {
  it("reads the k3s node: attempts, exits, image ids, pods", () => {
    const rows = rowsOf(readRecorded("k3s-node", "crictl", question("container"), target()), "container");
    expect(rows.map(({ name, state, attempt }) => [name, state, attempt])).toEqual([
      ["default/redis-0/redis", "exited", 4],
      ["kube-system/helm-install-traefik-9ksd2/helm", "exited", 0],
      ["kube-system/svclb-traefik-abc12/lb-tcp-80", "running", 0],
      ["kube-system/coredns-6799fbcd5-8p6wn/coredns", "running", 0],
      ["default/nginx-7c5ddbdf54-x2x9k/nginx", "running", 0],
    ]);
    expect(rows[4]).toMatchObject({
      id: "f52d55c8e029a7590e070fb4c8d8627f8df1cf28f77a6684ed83fb78cbbcd7e4",
      podId: "c64434d618019959c4d32f12c5340231cabfd5eb6d7f28b1f9620f884b5ef9fa",
      imageId: "sha256:780a7e2ce0aff21ac5f322c91611be09ef28f56d85b689190715b0d714fc7690",
    });
    expect(
      rowsOf(readRecorded("containerd2-node", "crictl", question("container"), target()), "container"),
    ).toHaveLength(2);
  });

  it("shows the image that was asked for, also when its tag has moved on", () => {
    const image = (fields: object) => rowsOf(containers([{ id: "a", ...fields }]), "container")[0];
    const moved = {
      image: { image: "sha256:old", userSpecifiedImage: "docker.io/library/nginx:1" },
      imageRef: "sha256:old",
    };
    expect(image(moved)).toMatchObject({ image: "docker.io/library/nginx:1", imageId: "sha256:old" });
    expect(image({ image: { image: "nginx:1", userSpecifiedImage: "" } })?.image).toBe("nginx:1");
    // CRI-O: the reference is one by digest, the id stands beside it
    expect(image({ imageRef: CRIO_REF, imageId: "4".repeat(64) })).toMatchObject({
      image: CRIO_REF,
      imageId: "4".repeat(64),
    });
    expect(image({})).toMatchObject({ image: null, imageId: null });
  });

  it("takes a pod's name from the list of pods where the container's labels lack it", () => {
    const bare = [{ id: "a", podSandboxId: "p", metadata: { name: "nginx", attempt: 2 } }];
    const pods = JSON.stringify({ items: [{ id: "p", metadata: { name: "web-0", namespace: "shop" } }] });
    expect(rowsOf(containers(bare, pods), "container")[0]).toMatchObject({
      name: "shop/web-0/nginx",
      pod: "web-0",
      podNamespace: "shop",
      attempt: 2,
    });
    for (const without of [undefined, '{"items"', "NAME"]) {
      expect(rowsOf(containers(bare, without), "container")[0]).toMatchObject({ name: "nginx", pod: null });
    }
  });

  it("knows CRI's states, and takes an unsafe number for a time", () => {
    const states = ["CONTAINER_RUNNING", "CONTAINER_EXITED", "CONTAINER_CREATED", "CONTAINER_UNKNOWN", 7];
    const rows = rowsOf(
      containers(states.map((state, index) => ({ id: `c${index}`, state, createdAt: Number("1795225871774705395") }))),
      "container",
    );
    expect(rows.map(({ state }) => state)).toEqual(["running", "exited", "created", "unknown", "unknown"]);
    expect(rows[0]?.createdAt).toMatch(/^2026-11-21T01:51:11\.7747/);
  });

  it("reads an empty list, also one that is left out", () => {
    expect(rowsOf(containers([]), "container")).toEqual([]);
    expect(rowsOf(readTexts("crictl", "container", { containers: "{}" }), "container")).toEqual([]);
  });

  it.each([
    ["half a document", '{"containers":[{"id":"a"},{"id":', "prints something that is not JSON"],
    ["nothing", "", "prints nothing"],
    ["a table", "CONTAINER   IMAGE\n", "prints something that is not JSON"],
    ["a list", "[]", "prints JSON that is no list of its own"],
    ["another shape", '{"containers":{"id":"a"}}', "prints JSON without a list of containers"],
    ["its help", "NAME:\n   crictl ps - List containers\n", "prints its help, not an answer"],
  ])("fails on %s", (_, text, error) => {
    expect(readTexts("crictl", "container", { containers: text })).toEqual({ failure: { state: "failed", error } });
  });
});

describe("crictl's pods", () => {
  it("reads states and names", () => {
    const rows = rowsOf(readRecorded("containerd2-node", "crictl", question("pod"), target()), "pod");
    expect(rows[0]).toEqual({
      id: "18ad8aa7d4f2dfd397e090dc8bd327650d9074c99b27e64a32dcca8b58e16a81",
      name: "coredns-6799fbcd5-8p6wn",
      podNamespace: "kube-system",
      uid: "22222222-aaaa-4bbb-8ccc-000000000002",
      attempt: 0,
      state: "ready",
      createdAt: "2026-11-21T01:13:18.697829495Z",
      runtimeHandler: null,
      labels: {
        app: "coredns",
        "io.kubernetes.pod.name": "coredns-6799fbcd5-8p6wn",
        "io.kubernetes.pod.namespace": "kube-system",
        "io.kubernetes.pod.uid": "22222222-aaaa-4bbb-8ccc-000000000002",
      },
    });
    const items = ["SANDBOX_NOTREADY", "?"].map((state, index) => ({
      id: `p${index}`,
      state,
      runtimeHandler: "gvisor",
    }));
    const others = rowsOf(readTexts("crictl", "pod", { pods: JSON.stringify({ items }) }), "pod");
    expect(others.map(({ state, runtimeHandler }) => [state, runtimeHandler])).toEqual([
      ["notready", "gvisor"],
      ["unknown", "gvisor"],
    ]);
  });
});

describe("crictl's images", () => {
  it("takes the manifest from the digests when there is one, and CRI-O's bare ids", () => {
    const digest = (letter: string) => `docker.io/library/nginx@sha256:${letter.repeat(64)}`;
    const images = [
      { id: `sha256:${"c".repeat(64)}`, repoTags: ["nginx:1"], repoDigests: [digest("a")], size: "12", pinned: true },
      { id: "d".repeat(64), repoDigests: [digest("a"), digest("b")], size: 12, repoTags: null },
    ];
    expect(rowsOf(readTexts("crictl", "image", { images: JSON.stringify({ images }) }), "image")).toMatchObject([
      { configDigest: images[0]?.id, manifestDigest: `sha256:${"a".repeat(64)}`, contentSize: 12, pinned: true },
      { configDigest: `sha256:${"d".repeat(64)}`, manifestDigest: null, references: [], contentSize: 12, pinned: null },
    ]);
  });
});

describe("crictl's version", () => {
  it("is its own where it was built with one", () => {
    const version = "Version:  0.1.0\nRuntimeName:  cri-o\nRuntimeVersion:  v1.30.2\nRuntimeApiVersion:  v1\n";
    const texts = { version, client: "crictl version v1.30.0\n" };
    expect(rowsOf(readTexts("crictl", "version", texts), "version")).toEqual([
      {
        client: "1.30.0",
        server: "1.30.2",
        components: [
          { name: "cri-o", version: "1.30.2" },
          { name: "CRI API", version: "v1" },
        ],
      },
    ]);
    expect(readTexts("crictl", "version", { version: "soon\n" })).toHaveProperty("failure.error", "names no version");
  });
});

describe("readDetails", () => {
  const IDS = [
    "58a7e440e9effc0a95d03a1556012ccd5f767112338c8250923a7107b0e4ec5a",
    "77543ff4f4d0f50ca0ffa0bcac78e0406ba338433e6b27399c781077ac9a88a4",
  ];
  const query = detailQuery(target(), IDS) as Query;

  it.each(["1.26.0", "1.30.0", "1.33.0", "1.36"])(
    "reads crictl %s: objects in a row, or an array of them",
    (version) => {
      expect(readDetails(answer(query, recorded(`versions/crictl-${version}`)))).toEqual([
        { id: IDS[0], exitCode: null, startedAt: "2026-11-21T01:51:10.820648328Z", finishedAt: null, pid: 16_247 },
        {
          id: IDS[1],
          exitCode: 3,
          startedAt: "2026-11-21T01:51:11.874871788Z",
          finishedAt: "2026-11-21T01:51:11.874051226Z",
          pid: null,
        },
      ]);
    },
  );

  it("keeps what was whole when the rest was cut off or failed", () => {
    const whole = answer(query, recorded("versions/crictl-1.26.0"));
    const cut = { ...whole, run: { ...whole.run, exitCode: 1, stdout: whole.run.stdout.slice(0, 10_000) } };
    expect(readDetails(cut).map(({ id }) => id)).toEqual([IDS[0]]);
    expect(readDetails({ query, run: run({ stdout: "no such container" }) })).toEqual([]);
  });

  it("takes an exit code of 0 that is left out for 0, and an end that never was for none", () => {
    const status = {
      id: "a",
      state: "CONTAINER_EXITED",
      startedAt: "1970-01-01T00:00:00Z",
      finishedAt: "0001-01-01T00:00:00Z",
    };
    expect(readDetails({ query, run: run({ stdout: JSON.stringify({ status }) }) })).toEqual([
      { id: "a", exitCode: 0, startedAt: null, finishedAt: null, pid: null },
    ]);
  });

  it("reads docker's inspect too", () => {
    const [web] = recorded("versions/docker-28.2").filter(({ argv }) => argv.join(" ") === "docker inspect web");
    const asked = detailQuery(dockerTarget, ["x"]) as Query;
    expect(readDetails({ query: asked, run: run({ stdout: web?.stdout ?? "" }) })).toMatchObject([
      {
        exitCode: null,
        finishedAt: null,
        startedAt: expect.stringMatching(/^2026-11-21T01:51:/),
        pid: expect.any(Number),
      },
    ]);
  });
});
