import type { Joined, Target, Version } from "../model/index.ts";
import { type GoStruct, listOf, textMapOf, type Value } from "./values.ts";

/** What ctool says of itself and of the node in docker's version. Empty where it is not known. */
export interface VersionFacts {
  /** ctool's own version. */
  ctool: string;
  os: string;
  arch: string;
  kernel: string;
  target: Pick<Target, "id" | "engine"> | null;
}

const struct = (type: string, fields: Record<string, Value>, json?: GoStruct["json"]): GoStruct => ({
  kind: "struct",
  type,
  fields,
  ...(json ? { json } : {}),
});

/** Every part that the tools name on the target, each once. */
const partsOf = (rows: readonly Version[]): { name: string; version: string }[] => {
  const all = rows.flatMap(({ components }) => components);
  return all.filter((part, index) => all.findIndex(({ name }) => name === part.name) === index);
};

/**
 * The value that `docker version --format` has (docker/cli 28, system.versionInfo): ctool as the client, the engine of the
 * target as the server. What only dockerd has (API versions, build times) is empty.
 * @param rows what each tool said
 */
export const dockerVersionValue = (
  rows: readonly Joined<"version">[],
  { ctool, os, arch, kernel, target }: VersionFacts,
): GoStruct => {
  const here = rows.filter(({ at, server }) => at === target?.id && server !== null);
  const keys = { APIVersion: "ApiVersion" };
  const platform = (name: string): Value => struct("struct { Name string }", { Name: name });
  const client = struct(
    "system.clientVersion",
    {
      Platform: platform("ctool"),
      Version: ctool,
      APIVersion: "",
      DefaultAPIVersion: "",
      GitCommit: "",
      GoVersion: "",
      Os: os,
      Arch: arch,
      BuildTime: "",
      Context: target?.id ?? "",
    },
    { keys, omitEmpty: ["APIVersion", "DefaultAPIVersion", "GitCommit", "GoVersion", "BuildTime"] },
  );
  const components = partsOf(here).map(({ name, version }) =>
    struct(
      "types.ComponentVersion",
      { Name: name, Version: version, Details: textMapOf({}) },
      { omitEmpty: ["Details"] },
    ),
  );
  const server: Value =
    here.length === 0
      ? { kind: "nil", type: "*types.Version" }
      : struct(
          "*types.Version",
          {
            Platform: platform(target?.engine ?? ""),
            Components: listOf(components, "[]types.ComponentVersion"),
            Version: here[0]?.server ?? "",
            APIVersion: "",
            MinAPIVersion: "",
            GitCommit: "",
            GoVersion: "",
            Os: os,
            Arch: arch,
            KernelVersion: kernel,
            Experimental: false,
            BuildTime: "",
          },
          { keys, omitEmpty: ["MinAPIVersion", "KernelVersion", "Experimental", "BuildTime"] },
        );
  return struct("system.versionInfo", { Client: client, Server: server });
};

/** Docker's own text for `docker version`, with the lines that can be filled here. */
export const DOCKER_VERSION = `{{with .Client -}}
Client: {{.Platform.Name}}
 Version:	{{.Version}}
{{- if .Os}}
 OS/Arch:	{{.Os}}/{{.Arch}}
{{- end}}
 Context:	{{.Context}}
{{- end}}
{{- with .Server}}

Server: {{.Platform.Name}}
 Engine:
  Version:	{{.Version}}
{{- if .Os}}
  OS/Arch:	{{.Os}}/{{.Arch}}
{{- end}}
{{- range .Components}}
{{- if ne .Name "Engine"}}
 {{.Name}}:
  Version:	{{.Version}}
{{- end}}
{{- end}}
{{- end}}`;
