import type { EngineFacts, Tool, ToolFacts } from "../model/index.ts";
import type { DoctorFacts, FileFact, FileKind, Probe, ProcessFact, ServiceFact, SocketFact } from "./facts.ts";

/** The configuration files of a kind, those of one engine when it is given. */
export const filesOf = (facts: DoctorFacts, kind: FileKind, engine?: string): FileFact[] =>
  facts.files.filter((file) => file.kind === kind && (engine === undefined || file.engine === engine));

/** A configuration file by its path; undefined when it was not looked at or is not there. */
export const fileAt = (facts: DoctorFacts, path: string): FileFact | undefined =>
  facts.files.find((file) => file.path === path);

/** An answer of a tool: `at` is an engine's id, null for the call as a person types it. */
export const probeOf = (
  facts: DoctorFacts,
  tool: Tool,
  name: string,
  at: string | null = null,
  namespace?: string,
): Probe | undefined =>
  facts.probes.find(
    (probe) =>
      probe.tool === tool &&
      probe.name === name &&
      probe.at === at &&
      (namespace === undefined || probe.namespace === namespace),
  );

/** Whether a probe ran to its end with exit code 0. */
export const succeeded = (probe: Probe | undefined): boolean =>
  probe !== undefined && probe.run.outcome === "exited" && probe.run.exitCode === 0;

/** What a probe printed as JSON; null when it failed or printed something else. */
export const jsonOf = (probe: Probe | undefined): unknown => {
  if (probe === undefined || !succeeded(probe)) return null;
  try {
    return JSON.parse(probe.run.stdout);
  } catch {
    return null;
  }
};

/** What a probe printed as JSON lines (docker, nerdctl); null when it failed. Lines that are no JSON are left out. */
export const jsonLinesOf = (probe: Probe | undefined): Record<string, unknown>[] | null => {
  if (probe === undefined || !succeeded(probe)) return null;
  return probe.run.stdout.split("\n").flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return typeof value === "object" && value !== null ? [value as Record<string, unknown>] : [];
    } catch {
      return [];
    }
  });
};

/** All that a probe said, for matching messages: stderr, then stdout. */
export const saidBy = (probe: Probe | undefined): string => (probe ? `${probe.run.stderr}\n${probe.run.stdout}` : "");

export const toolOf = (facts: DoctorFacts, tool: Tool): ToolFacts | undefined =>
  facts.tools.find((one) => one.tool === tool);

/** Whether a tool is on this node and can be started. */
export const hasTool = (facts: DoctorFacts, tool: Tool): boolean => (toolOf(facts, tool)?.command.length ?? 0) > 0;

/** An address as a path, with /var/run as what it is on every Linux. */
const plainPath = (address: string): string => address.replace(/^unix:\/\//, "").replace(/^\/var\/run\//, "/run/");

/** The socket at a path, however it is spelled; of a link and what it leads to, the one that is named. */
export const socketAt = (facts: DoctorFacts, address: string): SocketFact | undefined => {
  const path = plainPath(address);
  const canonical = facts.node.canonical[address] ?? path;
  return (
    facts.sockets.find((socket) => plainPath(socket.path) === path) ??
    facts.sockets.find((socket) => socket.realPath === canonical)
  );
};

/** The engine behind an address as people write it, links followed; undefined when there is none on this node. */
export const engineAt = (facts: DoctorFacts, address: string): EngineFacts | undefined => {
  const path = socketAt(facts, address)?.realPath ?? facts.node.canonical[address] ?? plainPath(address);
  return facts.node.engines.find(({ socket }) => socket === path);
};

/** Processes of a program on this node itself (not in a container). */
export const processesOf = (facts: DoctorFacts, program: string): ProcessFact[] =>
  facts.processes.filter((process) => process.program === program && !process.inContainer);

/** A service by its name without suffix. */
export const serviceOf = (facts: DoctorFacts, name: string): ServiceFact | undefined =>
  facts.services.find((service) => service.name === name);

/** Running containers and sandboxes of one containerd namespace over all engines; null counts are left out. */
export const runningIn = (facts: DoctorFacts, namespace: string): { engine: EngineFacts; running: number }[] =>
  facts.node.engines.flatMap((engine) => {
    if (engine.engine !== "containerd") return [];
    const count = engine.namespaces.find(({ name }) => name === namespace)?.running ?? null;
    return count === null ? [] : [{ engine, running: count }];
  });

/** The words in front of a command that needs root: none for root. */
export const sudo = (facts: DoctorFacts): string[] => (facts.user.uid === 0 ? [] : ["sudo"]);

/** A ctr line about one engine and one of its namespaces, for a person to paste. */
export const ctrAt = (facts: DoctorFacts, engine: EngineFacts, namespace: string, ...words: string[]): string[] => [
  ...sudo(facts),
  "ctr",
  "--address",
  engine.socket,
  "--namespace",
  namespace,
  ...words,
];

/** Things of which only the first are named in a title. */
export const SHOWN = 3;

/** `a, b, c and 2 more`. */
export const someOf = (names: readonly string[]): string =>
  names.slice(0, SHOWN).join(", ") + (names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "");
