import { describe, expect, it } from "vitest";
import { linesFor } from "../../src/cli/writes/lines.ts";
import type { Tool } from "../../src/model/index.ts";
import { chooseTool, type WriteQuestion } from "../../src/plan/write.ts";
import { writeVerbs } from "../../src/plan/write-verbs.ts";
import { allLoaders, understand } from "../../src/translate/index.ts";
import { container, image, place, podContainer, toolsOf } from "./rows.ts";

/** The tool that a docker line is given to, and what is lost. */
const choose = async (line: string, over: Partial<WriteQuestion> = {}) => {
  const understood = await understand(line);
  if ("problem" in understood) throw new Error(understood.problem.message);
  const path = understood.command.spec.path;
  const verb = writeVerbs[path];
  if (!verb) throw new Error(path);
  const tools = over.tools ?? toolsOf();
  const operands = understood.command.operands.map(({ word }) => word);
  const lines = await linesFor(understood, operands, operands, tools, true);
  const { chosen, candidates } = chooseTool({
    path,
    verb,
    place: place(),
    tools,
    lines: [...lines.values()].map(({ line: one }) => one),
    via: null,
    containers: [],
    images: [],
    engineVersion: "1.7.2",
    wholeImages: false,
    ...over,
  });
  const why = (tool: Tool) => candidates.find((one) => one.tool === tool)?.why ?? null;
  return { tool: chosen?.tool ?? null, losses: chosen?.losses ?? [], why };
};

const ID = "c".repeat(64);
const nerdctls = container({ name: "web", labels: { "nerdctl/namespace": "k8s.io" }, seenBy: ["nerdctl", "ctr"] });
const ctrs = container({ id: "web", name: "web", seenBy: ["nerdctl", "ctr"] });
const docker = place({ id: "docker", flavor: "docker", engine: "docker", namespace: null, socket: "/run/docker.sock" });

