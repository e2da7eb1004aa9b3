import { describe, expect, it } from "vitest";
import { linesOf } from "./lines-of.ts";

describe("docker checkpoint create", () => {
  it("stops the container in ctr unless it shall run on", async () => {
    const stops = await linesOf("ctr", "docker checkpoint create web c1");
    expect(stops.argv).toEqual(["ctr tasks checkpoint --exit --image-path /tmp/c1 web"]);
    const runs = await linesOf("ctr", "docker checkpoint create --leave-running --checkpoint-dir /ck/ web c1");
    expect(runs).toMatchObject({ fit: "partial", argv: ["ctr tasks checkpoint --image-path /ck/c1 web"] });
  });
  it("never stops it in crictl", async () => {
    const stops = await linesOf("crictl", "docker checkpoint create f52d55c8e029 c1");
    expect(stops.argv).toEqual(["crictl checkpoint --export=/tmp/c1.tar f52d55c8e029"]);
    expect(stops.said).toContain("keeps running");
    const runs = await linesOf("crictl", "docker checkpoint create --leave-running f52d55c8e029 c1");
    expect(runs.said).not.toContain("keeps running");
  });
  it("needs a whole path, which a folder here is not", async () => {
    const line = "docker checkpoint create --checkpoint-dir ck web c1";
    expect((await linesOf("crictl", line)).said).toContain("whole path");
    expect((await linesOf("crictl", "docker checkpoint create web c1")).said).not.toContain("whole path");
  });
  it("came to nerdctl with 2.2", async () => {
    expect((await linesOf("nerdctl", "docker checkpoint ls web", { nerdctl: "2.1.6" })).fit).toBe("none");
    expect((await linesOf("nerdctl", "docker checkpoint ls web", { nerdctl: "2.2.0" })).fit).toBe("exact");
  });
});
