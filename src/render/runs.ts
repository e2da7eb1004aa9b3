import type { JournalEntry } from "../model/index.ts";
import { quote } from "../translate/index.ts";
import { renderTsv, tableLines } from "./table.ts";
import type { TextOptions } from "./text-options.ts";
import { humanDuration, shortenTimes } from "./units.ts";

const columns = [
  { header: "WHEN" },
  { header: "EXIT", align: "right" as const },
  { header: "MS", align: "right" as const },
  { header: "TYPED", min: 12, max: 40, priority: 1 },
  { header: "RUN", min: 20 },
];

/** What was run, the newest last; a failure's exit code is told by its number, and by the word where there is none. */
export const renderRuns = (
  runs: readonly JournalEntry[],
  { width, tty, colour, ascii, now }: TextOptions & { now: number },
): string => {
  const rows = runs.map(({ time, input, argv, outcome, exitCode, durationMs }) => {
    const ago = shortenTimes(`${humanDuration(now - Date.parse(time))} ago`);
    const exit = exitCode === null ? (outcome === "exited" ? "signal" : outcome) : String(exitCode);
    return [tty ? ago : time, exit, String(durationMs), input, quote(argv)];
  });
  return tty ? `${tableLines(columns, rows, { width, colour, ascii }).join("\n")}\n` : renderTsv(columns, rows);
};
