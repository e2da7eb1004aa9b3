import { addressFlags } from "../../adapters/ask.ts";
import type { NodeFacts } from "../../facts/node-facts.ts";
import type { EngineFacts, Target, Tool } from "../../model/index.ts";
import type { About, Place } from "./types.ts";

const nowhere: Place = { engine: null, flavor: null, socket: null, namespace: null };

const placeOf = ({ id, flavor, socket }: EngineFacts, namespace: string | null): Place => ({
  engine: id,
  flavor,
  socket,
  namespace,
});

/** The containerd that a fix should go to: the command's own, else what Kubernetes uses, else the one that answers. */
export const findPlace = (about: About, facts: NodeFacts | null): Place => {
  const { target } = about;
  if (target && target.engine !== "docker") {
    const { id, flavor, socket, namespace } = target;
    return { engine: id, flavor, socket, namespace };
  }
  if (!facts) return nowhere;
  const used = facts.engines.find(({ socket }) => socket === facts.kubernetes?.socket);
  if (used) return placeOf(used, used.engine === "containerd" ? "k8s.io" : null);
  const alive = facts.engines.filter(({ engine, liveness }) => engine === "containerd" && liveness !== "missing");
  const own = alive.find(({ flavor }) => flavor !== "docker-containerd") ?? alive[0];
  return own ? placeOf(own, own.cri === true ? "k8s.io" : "default") : nowhere;
};

/** A tool's name with the flags that make it reach the place; the name alone where the place is not known. */
export const toolAt = (tool: Exclude<Tool, "docker">, { engine, flavor, socket, namespace }: Place): string[] => {
  if (socket === null) return tool === "crictl" || namespace === null ? [tool] : [tool, "--namespace", namespace];
  const target: Target = {
    id: engine ?? "",
    flavor: flavor ?? "containerd",
    engine: "containerd",
    socket,
    namespace,
    reason: "",
    otherNamespaces: [],
  };
  return [tool, ...addressFlags(tool, target)];
};
