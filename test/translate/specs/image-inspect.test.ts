import { describe, expect, it } from "vitest";
import { criTemplate } from "../../../src/translate/specs/image-inspect.ts";
import { linesOf } from "./lines-of.ts";

describe("docker's templates in crictl inspecti", () => {
  it("put CRI's fields in the place of docker's", () => {
    expect(criTemplate("{{.Id}} {{ .Os }}/{{.Architecture}}")).toBe(
      "{{.status.id}} {{ .info.imageSpec.os }}/{{.info.imageSpec.architecture}}",
    );
    expect(criTemplate("{{json .Config.Entrypoint}}")).toBe("{{json .info.imageSpec.config.Entrypoint}}");
    expect(criTemplate('{{index .Config.Labels "a.b/c"}}')).toBe('{{index .info.imageSpec.config.Labels "a.b/c"}}');
    expect(criTemplate("{{len .RootFS.Layers}}")).toBe("{{len .info.imageSpec.rootfs.diff_ids}}");
    expect(criTemplate("{{range .RepoTags}}{{.}} {{end}}")).toBe("{{range .status.repoTags}}{{.}} {{end}}");
  });
  it("give up what CRI does not say or another function makes", () => {
    expect(criTemplate("{{.GraphDriver.Name}}")).toBeNull();
    expect(criTemplate('{{join .RepoTags ","}}')).toBeNull();
    expect(criTemplate("{{range .RepoTags}}{{.}}")).toBeNull();
    expect(criTemplate("{{if .Os}}x{{end}}")).toBeNull();
  });
  it("take one image each: several are a list there", async () => {
    const two = await linesOf("crictl", "docker image inspect -f '{{.Size}}' nginx redis:7");
    expect(two.argv).toEqual([
      "crictl inspecti -o go-template --template {{.status.size}} nginx",
      "crictl inspecti -o go-template --template {{.status.size}} redis:7",
    ]);
    expect(two.fit).toBe("steps");
  });
});

describe("nerdctl", () => {
  it("has no template field for storage drivers", async () => {
    const line = "docker image inspect -f '{{.GraphDriver.Data}}' nginx";
    expect(await linesOf("nerdctl", line)).toMatchObject({ fit: "partial" });
  });
  it("calls a history's id .Snapshot", async () => {
    const history = await linesOf("nerdctl", "docker history --format '{{json .ID}} {{.Size}}' nginx");
    expect(history).toMatchObject({
      fit: "partial",
      argv: ["nerdctl history --format {{json .Snapshot}} {{.Size}} nginx"],
    });
  });
  it("knows -H from 2.0 on", async () => {
    const line = "docker history -H=false nginx";
    expect((await linesOf("nerdctl", line)).argv).toEqual(["nerdctl history -H=false nginx"]);
    expect(await linesOf("nerdctl", line, { nerdctl: "1.7.7" })).toMatchObject({
      fit: "partial",
      argv: ["nerdctl history nginx"],
    });
  });
});

describe("ctr", () => {
  it("shows images from 2.0 on, one at a time", async () => {
    const line = "docker image inspect nginx redis:7";
    expect((await linesOf("ctr", line)).argv).toEqual([
      "ctr images inspect --content docker.io/library/nginx:latest",
      "ctr images inspect --content docker.io/library/redis:7",
    ]);
    expect((await linesOf("ctr", line, { ctr: "1.7" })).argv).toEqual([
      'ctr images ls name=="docker.io/library/nginx:latest" name=="docker.io/library/redis:7"',
    ]);
    expect((await linesOf("ctr", "docker history nginx", { ctr: "1.7" })).fit).toBe("none");
  });
  it("looks ids up", async () => {
    const shown = await linesOf("ctr", "docker image inspect sha256:88508c7cb8a1");
    expect(shown.shell).toBe("ctr images inspect --content $(ctr images ls -q 'target.digest~=sha256:88508c7cb8a1')");
    expect((await linesOf("ctr", "docker image inspect 88508c7cb8a1 web", { ctr: "1.6" })).argv).toEqual([
      'ctr images ls target.digest~=sha256:88508c7cb8a1 name=="docker.io/library/web:latest"',
    ]);
  });
});
