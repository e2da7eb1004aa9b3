import { NGINX } from "./fill-containerd.ts";
import { mustExec, type Place } from "./run-inside.ts";

/**
 * Makes containers that never start, eight `ctr`s at a time: about 100 a second on 2 cores.
 * @param socket of a containerd that has the nginx image in `namespace`
 * @returns their ids: `extra-0001` and up, counting on from `from`
 */
export async function createContainers(
  place: Place,
  socket: string,
  namespace: string,
  count: number,
  from: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `extra-${String(from + index).padStart(4, "0")}`);
  const create = ["ctr", "-a", socket, "-n", namespace, "containers", "create", NGINX];
  await mustExec(place, ["xargs", "-P", "8", "-n", "1", ...create], {
    input: `${ids.join("\n")}\n`,
    timeoutMs: 10_000 + 200 * count,
  });
  return ids;
}
