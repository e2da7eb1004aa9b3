import type { Context } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";

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

/**
 * Docker's `--format`: null for a table.
 * @throws {CtoolError} usage, for Go templates
 */
export const formatOf = (format: string | null): "json" | null => {
  if (format === null || format === "" || format === "table") return null;
  if (format === "json" || format === "{{json .}}") return "json";
  throw new CtoolError(
    "template",
    exitCodes.usage,
    `--format ${format}: this version of ctool prints json and table, no Go templates`,
    {
      hint: "--json holds everything ctool knows; --format json prints docker's own lines.",
    },
  );
};
