import type { Joined, Problem } from "../../model/index.ts";
import type { SheetKind } from "../../render/reads/index.ts";
import { isOn, type Understood } from "../../translate/index.ts";
import { layoutOf } from "../choices.ts";
import type { Context } from "../context.ts";
import type { Listed } from "../list.ts";
import { renderOptionsOf, rowsOf, show } from "../show.ts";
import { askAndLineUp } from "./ask.ts";
import { dockerLines, here, type Lines } from "./docker-lines.ts";

/** A list as a verb of its own: what is asked, and what of it is shown. */
export interface ReadList<K extends SheetKind> {
  kind: K;
  /** Docker's flag for sizes. */
  size?: boolean;
  all?: boolean;
  operands?: readonly string[];
  deadlineMs?: number;
  /** Docker's filters. */
  select?: (rows: Joined<K>[]) => { rows: Joined<K>[] } | { problem: Problem };
  /** What `-q` prints of a row, whole or cut. */
  quiet?: (row: Joined<K>, whole: boolean) => string;
}

/**
 * Carries a list out: asks every tool, lines the rows up and prints them as a table, docker's lines or `--json`.
 * @returns the exit code
 */
export const runList = async <K extends SheetKind>(
  understood: Understood,
  { kind, select, quiet, size = false, all = true, operands, deadlineMs }: ReadList<K>,
  context: Context,
): Promise<number> => {
  const { command } = understood;
  const layout = layoutOf(context);
  const lines = await dockerLines(kind, understood, context);
  const question = { kind, all, size, ...(operands ? { operands } : {}) };
  const listed = await askAndLineUp(understood, question, context, deadlineMs);
  const { comparison } = listed;
  const rows = select ? rowsOf(select(comparison.rows)) : comparison.rows;
  const noTrunc = isOn(command, "no-trunc");
  const render = { ...renderOptionsOf(context), noTrunc, showSize: size };
  const [{ readSheetOf }, { renderJoined }] = await Promise.all([
    import("../../render/reads/index.ts"),
    import("../../render/joined.ts"),
  ]);
  const ids: Lines<K> | null = quiet
    ? (shown) =>
        here(shown)
          .map((row) => `${quiet(row, noTrunc || !render.tty)}\n`)
          .join("")
    : null;
  return show<K>(
    listed as unknown as Listed,
    rows,
    {
      lines: isOn(command, "quiet") && ids ? ids : lines,
      table: async (shown) =>
        layout === "joined"
          ? renderJoined(shown, readSheetOf(kind), render)
          : (await import("../layout.ts")).rawLayout(layout, listed as unknown as Listed, context),
    },
    context,
  );
};
