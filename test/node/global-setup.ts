import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { startNode } from "./node.ts";
import type { NodeDescription, RealNode } from "./types.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where to ask for the shared node. */
    sharedNode: string;
  }
}

/** What the door answers to whoever connects. */
export type SharedAnswer = { node: NodeDescription } | { error: string };

/**
 * vitest's globalSetup: one k3s node for the whole run, started when the first test asks for it (`sharedNode()` in shared.ts)
 * and not at all when none does. It lives in vitest's main process and ends with it, however that ends.
 * @returns the tear-down
 */
export default async function setup(project: {
  provide(key: "sharedNode", value: string): void;
}): Promise<() => Promise<void>> {
  let node: Promise<RealNode> | null = null;
  const server = createServer(async (asker) => {
    asker.on("error", () => {}); // a test that went away
    node ??= startNode({ flavor: "k3s" });
    const answer: SharedAnswer = await node.then(
      (started) => ({ node: started }),
      (error: Error) => ({ error: error.message }),
    );
    asker.end(JSON.stringify(answer)); // the node's functions are no JSON: only its description goes over
  });
  // An abstract socket leaves no file behind. It is asked, not trusted: all it tells is where the node is.
  const door = `\0ctool-node-${randomUUID()}`;
  server.listen(door);
  await once(server, "listening");
  server.unref();
  project.provide("sharedNode", door);

  return async () => {
    server.close();
    const started = await node?.catch(() => null);
    await started?.close();
  };
}
