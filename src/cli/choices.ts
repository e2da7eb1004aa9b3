import type { Context } from "./context.ts";
import { usageError } from "./errors.ts";

export type Layout = "joined" | "columns" | "stacked";

/**
 * `--layout`, checked.
 * @throws {CtoolError} usage
 */
export const layoutOf = ({ globals }: Context): Layout => {
  const layout = globals.values.get("layout") ?? "joined";
  if (layout === "joined" || layout === "columns" || layout === "stacked") return layout;
  throw usageError(`--layout ${layout} is not known`, "joined, columns and stacked are.");
};

/** What `--format` asks for: null for a table, docker's JSON lines, or a Go template as typed (`table …` and `raw` included). */
export type DockerFormat = null | "json" | { template: string };

/**
 * What is to be compiled for a line: the template as typed, `null` for docker's own table in docker mode, `undefined` when
 * rows are printed without a template.
 */
export const templateOf = (format: DockerFormat, { dockerMode, globals }: Context): string | null | undefined => {
  if (globals.switches.has("json") || format === "json") return undefined;
  if (format !== null) return format.template;
  return dockerMode && !globals.values.has("layout") ? null : undefined;
};

/** Reads docker's `--format`. A template is compiled by who prints rows with it (`compileRows`, `formatted.ts`). */
export const formatOf = (format: string | null): DockerFormat => {
  if (format === null || format === "" || format === "table") return null;
  return format === "json" ? "json" : { template: format };
};
