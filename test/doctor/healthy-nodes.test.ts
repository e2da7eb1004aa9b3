import { describe, expect, it } from "vitest";
import { rules } from "../../src/doctor/index.ts";
import { FLAVORS, findingsOf, healthy } from "./healthy-facts.ts";

/** What is good to know about each healthy node, and nothing else. */
const infos = {
  k3s: [
    "cgroup-v1",
    "crictl-no-config",
    "docker-sees-nothing",
    "nerdctl-default-socket",
    "nerdctl-version",
    "pause-image-unpinned",
  ],
  containerd: ["cgroup-v1", "docker-stopped", "nerdctl-namespace", "nerdctl-version", "pause-image-unpinned"],
  containerd2: ["cgroup-v1", "docker-stopped", "nerdctl-namespace"],
  "docker-only": ["cgroup-v1", "nerdctl-version"],
} as const;

describe.each(FLAVORS)("a healthy node: %s", (flavor) => {
  it("has no error and no warning, and no rule breaks", () => {
    const findings = findingsOf(healthy(flavor));
    expect(findings.filter(({ severity }) => severity !== "info" && severity !== "ok")).toEqual([]);
  });

  it("is told only what is good to know", () => {
    const ids = findingsOf(healthy(flavor)).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(infos[flavor]);
  });
});

describe("every rule", () => {
  it("has a page that says all four things", () => {
    for (const { id, page } of rules)
      for (const [part, text] of Object.entries(page)) expect(text.trim(), `${id}: ${part}`).toMatch(/\S{2}/);
    expect(rules.filter(({ title }) => title.endsWith(".")).map(({ id }) => id)).toEqual([]);
  });

  it("explains only findings that exist", () => {
    const own = new Set([...rules.map(({ id }) => id), "cni-folder-recreated", "disk-full"]);
    const unknown = rules.flatMap(({ id, explains = [] }) =>
      explains.filter((effect) => !own.has(effect)).map((effect) => `${id}: ${effect}`),
    );
    expect(unknown).toEqual([]);
  });

  it("is silent about a machine with nothing on it, but for no-engine", () => {
    const facts = healthy("docker-only");
    Object.assign(facts, {
      sockets: [],
      processes: [],
      services: [],
      files: [],
      probes: [],
      cni: [],
      binaries: [],
      folders: [],
      target: null,
    });
    Object.assign(facts.node, { engines: [], daemons: [], kubernetes: null });
    facts.tools = facts.tools.map((tool) => ({ ...tool, path: null, command: [], problem: "missing" as const }));
    const found = findingsOf(facts).filter(({ severity }) => severity === "error" || severity === "warning");
    expect(found.map(({ id }) => id)).toEqual(["no-engine"]);
  });
});
