import type { EngineFacts } from "../model/index.ts";
import type { DoctorFacts } from "./facts.ts";
import { jsonOf, probeOf } from "./look.ts";
import { textAt, valueAt } from "./parse.ts";

/** A pod's sandbox as CRI lists it, with what it holds. */
export interface CriSandbox {
  id: string;
  name: string;
  namespace: string;
  ready: boolean;
  /** Nanoseconds since the epoch, as CRI has it. */
  createdAt: bigint;
  /** Null when CRI's containers are not known. */
  containers: { id: string; name: string; running: boolean }[] | null;
}

const listAt = (value: unknown, key: string): unknown[] | null => {
  const list = valueAt(value, key);
  return Array.isArray(list) ? list : null;
};

const nanoseconds = (text: string | null): bigint => (text !== null && /^\d+$/.test(text) ? BigInt(text) : 0n);

/** CRI's sandboxes, ready or not; null when crictl was not asked or gave no answer. */
export const criSandboxesOf = (facts: DoctorFacts, engine: EngineFacts): CriSandbox[] | null => {
  const pods = listAt(jsonOf(probeOf(facts, "crictl", "pods", engine.id)), "items");
  const containers = listAt(jsonOf(probeOf(facts, "crictl", "ps", engine.id)), "containers");
  const held = Map.groupBy(containers ?? [], (one) => textAt(one, "podSandboxId") ?? "");
  return (
    pods?.map((pod): CriSandbox => {
      const id = textAt(pod, "id") ?? "";
      const own = (held.get(id) ?? []).map((one) => ({
        id: textAt(one, "id") ?? "",
        name: textAt(one, "metadata", "name") ?? "",
        running: textAt(one, "state") === "CONTAINER_RUNNING",
      }));
      return {
        id,
        name: textAt(pod, "metadata", "name") ?? "",
        namespace: textAt(pod, "metadata", "namespace") ?? "",
        ready: textAt(pod, "state") === "SANDBOX_READY",
        createdAt: nanoseconds(textAt(pod, "createdAt")),
        containers: containers === null ? null : own,
      };
    }) ?? null
  );
};
