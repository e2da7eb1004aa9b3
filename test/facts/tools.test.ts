import { describe, expect, test } from "vitest";
import { findTools } from "../../src/facts/tools.ts";
import type { Tool, ToolFacts } from "../../src/model/index.ts";
import { type FakeWorld, fakeHost } from "../fixtures/facts/fake-host.ts";

const PATH = "/usr/local/bin:/usr/bin";
const exe = { text: "\u007fELF", mode: 0o755 };

const find = (tool: Tool, world: FakeWorld, launcher: string | null = null): ToolFacts => {
  const found = findTools(fakeHost({ env: { PATH }, ...world }), { launcher }).find((one) => one.tool === tool);
  if (!found) throw new Error(`no entry for ${tool}`);
  return found;
};

test("one entry for each tool, in the order of lists", () => {
  expect(findTools(fakeHost({})).map(({ tool, problem }) => [tool, problem])).toEqual([
    ["docker", "missing"],
    ["nerdctl", "missing"],
    ["crictl", "missing"],
    ["ctr", "missing"],
  ]);
});

describe("where tools are", () => {
  test("the first on PATH counts, the others are told", () => {
    expect(find("docker", { files: { "/usr/local/bin/docker": exe, "/usr/bin/docker": exe } })).toEqual({
      tool: "docker",
      path: "/usr/local/bin/docker",
      realPath: "/usr/local/bin/docker",
      command: ["/usr/local/bin/docker"],
      owner: null,
      version: null,
      problem: null,
      also: ["/usr/bin/docker"],
    });
  });

  test("the same file by two folders is one", () => {
    const world = { env: { PATH: "/bin:/usr/bin" }, links: { "/bin": "usr/bin" }, files: { "/usr/bin/ctr": exe } };
    expect(find("ctr", world)).toMatchObject({ path: "/bin/ctr", realPath: "/usr/bin/ctr", also: [] });
  });

  test("not on PATH, as under sudo", () => {
    expect(find("nerdctl", { env: { PATH: "/usr/sbin" }, files: { "/usr/local/bin/nerdctl": exe } }).command).toEqual([
      "/usr/local/bin/nerdctl",
    ]);
  });

  test("a relative folder on PATH is not searched", () => {
    expect(find("ctr", { env: { PATH: "bin:." }, files: { "/bin/ctr": exe } }).problem).toBe("missing");
  });

  test("not executable, unless another copy is", () => {
    const files = { "/usr/local/bin/crictl": { text: "x", mode: 0o644 } };
    expect(find("crictl", { files })).toMatchObject({
      path: "/usr/local/bin/crictl",
      command: [],
      problem: "not-executable",
    });
    const both = { ...files, "/usr/bin/crictl": exe };
    expect(find("crictl", { files: both })).toMatchObject({ path: "/usr/bin/crictl", problem: null, also: [] });
  });

  test("a folder and a dangling link are no tool", () => {
    expect(find("ctr", { dirs: ["/usr/bin/ctr"], links: { "/usr/local/bin/ctr": "/gone" } }).problem).toBe("missing");
  });
});

describe("whose they are", () => {
  test.each<[string, Tool, FakeWorld, Partial<ToolFacts>]>([
    [
      "k3s's link",
      "ctr",
      { files: { "/usr/local/bin/k3s": exe }, links: { "/usr/local/bin/ctr": "k3s" } },
      { command: ["/usr/local/bin/ctr"], owner: "k3s", also: [] },
    ],
    [
      "k3s without links: its subcommand",
      "crictl",
      { files: { "/usr/local/bin/k3s": exe } },
      { command: ["/usr/local/bin/k3s", "crictl"], owner: "k3s" },
    ],
    [
      "Docker's ctr before k3s's",
      "ctr",
      {
        files: {
          "/usr/bin/ctr": exe,
          "/usr/local/bin/k3s": exe,
          "/var/lib/dpkg/info/containerd.io.list": "/usr/bin/ctr\n",
        },
      },
      { command: ["/usr/bin/ctr"], owner: "docker", also: ["/usr/local/bin/k3s ctr"] },
    ],
    [
      "the distribution's ctr",
      "ctr",
      { files: { "/usr/bin/ctr": exe, "/var/lib/dpkg/info/containerd.list": "" } },
      { owner: null },
    ],
    [
      "Docker's ctr on an RPM system",
      "ctr",
      { files: { "/usr/bin/ctr": exe }, dirs: ["/usr/share/licenses/containerd.io"] },
      { owner: "docker" },
    ],
    [
      "RKE2's",
      "crictl",
      { files: { "/var/lib/rancher/rke2/bin/crictl": exe } },
      { command: ["/var/lib/rancher/rke2/bin/crictl"], owner: "rke2" },
    ],
    [
      "microk8s's, a snap's launcher",
      "ctr",
      { files: { "/usr/bin/snap": exe }, links: { "/snap/bin/microk8s.ctr": "/usr/bin/snap" } },
      { command: ["/snap/bin/microk8s.ctr"], owner: "microk8s" },
    ],
    [
      "microk8s's subcommand",
      "ctr",
      { files: { "/usr/bin/snap": exe }, links: { "/snap/bin/microk8s": "/usr/bin/snap" } },
      { command: ["/snap/bin/microk8s", "ctr"], owner: "microk8s" },
    ],
    [
      "k0s's subcommand",
      "ctr",
      { files: { "/usr/local/bin/k0s": exe } },
      { command: ["/usr/local/bin/k0s", "ctr"], owner: "k0s" },
    ],
    [
      "the docker snap",
      "docker",
      { env: { PATH: "/snap/bin" }, files: { "/usr/bin/snap": exe }, links: { "/snap/bin/docker": "/usr/bin/snap" } },
      { owner: "snap" },
    ],
    [
      "docker that is nerdctl",
      "docker",
      { files: { "/usr/bin/nerdctl": exe }, links: { "/usr/bin/docker": "nerdctl" } },
      { owner: "nerdctl" },
    ],
    [
      "docker that is podman's script",
      "docker",
      { files: { "/usr/bin/docker": { text: '#!/bin/sh\nexec /usr/bin/podman "$@"\n', mode: 0o755 } } },
      { owner: "podman" },
    ],
  ])("%s", (_, tool, world, facts) => {
    expect(find(tool, world)).toMatchObject({ problem: null, ...facts });
  });
});

describe("a docker that is ctool itself", () => {
  const links = { "/usr/local/bin/docker": "/opt/tool/bin/start" };
  const files = { "/opt/tool/bin/start": exe };
  test("is never docker", () => {
    expect(find("docker", { links, files }, "/opt/tool/bin/start")).toMatchObject({ problem: "missing", also: [] });
  });
  test("by its name too", () => {
    const world = { links: { "/usr/local/bin/docker": "/opt/tool/bin/ctool" }, files: { "/opt/tool/bin/ctool": exe } };
    expect(find("docker", world).problem).toBe("missing");
  });
  test("gives way to the real one behind it", () => {
    const both = { ...files, "/usr/bin/docker": exe };
    expect(find("docker", { links, files: both }, "/opt/tool/bin/start")).toMatchObject({
      path: "/usr/bin/docker",
      also: [],
    });
  });
});
