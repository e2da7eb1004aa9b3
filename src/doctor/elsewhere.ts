import { addressFlags } from "../adapters/ask.ts";
import type { EngineFacts, Evidence } from "../model/index.ts";
import { quote } from "../translate/words.ts";
import type { DoctorFacts } from "./facts.ts";
import { hasTool, sudo, toolOf } from "./look.ts";

/** One containerd namespace with something running in it that is none of dockerd's. */
export interface Crowd {
  engine: EngineFacts;
  namespace: string;
  /** Running containers without sandboxes; null when this user may not look. */
  running: number | null;
  /** Running sandboxes; null as above. */
  sandboxes: number | null;
  /** Shims of this socket and namespace: everybody may see these. */
  shims: number;
}

/** Namespaces that dockerd keeps its own containers in. */
const dockerNamespaces = (facts: DoctorFacts, engine: EngineFacts): Set<string> =>
  new Set(
    facts.node.engines
      .filter((one) => one.engine === "docker" && one.containerd === engine.socket)
      .flatMap(({ namespaces }) => namespaces.map(({ name }) => name)),
  );

/** Everything that runs on this node and that dockerd does not know, the fullest first. */
export const crowdsOf = (facts: DoctorFacts): Crowd[] =>
  facts.node.engines
    .filter(({ engine, flavor }) => engine === "containerd" && flavor !== "docker-containerd")
    .flatMap((engine): Crowd[] => {
      const own = dockerNamespaces(facts, engine);
      return engine.namespaces
        .filter(({ name }) => !own.has(name))
        .map(({ name, running, sandboxes }) => {
          const shims = facts.processes.filter(
            ({ shim }) =>
              shim?.namespace === name &&
              (facts.node.canonical[shim.address] ?? shim.address.replace(/^\/var\/run\//, "/run/")) === engine.socket,
          ).length;
          return { engine, namespace: name, running, sandboxes, shims };
        });
    })
    .filter(({ running, sandboxes, shims }) => (running ?? 0) + (sandboxes ?? 0) > 0 || shims > 0)
    .sort((one, other) => (other.running ?? other.shims) - (one.running ?? one.shims));

/** Whose containers they are, in one word: `k3s`, `the kubelet`. */
export const ownerOf = (facts: DoctorFacts, { engine, namespace }: Crowd): string | null => {
  if (namespace !== "k8s.io") return null;
  const { kubernetes } = facts.node;
  if (kubernetes?.socket === engine.socket) return kubernetes.by;
  return ["k3s", "rke2", "microk8s", "k0s"].includes(engine.flavor) ? engine.flavor : null;
};

/** `3 pod containers`, `1 container`; `some` where this user may not count. */
export const countOf = ({ running, shims, namespace }: Crowd): string => {
  const what = namespace === "k8s.io" ? "pod container" : "container";
  if (running === null) return shims > 0 ? `${what}s of ${shims} shim${shims === 1 ? "" : "s"}` : `${what}s`;
  return `${running} ${what}${running === 1 ? "" : "s"}`;
};

const isK3s = ({ engine }: Crowd): boolean => engine.flavor === "k3s" || engine.flavor === "rke2";

/** Lines that show a crowd, the one people know first; only with tools that are here. */
export const linesToSee = (facts: DoctorFacts, crowd: Crowd): string[] => {
  const { engine, namespace } = crowd;
  const place = { ...engine, namespace, reason: "", otherNamespaces: [] };
  const line = (words: string[]): string => quote([...sudo(facts), ...words]);
  const lines: string[] = [];
  const crictl = toolOf(facts, "crictl");
  if (namespace === "k8s.io" && crictl && crictl.command.length > 0) {
    const byK3s = isK3s(crowd) && (crictl.owner === "k3s" || facts.binaries.some(({ name }) => name === "k3s"));
    lines.push(line(byK3s ? ["k3s", "crictl", "ps"] : ["crictl", ...addressFlags("crictl", place), "ps"]));
  }
  if (hasTool(facts, "nerdctl")) lines.push(line(["nerdctl", ...addressFlags("nerdctl", place), "ps"]));
  if (lines.length === 0 && hasTool(facts, "ctr"))
    lines.push(line(["ctr", ...addressFlags("ctr", place), "tasks", "ls"]));
  return [...lines, "ctool ps"];
};

/** What proves it: shims for everybody, task folders for root. */
export const crowdEvidence = (crowd: Crowd): Evidence[] => {
  const { engine, namespace, shims, running, sandboxes } = crowd;
  const evidence: Evidence[] = [];
  if (shims > 0)
    evidence.push({
      text: `${shims} shim${shims === 1 ? "" : "s"} -namespace ${namespace} -address ${engine.socket}`,
      source: "/proc",
      line: null,
    });
  if (running !== null && engine.stateDir !== null)
    evidence.push({
      text: `${running} running${sandboxes ? ` and ${sandboxes} sandbox${sandboxes === 1 ? "" : "es"}` : ""}`,
      source: `${engine.stateDir}/io.containerd.runtime.v2.task/${namespace}`,
      line: null,
    });
  return evidence;
};
