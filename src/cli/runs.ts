import { stateFolder } from "../facts/index.ts";
import { cleanLine, type JournalEntry } from "../model/index.ts";
import { renderRuns } from "../render/runs.ts";
import { journalPath } from "../runtime/journal.ts";
import type { Context } from "./context.ts";
import { exitCodes, usageError } from "./errors.ts";
import type { VerbInput } from "./verbs.ts";
import { reportUnfinished } from "./writes/unfinished.ts";

/** Runs shown unless `--last` says otherwise. */
const LAST = 20;
/** Bytes read of each file: more than is ever written to one. */
const MAX_BYTES = 4 * 1024 * 1024;

const isEntry = (value: unknown): value is JournalEntry =>
  typeof value === "object" && value !== null && "argv" in value && Array.isArray(value.argv) && "time" in value;

/** Entries of one file; a line that was cut short is left out. */
const entriesOf = (text: string): JournalEntry[] =>
  text.split("\n").flatMap((line) => {
    try {
      const entry: unknown = JSON.parse(line);
      return isEntry(entry) ? [{ ...entry, input: cleanLine(entry.input), argv: entry.argv.map(cleanLine) }] : [];
    } catch {
      return [];
    }
  });

/** `ctool runs`: what ctool ran, secrets masked, the newest last. */
export const runRuns = async ({ flags }: VerbInput, context: Context): Promise<number> => {
  const { io, host, globals } = context;
  const typed = typeof flags.last === "string" ? flags.last : String(LAST);
  if (!/^\d+$/.test(typed)) throw usageError(`--last ${typed} is no number`);
  const folder = stateFolder(host);
  const file = folder === null ? null : journalPath(folder);
  await reportUnfinished(context);
  const texts = file === null ? [] : [`${file}.1`, file].map((path) => host.read(path, MAX_BYTES));
  const all = texts.flatMap((text) => (text.ok ? entriesOf(text.value) : []));
  const wanted = flags.failed ? all.filter(({ exitCode }) => exitCode !== 0) : all;
  const runs = Number(typed) === 0 ? wanted : wanted.slice(-Number(typed));
  if (globals.switches.has("json")) io.out(`${JSON.stringify({ schemaVersion: 1, file, runs })}\n`);
  else {
    const options = { width: io.columns, tty: io.stdoutIsTerminal, colour: io.colour, ascii: !io.unicode };
    io.out(renderRuns(runs, { ...options, now: host.now() }));
    io.err(file === null ? "this user has no folder of their own to keep a list in\n" : `${all.length} in ${file}\n`);
  }
  return exitCodes.done;
};
