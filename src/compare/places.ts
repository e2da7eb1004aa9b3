import type { EngineFacts, Kind, Target, Tool } from "../model/index.ts";
import type { CompareInput, Place, ToolOutcome } from "./input.ts";

type Engine = Pick<EngineFacts, "id" | "engine" | "flavor" | "socket">;

/** What is known about the node when a gap is explained. */
export interface Scene<K extends Kind = Kind> extends Pick<CompareInput<K>, "target" | "engines" | "all"> {
  kind: K;
}

/** CRI's containers are in this namespace of a containerd. */
export const CRI_NAMESPACE = "k8s.io";

/** The engine of an id, null for one that this node's facts do not know. */
export const engineOf = ({ engines, target }: Scene, id: string): Engine | Target | null =>
  engines.find((engine) => engine.id === id) ?? (target?.id === id ? target : null);

/** Whether dockerd owns what is at this place: its engine, or the namespace it keeps in a containerd. */
export const isDockers = (scene: Scene, { target, namespace }: Place): boolean => {
  const engine = engineOf(scene, target);
  return engine?.engine === "docker" || engine?.flavor === "docker-containerd" || namespace === "moby";
};

/** Where a tool was asked, or, when it was not, where it would have been. */
export const askedOf = <K extends Kind>(scene: Scene<K>, { tool, asked }: ToolOutcome<K>): readonly Place[] => {
  if (asked.length > 0) return asked;
  const speaks: readonly string[] = tool === "crictl" ? ["containerd", "cri-o", "cri-dockerd"] : ["containerd"];
  if (tool === "docker")
    return scene.engines.filter(({ engine }) => engine === "docker").map(({ id }) => ({ target: id, namespace: null }));
  const { target } = scene;
  return target && speaks.includes(target.engine) ? [{ target: target.id, namespace: target.namespace }] : [];
};

/** The same engine, or dockerd and the containerd under it. */
export const isSameEngine = (scene: Scene, a: Place, b: Place): boolean =>
  a.target === b.target || (isDockers(scene, a) && isDockers(scene, b));

/** The namespace that an answer from this place is about: crictl's is CRI's own whatever was chosen. */
export const namespaceOf = (scene: Scene, tool: Tool, { target, namespace }: Place): string | null =>
  tool === "crictl" && engineOf(scene, target)?.engine === "containerd" ? CRI_NAMESPACE : namespace;

/** The engine as a person says it: `k3s's containerd`, `containerd`, `CRI-O`. */
export const ownerOf = (scene: Scene, id: string): string => {
  const engine = engineOf(scene, id);
  if (engine === null) return id;
  if (engine.engine === "cri-o") return "CRI-O";
  if (engine.engine !== "containerd") return engine.engine;
  return engine.flavor === "containerd" ? "containerd" : `${engine.flavor}'s containerd`;
};
