import { describe, expect, it } from "vitest";
import type { Comparison, Tool } from "../../src/model/index.ts";
import { isTargetEmpty } from "../../src/render/empty.ts";

const comparison = (target: string, answers: Partial<Record<Tool, string>>) =>
  ({
    target: { id: target },
    tools: Object.entries(answers).map(([tool, at]) => ({ tool, at })),
  }) as Comparison;

describe("whether the target has nothing to show", () => {
  it("has nothing where only another engine's rows are shown", () => {
    const k3s = comparison("k3s", { docker: "docker", nerdctl: "k3s" });
    expect(isTargetEmpty(k3s, [{ at: "docker", seenBy: ["docker"] }])).toBe(true);
    expect(isTargetEmpty(k3s, [{ at: "k3s", seenBy: ["nerdctl"] }])).toBe(false);
  });

  it("has docker's own where it is docker's containerd", () => {
    const behind = comparison("docker-containerd", { docker: "docker", nerdctl: "docker-containerd" });
    expect(isTargetEmpty(behind, [{ at: "docker", seenBy: ["docker", "nerdctl"] }])).toBe(false);
    expect(isTargetEmpty(behind, [])).toBe(true);
  });
});
