import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { inject } from "vitest";
import { attachNode } from "./attach.ts";
import type { SharedAnswer } from "./global-setup.ts";
import type { RealNode } from "./types.ts";

/**
 * The k3s node that all test files share (see global-setup.ts); the first to ask waits about 2 s for it. Read it, run commands
 * in it, write below a HOME or TMPDIR of your own. Whoever stops a daemon, or adds or removes what others list, starts a node
 * of their own with `startNode`.
 * @param door where global-setup listens; vitest's own unless told
 * @throws when the node could not be started, or vitest was not told of global-setup.ts
 */
export async function sharedNode(door: string | undefined = inject("sharedNode")): Promise<RealNode> {
  if (door === undefined) throw new Error("test/node/global-setup.ts is not in vitest's globalSetup");
  const answer: SharedAnswer = JSON.parse(await text(connect(door)));
  if ("error" in answer) throw new Error(answer.error);
  return attachNode(answer.node);
}
