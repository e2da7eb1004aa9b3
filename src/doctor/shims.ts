import type { EngineFacts } from "../model/index.ts";
import type { DoctorFacts, ProcessFact } from "./facts.ts";

/** The shims that were started by the containerd of a socket: they outlive it, and their containers with them. */
export const shimsOf = ({ processes, node }: DoctorFacts, socket: string, namespace?: string): ProcessFact[] =>
  processes.filter(
    ({ shim }) =>
      shim !== null &&
      (node.canonical[shim.address] ?? shim.address.replace(/^\/var\/run\//, "/run/")) === socket &&
      (namespace === undefined || shim.namespace === namespace),
  );

/** `3 shims`, `1 shim`. */
export const countShims = (shims: readonly ProcessFact[]): string =>
  `${shims.length} shim${shims.length === 1 ? "" : "s"}`;

/** Whether what is not in the list of processes does not run: false where /proc hides others' processes. */
export const seesAll = ({ unseen }: DoctorFacts): boolean =>
  !unseen.some(({ what }) => what === "other users' processes");

/** An engine that is not Docker's and whose containers a person would look for. */
export const isContainerd = ({ engine, flavor }: EngineFacts): boolean =>
  engine === "containerd" && flavor !== "docker-containerd";
