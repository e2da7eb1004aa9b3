import { flag } from "../rules.ts";
import type { FlagSpec } from "../spec.ts";

/** Rows of lists that no tool has a form for: they only say what docker's flags mean. */
export const filter = flag("-f, --filter filter", "Lists only what matches a condition.", {});
export const format = flag("--format string", "Prints in another format: json, table or a Go template.", {});
export const quiet = flag("-q, --quiet", "Prints ids only.", {});

/** The rows of the lists of Swarm's tasks: node ps, service ps, stack ps. */
export const taskRows: readonly FlagSpec[] = [
  filter,
  format,
  flag("--no-resolve", "Prints ids in place of names.", {}),
  flag("--no-trunc", "Prints everything whole.", {}),
  quiet,
];
