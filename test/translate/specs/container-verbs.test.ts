// What the smaller verbs become beyond the hand-checked cases: several containers, defaults, older versions.
import { describe, expect, it } from "vitest";
import { type Column, translate } from "../../../src/translate/index.ts";

async function inTool(tool: Column, line: string, version?: string) {
  const versions = version === undefined ? {} : { [tool]: version };
  const [got] = (await translate(line, { tools: [tool], versions })).translations;
  return [got?.fit, got?.shell];
}

describe("ctr takes one container at a time", () => {
  it.each([
    ["docker pause web db", "steps", "ctr tasks pause web\nctr tasks pause db"],
    ["docker unpause web db", "steps", "ctr tasks resume web\nctr tasks resume db"],
    ["docker stats --no-stream web db", "steps", "ctr tasks metrics web\nctr tasks metrics db"],
    ["docker stats --no-stream web", "exact", "ctr tasks metrics web"],
    ["docker stats web", "partial", "ctr tasks metrics web"],
    ["docker stats", "none", ""],
    ["docker -D pause web", "exact", "ctr --debug tasks pause web"],
  ])("%s", async (line, fit, shell) => {
    expect(await inTool("ctr", line)).toEqual([fit, shell]);
  });
});

describe("crictl", () => {
  it.each([
    ["docker stats web", "steps", "crictl stats -w $(crictl ps -q --name '^web$')"],
    ["docker stats web db", "partial", "crictl stats -w"],
    ["docker stats -a --no-stream", "exact", "crictl stats -a"],
    ["docker attach --no-stdin web", "steps", "crictl attach $(crictl ps -q --name '^web$')"],
    ["docker attach --detach-keys ctrl-p,ctrl-q f52d55c8e029", "exact", "crictl attach -it f52d55c8e029"],
    ["docker top f52d55c8e029 aux", "partial", "crictl exec f52d55c8e029 ps aux"],
    ["docker system prune -af", "partial", "crictl rmi --prune"],
    ["docker system prune -f", "none", ""],
  ])("%s", async (line, fit, shell) => {
    expect(await inTool("crictl", line)).toEqual([fit, shell]);
  });
  it("has events from 1.29 on", async () => {
    expect(await inTool("crictl", "docker events", "1.26")).toEqual(["none", ""]);
    expect(await inTool("crictl", "docker events", "1.30")).toEqual(["exact", "crictl events"]);
  });
});

describe("nerdctl", () => {
  it.each([
    ["docker commit Web", "partial", "nerdctl commit Web web-commit"],
    ["docker commit -c 'cmd sh -c ls' web w", "exact", `nerdctl commit -c 'CMD ["/bin/sh","-c","sh -c ls"]' web w`],
    ["docker commit -c 'ENTRYPOINT [\"sh\"]' web w", "exact", `nerdctl commit -c 'ENTRYPOINT ["sh"]' web w`],
    ["docker commit -c 'ENV A=1' web w", "partial", "nerdctl commit web w"],
    ["docker commit --pause=false web w", "exact", "nerdctl commit --pause=false web w"],
    ["docker container top web aux", "exact", "nerdctl top web aux"],
    ["docker events --filter event=start", "exact", "nerdctl events --filter event=start"],
    ["docker events --filter event=die", "partial", "nerdctl events"],
    ["docker volume create --name data", "exact", "nerdctl volume create data"],
    ["docker volume create -d local data", "exact", "nerdctl volume create data"],
    ["docker volume ls -qf dangling=true", "partial", "nerdctl volume ls -q"],
  ])("%s", async (line, fit, shell) => {
    expect(await inTool("nerdctl", line)).toEqual([fit, shell]);
  });
  it("exports from 2.1.4 on, and attaches without stdin from 2.1.2 on", async () => {
    expect(await inTool("nerdctl", "docker export web", "2.0.5")).toEqual(["none", ""]);
    expect(await inTool("nerdctl", "docker export web", "2.3.5")).toEqual(["exact", "nerdctl export web"]);
    expect(await inTool("nerdctl", "docker attach --no-stdin web", "2.0.5")).toEqual(["partial", "nerdctl attach web"]);
  });
});

describe("docker start attaches to one container", () => {
  it.each(["docker start -a web db", "docker start -i web db"])("%s is refused", async (line) => {
    const { problems, translations } = await translate(line);
    expect(problems.map(({ code }) => code)).toEqual(["bad-attach"]);
    expect(translations).toEqual([]);
  });
  it("and starts as many as there are without", async () => {
    expect((await translate("docker start web db")).problems).toEqual([]);
  });
});
