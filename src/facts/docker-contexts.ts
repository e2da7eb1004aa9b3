import { homeOf } from "./environment.ts";
import type { Host } from "./host.ts";
import type { DockerContext, EnvironmentFacts, FactProblem } from "./node-facts.ts";

/** More contexts than this are not read: people have a handful. */
const MAX_CONTEXTS = 32;

/** A property of an unknown value, or undefined. */
const at = (value: unknown, ...keys: string[]): unknown =>
  keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && key in inner ? (inner as Record<string, unknown>)[key] : undefined,
    value,
  );

const readJson = (host: Host, path: string, problems: FactProblem[]): unknown => {
  const text = host.read(path);
  if (!text.ok) return undefined;
  try {
    return JSON.parse(text.value);
  } catch {
    problems.push({ source: path, text: "it is not valid JSON" });
    return undefined;
  }
};

/**
 * Docker's contexts: `config.json` says which is current, `contexts/meta/<hash>/meta.json` where each leads. As the docker
 * CLI decides: DOCKER_HOST makes `default` current, then DOCKER_CONTEXT, then config.json's choice.
 */
export const readDockerContexts = (
  host: Host,
  { dockerHost, dockerContext }: EnvironmentFacts,
): { contexts: DockerContext[]; problems: FactProblem[] } => {
  const home = homeOf(host);
  const folder = host.env("DOCKER_CONFIG") || (home === null ? null : `${home}/.docker`);
  const problems: FactProblem[] = [];
  if (folder === null) return { contexts: [], problems };
  const configured = at(readJson(host, `${folder}/config.json`, problems), "currentContext");
  const chosen = dockerContext ?? (typeof configured === "string" && configured !== "" ? configured : "default");
  const current = dockerHost === null ? chosen : "default";
  const hashes = host.list(`${folder}/contexts/meta`);
  const contexts = (hashes.ok ? hashes.value : []).slice(0, MAX_CONTEXTS).flatMap((hash): DockerContext[] => {
    const file = `${folder}/contexts/meta/${hash}/meta.json`;
    const meta = readJson(host, file, problems);
    const name = at(meta, "Name");
    if (typeof name !== "string") return [];
    const address = at(meta, "Endpoints", "docker", "Host");
    return [{ name, host: typeof address === "string" && address ? address : null, file, current: name === current }];
  });
  if (current !== "default" && !contexts.some(({ name }) => name === current)) {
    const source = dockerContext === null ? `${folder}/config.json` : "DOCKER_CONTEXT";
    problems.push({ source, text: `it chooses the docker context ${current}, which does not exist` });
  }
  return { contexts, problems };
};
