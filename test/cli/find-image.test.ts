import { describe, expect, it } from "vitest";
import { noImage } from "../../src/cli/find-image.ts";
import type { Elsewhere } from "../../src/model/index.ts";

const place = (namespace: string, why: string | null): Elsewhere => ({
  engine: "containerd",
  socket: "/run/k3s/containerd/containerd.sock",
  namespace,
  running: 3,
  total: null,
  why,
});

describe("noImage", () => {
  it("names what is alike, else the command that lists all", () => {
    expect(noImage("ngnix", { near: ["nginx:1.27"], elsewhere: [] })).toMatchObject({
      message: "no image is called ngnix here",
      hint: "Alike: nginx:1.27",
      fix: null,
    });
    expect(noImage("x", { near: [], elsewhere: [place("k8s.io", null)] }, "ctool images -a")).toMatchObject({
      hint: "All there are:",
      fix: "ctool images -a",
    });
  });

  it("says once which engine could not be asked, and why", () => {
    const elsewhere = [place("k8s.io", "nothing listens"), place("default", "nothing listens")];
    expect(noImage("x", { near: [], elsewhere }).hint).toBe(
      "Without an answer from /run/k3s/containerd/containerd.sock (nothing listens). All there are:",
    );
  });
});
