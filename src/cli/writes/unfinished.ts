import { cleanLine } from "../../model/index.ts";
import { maskArgv } from "../../model/mask.ts";
import { clearUnfinished, findUnfinished, type Unfinished, wasCutOff } from "../../runtime/pending.ts";
import { quote } from "../../translate/index.ts";
import type { Context } from "../context.ts";

const shown = (argv: readonly string[]): string => cleanLine(quote(maskArgv(argv)));

/** What is to be said of one run that was cut off; empty when nothing of it is left or open. */
export const unfinishedLines = ({ path, run, left, unknown, stillRuns }: Unfinished): string[] => {
  const { input, time, steps, done } = run;
  const open = steps.slice(done);
  const lines = [`an earlier run was cut off after ${done} of ${steps.length} commands: ${cleanLine(input)} (${time})`];
  if (stillRuns !== null)
    return [...lines, `  its command still runs as process ${stillRuns}: ${shown(open[0] ?? [])}`];
  for (const { kind, name, id, remove } of left) {
    lines.push(`  it left the ${kind} ${cleanLine(name)} (${id.slice(0, 12)}); to remove it:`);
    lines.push(...remove.map((argv) => `    ${shown(argv)}`));
  }
  if (unknown) lines.push("  a tool did not answer: more may be left, and the next run looks again");
  if (left.length > 0) return [...lines, "  to keep it and hear no more of it:", `    rm ${quote([path])}`];
  if (open.length > 0) lines.push("  not run, or not to its end:", ...open.map((argv) => `    ${shown(argv)}`));
  return lines;
};

/** Where it has been told in full what was cut off. */
const told = new WeakSet<Context["io"]>();

/** One line on stderr where a write was cut off and this command has not told about it. */
export const mentionUnfinished = ({ host, io }: Context): void => {
  if (!told.has(io) && wasCutOff(host)) io.err("an earlier write was cut off; what it left: ctool runs\n");
};

/** Says what earlier runs left when they were killed, and clears away what is ctool's own of it. */
export const reportUnfinished = async (context: Context): Promise<void> => {
  if (context.recording) return;
  told.add(context.io);
  for (const one of await findUnfinished(context.host)) {
    context.io.err(`${unfinishedLines(one).join("\n")}\n`);
    clearUnfinished(one);
  }
};
