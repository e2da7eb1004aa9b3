import { describe, expect, it } from "vitest";
import { CtoolError } from "../../src/cli/errors.ts";
import { globalFlags, splitGlobals } from "../../src/cli/globals.ts";
import { ownFlagsOf } from "../../src/cli/verbs.ts";
import docker from "../fixtures/surface/docker.json" with { type: "json" };

const split = (line: string) => splitGlobals(line.split(" "), ownFlagsOf);

describe("splitGlobals", () => {
  it.each([
    ["--json ps -a", ["ps", "-a"], ["json"]],
    ["ps -a --json", ["ps", "-a"], ["json"]],
    ["ps --verbose -a --sandboxes", ["ps", "-a"], ["verbose", "sandboxes"]],
    ["container ls --json -q", ["container", "ls", "-q"], ["json"]],
    ["ps -n 5 --json", ["ps", "-n", "5"], ["json"]],
    ["ps -f name=--json", ["ps", "-f", "name=--json"], []],
    ["run --name --json alpine", ["run", "--name", "--json", "alpine"], []],
    ["run -d alpine sh --json", ["run", "-d", "alpine", "sh", "--json"], []],
    ["run --json -d alpine sh", ["run", "-d", "alpine", "sh"], ["json"]],
    ["container run alpine --json", ["container", "run", "alpine", "--json"], []],
    ["ps -- --json", ["ps", "--", "--json"], []],
    ["translate --json docker ps --json", ["translate", "docker", "ps", "--json"], ["json"]],
    ["targets --json", ["targets"], ["json"]],
  ])("%s", async (line, fromVerb, switches) => {
    const found = await split(line);
    expect(found.fromVerb).toEqual(fromVerb);
    expect([...found.globals.switches].sort()).toEqual([...switches].sort());
  });

  it.each([
    [
      ["translate", "docker ps -a", "--json"],
      ["translate", "docker ps -a"],
    ],
    [
      ["translate", "--to", "ctr", "docker ps -a", "--json"],
      ["translate", "--to", "ctr", "docker ps -a"],
    ],
    [
      ["why", "--target", "k3s", "docker ps -a", "--json"],
      ["why", "docker ps -a"],
    ],
    [
      ["translate", "-", "--to", "ctr", "--json"],
      ["translate", "-", "--to", "ctr"],
    ],
  ])("takes ctool's flags again behind a line that is one word: %j", async (words, fromVerb) => {
    const found = await splitGlobals(words, ownFlagsOf);
    expect(found.fromVerb).toEqual(fromVerb);
    expect(found.globals.switches.has("json")).toBe(true);
  });

  it("leaves docker's global flags before the verb, with their values", async () => {
    const found = await split("-H unix:///x.sock --namespace k8s.io --log-level debug ps");
    expect(found.before).toEqual(["-H", "unix:///x.sock", "--log-level", "debug"]);
    expect(found.globals.values.get("namespace")).toBe("k8s.io");
    expect(found.fromVerb).toEqual(["ps"]);
  });

  it.each(["ps --namespace", "ps --json=5", "--target= ps"])("%s is a usage error", async (line) => {
    await expect(split(line)).rejects.toThrow(CtoolError);
  });

  it("has no flag with the name of a global flag of docker's", () => {
    const dockers = docker.globalFlags.map(({ long }) => long);
    expect(Object.keys(globalFlags).filter((name) => dockers.includes(name))).toEqual([]);
  });
});
