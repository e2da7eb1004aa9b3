import { describe, expect, it } from "vitest";
import { translate } from "../../../src/translate/index.ts";
import { linesOf } from "./lines-of.ts";

describe("registries of this machine", () => {
  it.each([
    ["localhost:5000/web", "--plain-http localhost:5000/web:latest"],
    ["127.0.0.1/web:1", "--plain-http 127.0.0.1/web:1"],
    ["localhost/web:1", "--plain-http localhost/web:1"],
    ["localhost.example.com/web:1", "localhost.example.com/web:1"],
    ["myorg/web:1", "docker.io/myorg/web:1"],
  ])("%s: ctr images pull %s", async (name, words) => {
    expect((await linesOf("ctr", `docker pull ${name}`)).argv).toEqual([`ctr images pull ${words}`]);
    expect((await linesOf("ctr", `docker push ${name}`)).argv).toEqual([`ctr images push ${words}`]);
  });
});

describe("all tags", () => {
  it("are pushed by nerdctl after 2.3.5 only, and by ctr one by one", async () => {
    const line = "docker push -a localhost:5000/web";
    expect((await linesOf("nerdctl", line)).fit).toBe("exact");
    expect((await linesOf("nerdctl", line, { nerdctl: "2.3.5" })).fit).toBe("partial");
    const ctr = await linesOf("ctr", line);
    expect(ctr.fit).toBe("none");
    expect(ctr.instead).toContain('name~="^localhost:5000/web:"');
  });
  it("and a tag exclude each other", async () => {
    for (const verb of ["pull", "image push"]) {
      const report = await translate(`docker ${verb} --all-tags localhost:5000/web:1`);
      expect(report.problems[0]?.suggestion).toBe(`docker ${verb} -a localhost:5000/web`);
      expect((await translate(`docker ${verb} -a localhost:5000/web`)).problems).toEqual([]);
    }
  });
});

it("content trust is lost only where it is asked for", async () => {
  for (const tool of ["crictl", "ctr"] as const) {
    expect((await linesOf(tool, "docker pull --disable-content-trust nginx")).fit).toBe("exact");
    expect((await linesOf(tool, "docker pull --disable-content-trust=false nginx")).fit).toBe("partial");
  }
  expect((await linesOf("nerdctl", "docker push --disable-content-trust=false a/b")).said).toContain("--sign=cosign");
});

it.each([
  ["docker push nginx@sha256:".padEnd(89, "a"), "cannot push a digest reference"],
  ["docker tag web web@sha256:".padEnd(90, "a"), "refusing to create a tag with a digest reference"],
  ["docker trust sign myorg/app", "no tag specified for myorg/app"],
  ["docker login --password-stdin ghcr.io", "the --password-stdin option requires --username to be set"],
])("docker refuses %s", async (line, message) => {
  expect((await translate(line)).problems[0]?.message).toBe(message);
});
