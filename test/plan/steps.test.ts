import { describe, expect, it } from "vitest";
import { linesFor } from "../../src/cli/writes/lines.ts";
import { shellOf } from "../../src/cli/writes/shell.ts";
import type { Target, Tool } from "../../src/model/index.ts";
import { idsMade, removalOf } from "../../src/plan/made.ts";
import { type Filling, planSteps } from "../../src/plan/steps.ts";
import { writeVerbs } from "../../src/plan/write-verbs.ts";
import { understand } from "../../src/translate/index.ts";
import { place, toolsOf } from "./rows.ts";

const filling: Filling = {
  folder: "/work here",
  env: (name) => (name === "TOKEN" ? 'a"b' : undefined),
  pids: new Map([["db", 77]]),
  podId: "b".repeat(64),
  unique: "ctool-1",
};

const steps = async (line: string, tool: Tool, over: { terminal?: boolean; there?: boolean; at?: Target } = {}) => {
  const understood = await understand(line);
  if ("problem" in understood) throw new Error(understood.problem.message);
  const operands = understood.command.operands.map(({ word }) => word);
  const found = (await linesFor(understood, operands, operands, toolsOf(), over.there ?? false)).get(tool);
  const verb = writeVerbs[understood.command.spec.path];
  if (!found || !verb) throw new Error(line);
  const at = over.at ?? place();
  const { command, line: words, name } = found;
  return planSteps({
    verb,
    command,
    line: words,
    place: at,
    file: [`/usr/bin/${tool}`],
    filling,
    name,
    terminal: over.terminal ?? false,
  });
};

const ID = "c".repeat(64);
const CTR = ["ctr", "--address", "/run/k3s/containerd/containerd.sock", "--namespace", "k8s.io"];

describe("steps of a write", () => {
  it("hold the address, the tool's file and what only running can fill in", async () => {
    const [one, ...others] = await steps(`exec -e TOKEN ${ID} env`, "ctr");
    expect(others).toEqual([]);
    expect(one?.argv).toEqual([...CTR, "tasks", "exec", "--exec-id", "ctool-1", ID, "env", 'TOKEN=a"b', "env"]);
    expect(one?.file).toEqual(["/usr/bin/ctr"]);
    await expect(steps(`exec -e NOT_SET ${ID} env`, "ctr")).rejects.toThrow(/NOT_SET is not set/);
  });

  it("fill files in as JSON, and the pod or process that is joined", async () => {
    const run = await steps("run -d --name web -v ./x:/x -e TOKEN nginx", "crictl", { there: true });
    const container = JSON.parse(run[0]?.files.find(({ path }) => path === "container.json")?.content ?? "{}");
    expect(container.mounts).toEqual([expect.objectContaining({ host_path: "/work here/x" })]);
    expect(container.envs).toEqual([{ key: "TOKEN", value: 'a"b' }]);
    const joined = await steps("run -d --name web --network container:db nginx", "crictl", { there: true });
    expect(joined[0]?.argv).toContain("b".repeat(64));
    const namespaces = await steps("run -d --name web --network container:db nginx", "ctr", { there: true });
    expect(namespaces.at(-1)?.argv).toContain("network:/proc/77/ns/net");
    await expect(steps("run -d --name web --network container:gone nginx", "ctr")).rejects.toThrow(/gone does not run/);
  });

  it("pull only what is not there, and give a name of its own to what has none", async () => {
    expect((await steps("run -d nginx", "ctr")).map(({ argv }) => argv[5])).toEqual(["images", "run"]);
    const [run, ...others] = await steps("run -d nginx", "ctr", { there: true });
    expect(others).toEqual([]);
    expect(run?.argv.at(-1)).toMatch(/^nginx-[0-9a-f]{4}$/);
    expect((await steps("run -d nginx", "crictl", { there: true }))[0]?.argv).toContain("--no-pull");
    expect((await steps("run -d --pull always nginx", "ctr", { there: true })).length).toBe(2);
    expect((await steps("run -d nginx", "nerdctl", { there: true }))[0]?.argv).not.toContain("--pull");
  });

  it("connect what a person talks to, and keep the rest", async () => {
    const streams = async (line: string, tool: Tool) => {
      const last = (await steps(line, tool, { there: true })).at(-1);
      return [last?.stdin, last?.stdout, last?.stderr];
    };
    expect(await streams(`exec -it ${ID} sh`, "crictl")).toEqual(["inherit", "inherit", "tee"]);
    expect(await streams(`exec -d ${ID} sh`, "nerdctl")).toEqual(["none", "keep", "keep"]);
    // ctr would read the input of whoever calls ctool in a loop.
    expect(await streams(`exec ${ID} ls`, "ctr")).toEqual(["none", "inherit", "tee"]);
    expect(await streams(`exec -i ${ID} cat`, "ctr")).toEqual(["inherit", "inherit", "tee"]);
    expect(await streams("run nginx", "nerdctl")).toEqual(["inherit", "inherit", "tee"]);
    expect(await streams("run nginx", "crictl")).toEqual(["none", "keep", "keep"]);
    expect(await streams("run -it nginx", "crictl")).toEqual(["inherit", "inherit", "tee"]);
    expect(await streams("save nginx:1", "ctr")).toEqual(["none", "inherit", "keep"]);
    expect(await streams("save -o x.tar nginx:1", "ctr")).toEqual(["none", "keep", "keep"]);
    expect(await streams("load", "nerdctl")).toEqual(["inherit", "keep", "keep"]);
    expect(await streams("pull nginx", "nerdctl")).toEqual(["none", "progress", "keep"]);
    expect(await streams(`stop ${ID}`, "crictl")).toEqual(["none", "keep", "keep"]);
  });

  it("cp by crictl and ctr has its other end here", async () => {
    const cp = async (line: string) => {
      const [one] = await steps(line, "crictl");
      return [one?.stdin, one?.stdout];
    };
    expect(await cp(`cp ${ID}:/etc/hosts .`)).toEqual(["none", { file: "./hosts", mode: 0o644 }]);
    expect(await cp(`cp ${ID}:/etc/hosts /tmp/`)).toEqual(["none", { file: "/tmp/hosts", mode: 0o644 }]);
    expect(await cp(`cp ${ID}:/etc/hosts h`)).toEqual(["none", { file: "h", mode: 0o644 }]);
    expect(await cp(`cp ${ID}:/data/. /tmp/d`)).toEqual([
      "none",
      { program: ["tar", "-xof", "-", "-C", "/tmp/d"], folder: "/tmp/d" },
    ]);
    expect(await cp(`cp a.txt ${ID}:/tmp/a.txt`)).toEqual([{ file: "a.txt" }, "keep"]);
    expect(await cp(`cp ./site/. ${ID}:/srv`)).toEqual([
      { program: ["tar", "-cf", "-", "-C", "./site/.", "."] },
      "keep",
    ]);
    expect(await cp(`cp ${ID}:/etc/hosts -`)).toEqual(["none", "inherit"]);
    expect(await cp(`cp - ${ID}:/tmp`)).toEqual(["inherit", "keep"]);
  });

  it("are shown as they are run, ready to paste", async () => {
    expect(shellOf(await steps(`cp ${ID}:/etc/hosts h`, "ctr"))).toBe(
      `${CTR.join(" ")} tasks exec --exec-id ctool-1 ${ID} cat /etc/hosts > h`,
    );
    expect(shellOf(await steps(`stop -t 3 ${ID}`, "ctr")).split("\n")).toEqual([
      `${CTR.join(" ")} tasks kill -s SIGTERM ${ID}`,
      "sleep 3",
      `${CTR.join(" ")} tasks kill -s SIGKILL ${ID} || true`,
      "sleep 1",
      `${CTR.join(" ")} tasks rm ${ID}`,
    ]);
  });
});

