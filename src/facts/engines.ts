import type { EngineFacts, NamespaceCount } from "../model/index.ts";
import type { Candidate } from "./candidate.ts";
import { flavorOf, idOf } from "./flavor.ts";
import type { Host } from "./host.ts";
import { checkSocket, type Verdict } from "./liveness.ts";
import { engineByName, type Place } from "./merge.ts";
import type { Processes, Shim } from "./node-facts.ts";
import { parseAddress } from "./socket-path.ts";
import { CRI_NAMESPACE, countTasks, listNamespaces, TASK_FOLDER } from "./task-counts.ts";

/** Flavors whose containerd always serves CRI. */
const distributions = new Set(["k3s", "rke2", "microk8s", "k0s"]);

/** Where dockerd keeps its containers in containerd, unless told otherwise. */
const DOCKER_NAMESPACE = "moby";

/** The first value that any candidate knows. */
const firstOf = <K extends keyof Candidate>(place: Place, key: K): Candidate[K] | null =>
  place.candidates.find((one) => one[key] !== null)?.[key] ?? null;

/** A folder of an engine, as seen from here. */
const folderOf = (place: Place, key: "stateDir" | "rootDir"): string | null => {
  const found = place.candidates.find((one) => one[key] !== null);
  return found ? found.root + found[key] : null;
};

/** A state directory that nobody named: a shim works in its task's folder. */
const stateDirOfShims = (host: Host, shims: readonly Shim[]): string | null => {
  for (const { pid, root } of shims) {
    const folder = host.readlink(`/proc/${pid}/cwd`);
    const end = folder.ok ? folder.value.indexOf(`/${TASK_FOLDER}/`) : -1;
    if (folder.ok && end > 0) return root + folder.value.slice(0, end);
  }
  return null;
};

const sum = (counts: readonly (number | null)[]): number | null =>
  counts.reduce<number | null>((total, count) => (total === null || count === null ? null : total + count), 0);

/** Namespaces with a shim count as known even when nobody may look into them. */
const withShims = (counts: NamespaceCount[] | null, shims: readonly Shim[]): NamespaceCount[] => {
  const seen = new Set(counts?.map(({ name }) => name));
  const more = [...new Set(shims.map(({ namespace }) => namespace))].filter((name) => !seen.has(name)).sort();
  return [...(counts ?? []), ...more.map((name) => ({ name, containers: null, running: null, sandboxes: null }))];
};

/** Whether CRI is served, as far as can be told from outside. */
const servesCri = (place: Place, facts: EngineFacts): boolean | null => {
  if (facts.engine === "docker") return false;
  if (facts.engine !== "containerd") return true;
  if (facts.flavor === "docker-containerd" || place.candidates.some(({ cri }) => cri === false)) return false;
  const inUse = facts.namespaces.some(({ name }) => name === CRI_NAMESPACE);
  return inUse || distributions.has(facts.flavor) || firstOf(place, "cri") ? true : null;
};

/** A containerd's folders. */
const addFolders = (host: Host, place: Place, facts: EngineFacts, shims: readonly Shim[]): void => {
  facts.stateDir = folderOf(place, "stateDir") ?? stateDirOfShims(host, shims) ?? place.known?.stateDir ?? null;
  facts.rootDir = folderOf(place, "rootDir") ?? place.known?.rootDir ?? null;
};

/** What runs in a containerd. */
const addTasks = (host: Host, facts: EngineFacts, all: Processes, shims: readonly Shim[]): void => {
  // An engine that answers though no process of it can be seen lives in another pid namespace: its tasks' pids mean nothing here.
  const visible = all.pids.size > 0 && (facts.pid !== null || shims.length > 0 || facts.liveness !== "alive");
  const ids = visible && shims.length > 0 ? new Set(shims.map(({ id }) => id)) : null;
  const counts = facts.stateDir === null ? null : countTasks(host, facts.stateDir, ids, visible ? all.pids : null);
  facts.namespaces = withShims(counts, shims);
  facts.running = counts === null ? null : sum(facts.namespaces.map(({ running }) => running));
};

