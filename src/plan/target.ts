import type { NodeFacts } from "../facts/index.ts";
import type { Elsewhere, EngineFacts, Target } from "../model/index.ts";
import { isNamespaceName, isUsed, usualNamespace } from "./namespace.ts";

/** What the command line says about the target; null where it says nothing. */
export interface TargetOverrides {
  address: string | null;
  namespace: string | null;
  /** An engine's id or flavor, as `ctool targets` lists them. */
  target: string | null;
}

/** Why there is no target. `usage`: the command line is wrong; the others are about the node. */
export interface TargetError {
  code: "usage" | "no-engine" | "dead-engine";
  message: string;
  hint: string | null;
}

export type TargetChoice = { target: Target } | { error: TargetError };

interface Choice {
  engine: EngineFacts;
  reason: string;
}

const fail = (code: TargetError["code"], message: string, hint: string | null): { error: TargetError } => ({
  error: { code, message, hint },
});

const idsOf = (engines: readonly EngineFacts[]): string => engines.map(({ id }) => id).join(", ");

/** An engine that a tool could be sent to: it answers, or only this user may not. */
export const isThere = ({ liveness }: EngineFacts): boolean =>
  liveness === "alive" || liveness === "denied" || liveness === "unknown";

/** A socket of this machine, and not `tcp://…`. */
const isLocal = ({ socket }: EngineFacts): boolean => socket.startsWith("/");

/** Engines that answer come first, then those that may for another user. */
const byLiveness = (engines: readonly EngineFacts[]): EngineFacts[] => {
  const rank = ({ liveness }: EngineFacts): number => (liveness === "alive" ? 0 : liveness === "denied" ? 1 : 2);
  return [...engines].sort((a, b) => rank(a) - rank(b));
};

