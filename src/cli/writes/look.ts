import { queriesFor } from "../../adapters/ask.ts";
import { readers } from "../../adapters/index.ts";
import { findTools, type NodeFacts, refreshVersions, writeVersionCache } from "../../facts/index.ts";
import type { Joined, Target, ToolFacts } from "../../model/index.ts";
import { readSandboxImage } from "../../plan/guards.ts";
import { resolveImage } from "../../resolve/index.ts";
import { askOne } from "../../runtime/ask.ts";
import { writeOwnFile } from "../../runtime/own-file.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes } from "../errors.ts";
import { noImage } from "../find-image.ts";
import type { Listed } from "../list.ts";
import { listImages } from "../list-all.ts";
import { deadlineOf } from "../node.ts";

const LOOK_MS = 10_000;

/** The tools of this node with their versions: a translation is only right for the version that is there. */
export const findVersionedTools = async (context: Context): Promise<ToolFacts[]> => {
  const { host } = context;
  const { tools, cache } = await refreshVersions(host, findTools(host, { launcher: context.launcher }));
  if (!context.recording) writeVersionCache(host, cache, writeOwnFile);
  return tools;
};

/** An image that a word named. */
export interface FoundImage {
  row: Joined<"image">;
  by: "name" | "id";
  /** The full reference that was named; null for an id. */
  reference: string | null;
}

/**
 * Finds the images that words mean: in the target's namespace first, then in Docker, then in the target's other namespaces.
 * @throws {CtoolError} usage with the candidates when several could be meant; `not-found` (exit 1)
 */
export const findImages = async (
  words: readonly string[],
  context: Context,
): Promise<{ found: FoundImage[]; listed: Listed<"image"> }> => {
  const found = new Map<string, FoundImage>();
  for (const everywhere of [false, true]) {
    const listed = await listImages(context, everywhere);
    const last = everywhere || context.globals.switches.has("all-namespaces") || listed.target.namespace === null;
    for (const word of words) {
      if (found.has(word)) continue;
      const resolved = resolveImage(word, listed.comparison.rows, listed.target.id);
      if ("found" in resolved) found.set(word, { row: resolved.found, by: resolved.by, reference: resolved.reference });
      else if ("candidates" in resolved) {
        const places = resolved.candidates.map(
          ({ at, namespace, references, configDigest, manifestDigest }) =>
            `    ${references[0] ?? configDigest ?? manifestDigest}  ${at}${namespace ? ` ${namespace}` : ""}`,
        );
        throw new CtoolError(
          "ambiguous",
          exitCodes.usage,
          `${word} may mean ${places.length} images; nothing was run`,
          {
            hint: `Name one of them, its place by --target and --namespace:\n${places.join("\n")}`,
          },
        );
      } else if (last) {
        const { elsewhere } = listed.comparison;
        throw noImage(word, { near: resolved.near, elsewhere }, "ctool images --all-namespaces");
      }
    }
    if (last || words.every((word) => found.has(word)))
      return { found: words.flatMap((word) => found.get(word) ?? []), listed };
  }
  throw new Error("unreachable");
};

/** An engine of this node with one of its namespaces, as a place where something is. */
export const placeOf = (
  { at, namespace }: { at: string; namespace: string | null },
  target: Target,
  { engines }: NodeFacts,
): Target => {
  if (target.id === at) return { ...target, namespace };
  const engine = engines.find(({ id }) => id === at);
  if (!engine) throw new Error(`no engine ${at}`);
  const { id, flavor, engine: kind, socket } = engine;
  return { id, flavor, engine: kind, socket, namespace, reason: "it is there", otherNamespaces: [] };
};

const toolFor = (tools: readonly ToolFacts[], tool: ToolFacts["tool"]): ToolFacts | undefined =>
  tools.find((facts) => facts.tool === tool && facts.command.length > 0);

/** Version of the containerd behind a place, asked of the quickest client; null where none can tell. */
export const askEngineVersion = async (
  context: Context,
  place: Target,
  tools: readonly ToolFacts[],
): Promise<string | null> => {
  for (const tool of ["ctr", "nerdctl"] as const) {
    const facts = toolFor(tools, tool);
    const question = { kind: "version", all: true, size: false } as const;
    const queries = facts ? queriesFor(tool, question, place) : null;
    if (!facts || !queries) continue;
    const timeoutMs = deadlineOf(context, LOOK_MS);
    const answered = await Promise.all(queries.map((query) => askOne(context.host, query, facts.command, timeoutMs)));
    const read = readers[tool].read(question, place, answered);
    if (!("listing" in read)) continue;
    const [row] = read.listing.rows;
    if (row && "server" in row && row.server !== null) return row.server;
  }
  return null;
};

/** The pause image by CRI's own configuration (`crictl info`); null where that cannot be asked. */
export const askSandboxImage = async (
  context: Context,
  place: Target,
  tools: readonly ToolFacts[],
): Promise<string | null> => {
  const facts = toolFor(tools, "crictl");
  if (!facts || place.engine === "docker") return null;
  const socket = `unix://${place.socket}`;
  const argv = ["crictl", "--runtime-endpoint", socket, "--image-endpoint", socket, "info"];
  const query = { tool: "crictl", name: "info", argv } as const;
  const { run } = await askOne(context.host, query, facts.command, deadlineOf(context, LOOK_MS));
  return run.outcome === "exited" && run.exitCode === 0 ? readSandboxImage(run.stdout) : null;
};
