import { describe, expect, it } from "vitest";
import type { Translation } from "../../src/model/index.ts";
import { atLeast, flagsOf, type TranslateOptions, translate } from "../../src/translate/index.ts";

async function inTool(tool: string, line: string, options?: TranslateOptions): Promise<Translation> {
  const report = await translate(line, options);
  const found = report.translations.find((each) => each.tool === tool);
  if (found === undefined) throw new Error(JSON.stringify(report.problems));
  return found;
}
const argv = ({ steps }: Translation) => steps.map((step) => step.argv.join(" "));

describe("versions", () => {
  it("a short version is the newest of its line", () => {
    expect(atLeast("2.0", "2.0.5")).toBe(true);
    expect(atLeast("2", "2.3")).toBe(true);
    expect(atLeast("1.7", "2.0")).toBe(false);
    expect(atLeast("v2.0.5-rc1", "2.0.5")).toBe(true);
    expect(atLeast("2.3.5", "main")).toBe(false);
    expect(atLeast("main", "2.3")).toBe(true);
    expect(atLeast("unknown", "1.36")).toBe(true);
  });
  it("decide which rule holds", async () => {
    const line = "docker run -d --name web --annotation a=b nginx";
    expect((await inTool("nerdctl", line)).fit).toBe("exact");
    const old = await inTool("nerdctl", line, { versions: { nerdctl: "1.7" } });
    expect(old.fit).toBe("partial");
    expect(argv(old)).toEqual(["nerdctl run -d --name web nginx"]);
    expect(old.notes[0]).toMatchObject({ kind: "lost", flag: "--annotation", text: "needs nerdctl 2.0" });
  });
  it("the newest is assumed, and what no release has says so", async () => {
    const line = "docker run -P nginx";
    expect((await inTool("nerdctl", line)).fit).toBe("exact");
    const release = await inTool("nerdctl", line, { versions: { nerdctl: "2.3.5" } });
    expect(release.notes[0]?.text).toBe("needs a nerdctl newer than 2.3.5");
  });
});

describe("the text to paste", () => {
  it("puts look-ups where their ids are used", async () => {
    expect((await inTool("crictl", "docker exec -it web sh")).shell).toBe(
      "crictl exec -it $(crictl ps -q --name '^web$') sh",
    );
    expect((await inTool("crictl", "docker rm my.web db")).shell).toBe(
      "crictl rm $(crictl ps -a -q --name '^(my\\.web|db)$')",
    );
  });
  it("asks for no look-up where an id was typed", async () => {
    expect(argv(await inTool("crictl", "docker stop f52d55c8e029 web"))).toEqual([
      "crictl ps -q --name ^web$",
      "crictl stop --timeout 10 f52d55c8e029 <container-id>",
    ]);
    expect(argv(await inTool("crictl", "docker stop $(docker ps -q)"))).toEqual([
      "crictl stop --timeout 10 $(docker ps -q)",
    ]);
  });
  it("writes files as here-documents that the shell leaves alone", async () => {
    const { shell, steps } = await inTool("crictl", "docker run -d --name web -e 'A=$x' nginx");
    expect(shell).toContain("cat > pod.json <<'EOF'\n");
    expect(shell).toContain('"value": "$x"');
    expect(steps[0]?.files.map(({ path }) => path)).toEqual(["pod.json", "container.json"]);
  });
  it("but for what the line left to the shell, and what only the shell knows", async () => {
    const { shell, steps } = await inTool(
      "crictl",
      "docker run -d --name web -e TOKEN -v $PWD/a:/a -v ./b:/b -l 'c=\\d$e' nginx",
    );
    expect(shell).toContain("cat > container.json <<EOF\n");
    expect(shell).toContain('"value": "$TOKEN"');
    expect(shell).toContain('"host_path": "$PWD/a"');
    expect(shell).toContain('"host_path": "$PWD/b"');
    expect(shell).toContain('"c": "\\\\\\\\d\\$e"');
    expect(steps[0]?.files[1]?.content).toContain("<VALUE_OF_TOKEN>");
    const ctr = await inTool("ctr", "docker run -d --name web -e TOKEN -v ./b:/b --pid container:db nginx");
    expect(ctr.shell).toContain(`src="$PWD"/b,dst=/b`);
    expect(ctr.shell).toContain(`--env TOKEN="$TOKEN"`);
    expect(ctr.shell).toContain(`pid:/proc/"$(ctr tasks ls | awk '$1 == "db" {print $2}')"/ns/pid`);
  });
  it("waits between SIGTERM and SIGKILL, and before the task is removed", async () => {
    const stop = await inTool("ctr", "docker stop -t 3 web");
    expect(stop.shell).toBe(
      "ctr tasks kill -s SIGTERM web\nsleep 3\nctr tasks kill -s SIGKILL web || true\nsleep 1\nctr tasks rm web",
    );
    expect(stop.steps.map(({ wait, mayFail }) => [wait, mayFail])).toEqual([
      [3, undefined],
      [1, true],
      [undefined, undefined],
    ]);
  });
  it("nests what a step needs from the one before", async () => {
    const { shell } = await inTool("crictl", "docker create --name web nginx");
    expect(shell.endsWith("crictl create $(crictl runp pod.json) container.json pod.json")).toBe(true);
  });
});

