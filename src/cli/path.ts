import { judge as judgeAnswer } from "../adapters/failure.ts";
import { findTools, type NodeFacts } from "../facts/index.ts";
import { gatherPath, type PathOptions } from "../facts/path.ts";
import type { Joined } from "../model/index.ts";
import { subjectOf, walkPath } from "../path/index.ts";
import { loadWidths } from "../render/cells.ts";
import { renderPath } from "../render/path.ts";
import type { Context } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";
import { containerLists, findContainer } from "./find-container.ts";
import { findOrphan, findUnasked } from "./find-unlisted.ts";
import { deadlineOf, lookAtNode } from "./node.ts";
import { sayRecording } from "./show.ts";
import type { VerbInput } from "./verbs.ts";

/** Deadline of every look, in milliseconds, unless `--timeout` says otherwise. */
const PATH_MS = 5_000;

/** The container that a word means, and the node around it. */
const find = async (word: string, context: Context): Promise<{ row: Joined<"container">; facts: NodeFacts }> => {
  try {
    const { row, listed } = await findContainer(word, context, "container", containerLists(context, true));
    return { row, facts: listed.facts.complete ? listed.facts : (await lookAtNode(context)).facts };
  } catch (error) {
    if (!(error instanceof CtoolError) || error.exitCode === exitCodes.usage) throw error;
    const { facts, choice } = await lookAtNode(context);
    const orphan = findOrphan(context, facts, word);
    if (orphan) return { row: orphan, facts };
    const socket = "target" in choice ? choice.target.socket : null;
    const denied = facts.engines.some(
      (engine) => engine.liveness === "denied" && (socket ?? engine.socket) === engine.socket,
    );
    if (!denied) throw error;
    return { row: findUnasked(word, context, facts, error), facts };
  }
};

const judge: PathOptions["judge"] = ({ tool, argv }, run) => {
  const failure = judgeAnswer({ query: { tool, name: "path", argv }, run });
  return failure && { denied: failure.state === "denied", why: `${tool}: ${failure.error}` };
};

/** `ctool path CONTAINER`: pod → sandbox → container → task → shim → runc → cgroup → log → root file system → mounts. */
export const runPath = async ({ operands }: VerbInput, context: Context): Promise<number> => {
  const { host, io, globals } = context;
  const [word, ...more] = operands;
  if (word === undefined || more.length > 0)
    throw usageError(
      "path takes one container",
      "A name, a pod's name, an id, or the start of one:",
      "ctool path nginx",
    );
  sayRecording(context);
  const { row, facts } = await find(word, context);
  const folders = (host.env("PATH") ?? "").split(":");
  const subject = subjectOf(row, facts.engines, findTools(host, { launcher: context.launcher }), folders);
  if (subject === null) throw new CtoolError("not-found", exitCodes.failed, `the engine ${row.at} is gone`);
  const evidence = await gatherPath(host, subject, {
    timeoutMs: deadlineOf(context, PATH_MS),
    judge,
    unreachable: (socket) => {
      const engine = facts.engines.find((one) => one.socket === socket);
      const dead = engine && engine.liveness !== "alive" && engine.liveness !== "unknown";
      return dead ? { denied: engine.liveness === "denied", why: `${socket}: ${engine.why ?? engine.liveness}` } : null;
    },
  });
  const path = walkPath(subject, evidence);
  if (globals.switches.has("json")) {
    io.out(`${JSON.stringify({ schemaVersion: 1, node: { hostname: facts.hostname }, ...path })}\n`);
    return exitCodes.done;
  }
  await loadWidths(JSON.stringify(path));
  const unseen = path.hops.some(({ state }) => state === "unseen") && host.uid() !== 0;
  const { stdout, stderr } = renderPath(path, {
    width: io.columns,
    tty: io.stdoutIsTerminal,
    colour: io.colour,
    ascii: !io.unicode,
    again: unseen ? `sudo ctool path ${word}` : null,
  });
  io.out(stdout);
  io.err(stderr);
  return exitCodes.done;
};
