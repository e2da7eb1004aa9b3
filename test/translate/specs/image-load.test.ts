import { describe, expect, it } from "vitest";
import { linesOf } from "./lines-of.ts";

describe("docker save in ctr", () => {
  it("names the file first, and says where archives may come out short", async () => {
    const line = "docker save nginx:1 -o x.tar redis:7";
    const images = "docker.io/library/nginx:1 docker.io/library/redis:7";
    expect((await linesOf("ctr", line)).argv).toEqual([`ctr images export x.tar ${images}`]);
    expect((await linesOf("ctr", line)).said).toContain("--local avoids it");
    expect((await linesOf("ctr", line, { ctr: "1.7" })).said).not.toContain("--local");
    expect((await linesOf("ctr", "docker save nginx:1", { ctr: "1.6" })).argv).toEqual([
      "ctr images export - docker.io/library/nginx:1",
    ]);
  });
  it("of a bare name is one tag only", async () => {
    expect((await linesOf("ctr", "docker save nginx")).fit).toBe("partial");
    expect((await linesOf("nerdctl", "docker save nginx")).said).toContain("every tag of nginx");
    expect((await linesOf("nerdctl", "docker save $IMAGE")).fit).toBe("exact");
  });
  it("by short id has no form in newer nerdctl", async () => {
    const line = "docker save -o x.tar 88508c7cb8a1";
    expect((await linesOf("nerdctl", line)).fit).toBe("partial");
    expect((await linesOf("nerdctl", line, { nerdctl: "2.0.5" })).fit).toBe("exact");
  });
});

describe("docker load in ctr", () => {
  it("is images import, from a file or the standard input", async () => {
    expect((await linesOf("ctr", "docker load")).argv).toEqual(["ctr images import -"]);
    expect((await linesOf("ctr", "docker load --input=x.tar --platform linux/arm64")).argv).toEqual([
      "ctr images import --platform linux/arm64 x.tar",
    ]);
  });
  it("takes no compressed archive before 2.0", async () => {
    expect((await linesOf("ctr", "docker load -i x.tgz")).fit).toBe("exact");
    expect((await linesOf("ctr", "docker load -i x.tgz", { ctr: "1.6" })).fit).toBe("partial");
    expect((await linesOf("ctr", "docker load -i x.tar", { ctr: "1.6" })).fit).toBe("exact");
  });
});

describe("docker import", () => {
  it("makes an image of a root file system: only nerdctl, from 2.1.4 on", async () => {
    const line = "docker import rootfs.tar app:1";
    expect((await linesOf("nerdctl", line)).fit).toBe("exact");
    expect((await linesOf("nerdctl", line, { nerdctl: "2.1.3" })).fit).toBe("none");
    expect((await linesOf("ctr", line)).fit).toBe("none");
  });
});

describe("docker tag", () => {
  it("needs --force over a name that exists, in ctr before 2.0", async () => {
    const line = "docker tag web:1 web:2";
    const names = "docker.io/library/web:1 docker.io/library/web:2";
    expect((await linesOf("ctr", line)).argv).toEqual([`ctr images tag ${names}`]);
    expect((await linesOf("ctr", line, { ctr: "1.7" })).argv).toEqual([`ctr images tag --force ${names}`]);
  });
  it("by id: looked up in ctr, lost in newer nerdctl", async () => {
    expect((await linesOf("ctr", "docker tag 88508c7cb8a1 web:2")).argv.at(-1)).toBe(
      "ctr images tag <image-reference> docker.io/library/web:2",
    );
    expect((await linesOf("nerdctl", "docker tag 88508c7cb8a1 web:2")).fit).toBe("partial");
    expect((await linesOf("nerdctl", "docker tag 88508c7cb8a1 web:2", { nerdctl: "2.0.5" })).fit).toBe("exact");
  });
});

it("says which nerdctl needs a newer containerd", async () => {
  for (const line of ["docker save -o x.tar a:1", "docker load", "docker tag a b", "docker import x.tar a"])
    expect((await linesOf("nerdctl", line)).said, line).toContain("containerd 1.7");
  expect((await linesOf("nerdctl", "docker tag a b", { nerdctl: "2.0.5" })).said).toBe("");
});
