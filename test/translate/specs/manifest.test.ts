import { describe, expect, it } from "vitest";
import { linesOf } from "./lines-of.ts";

describe("docker manifest in nerdctl", () => {
  it("has long names only", async () => {
    const lines = ["docker manifest create a b -a", "docker manifest push -p a", "docker manifest inspect -v a"];
    const argv = await Promise.all(lines.map(async (line) => (await linesOf("nerdctl", line)).argv[0]));
    expect(argv).toEqual([
      "nerdctl manifest create a b --amend",
      "nerdctl manifest push --purge a",
      "nerdctl manifest inspect --verbose a",
    ]);
  });
  it("names one feature of an operating system at a time", async () => {
    const line = "docker manifest annotate --os-features=a,b --os-features c x y";
    expect((await linesOf("nerdctl", line)).argv).toEqual([
      "nerdctl manifest annotate --os-features a --os-features b --os-features c x y",
    ]);
  });
  it("shows the manifest, not the list, where docker gets both", async () => {
    expect(await linesOf("nerdctl", "docker manifest inspect list:1 list:1-arm64")).toMatchObject({
      fit: "partial",
      argv: ["nerdctl manifest inspect list:1-arm64"],
    });
  });
  it("came with 2.1.4", async () => {
    expect((await linesOf("nerdctl", "docker manifest inspect a", { nerdctl: "2.1.4" })).fit).toBe("exact");
    const old = await linesOf("nerdctl", "docker manifest inspect a", { nerdctl: "2.1.3" });
    expect(old.fit).toBe("none");
    expect(old.instead).toContain("crane manifest");
  });
});
