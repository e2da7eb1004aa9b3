import { describe, expect, it } from "vitest";
import { linesOf } from "./lines-of.ts";

/** nerdctl looks for a program of that name and else for a shim (pkg/cmd/container/run_runtime.go); ctr has a flag for each. */
describe("--runtime", () => {
  it.each([
    ["runc", "--runtime runc", null],
    ["runsc", "--runtime io.containerd.runsc.v1", "--runtime io.containerd.runsc.v1"],
    ["io.containerd.runc.v2", "--runtime io.containerd.runc.v2", "--runtime io.containerd.runc.v2"],
    ["crun", "--runtime crun", "--runc-binary crun"],
    ["nvidia", "--runtime nvidia-container-runtime", "--runc-binary nvidia-container-runtime"],
    ["constructor", "--runtime constructor", "--runc-binary constructor"],
  ])("%s", async (name, nerdctl, ctr) => {
    const line = `docker run --rm --runtime ${name} alpine true`;
    expect(await linesOf("nerdctl", line)).toMatchObject({
      fit: "exact",
      argv: [`nerdctl run --rm ${nerdctl} alpine true`],
    });
    const flag = ctr === null ? "" : ` ${ctr}`;
    expect((await linesOf("ctr", line)).argv.at(-1)).toBe(
      `ctr run --rm${flag} docker.io/library/alpine:latest alpine true`,
    );
  });
});
