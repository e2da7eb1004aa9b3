import { readFileSync } from "node:fs";
import { listOf, textMapOf, type Value } from "../../src/format/index.ts";
import type { Container, Image } from "../../src/model/index.ts";
import { readTexts, rowsOf } from "../adapters/recorded.ts";

/** One answer of the real docker CLI. */
export interface DockerAnswer {
  argv: string[];
  exit: number;
  stdout: string;
  stderr: string;
}

const [header, ...lines] = readFileSync(new URL("../fixtures/format/docker-28.2.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

/** When docker was asked, in milliseconds. */
export const now = Date.parse(header.now);
/** What docker said of its rows as JSON, and its answers to templates over them. */
const data = lines.filter((line) => line.data) as DockerAnswer[];
export const answers = lines.filter((line) => !line.data) as DockerAnswer[];

const dataOf = (words: string): string => {
  const found = data.find(({ argv }) => argv.join(" ").startsWith(words));
  if (!found) throw new Error(`not recorded: ${words}`);
  return found.stdout;
};

export const containersOf = (json: string): Container[] =>
  rowsOf(readTexts("docker", "container", { containers: json }), "container");
export const imagesOf = (json: string): Image[] => rowsOf(readTexts("docker", "image", { images: json }), "image");

export const containers = containersOf(dataOf("docker ps"));
export const images = imagesOf(dataOf("docker images"));
export const inspected = (name: string): unknown =>
  JSON.parse(dataOf("docker inspect")).find((one: { Name: string }) => one.Name === `/${name}`);

/** Docker's version answer as the value that its templates have. */
export const versionValueOf = (json: string): Value => {
  const { Client, Server } = JSON.parse(json);
  const struct = (type: string, fields: Record<string, Value>): Value => ({ kind: "struct", type, fields });
  const components = Server.Components.map((part: { Name: string; Version: string; Details: Record<string, string> }) =>
    struct("types.ComponentVersion", { Name: part.Name, Version: part.Version, Details: textMapOf(part.Details) }),
  );
  return struct("system.versionInfo", {
    Client: struct("system.clientVersion", Client),
    Server: struct("*types.Version", {
      ...Server,
      Platform: struct("struct { Name string }", Server.Platform),
      Components: listOf(components, "[]types.ComponentVersion"),
    }),
  });
};
export const versionValue = versionValueOf(dataOf("docker version"));
