import { describe, expect, test } from "vitest";
import { parseAddress, pathResolver } from "../../src/facts/socket-path.ts";
import { fakeHost } from "../fixtures/facts/fake-host.ts";

describe("addresses", () => {
  test.each([
    ["/run/x.sock", { kind: "path", path: "/run/x.sock" }],
    ["unix:///run/x.sock", { kind: "path", path: "/run/x.sock" }],
    ["UNIX:///run/x.sock", { kind: "path", path: "/run/x.sock" }],
    ["unix:////run//./a/../x.sock/", { kind: "path", path: "/run/x.sock" }],
    ["tcp://10.0.0.1:2375", { kind: "remote" }],
    ["ssh://me@host", { kind: "remote" }],
    ["npipe:////./pipe/containerd-containerd", { kind: "remote" }],
    ["fd://", { kind: "remote" }],
    ["localhost:2375", { kind: "remote" }],
    [":2375", { kind: "remote" }],
    ["run/x.sock", { kind: "bad", why: "it is not an absolute path (unix:///run/x.sock?)" }],
    ["unix://run/x.sock", { kind: "bad", why: "it is not an absolute path (unix:///run/x.sock?)" }],
    ["/run/\0x.sock", { kind: "bad", why: "it holds a NUL character" }],
  ])("%j", (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });
});

describe("links", () => {
  const host = fakeHost({
    files: { "/run/k3s/x.sock": "", "/mnt/real/y.sock": "" },
    links: {
      "/var/run": "../run",
      "/run/a.sock": "k3s/x.sock",
      "/run/b.sock": "/var/run/a.sock",
      "/data": "/mnt/real",
      "/loop": "/loop",
      "/proc/7/root": "/",
      "/proc/7/root/var/run": "/run",
    },
  });
  const resolve = pathResolver(host);
  test.each([
    ["/run/k3s/x.sock", "/run/k3s/x.sock"],
    ["/var/run/k3s/x.sock", "/run/k3s/x.sock"],
    ["/run/b.sock", "/run/k3s/x.sock"],
    ["/data/y.sock", "/mnt/real/y.sock"],
    ["/var/run/not/there.sock", "/run/not/there.sock"],
    ["/loop/x", "/loop/x"],
    ["/proc/7/root/var/run/x.sock", "/proc/7/root/run/x.sock"],
  ])("%s", (path, real) => {
    expect(resolve(path)).toBe(real);
  });

  test("/var/run is /run where nobody knows better, and itself where it is a folder", () => {
    expect(pathResolver(fakeHost({}))("/var/run/docker.sock")).toBe("/run/docker.sock");
    expect(pathResolver(fakeHost({ dirs: ["/var/run"] }))("/var/run/docker.sock")).toBe("/var/run/docker.sock");
  });

  test("each folder is looked at once", () => {
    const counted = fakeHost({});
    const once = pathResolver(counted);
    once("/run/containerd/containerd.sock");
    once("/run/containerd/other.sock");
    expect(counted.asked).toEqual([
      "readlink /run",
      "readlink /run/containerd",
      "readlink /run/containerd/containerd.sock",
      "readlink /run/containerd/other.sock",
    ]);
  });
});