describe("what a step makes", () => {
  it("is found by name, uid and age, and removed by id", async () => {
    const [run] = await steps("run -d --name web nginx", "crictl", { there: true });
    const made = run?.makes;
    if (!made) throw new Error("crictl run makes a sandbox");
    expect(made).toMatchObject({ kind: "sandbox", name: "web", uid: "web-uid" });
    const pod = (id: string, createdMs: number, uid = "web-uid") => ({
      id,
      metadata: { name: "web", uid },
      createdAt: `${createdMs}000000`,
    });
    const listed = JSON.stringify({ items: [pod("new", 2000), pod("old", 1000), pod("other", 2000, "x")] });
    expect(idsMade(made, listed, 1500)).toEqual(["new"]);
    expect(removalOf(made, "new")[0]?.slice(-3)).toEqual(["rmp", "-f", "new"]);
  });

  it("is a container for ctr, and nothing for nerdctl, docker and what only pulls", async () => {
    const [pull, run] = await steps("run -d --name web nginx", "ctr");
    expect(pull?.makes).toBeNull();
    const made = run?.makes;
    if (!made) throw new Error("ctr run makes a container");
    expect(made).toMatchObject({ kind: "container", name: "web" });
    expect(
      idsMade(made, '{"ID":"web","CreatedAt":"2026-01-01T00:00:01Z"}', Date.parse("2026-01-01T00:00:00Z")),
    ).toEqual(["web"]);
    expect(
      idsMade(made, '{"ID":"web","CreatedAt":"2026-01-01T00:00:01Z"}', Date.parse("2026-01-01T00:00:02Z")),
    ).toEqual([]);
    expect(idsMade(made, "not JSON", 0)).toEqual([]);
    expect((await steps("run -d --name web nginx", "nerdctl"))[0]?.makes).toBeNull();
  });
});
