import { describe, expect, it } from "vitest";
import type { Comparison, Elsewhere } from "../../src/model/index.ts";
import { drawingOf } from "../../src/render/drawing.ts";
import { leftBehindLines } from "../../src/render/left-behind.ts";

const place: Elsewhere = {
  engine: "containerd",
  socket: "/run/k3s/containerd/containerd.sock",
  namespace: "k8s.io",
  running: 3,
  total: null,
  why: "nothing listens",
};
const lines = (elsewhere: Elsewhere[], kind = "container") =>
  leftBehindLines(
    { kind, elsewhere } as Comparison,
    drawingOf({ width: 80, tty: true, colour: false, ascii: true, now: 0 }),
  );

describe("containers that run on without their engine", () => {
  it("are told once for each engine, with their number and what to do", () => {
    expect(lines([place, { ...place, namespace: "default", running: 1 }])).toEqual([
      "4 containers run on without their engine, /run/k3s/containerd/containerd.sock:",
      "nothing listens. See: ctool --address /run/k3s/containerd/containerd.sock ps.",
      "What to do: ctool doctor",
    ]);
    expect(lines([{ ...place, engine: "docker", socket: "/run/docker.sock" }]).join(" ")).not.toMatch(/See:/);
    expect(lines([{ ...place, running: 1 }])[0]).toMatch(/^1 container runs on without its engine/);
  });

  it("are nothing to say where engines answer, and in lists of other things", () => {
    expect(lines([{ ...place, why: null }])).toEqual([]);
    expect(lines([place], "version")).toEqual([]);
  });
});
