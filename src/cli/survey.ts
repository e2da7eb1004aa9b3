import { queriesFor } from "../adapters/ask.ts";
import { readers } from "../adapters/index.ts";
import type { Question } from "../adapters/types.ts";
import type { Host } from "../facts/index.ts";
import type { EngineFacts, Kind, Listing, NamespaceCount, RowKinds, Target, Tool, ToolFacts } from "../model/index.ts";
import { askOne } from "../runtime/ask.ts";

/** An engine with what asking it added: its version, and every namespace counted. */
export interface SurveyedEngine extends EngineFacts {
  version: string | null;
}

/** More namespaces than this are listed without being counted one by one. */
const MAX_COUNTED = 24;

/** The tool that is asked about an engine: its own client, the cheapest first. */
const clients: Readonly<Record<EngineFacts["engine"], readonly Tool[]>> = {
  containerd: ["ctr", "nerdctl", "crictl"],
  docker: ["docker"],
  "cri-o": ["crictl"],
  "cri-dockerd": ["crictl"],
};

const placeOf = ({ id, flavor, engine, socket }: EngineFacts, namespace: string | null): Target => ({
  id,
  flavor,
  engine,
  socket,
  namespace,
  reason: "",
  otherNamespaces: [],
});

/**
 * Completes what facts alone cannot tell: the version of every engine that answers, its namespaces, and how many containers
 * are in each, running or not. An engine that no tool here can talk to stays as it is; one that takes connections and does not
 * answer in time is asked once, and its liveness says so.
 */
export const survey = (
  host: Host,
  engines: readonly EngineFacts[],
  tools: readonly ToolFacts[],
  timeoutMs: number,
): Promise<SurveyedEngine[]> => {
  const silent = new Set<string>();
  const rowsOf = async <K extends Kind>(
    engine: EngineFacts,
    kind: K,
    namespace: string | null,
  ): Promise<RowKinds[K][] | null> => {
    const question: Question = { kind, all: true, size: false };
    const place = placeOf(engine, namespace);
    for (const tool of clients[engine.engine]) {
      const facts = tools.find((one) => one.tool === tool);
      const queries = facts && facts.command.length > 0 ? queriesFor(tool, question, place) : null;
      if (!facts || !queries) continue;
      if (silent.has(engine.id)) return null;
      const answered = await Promise.all(queries.map((query) => askOne(host, query, facts.command, timeoutMs)));
      if (answered.some(({ run }) => run.outcome === "timeout")) silent.add(engine.id);
      const read = readers[tool].read(question, place, answered);
      if ("listing" in read) return (read.listing as Listing<K>).rows;
    }
    return null;
  };

  const countAll = async (engine: EngineFacts): Promise<NamespaceCount[]> => {
    const known = new Map(engine.namespaces.map((one) => [one.name, one]));
    const listed = engine.engine === "containerd" ? await rowsOf(engine, "namespace", null) : null;
    for (const { name } of listed ?? []) {
      if (!known.has(name)) known.set(name, { name, containers: null, running: 0, sandboxes: 0 });
    }
    return Promise.all(
      [...known.values()].map(async (namespace, index) => {
        if (index >= MAX_COUNTED) return namespace;
        const rows = await rowsOf(engine, "container", engine.engine === "containerd" ? namespace.name : null);
        return rows ? { ...namespace, containers: rows.length } : namespace;
      }),
    );
  };

  return Promise.all(
    engines.map(async (engine): Promise<SurveyedEngine> => {
      if (engine.liveness !== "alive") return { ...engine, version: null };
      const [versions, namespaces] = await Promise.all([rowsOf(engine, "version", null), countAll(engine)]);
      const surveyed = { ...engine, namespaces, version: versions?.[0]?.server ?? null };
      if (!silent.has(engine.id)) return surveyed;
      return { ...surveyed, liveness: "timeout", why: `takes connections, but gave no answer within ${timeoutMs} ms` };
    }),
  );
};