/** What dockerd's containers look like in the containerd that runs them. Stopped ones have folders only in Docker's own. */
const addDocker = (
  host: Host,
  place: Place,
  facts: EngineFacts,
  engines: readonly EngineFacts[],
  resolve: (path: string) => string,
): void => {
  const named = firstOf(place, "containerd");
  const root = place.candidates.find((one) => one.containerd !== null)?.root ?? "";
  const guess = facts.flavor === "docker" ? engines.find(({ flavor }) => flavor === "docker-containerd") : undefined;
  const address = named && parseAddress(named.address);
  const socket = address?.kind === "path" ? resolve(root + address.path) : (guess?.socket ?? null);
  const behind = engines.find((engine) => engine.socket === socket);
  const name = named?.namespace ?? DOCKER_NAMESPACE;
  const counted = behind?.namespaces.find((namespace) => namespace.name === name);
  facts.rootDir = folderOf(place, "rootDir") ?? place.known?.rootDir ?? null;
  const folders = facts.rootDir === null ? null : host.list(`${facts.rootDir}/containers`);
  // A containerd that may be looked into and has no such namespace runs nothing of Docker's.
  const zero = behind !== undefined && behind.running !== null ? 0 : null;
  facts.containerd = socket;
  facts.running = counted ? counted.running : zero;
  const containers = folders?.ok ? folders.value.length : null;
  facts.namespaces = [{ name, containers, running: facts.running, sandboxes: counted ? counted.sandboxes : zero }];
  if (counted) counted.containers = containers;
};

const look = async (host: Host, place: Place, timeoutMs: number): Promise<Verdict> => {
  if (place.remote) return { liveness: "unknown", why: "it is not a socket of this node" };
  const path = [place.socket, ...place.spellings].find((spelling) => {
    const found = host.stat(spelling);
    return found.ok || found.code !== "ENOENT";
  });
  return checkSocket(host, path ?? place.socket, timeoutMs);
};

/** A known path behind a closed door, though no process has to do with it: runc's folder alone makes /run/containerd. */
const isGuess = (host: Host, place: Place, { liveness }: Verdict, { seesAll }: Processes): boolean =>
  liveness === "denied" && seesAll && place.candidates.length === 0 && !host.stat(place.socket).ok;

const emptyFacts = (host: Host, place: Place, verdict: Verdict, { daemons }: Processes): EngineFacts => {
  const [proven] = place.candidates.filter(({ source, engine }) => source.by === "proc" && engine !== null);
  const engine = proven?.engine ?? place.known?.engine ?? firstOf(place, "engine") ?? engineByName(place.socket);
  const flavor = flavorOf(host, place, engine, daemons);
  return {
    id: "",
    flavor,
    engine,
    socket: place.socket,
    ...verdict,
    foundBy: place.foundBy,
    pid: firstOf(place, "pid"),
    stateDir: null,
    rootDir: null,
    namespaces: [],
    cri: null,
    running: null,
  };
};

/** Gives every engine its id. Of two that share a flavor the one that answers gets the plain one. */
const nameEngines = (engines: readonly EngineFacts[]): void => {
  const used = new Map<string, number>();
  const isAlive = ({ liveness }: EngineFacts): boolean => liveness === "alive";
  for (const facts of [...engines.filter(isAlive), ...engines.filter((one) => !isAlive(one))]) {
    const id = idOf(facts.flavor, facts.engine);
    const count = (used.get(id) ?? 0) + 1;
    used.set(id, count);
    facts.id = count === 1 ? id : `${id}-${count}`;
  }
};

/** What `describeEngines` goes by. */
export interface EngineContext {
  places: readonly Place[];
  processes: Processes;
  /** Which shims belong to a socket. */
  shimsOf: (socket: string) => readonly Shim[];
  /** Follows links, so that dockerd's containerd is found again. */
  resolve: (path: string) => string;
  /** Whether to count what runs; without it namespaces have names only. */
  count: boolean;
  timeoutMs: number;
}

/**
 * Looks at every place at once and says what is there.
 * @returns engines in the order of `places`; ids are unique
 */
export const describeEngines = async (host: Host, context: EngineContext): Promise<EngineFacts[]> => {
  const { places, processes, shimsOf, resolve, count, timeoutMs } = context;
  const looked = await Promise.all(
    places.map(async (place) => ({ place, verdict: await look(host, place, timeoutMs) })),
  );
  const listed = looked.filter(({ place, verdict }) => !isGuess(host, place, verdict, processes));
  const found = listed.map(({ place, verdict }) => ({ place, facts: emptyFacts(host, place, verdict, processes) }));
  for (const { place, facts } of found) {
    if (facts.engine !== "containerd") continue;
    const shims = shimsOf(facts.socket);
    addFolders(host, place, facts, shims);
    if (count) addTasks(host, facts, processes, shims);
    else if (facts.stateDir !== null) facts.namespaces = listNamespaces(host, facts.stateDir);
  }
  const engines = found.map(({ facts }) => facts);
  for (const { place, facts } of found) {
    if (facts.engine === "docker" && !place.remote && count) addDocker(host, place, facts, engines, resolve);
    facts.cri = servesCri(place, facts);
  }
  nameEngines(engines);
  return engines;
};
