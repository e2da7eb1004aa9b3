import { blankContainer } from "../adapters/container.ts";
import { completeFromTasks } from "../compare/index.ts";
import { findById } from "../facts/find-by-id.ts";
import { listTasks, type NodeFacts } from "../facts/index.ts";
import type { Comparison, Joined } from "../model/index.ts";
import { isThere } from "../plan/target.ts";
import { resolveContainer } from "../resolve/index.ts";
import type { Context } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";

type Row = Joined<"container">;

/**
 * The container that a word means among what runs without its engine: shims and their containers outlive a containerd that died,
 * and its task folders still name them.
 * @returns null when no engine is dead, this user may not look, or nothing of it has that name
 */
export const findOrphan = ({ host }: Context, facts: NodeFacts, word: string): Row | null => {
  const { engines, hostname } = facts;
  const nothing: Comparison<"container"> = {
    schemaVersion: 1,
    input: "",
    command: "container ls",
    kind: "container",
    node: { hostname },
    target: null,
    elsewhere: [],
    tools: [],
    rows: [],
  };
  const rows = engines
    .filter((engine) => !isThere(engine))
    .flatMap((engine) => completeFromTasks(nothing, listTasks(host, engine) ?? [], engine.id).rows);
  const resolved = resolveContainer(word, rows);
  return "found" in resolved ? resolved.found : null;
};

/** A container that only /proc tells of, as a row. */
const rowOf = ({ id, pid, shim }: ReturnType<typeof findById>[number], facts: NodeFacts): Row | null => {
  const engine = facts.engines.find(({ socket }) => socket === facts.canonical[shim.address]);
  if (!engine) return null;
  const docker = facts.engines.find((one) => one.engine === "docker" && one.containerd === engine.socket);
  const ofPod = shim.namespace === "k8s.io" && !docker;
  return {
    ...blankContainer(id),
    kind: shim.id === id && ofPod ? "sandbox" : "container",
    state: "running",
    pid,
    podId: ofPod ? shim.id : null,
    cri: ofPod,
    at: docker?.id ?? engine.id,
    namespace: shim.namespace,
    seenBy: [],
    missing: [],
    differs: [],
  };
};

/**
 * What is left when this user may ask no engine: a running container by its id.
 * @throws {CtoolError} environment, with the line to type as root
 */
export const findUnasked = (word: string, context: Context, facts: NodeFacts, refusal: CtoolError): Row => {
  const rows = findById(context.host, word).flatMap((found) => rowOf(found, facts) ?? []);
  if (rows.length > 1) {
    const ids = rows.map(({ id }) => `    ${id}`).join("\n");
    throw usageError(`${word} may mean ${rows.length} containers`, `Name one of them:\n${ids}`);
  }
  const [row] = rows;
  if (row) return row;
  throw new CtoolError("denied", exitCodes.environment, `${refusal.message}, as far as this user may look`, {
    hint: "This user may not ask the engine for names; a running container's id would do. As root:",
    fix: `sudo ctool path ${word}`,
  });
};
