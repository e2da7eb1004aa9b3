import type { Version } from "../model/index.ts";
import { UnreadableAnswer } from "./unreadable.ts";
import { line, list, part } from "./values.ts";

const components = list(part({ Name: line, Version: line }));
const side = part({ Version: line, Components: components });
/** `docker version` and `nerdctl version` as JSON. */
const versions = part({ Client: side, Server: side });

const bare = (version: string | null): string | null => version?.replace(/^v(?=\d)/, "") ?? null;

/**
 * Reads what docker and nerdctl print for `version --format '{{json .}}'`.
 * @param engine the server's component whose version is the engine's, where the server has none of its own
 * @throws {UnreadableAnswer} when it names no version at all
 */
export const readVersion = (document: unknown, engine: string): Version => {
  const { Client, Server } = versions(document);
  const parts = [...Server.Components, ...Client.Components].flatMap(({ Name, Version: version }) =>
    Name !== null && version !== null ? [{ name: Name, version: bare(version) ?? version }] : [],
  );
  const client = bare(Client.Version);
  const server = bare(Server.Version) ?? parts.find(({ name }) => name === engine)?.version ?? null;
  if (client === null && server === null) throw new UnreadableAnswer("names no version");
  return { client, server, components: parts };
};