const plainPath = (address: string): string => address.replace(/^unix:\/\//, "").replace(/^\/var\/run\//, "/run/");

/** The engine behind an address as somebody wrote it. */
const atAddress = (facts: NodeFacts, address: string): EngineFacts | undefined => {
  const socket = facts.canonical[address] ?? plainPath(address);
  return facts.engines.find((engine) => engine.socket === socket);
};

/** Somebody chose this engine by name, so it is taken or refused, never replaced. */
const chosen = (engine: EngineFacts, reason: string, { engines }: NodeFacts): Choice | { error: TargetError } => {
  if (isThere(engine)) return { engine, reason };
  const others = engines.filter(({ liveness }) => liveness === "alive");
  return fail(
    "dead-engine",
    `${reason} means ${engine.socket}, which does not answer: ${engine.why ?? engine.liveness}`,
    others.length > 0
      ? `These answer: ${idsOf(others)}. Choose one with --target.`
      : "No other engine answers on this node.",
  );
};

const byName = (facts: NodeFacts, name: string): Choice | { error: TargetError } => {
  const { engines } = facts;
  const ofFlavor = byLiveness(engines.filter(({ flavor }) => flavor === name));
  const named = engines.find(({ id }) => id === name) ?? ofFlavor[0];
  if (named) return chosen(named, `--target ${name}`, facts);
  const hint = engines.length > 0 ? `Targets here: ${idsOf(engines)}.` : "No engine was found on this node.";
  return fail("usage", `no target is called ${name}`, hint);
};

const byAddress = (facts: NodeFacts, address: string): Choice | { error: TargetError } => {
  const engine = atAddress(facts, address);
  if (engine && isLocal(engine)) return chosen(engine, "--address", facts);
  return fail(
    "usage",
    `--address ${address} is no socket of this node`,
    "Give an absolute path, or unix:// and one; ctool targets lists what is here.",
  );
};

/** The variables that name an engine, the one for most tools first. One that leads elsewhere is passed over. */
const byEnvironment = (facts: NodeFacts): Choice | { error: TargetError } | null => {
  const { containerdAddress, runtimeEndpoint } = facts.environment;
  for (const [name, address] of [
    ["CONTAINERD_ADDRESS", containerdAddress],
    ["CONTAINER_RUNTIME_ENDPOINT", runtimeEndpoint],
  ] as const) {
    const engine = address === null ? undefined : atAddress(facts, address);
    if (engine && isLocal(engine)) return chosen(engine, name, facts);
  }
  return null;
};

/** An engine that a Kubernetes distribution brought along. */
const isDistribution = ({ flavor }: EngineFacts): boolean => ["k3s", "rke2", "microk8s", "k0s"].includes(flavor);

/** What Kubernetes uses: as its processes say, else as the engine's owner says. */
const ofKubernetes = ({ kubernetes, engines }: NodeFacts): Choice | null => {
  const used = kubernetes && engines.find(({ socket }) => socket === kubernetes.socket);
  if (used && isThere(used)) {
    const { by } = kubernetes;
    return { engine: used, reason: `${by} uses it` };
  }
  const owned = byLiveness(engines.filter(isDistribution)).find(isThere);
  return owned ? { engine: owned, reason: `${owned.flavor} uses it` } : null;
};

/**
 * The engine with most running containers. A dockerd counts the same containers as the containerd behind it, which more
 * tools can be asked about, so a containerd goes first; then what DOCKER_HOST names, then the order of the list.
 */
const busiest = (facts: NodeFacts): Choice | null => {
  const answering = facts.engines.filter(({ liveness }) => liveness === "alive");
  const candidates = answering.length > 0 ? answering : facts.engines.filter(({ liveness }) => liveness === "denied");
  const dockerHost = facts.environment.dockerHost;
  const preferred = dockerHost === null ? undefined : atAddress(facts, dockerHost);
  const score = (engine: EngineFacts): number[] => [
    engine.running ?? -1,
    engine.engine === "containerd" ? 1 : 0,
    engine === preferred ? 1 : 0,
  ];
  const [first, second] = [...candidates].sort((a, b) => {
    const [scoreA, scoreB] = [score(a), score(b)];
    return scoreB.map((value, index) => value - (scoreA[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
  });
  if (!first) return null;
  if (!second)
    return { engine: first, reason: answering.length > 0 ? "the only engine that answers" : "the only engine" };
  if (first.running) return { engine: first, reason: `most running containers (${first.running})` };
  return {
    engine: first,
    reason: first.running === 0 ? "the first that answers; nothing runs in any" : "the first that answers",
  };
};

const noEngine = ({ engines, uid }: NodeFacts): { error: TargetError } => {
  if (engines.length === 0) {
    return fail(
      "no-engine",
      "no container engine was found on this node",
      uid === 0
        ? "ctool targets shows where it looked."
        : "Try sudo: ordinary users may not see every engine. ctool targets shows where ctool looked.",
    );
  }
  const dead = engines.map(({ id, socket, why, liveness }) => `${id} (${socket}): ${why ?? liveness}`);
  return fail(
    "no-engine",
    `no container engine answers: ${dead.join("; ")}`,
    "ctool targets shows each one and how it was found.",
  );
};

const chooseEngine = (facts: NodeFacts, { address, target }: TargetOverrides): Choice | { error: TargetError } => {
  if (target !== null) {
    const named = byName(facts, target);
    if (address === null || "error" in named || atAddress(facts, address) === named.engine) return named;
    return fail("usage", `--target ${target} and --address ${address} are two different engines`, "Give one of them.");
  }
  if (address !== null) return byAddress(facts, address);
  return byEnvironment(facts) ?? ofKubernetes(facts) ?? busiest(facts) ?? noEngine(facts);
};

/** The namespace that is meant in an engine: flag, else environment, else the one that is usual there. */
const withNamespace = ({ engine, reason }: Choice, facts: NodeFacts, asked: string | null): TargetChoice => {
  const { id, flavor, socket, namespaces } = engine;
  if (engine.engine !== "containerd") {
    if (asked !== null)
      return fail(
        "usage",
        `--namespace ${asked}: ${id} has no namespaces`,
        "Only containerd has them; --target chooses another engine.",
      );
    return { target: { id, flavor, engine: engine.engine, socket, namespace: null, reason, otherNamespaces: [] } };
  }
  const namespace = asked ?? facts.environment.containerdNamespace ?? usualNamespace(engine);
  if (!isNamespaceName(namespace)) {
    const source = asked === null ? "CONTAINERD_NAMESPACE" : "--namespace";
    return fail(
      "usage",
      `${source} ${JSON.stringify(namespace)} is no namespace`,
      "Letters, digits, and . _ - between them.",
    );
  }
  const otherNamespaces = namespaces.filter(({ name }) => name !== namespace);
  return { target: { id, flavor, engine: "containerd", socket, namespace, reason, otherNamespaces } };
};

/**
 * Chooses the engine and namespace that a command line means: flag, else environment, else what Kubernetes uses, else the
 * engine with most running containers. An engine that only this user may not use is chosen all the same (its `liveness` in
 * the facts says `denied`): every tool can then say what is missing.
 */
export const chooseTarget = (facts: NodeFacts, overrides: TargetOverrides): TargetChoice => {
  const choice = chooseEngine(facts, overrides);
  return "error" in choice ? choice : withNamespace(choice, facts, overrides.namespace);
};

/**
 * The engine whose containers can still be listed, from its task folders, where none answers or one was named that does not.
 * @returns null when nothing runs in a dead one; the target's `reason` is why it does not answer
 */
export const chooseDead = (facts: NodeFacts, { address, namespace, target }: TargetOverrides): TargetChoice | null => {
  const named = facts.engines.filter(
    (engine) =>
      isLocal(engine) &&
      !isThere(engine) &&
      engine.engine === "containerd" &&
      engine.running &&
      (address === null || atAddress(facts, address) === engine) &&
      (target === null || engine.id === target || engine.flavor === target),
  );
  const [engine] = named.sort(
    (a, b) => Number(isDistribution(b)) - Number(isDistribution(a)) || (b.running ?? 0) - (a.running ?? 0),
  );
  if (!engine) return null;
  return withNamespace({ engine, reason: `does not answer: ${engine.why ?? engine.liveness}` }, facts, namespace);
};

/**
 * Whether facts from a quick look are enough to choose by: the engine is named by hand, or belongs to a Kubernetes
 * distribution, or is the only one that answers; and its namespace is beyond doubt. (A process could still reveal an engine
 * that no path, variable or file names: compare with the choice by complete facts before anything is shown.)
 */
export const isSettled = (facts: NodeFacts, overrides: TargetOverrides): boolean => {
  if (facts.complete) return true;
  // Ids may still change.
  if (overrides.target !== null) return false;
  const choice = chooseEngine(facts, overrides);
  if ("error" in choice) return false;
  const { engine } = choice;
  const answering = facts.engines.filter((one) => isLocal(one) && one.liveness === "alive");
  const distributed = answering.filter(isDistribution);
  const named = overrides.address !== null || byEnvironment(facts) !== null;
  const certain = named || (distributed.length === 1 ? distributed[0] === engine : answering.length === 1);
  const namespace = overrides.namespace ?? facts.environment.containerdNamespace;
  return certain && (engine.engine !== "containerd" || namespace !== null || engine.cri === true);
};

/**
 * Containers outside of the target's engine. Docker's containers are told once, as docker's, though a containerd runs them;
 * not at all when that containerd is the target's, since its namespaces are in `otherNamespaces`. Containers outlive an engine
 * that died: its task folders tell of those that run, and it comes with why it does not answer.
 */
export const elsewhere = ({ engines }: NodeFacts, target: Target): Elsewhere[] => {
  const here = engines.filter((one) => isLocal(one) && (isThere(one) || one.namespaces.some(({ running }) => running)));
  const ofDocker = (socket: string, namespace: string): boolean =>
    here.some(({ containerd, namespaces: [own] }) => containerd === socket && own?.name === namespace);
  return here
    .filter(({ socket, containerd }) => socket !== target.socket && containerd !== target.socket)
    .flatMap((one): Elsewhere[] => {
      const { engine, socket, namespaces } = one;
      const why = isThere(one) ? null : (one.why ?? one.liveness);
      return namespaces
        .filter((namespace) => isUsed(namespace) && !ofDocker(socket, namespace.name))
        .map(({ name, containers, running }) => ({ engine, socket, namespace: name, running, total: containers, why }));
    });
};
