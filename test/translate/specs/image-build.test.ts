import { describe, expect, it } from "vitest";
import { translate } from "../../../src/translate/index.ts";
import { linesOf } from "./lines-of.ts";

const build = async (line: string, nerdctl = "main") => linesOf("nerdctl", line, { nerdctl });

describe("docker build in nerdctl", () => {
  it("pushes afterwards, for the platforms that were built", async () => {
    expect((await build("docker build --push -t r/a:1 -t r/a:2 .")).argv.slice(1)).toEqual([
      "nerdctl push r/a:1",
      "nerdctl push r/a:2",
    ]);
    expect((await build("docker build --platform linux/arm64 --push -t r/a:1 .")).argv[1]).toBe(
      "nerdctl push --platform linux/arm64 r/a:1",
    );
    const two = await build("docker build --push --platform linux/arm64 --platform linux/amd64 -t r/a:1 .");
    expect(two.argv[1]).toBe("nerdctl push --all-platforms r/a:1");
    expect(await build("docker build --push .")).toMatchObject({ fit: "partial", argv: ["nerdctl build ."] });
  });
  it("takes lists of images apart, but not the attributes of one cache", async () => {
    expect((await build("docker build --cache-from a,b .")).argv).toEqual([
      "nerdctl build --cache-from a --cache-from b .",
    ]);
    expect((await build("docker build --cache-from type=registry,ref=a .")).argv).toEqual([
      "nerdctl build --cache-from type=registry,ref=a .",
    ]);
  });
  it("takes no standard input and nothing remote as its context", async () => {
    for (const context of ["-", "https://x/y.git", "git@github.com:a/b", "github.com/a/b", "oci-layout://x"])
      expect((await build(`docker build ${context}`)).fit, context).toBe("none");
    for (const context of [".", "..", "/src", "a.git", "$PWD"])
      expect((await build(`docker build ${context}`)).fit, context).toBe("exact");
  });
  it("grew flags", async () => {
    const line = "docker build --pull --add-host a:1.2.3.4 .";
    expect((await build(line)).fit).toBe("exact");
    expect((await build(line, "2.0.2")).argv).toEqual(["nerdctl build --pull ."]);
    expect((await build(line, "1.7.7")).argv).toEqual(["nerdctl build ."]);
  });
  it("has three networks", async () => {
    expect((await build("docker build --network none .")).fit).toBe("exact");
    expect((await build("docker build --network container:web .")).argv).toEqual(["nerdctl build ."]);
  });
});

it("a build without its context is mended with the folder here", async () => {
  const { problems } = await translate("docker build -t app");
  expect(problems[0]).toMatchObject({ code: "operand-missing", suggestion: "docker build -t app ." });
});
