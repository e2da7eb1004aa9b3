import { describe, expect, it } from "vitest";
import { linesOf } from "./lines-of.ts";

// Docker takes a pattern for the repository; nerdctl 2.3.5 finds nothing by one unless it is a filter.
describe("docker images PATTERN", () => {
  it("is a filter in nerdctl", async () => {
    expect(await linesOf("nerdctl", "docker images 'ngin*'")).toMatchObject({
      fit: "exact",
      argv: ["nerdctl images --filter reference=ngin*"],
    });
    expect(await linesOf("nerdctl", "docker images nginx")).toMatchObject({ argv: ["nerdctl images nginx"] });
    const first = await linesOf("nerdctl", "docker images -q '*box'");
    expect(first).toMatchObject({ fit: "partial", argv: ["nerdctl images -q --filter reference=*box"] });
    expect(first.said).toContain("begins with *");
  });

  it("is a regular expression in ctr", async () => {
    expect((await linesOf("ctr", "docker images 'nginx:1.2[56]*'")).argv).toEqual([
      'ctr images ls name~="nginx:1\\\\.2[56][^/]*"',
    ]);
    expect((await linesOf("ctr", "docker images nginx:1.27")).argv).toEqual([
      'ctr images ls name=="docker.io/library/nginx:1.27"',
    ]);
  });

  it("finds nothing by what can be no name, and refuses nothing", async () => {
    expect((await linesOf("nerdctl", "docker images Busy")).argv).toEqual(["nerdctl images Busy"]);
  });
});
