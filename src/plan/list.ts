import { queriesFor } from "../adapters/ask.ts";
import type { Query, Question } from "../adapters/types.ts";
import type { AnswerState, EngineFacts, Target, Tool, ToolFacts } from "../model/index.ts";
import { isThere } from "./target.ts";

/** One tool asked at one engine and namespace. */
export interface Ask {
  tool: Tool;
  /** What to execute in place of `argv[0]`: a path, or `k3s crictl`. */
  command: string[];
  target: Target;
  queries: Query[];
}

/** A tool that is not asked, and why. */
export interface Unasked {
  tool: Tool;
  state: Exclude<AnswerState, "ok">;
  error: string;
  hint: string | null;
}

export interface ListPlan {
  question: Question;
  asks: Ask[];
  unasked: Unasked[];
}

/** The slowest first: all start together, and the one that takes longest should not wait for the others to be started. */
const STARTING_ORDER: readonly Tool[] = ["nerdctl", "docker", "crictl", "ctr"];

/** An engine as a place to ask, outside the chosen target. */
const asTarget = ({ id, flavor, engine, socket }: EngineFacts, namespace: string | null): Target => ({
  id,
  flavor,
  engine,
  socket,
  namespace,
  reason: "another engine of this node",
  otherNamespaces: [],
});

/** Where docker is asked: the target when that is docker's, else the docker engine that answers, best-known first. */
const dockerTarget = (target: Target, engines: readonly EngineFacts[]): Target | Unasked => {
  if (target.engine === "docker") return silentAt("docker", target, engines) ?? target;
  const dockers = engines.filter(({ engine }) => engine === "docker");
  const alive = dockers.find(({ liveness }) => liveness === "alive");
  if (alive) return asTarget(alive, null);
  const [dead] = dockers;
  if (dead) {
    return {
      tool: "docker",
      state: dead.liveness === "denied" ? "denied" : "failed",
      error: `dockerd does not answer on ${dead.socket}: ${dead.why ?? dead.liveness}`,
      hint: null,
    };
  }
  return { tool: "docker", state: "failed", error: "no dockerd on this node", hint: null };
};

/** Why a tool that is here has no answer to give. */
const whyUnsupported = (tool: Tool, { kind }: Question, { engine, namespace }: Target): string => {
  if (tool === "docker") return `docker knows no ${kind}s`;
  if (tool === "crictl" && kind === "namespace") return "CRI knows no namespaces of containerd";
  if (tool === "crictl" && engine === "containerd") return `CRI serves only k8s.io, not ${namespace}`;
  return engine === "containerd" ? `${tool} has no list of ${kind}s` : `${tool} talks to containerd only`;
};

/** Asking where this user may not go, or nobody answers, would only say so later, and in each tool's own words. */
const silentAt = (tool: Tool, target: Target, engines: readonly EngineFacts[]): Unasked | null => {
  const engine = engines.find(({ id }) => id === target.id);
  if (engine === undefined) return null;
  const { liveness, why } = engine;
  if (liveness === "denied")
    return { tool, state: "denied", error: why ?? `permission denied: ${target.socket}`, hint: "sudo ctool …" };
  if (isThere(engine)) return null;
  return { tool, state: "failed", error: `${target.socket} does not answer: ${why ?? liveness}`, hint: null };
};

/**
 * Decides what is asked of whom: every tool that is here, about the target and each of `namespaces`; docker about dockerd.
 * @param namespaces containerd namespaces to ask in (one, or all of them for `--all-namespaces`)
 */
export const planList = (
  question: Question,
  target: Target,
  namespaces: readonly (string | null)[],
  engines: readonly EngineFacts[],
  tools: readonly ToolFacts[],
): ListPlan => {
  const plan: ListPlan = { question, asks: [], unasked: [] };
  for (const tool of STARTING_ORDER) {
    const facts = tools.find((candidate) => candidate.tool === tool);
    if (!facts || facts.command.length === 0) {
      const notRunnable = facts?.problem === "not-executable";
      plan.unasked.push({
        tool,
        state: "missing",
        error: notRunnable ? `${facts.path} is not executable` : `${tool} is not on this node`,
        hint: null,
      });
      continue;
    }
    const place = tool === "docker" ? dockerTarget(target, engines) : (silentAt(tool, target, engines) ?? target);
    if ("state" in place) {
      plan.unasked.push(place);
      continue;
    }
    const places = tool === "docker" ? [place] : namespaces.map((namespace) => ({ ...place, namespace }));
    const asks = places.flatMap((at) => {
      const queries = queriesFor(tool, question, at);
      return queries ? [{ tool, command: facts.command, target: at, queries }] : [];
    });
    if (asks.length > 0) plan.asks.push(...asks);
    else plan.unasked.push({ tool, state: "unsupported", error: whyUnsupported(tool, question, place), hint: null });
  }
  return plan;
};
