import { describe, expect, it } from "vitest";
import { guardContainers, guardImage, isKubelets, readSandboxImage } from "../../src/plan/guards.ts";
import { writeVerbs } from "../../src/plan/write-verbs.ts";
import { container, image, podContainer } from "./rows.ts";

const verb = (path: string) => {
  const found = writeVerbs[path];
  if (!found) throw new Error(path);
  return found;
};

describe("containers of pods", () => {
  it.each(["container stop", "container restart", "container kill", "container rm"])("%s is guarded", (path) => {
    const [guard, ...others] = guardContainers(path, verb(path), [podContainer(), container({ name: "web" })]);
    expect(others).toEqual([]);
    expect(guard?.subject).toBe("default/web-1/nginx");
    expect(guard?.why).toMatch(/kubelet/);
    expect(guard?.instead).toContain("kubectl delete pod web-1 -n default");
    expect(guard?.instead).toContain(`crictl stopp ${"p".repeat(64)}`);
  });

  it.each(["container exec", "container pause", "container start", "container cp"])("%s is not", (path) => {
    expect(guardContainers(path, verb(path), [podContainer()])).toEqual([]);
  });

  it("what crictl run made is nobody's: the kubelet does not know it", () => {
    expect(isKubelets(podContainer({ labels: {} }))).toBe(false);
    expect(isKubelets(podContainer({ labels: { "io.kubernetes.pod.uid": "u" } }))).toBe(true);
  });

  it("names from outside are shown without escapes", () => {
    const [guard] = guardContainers("container rm", verb("container rm"), [
      podContainer({ pod: "a\u001b[31mb", name: "x\u001b]0;t\u0007y" }),
    ]);
    expect(JSON.stringify(guard)).not.toMatch(/\\u001b/);
  });
});

describe("images", () => {
  it("in use by name, by either id, by a stopped container, in another namespace", () => {
    const config = image().configDigest;
    for (const user of [
      container({ image: "nginx" }),
      container({ image: "docker.io/library/nginx:latest", state: "exited" }),
      container({ image: config }),
      container({ imageId: config, image: "other" }),
      container({ image: "nginx:latest", namespace: "default" }),
      container({ image: "nginx", kind: "sandbox" }),
    ])
      expect(guardImage(image(), [user], null)?.code).toBe("image-in-use");
  });

  it("not in use by another engine's container, or by another tag", () => {
    expect(guardImage(image(), [container({ image: "nginx", at: "docker" })], null)).toBeNull();
    expect(guardImage(image(), [container({ image: "nginx:1.27" })], null)).toBeNull();
  });

  it("pinned ones and the pause image, by configuration or by name", () => {
    expect(guardImage(image({ pinned: true }), [], null)?.code).toBe("image-pinned");
    expect(guardImage(image({ references: ["docker.io/rancher/mirrored-pause:3.6"] }), [], null)?.code).toBe(
      "pause-image",
    );
    expect(guardImage(image({ references: ["registry.k8s.io/pause:3.8"] }), [], null)?.code).toBe("pause-image");
    expect(guardImage(image(), [], "nginx:latest")?.code).toBe("pause-image");
    expect(guardImage(image({ references: ["docker.io/library/pausenot:1"] }), [], null)).toBeNull();
  });

  it("reads the pause image of containerd 1 and 2", () => {
    expect(readSandboxImage('{"config":{"sandboxImage":"a/pause:1"}}')).toBe("a/pause:1");
    expect(readSandboxImage('{"config":{"pinnedImages":{"sandbox":"b/pause:2"}}}')).toBe("b/pause:2");
    for (const text of ["", "{}", "[]", '{"config":{"sandboxImage":""}}', "null"])
      expect(readSandboxImage(text)).toBeNull();
  });
});
