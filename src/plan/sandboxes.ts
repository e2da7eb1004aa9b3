import type { Joined } from "../model/index.ts";
import { isKubelets } from "./guards.ts";

type Row = Joined<"container">;

/**
 * The sandboxes that a removal leaves without a use: each was made for one container, under the container's own name, as
 * `crictl run` is told here, and not by the kubelet. A second `run` under that name is refused as long as one is there.
 * @param going containers that are removed
 * @param all containers and sandboxes of the same place, ended ones too
 * @returns pod ids
 */
export const emptiedSandboxes = (going: readonly Row[], all: readonly Row[]): string[] => {
  const gone = new Set(going.map(({ id }) => id));
  return going.flatMap((row) => {
    const { podId, pod, podContainer } = row;
    if (podId === null || pod !== podContainer || isKubelets(row)) return [];
    const others = all.filter((one) => one.podId === podId && one.kind === "container" && !gone.has(one.id));
    return others.length === 0 ? [podId] : [];
  });
};
