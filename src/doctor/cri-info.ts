import type { EngineFacts } from "../model/index.ts";
import type { DoctorFacts } from "./facts.ts";
import { jsonOf, probeOf } from "./look.ts";
import { textAt, textsAt, valueAt } from "./parse.ts";

/** One condition of the CRI status: `RuntimeReady`, `NetworkReady`, `ContainerdHasNoDeprecationWarnings`. */
export interface CriCondition {
  status: boolean;
  reason: string | null;
  message: string | null;
}

/** What `crictl info` says, as far as rules ask. */
export interface CriInfo {
  /** The command that said it. */
  source: string;
  conditions: ReadonlyMap<string, CriCondition>;
  /** `OK`, or why no network configuration was loaded. */
  lastCniLoad: string | null;
  confDir: string | null;
  binDirs: string[];
  /** Null in containerd 2, which does not say. */
  sandboxImage: string | null;
  defaultRuntime: string | null;
  /** Runtime handlers, each with whether runc is to use systemd for cgroups. */
  runtimes: ReadonlyMap<string, { systemdCgroup: boolean | null }>;
}

const conditionsOf = (info: unknown): CriInfo["conditions"] => {
  const list = valueAt(info, "status", "conditions");
  return new Map(
    (Array.isArray(list) ? list : []).map((one: unknown) => [
      textAt(one, "type") ?? "",
      { status: valueAt(one, "status") !== false, reason: textAt(one, "reason"), message: textAt(one, "message") },
    ]),
  );
};

const runtimesOf = (info: unknown): CriInfo["runtimes"] => {
  const table = valueAt(info, "config", "containerd", "runtimes");
  return new Map(
    Object.entries(Object(table)).map(([name, runtime]) => {
      const systemd = valueAt(runtime, "options", "SystemdCgroup");
      return [name, { systemdCgroup: typeof systemd === "boolean" ? systemd : null }];
    }),
  );
};

/** The CRI's own status and configuration; null when crictl was not asked or gave no answer. */
export const criInfoOf = (facts: DoctorFacts, engine: EngineFacts): CriInfo | null => {
  const probe = probeOf(facts, "crictl", "info", engine.id);
  const info = jsonOf(probe);
  if (info === null || probe === undefined) return null;
  const binDirs = textsAt(info, "cniconfig", "PluginDirs");
  return {
    source: probe.argv.join(" "),
    conditions: conditionsOf(info),
    lastCniLoad: textAt(info, "lastCNILoadStatus"),
    confDir: textAt(info, "cniconfig", "PluginConfDir") ?? textAt(info, "config", "cni", "confDir"),
    binDirs,
    sandboxImage: textAt(info, "config", "sandboxImage"),
    defaultRuntime: textAt(info, "config", "containerd", "defaultRuntimeName"),
    runtimes: runtimesOf(info),
  };
};

/** Engines that serve CRI as far as is known, Kubernetes' own first: containerds other than Docker's, CRI-O, cri-dockerd. */
export const criEnginesOf = ({ node }: DoctorFacts): EngineFacts[] => {
  const own = node.kubernetes?.socket;
  return node.engines
    .filter(({ engine, flavor }) => engine !== "docker" && flavor !== "docker-containerd" && flavor !== "rootless")
    .sort((one, other) => Number(other.socket === own) - Number(one.socket === own));
};

/** The containerd that pods run in: what Kubernetes uses, else a distribution's, else one with the namespace k8s.io. */
export const podEngineOf = (facts: DoctorFacts): EngineFacts | undefined => {
  const { node } = facts;
  const here = criEnginesOf(facts);
  return (
    here.find(({ socket }) => socket === node.kubernetes?.socket) ??
    here.find(({ flavor }) => ["k3s", "rke2", "microk8s", "k0s"].includes(flavor)) ??
    here.find(({ namespaces }) => namespaces.some(({ name }) => name === "k8s.io"))
  );
};