describe("the report", () => {
  it("says what each typed flag means and what becomes of it", async () => {
    const { flags } = await translate("docker run -d -m 512m --restart always nginx");
    expect(flags.map(({ flag, value }) => [flag, value])).toEqual([
      ["--detach", null],
      ["--memory", "512m"],
      ["--restart", "always"],
    ]);
    expect(flags[1]?.tools).toMatchObject({
      nerdctl: { how: "same" },
      crictl: { how: "reshaped", text: "container.json: linux.resources.memory_limit_in_bytes" },
      ctr: { how: "renamed", text: "--memory-limit, in bytes" },
    });
    expect(flags[2]?.tools.crictl).toMatchObject({ how: "lost" });
  });
  it("lists what is lost first", async () => {
    const { notes } = await inTool("crictl", "docker run -d --restart always --init --name web nginx");
    expect(notes.map(({ kind }) => kind)).toEqual(["lost", "lost", "info"]);
  });
  it("knows the risk", async () => {
    const risks = await Promise.all(
      ["ps", "stop web", "rm web", "rm --help"].map(async (line) => (await translate(line)).risk),
    );
    expect(risks).toEqual(["read", "write", "destroy", "read"]);
  });
  it("only the tools asked for, in that order", async () => {
    const { translations } = await translate("docker ps", { tools: ["ctr", "crictl"] });
    expect(translations.map(({ tool }) => tool)).toEqual(["ctr", "crictl"]);
  });
  it("takes words as well as a line", async () => {
    const report = await translate(["docker", "run", "alpine", "echo", "a b"]);
    expect(report.input).toBe("docker run alpine echo 'a b'");
  });
  it("writes docker's defaults out when asked to", async () => {
    const options = { parity: true };
    expect(argv(await inTool("ctr", "docker run -d --name web nginx", options))[1]).toBe(
      "ctr run -d --seccomp --allow-new-privs docker.io/library/nginx:latest web",
    );
    expect(argv(await inTool("ctr", "docker run --rm --security-opt no-new-privileges nginx", options))[1]).toContain(
      "--rm --seccomp docker.io",
    );
    const { steps } = await inTool("crictl", "docker run -d --name web nginx", options);
    expect(JSON.parse(steps[0]?.files[1]?.content ?? "")).toMatchObject({
      linux: { security_context: { seccomp: { profile_type: 0 } } },
    });
  });
  it("a line that only asks for the version", async () => {
    expect(argv(await inTool("ctr", "docker -v"))).toEqual(["ctr --version"]);
  });
  it("is honest about other tools' lines", async () => {
    expect((await translate("kubectl get pods")).problems[0]?.code).toBe("not-docker");
    expect((await translate("")).problems[0]?.code).toBe("empty");
  });
});

describe("flagsOf", () => {
  it("names a verb's flags", async () => {
    const run = await flagsOf(["run", "-d", "nginx"]);
    expect([run?.interspersed, run?.takesValue.get("d"), run?.takesValue.get("publish")]).toEqual([false, false, true]);
    expect((await flagsOf(["container", "ls"]))?.interspersed).toBe(true);
    expect(await flagsOf(["nope"])).toBeNull();
  });
});