describe("which tool carries a write out", () => {
  it("the owner of the container", async () => {
    expect((await choose(`stop ${ID}`, { containers: [podContainer()] })).tool).toBe("crictl");
    expect((await choose(`stop ${ID}`, { containers: [nerdctls] })).tool).toBe("nerdctl");
    expect((await choose("stop web", { containers: [ctrs] })).tool).toBe("ctr");
    expect((await choose(`stop ${ID}`, { containers: [container({ at: "docker" })], place: docker })).tool).toBe(
      "docker",
    );
  });

  it("another one where the owner has no form or loses something", async () => {
    expect((await choose(`pause ${ID}`, { containers: [podContainer()] })).tool).toBe("nerdctl");
    expect((await choose(`kill ${ID}`, { containers: [podContainer()] })).tool).toBe("nerdctl");
    expect((await choose(`exec -u 1000 ${ID} id`, { containers: [podContainer()] })).tool).toBe("nerdctl");
    expect((await choose("rename web w", { containers: [ctrs] })).tool).toBeNull();
  });

  it("never crictl for what it cannot see, nor in another namespace", async () => {
    const unseen = podContainer({ seenBy: ["nerdctl", "ctr"] });
    const { tool, why } = await choose(`exec ${ID} ls`, { containers: [unseen] });
    expect(tool).toBe("nerdctl");
    expect(why("crictl")).toBe("crictl does not see it");
    const { why: elsewhere } = await choose("pull nginx", { place: place({ namespace: "default" }), via: "crictl" });
    expect(elsewhere("crictl")).toMatch(/only k8s\.io/);
  });

  it("never what goes behind CRI's back, also when it is the only tool", async () => {
    for (const verb of ["start", "restart"]) {
      const { tool, why } = await choose(`${verb} ${ID}`, {
        containers: [podContainer()],
        tools: toolsOf("nerdctl", "ctr"),
      });
      expect(tool).toBeNull();
      expect(why("nerdctl")).toMatch(/behind CRI's back/);
    }
    expect(
      (await choose(`rm ${ID}`, { containers: [podContainer()], tools: toolsOf("nerdctl", "ctr") })).tool,
    ).toBeNull();
    expect((await choose(`attach ${ID}`, { containers: [podContainer()], via: "nerdctl" })).tool).toBeNull();
  });

  it("nerdctl for run and build, crictl for pull into k8s.io, nerdctl then ctr for load and tag", async () => {
    expect((await choose("run -d nginx")).tool).toBe("nerdctl");
    expect((await choose("build .")).tool).toBe("nerdctl");
    expect((await choose("pull nginx")).tool).toBe("crictl");
    expect((await choose("pull nginx", { place: place({ namespace: "default" }) })).tool).toBe("nerdctl");
    expect((await choose("load -i x.tar")).tool).toBe("nerdctl");
    expect((await choose("tag nginx a:b", { tools: toolsOf("crictl", "ctr") })).tool).toBe("ctr");
  });

  it("not nerdctl 2.3 where it needs the transfer service of containerd 1.7", async () => {
    for (const line of ["load -i x.tar", "tag nginx a:b"]) {
      expect((await choose(line, { engineVersion: "1.6.20~ds1" })).tool).toBe("ctr");
      const { why } = await choose(line, { engineVersion: "1.6.20~ds1", via: "nerdctl" });
      expect(why("nerdctl")).toMatch(/needs containerd 1\.7/);
    }
    expect((await choose("import x.tar a:b", { engineVersion: "1.6.20" })).tool).toBeNull();
  });

  it("--via, or nobody", async () => {
    expect((await choose("run -d nginx", { via: "ctr" })).tool).toBe("ctr");
    expect((await choose("run -d nginx", { via: "docker" })).tool).toBeNull();
    expect((await choose("network create n", { via: "ctr" })).tool).toBeNull();
    expect((await choose("network connect n web")).tool).toBeNull();
  });

  it("docker alone for docker's engine, crictl alone for CRI-O", async () => {
    expect((await choose("run nginx", { place: docker })).tool).toBe("docker");
    const crio = place({
      id: "cri-o",
      flavor: "cri-o",
      engine: "cri-o",
      namespace: null,
      socket: "/run/crio/crio.sock",
    });
    expect((await choose("pull nginx", { place: crio })).tool).toBe("crictl");
    expect((await choose("run -d nginx", { place: crio })).tool).toBe("crictl");
  });
});

describe("what is lost", () => {
  it("is said for flags that a tool has no form of", async () => {
    const { losses } = await choose("run -d -p 80:80 nginx", { via: "ctr" });
    expect(losses.map(({ flag }) => flag)).toContain("--publish");
  });

  it("is not what ctool sees to itself", async () => {
    const removed = { images: [image()], wholeImages: true };
    expect((await choose("rmi nginx", removed)).losses).toEqual([]);
    expect((await choose("rmi nginx", removed)).tool).toBe("crictl");
    expect((await choose("rmi nginx", { ...removed, via: "ctr" })).losses).toEqual([]);
    expect((await choose("rmi nginx", { images: [image()] })).tool).toBe("nerdctl");
    expect((await choose("rmi nginx", { images: [image()], via: "crictl" })).losses.length).toBe(1);
    const created = podContainer({ state: "created" });
    expect((await choose(`start ${ID}`, { containers: [created] })).losses).toEqual([]);
    expect((await choose(`start ${ID}`, { containers: [podContainer({ state: "exited" })] })).losses.length).toBe(1);
    expect((await choose(`cp ${ID}:/etc/hosts .`, { containers: [podContainer()], via: "crictl" })).losses).toEqual([]);
  });
});

it("every docker verb of containers, images, networks and volumes that changes something is carried out, pruned or compared", async () => {
  const left = new Set<string>();
  for (const load of allLoaders()) {
    for (const { path, risk, examples } of (await load()).commands) {
      const changes = typeof risk === "string" ? risk !== "read" : false;
      const ours = /^(?:container|image|network|volume) |^log(?:in|out)$/.test(path);
      if (changes && ours && !path.endsWith("prune") && !(path in writeVerbs)) left.add(path);
      expect(examples.length).toBeGreaterThan(0);
    }
  }
  // containerd has no update of volumes: docker's is for swarm.
  expect([...left].filter((path) => path !== "volume update")).toEqual([]);
});
