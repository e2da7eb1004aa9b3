import { type Candidate, candidate } from "./candidate.ts";
import { configReader } from "./config-file.ts";
import { readDaemons, readShims } from "./daemons.ts";
import { readDockerContexts } from "./docker-contexts.ts";
import { describeEngines } from "./engines.ts";
import { readEnvironment, rootlessPids, runtimeDirs } from "./environment.ts";
import type { Host } from "./host.ts";
import { knownSockets } from "./known-sockets.ts";
import { readKubernetes } from "./kubernetes.ts";
import { mergePlaces } from "./merge.ts";
import type { DockerContext, EnvironmentFacts, FactProblem, NodeFacts, Shim } from "./node-facts.ts";
import { findProcesses, noProcesses } from "./processes.ts";
import { parseAddress, pathResolver } from "./socket-path.ts";
import { readCrictlConfig, readNerdctlConfig } from "./tool-configs.ts";

/** Milliseconds after which a listening socket that takes no connection counts as dead. */
const CONNECT_MS = 500;

export interface GatherOptions {
  /** Milliseconds that looking at one socket may take, at most 500. */
  deadlineMs: number;
  /**
   * Leave processes and counts out: a third of the work, and enough to choose a target on most nodes (`isSettled` says
   * whether it was), so that tools can be started before the rest is looked at.
   */
  quick?: boolean;
  /** Addresses from the command line (`--address`), to be looked at as well. */
  addresses?: readonly string[];
}

const ofEnvironment = (environment: EnvironmentFacts): Candidate[] => {
  const named: [string, string | null, Partial<Candidate>][] = [
    ["CONTAINERD_ADDRESS", environment.containerdAddress, { engine: "containerd" }],
    ["CONTAINER_RUNTIME_ENDPOINT", environment.runtimeEndpoint, {}],
    ["IMAGE_SERVICE_ENDPOINT", environment.imageEndpoint, {}],
    ["DOCKER_HOST", environment.dockerHost, { engine: "docker" }],
  ];
  return named.flatMap(([name, value, known]) =>
    value === null ? [] : [candidate(value, { by: "env", text: name, line: null }, known)],
  );
};

/** Contexts on this machine, and the current one wherever it leads. */
const ofContexts = (contexts: readonly DockerContext[]): Candidate[] =>
  contexts.flatMap(({ host, file, current }) =>
    host !== null && (current || parseAddress(host).kind === "path")
      ? [candidate(host, { by: "config", text: file, line: null }, { engine: "docker" })]
      : [],
  );

/** What contradicts itself: said here because no single file is wrong. */
const contradictions = (
  environment: EnvironmentFacts,
  facts: Pick<NodeFacts, "canonical" | "engines">,
): FactProblem[] => {
  const problems: FactProblem[] = [];
  const at = (address: string | null): string | undefined => (address === null ? undefined : facts.canonical[address]);
  const [containerd, runtime, image, docker] = [
    at(environment.containerdAddress),
    at(environment.runtimeEndpoint),
    at(environment.imageEndpoint),
    at(environment.dockerHost),
  ];
  if (containerd && runtime && containerd !== runtime) {
    problems.push({
      source: "CONTAINER_RUNTIME_ENDPOINT",
      text: `it leads crictl to ${runtime}, CONTAINERD_ADDRESS the other tools to ${containerd}`,
    });
  }
  if (runtime && image && runtime !== image) {
    problems.push({
      source: "IMAGE_SERVICE_ENDPOINT",
      text: `it leads crictl to ${image} for images, CONTAINER_RUNTIME_ENDPOINT to ${runtime} for containers`,
    });
  }
  const spoken = (socket: string | undefined) => facts.engines.find((engine) => engine.socket === socket)?.engine;
  const [behindDocker, behindContainerd] = [spoken(docker), spoken(containerd)];
  if (behindDocker && behindDocker !== "docker") {
    const text = `it names the socket of ${behindDocker}, which does not speak Docker's API`;
    problems.push({ source: "DOCKER_HOST", text });
  }
  if (behindContainerd && behindContainerd !== "containerd") {
    problems.push({
      source: "CONTAINERD_ADDRESS",
      text: `it names the socket of ${behindContainerd}, not of a containerd`,
    });
  }
  return problems;
};

/**
 * Finds every engine of this node: by known paths, variables, configuration files and processes. Runs no tool, writes
 * nothing, and waits for no socket that is not there. Never throws: what cannot be read or understood is in `problems`, or
 * in an engine's `why`.
 */
export const gatherFacts = async (host: Host, options: GatherOptions): Promise<NodeFacts> => {
  const { deadlineMs, addresses = [], quick = false } = options;
  const environment = readEnvironment(host);
  const dirs = runtimeDirs(host);
  const processes = quick ? noProcesses : findProcesses(host, rootlessPids(host, dirs));
  const known = knownSockets(host, dirs);
  const { contexts, problems: contextProblems } = readDockerContexts(host, environment);
  const readConfig = configReader(host);
  const [daemons, kubernetes, crictl, nerdctl] = await Promise.all([
    readDaemons(host, readConfig, processes),
    readKubernetes(host, readConfig, processes),
    readCrictlConfig(readConfig, environment),
    readNerdctlConfig(host, readConfig, environment),
  ]);
  const resolve = pathResolver(host);
  const merged = mergePlaces(host, resolve, known, [
    ...daemons.candidates,
    ...readShims(processes),
    ...kubernetes.candidates,
    ...crictl.candidates,
    ...nerdctl.candidates,
    ...ofContexts(contexts),
    ...ofEnvironment(environment),
    ...addresses.map((address) => candidate(address, { by: "flag", text: "--address", line: null })),
  ]);
  // A shim belongs to the place its address was merged into, whichever way it is spelled on its command line.
  const owners = new Map(
    merged.places.flatMap(({ socket, candidates }) =>
      candidates
        .filter(({ source }) => source.by === "proc")
        .map((one) => [`${one.root} ${one.address}`, socket] as const),
    ),
  );
  const shims = Map.groupBy(
    processes.shims,
    (shim: Shim) => owners.get(`${shim.root} ${shim.address}`) ?? owners.get(` ${shim.address}`) ?? "",
  );
  const engines = await describeEngines(host, {
    places: merged.places,
    processes,
    shimsOf: (socket) => shims.get(socket) ?? [],
    resolve,
    count: !quick,
    timeoutMs: Math.min(deadlineMs, CONNECT_MS),
  });
  const facts: NodeFacts = {
    complete: !quick,
    hostname: host.hostname(),
    uid: host.uid(),
    engines,
    environment,
    kubernetes: null,
    dockerContexts: contexts,
    daemons: processes.daemons,
    inContainers: processes.inContainers,
    canonical: merged.canonical,
    looked: [
      ...merged.places.flatMap(({ socket, remote, spellings }) => (remote ? [] : [socket, ...spellings])),
      ...merged.absent,
    ],
    problems: [
      ...contextProblems,
      ...daemons.problems,
      ...kubernetes.problems,
      ...crictl.problems,
      ...nerdctl.problems,
      ...merged.problems,
    ].filter(
      (one, index, all) => all.findIndex(({ source, text }) => source === one.source && text === one.text) === index,
    ),
  };
  if (kubernetes.use) {
    const { by, address, source } = kubernetes.use;
    const socket = merged.canonical[address];
    if (socket !== undefined) facts.kubernetes = { by, socket, source };
  }
  facts.problems.push(...contradictions(environment, facts));
  return facts;
};
