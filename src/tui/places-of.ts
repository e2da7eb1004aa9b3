import type { EngineFacts } from "../model/index.ts";
import type { Place } from "./state/index.ts";

/** Engines as places: one for each namespace, one for an engine that has none or does not answer. */
export const placesOf = (engines: readonly EngineFacts[]): Place[] =>
  engines.flatMap((facts): Place[] => {
    const { id: target, engine, socket, liveness, why, running } = facts;
    const place = { target, engine, socket, why: liveness === "alive" ? null : (why ?? liveness) };
    if (engine !== "containerd") {
      const own = facts.namespaces.map(({ containers }) => containers).find((count) => count !== null) ?? null;
      return [{ ...place, namespace: null, running, total: own }];
    }
    if (facts.namespaces.length === 0 || liveness !== "alive")
      return [{ ...place, namespace: null, running: null, total: null }];
    return facts.namespaces.map(({ name, containers, running: up, sandboxes }) => ({
      ...place,
      namespace: name,
      running: up,
      // Sandboxes are no containers of anybody's.
      total: containers === null ? null : Math.max(up ?? 0, containers - (sandboxes ?? 0)),
    }));
  });
