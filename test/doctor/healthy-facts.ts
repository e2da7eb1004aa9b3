import { readFileSync } from "node:fs";
import type { DoctorFacts, FileFact, Probe, ServiceFact } from "../../src/doctor/facts.ts";
import { diagnose, rules } from "../../src/doctor/index.ts";
import type { EngineFacts, Finding, RunResult, Tool } from "../../src/model/index.ts";

export type Healthy = "k3s" | "containerd" | "containerd2" | "docker-only";
export const FLAVORS: readonly Healthy[] = ["k3s", "containerd", "containerd2", "docker-only"];

/** What doctor gathered on a healthy node of that kind, as root; a copy to change. */
export const healthy = (flavor: Healthy): DoctorFacts =>
  JSON.parse(readFileSync(new URL(`../fixtures/doctor/${flavor}.json`, import.meta.url), "utf8"));

export const findingsOf = (facts: DoctorFacts): Finding[] => diagnose(facts, rules).findings;

/** One finding by its id; one that was folded into its cause does not count. */
export const findingIn = (facts: DoctorFacts, id: string): Finding | undefined =>
  findingsOf(facts).find((finding) => finding.id === id);

export const engineOf = (facts: DoctorFacts, id: string): EngineFacts => {
  const found = facts.node.engines.find((engine) => engine.id === id);
  if (!found) throw new Error(`no engine ${id} in these facts`);
  return found;
};

/** Adds a file, or puts another text into the one that is there. */
export const putFile = (facts: DoctorFacts, file: Pick<FileFact, "kind" | "path"> & Partial<FileFact>): void => {
  facts.files = facts.files.filter(({ path }) => path !== file.path);
  facts.files.push({ text: "", code: null, engine: null, namedBy: null, ...file });
};

/** Changes the text of a file that is there. */
export const editFile = (facts: DoctorFacts, path: string, edit: (text: string) => string): void => {
  const file = facts.files.find((one) => one.path === path);
  if (!file) throw new Error(`no file ${path} in these facts`);
  // A new object: what is parsed is remembered by it.
  putFile(facts, { ...file, text: edit(file.text ?? "") });
};

const probesOf = (facts: DoctorFacts, tool: Tool, name: string, at: string | null, namespace?: string): Probe[] =>
  facts.probes.filter(
    (one) =>
      one.tool === tool &&
      one.name === name &&
      one.at === at &&
      (namespace === undefined || one.namespace === namespace),
  );

/** Changes what a call answered; the call is added when nobody made it. */
export const answer = (
  facts: DoctorFacts,
  [tool, name, at, namespace]: [Tool, string, string | null, string?],
  over: Partial<RunResult> | ((stdout: string) => string),
): void => {
  const [probe] = probesOf(facts, tool, name, at, namespace);
  const run: RunResult = probe?.run ?? {
    argv: [tool],
    outcome: "exited",
    exitCode: 0,
    signal: null,
    durationMs: 1,
    stdout: "",
    stderr: "",
  };
  const changed: RunResult = { ...run, ...(typeof over === "function" ? { stdout: over(run.stdout) } : over) };
  if (probe) probe.run = changed;
  else facts.probes.push({ tool, name, at, namespace: namespace ?? null, argv: [tool, name], run: changed });
};

/** Takes a program's processes away. */
export const endProgram = (facts: DoctorFacts, program: string): void => {
  facts.processes = facts.processes.filter((one) => one.program !== program);
  facts.node.daemons = facts.node.daemons.filter((one) => one.program !== program);
};

/** Ends an engine: its socket is left over, or gone with it. */
export const endEngine = (facts: DoctorFacts, id: string, how: "refused" | "missing"): void => {
  const engine = engineOf(facts, id);
  const { pid, socket } = engine;
  Object.assign(engine, {
    liveness: how,
    pid: null,
    why: how === "refused" ? "nothing listens: the socket file is a leftover" : "there is no such file",
  });
  facts.processes = facts.processes.filter((one) => one.pid !== pid);
  for (const one of facts.sockets)
    if (one.realPath === socket) Object.assign(one, { liveness: how, listener: null, exists: how === "refused" });
  facts.probes = facts.probes.filter(({ at }) => at !== id);
};

export const addService = (facts: DoctorFacts, service: Pick<ServiceFact, "name"> & Partial<ServiceFact>): void => {
  if (!facts.folders.includes("/run/systemd/system")) facts.folders.push("/run/systemd/system");
  facts.services = facts.services.filter(({ name }) => name !== service.name);
  facts.services.push({
    manager: "systemd",
    files: [],
    active: "active",
    sub: "running",
    enabled: "enabled",
    result: "success",
    pid: null,
    journal: [],
    ...service,
  });
};

/** Another user than root asks, who sees the sockets' names and no more. */
export const asUser = (facts: DoctorFacts): void => {
  facts.user = { ...facts.user, uid: 1000, name: "ada", sudo: "/usr/bin/sudo" };
  for (const engine of facts.node.engines)
    Object.assign(engine, { liveness: "denied", running: null, why: "only root may use it" });
  for (const socket of facts.sockets) socket.liveness = "denied";
};
