import { describe, expect, it } from "vitest";
import { linesOf } from "./lines-of.ts";

describe("docker image prune", () => {
  it("is no crictl rmi --prune, which removes every unused image", async () => {
    const dangling = await linesOf("crictl", "docker image prune -f");
    expect(dangling.shell).toBe("crictl rmi $(crictl images -q -f dangling=true)");
    expect(await linesOf("crictl", "docker image prune -f", { crictl: "1.26" })).toMatchObject({
      fit: "none",
      argv: [],
    });
  });
  it("with -a names what crictl and ctr take besides", async () => {
    const cri = await linesOf("crictl", "docker image prune -a -f", { crictl: "1.26" });
    expect(cri).toMatchObject({ fit: "partial", argv: ["crictl rmi --prune"] });
    expect(cri.said).toContain("pause image");
    expect(cri.said).not.toContain("does not ask");
    expect((await linesOf("crictl", "docker image prune -a")).said).toContain("does not ask");
    expect((await linesOf("ctr", "docker image prune -a -f")).argv).toEqual(["ctr images prune --all"]);
    expect((await linesOf("ctr", "docker image prune -a -f", { ctr: "1.6" })).fit).toBe("none");
  });
  it("never runs without its filter where that would remove more, but says so in nerdctl", async () => {
    const line = "docker image prune -a -f --filter label!=keep";
    expect((await linesOf("crictl", line)).fit).toBe("none");
    expect((await linesOf("ctr", line)).fit).toBe("none");
    const nerdctl = await linesOf("nerdctl", line);
    expect(nerdctl).toMatchObject({ fit: "partial", argv: ["nerdctl image prune -a -f"] });
    expect(nerdctl.said).toContain("more is removed");
  });
  it.each([
    ["until=24h", "exact"],
    ["until=1h30m", "exact"],
    ["until=2026-01-31", "exact"],
    ["until=2026-01-31T10:00:00+02:00", "exact"],
    ["until=2026-01-31T10:00:00", "partial"],
    ["until=1136073600", "partial"],
    ["label=a=b", "exact"],
    ["label=a=b=c", "partial"],
    ["dangling=false", "partial"],
  ])("%s is %s in nerdctl", async (filter, fit) => {
    expect((await linesOf("nerdctl", `docker image prune -f --filter ${filter}`)).fit).toBe(fit);
    expect((await linesOf("nerdctl", `docker image prune -f --filter ${filter}`, { nerdctl: "1.7.7" })).fit).toBe(
      "partial",
    );
  });
});

describe("docker rmi", () => {
  it("removes all tags in crictl, and checks nothing in ctr", async () => {
    const cri = await linesOf("crictl", "docker rmi -f nginx:1");
    expect(cri.argv).toEqual(["crictl rmi nginx:1"]);
    expect(cri.said).toContain("all its tags");
    const ctr = await linesOf("ctr", "docker rmi nginx:1");
    expect(ctr.said).toContain("a missing one is a warning and exit code 0");
  });
  it("by id: a look-up in ctr, a word about whose ids in the others", async () => {
    const ids = "docker rmi 88508c7cb8a1 sha256:d50b116c7039 web";
    expect((await linesOf("ctr", ids)).argv).toEqual([
      "ctr images ls -q target.digest~=sha256:88508c7cb8a1 target.digest~=sha256:d50b116c7039",
      "ctr images rm <image-reference> docker.io/library/web:latest",
    ]);
    expect((await linesOf("nerdctl", ids)).said).toContain("manifest digests");
    expect((await linesOf("crictl", ids)).said).toContain("config digests");
  });
});
