import { dirname } from "node:path";
import { createContainers } from "./containers.ts";
import { makePod, waitForCri } from "./pods.ts";
import { commandInside, execInside, mustExec, signalInside, spawnInside } from "./run-inside.ts";
import { endService, startService } from "./service.ts";
import type { EngineName, NodeDescription, RealNode } from "./types.ts";

/**
 * Gives a node that was started elsewhere (by another process, see global-setup.ts) its functions.
 * @returns the node; its `close` leaves it running, because it is somebody else's
 */
export function attachNode(description: NodeDescription): RealNode {
  const node = description;
  const service = (which: EngineName) => {
    const found = node.services[which];
    if (found === null) throw new Error(`this node has no ${which}`);
    return found;
  };
  let made = 0;
  return {
    ...node,
    exec: (argv, options) => execInside(node, argv, options),
    spawn: (argv, options) => spawnInside(node, argv, options),
    signal: signalInside,
    command: (argv, options) => commandInside(node, argv, options),
    async write(path, text) {
      const put = 'mkdir -p "$1" && cat >"$2"';
      await mustExec(node, ["/bin/sh", "-c", put, "sh", dirname(path), path], { input: text });
    },
    async stopEngine(which = "containerd") {
      await endService(node, service(which), "TERM");
    },
    async killEngine(which = "containerd") {
      await endService(node, service(which), "KILL");
    },
    async startEngine(which = "containerd") {
      await startService(node, service(which));
      if (which === "containerd" && node.hasCri) await waitForCri(node, service(which).socket);
    },
    async stopDocker() {
      await endService(node, service("docker"), "TERM");
    },
    async addContainers(count, namespace = "default") {
      const ids = await createContainers(node, service("containerd").socket, namespace, count, made + 1);
      made += count;
      return ids;
    },
    async addPod(pod) {
      return makePod(node, service("containerd").socket, pod, node.hasCri, node.hasPodNetwork);
    },
    async close() {},
  };
}
