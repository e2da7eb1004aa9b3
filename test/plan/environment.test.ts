import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { Target } from "../../src/model/index.ts";
import { environmentFor, renderEnvironment } from "../../src/plan/environment.ts";

const target = (more: Partial<Target> = {}): Target => ({
  id: "k3s",
  flavor: "k3s",
  engine: "containerd",
  socket: "/run/k3s/containerd/containerd.sock",
  namespace: "k8s.io",
  reason: "",
  otherNamespaces: [],
  ...more,
});

const socket = "unix:///run/k3s/containerd/containerd.sock";

describe("what the tools read", () => {
  test.each<[string, Partial<Target>, Record<string, string>]>([
    [
      "containerd",
      {},
      {
        CONTAINERD_ADDRESS: "/run/k3s/containerd/containerd.sock",
        CONTAINERD_NAMESPACE: "k8s.io",
        CONTAINER_RUNTIME_ENDPOINT: socket,
        IMAGE_SERVICE_ENDPOINT: socket,
      },
    ],
    [
      "CRI-O",
      { engine: "cri-o", socket: "/run/crio/crio.sock", namespace: null },
      {
        CONTAINER_RUNTIME_ENDPOINT: "unix:///run/crio/crio.sock",
        IMAGE_SERVICE_ENDPOINT: "unix:///run/crio/crio.sock",
      },
    ],
    [
      "docker",
      { engine: "docker", socket: "/run/docker.sock", namespace: null },
      { DOCKER_HOST: "unix:///run/docker.sock" },
    ],
    [
      "a remote docker",
      { engine: "docker", socket: "tcp://10.0.0.1:2375", namespace: null },
      { DOCKER_HOST: "tcp://10.0.0.1:2375" },
    ],
  ])("%s", (_, more, variables) => {
    expect(Object.fromEntries(environmentFor(target(more)).map(({ name, value }) => [name, value]))).toEqual(variables);
  });
});

const awkward = [
  "plain",
  "with space",
  "it's",
  "$HOME `id` $(id)",
  'a"b',
  "a\\b",
  "a\nb",
  "*",
  "~",
  "!x",
  "ünï",
  "",
  "a;b&c|d",
];

describe("shells", () => {
  test("sh reads back every value as it was", () => {
    const variables = awkward.map((value, index) => ({ name: `V${index}`, value }));
    const print = awkward.map((_, index) => `printf '%s\\0' "$V${index}"`).join("; ");
    const out = execFileSync("sh", ["-c", `eval "$1"; ${print}`, "sh", renderEnvironment(variables, "sh")], {
      encoding: "utf8",
    });
    expect(out.split("\0").slice(0, -1)).toEqual(awkward);
  });

  test("children of that sh have them", () => {
    const text = renderEnvironment(environmentFor(target()), "sh");
    const out = execFileSync("sh", ["-c", `eval "$1"; env`, "sh", text], { encoding: "utf8" });
    expect(out).toContain("\nCONTAINERD_NAMESPACE=k8s.io\n");
    expect(out).toContain(`CONTAINER_RUNTIME_ENDPOINT=${socket}\n`);
  });

  test("the lines", () => {
    const variables = [
      { name: "A", value: "/run/x.sock" },
      { name: "B", value: "it's a\\b" },
    ];
    expect(renderEnvironment(variables, "sh")).toBe("export A=/run/x.sock\nexport B='it'\\''s a\\b'\n");
    // fish: inside single quotes only \' and \\ are escapes (fish documentation, "Quotes").
    expect(renderEnvironment(variables, "fish")).toBe("set -gx A /run/x.sock\nset -gx B 'it\\'s a\\\\b'\n");
  });
});
