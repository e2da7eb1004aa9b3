import { cleanText, type StreamResult, type Tool } from "../../model/index.ts";
import { quote } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes } from "../errors.ts";
import { deadlineOf } from "../node.ts";
import { printer, type ReadLine } from "./print.ts";
import type { NoSource, Source, Sources } from "./sources.ts";

export interface RunOptions {
  /** Milliseconds; null for as long as it takes. `--timeout` wins. */
  timeoutMs: number | null;
  /** The deadline is what was asked for: a window of time that ends. */
  isWindow?: boolean;
  label: boolean;
  /** What is done to each line; null for nothing. */
  read: ReadLine | null;
}

/** A source, or a command of no tool's. */
export type Runnable = Pick<Source, "argv" | "command"> &
  Partial<Pick<Source, "target" | "facts">> & { tool: Tool | null };

/** A line that a tool itself, and not the program in the container, prints. */
const TOOLS_OWN = /^(?:time="[^"]*" level=(?:fatal|error)|(?:FATA|ERRO)\[|(?:docker|nerdctl|ctr|crictl): |Error )/m;

/** Cause and fix of what a tool said, where it is known. */
const explain = async (said: string, { tool, argv, target, facts }: Runnable, { io }: Context): Promise<void> => {
  if (tool === null || !target || !facts || !TOOLS_OWN.test(said)) return;
  const [{ explainText }, { renderExplanations }] = await Promise.all([
    import("../../doctor/messages/index.ts"),
    import("../../render/explanation.ts"),
  ]);
  const explanations = explainText(said, { tool, argv, target, facts });
  if (explanations.length === 0) return;
  const tty = io.stderrIsTerminal;
  io.err(
    renderExplanations(explanations, null, { width: io.columns, tty, colour: io.colour && tty, ascii: !io.unicode }),
  );
};

/** Runs one source to its end, its output going where it belongs. What its failure means is said after it. */
export const runSource = async (
  { tool, argv, command, target, facts }: Runnable,
  { timeoutMs, isWindow = false, label, read }: RunOptions,
  context: Context,
): Promise<StreamResult> => {
  const { stdout, stderr, end, gone, said } = printer({ tool, label, read }, context);
  const timeout = context.globals.values.has("timeout") ? deadlineOf(context, 0) : timeoutMs;
  const result = await context.host.stream({
    tool,
    argv,
    file: command,
    stdin: "none",
    stdout,
    stderr,
    timeoutMs: timeout,
    cancel: gone,
  });
  await end();
  if (result.error !== null) context.io.err(`${tool ?? argv[0]}: ${cleanText(result.error)}\n`);
  if (result.outcome === "timeout" && !isWindow)
    context.io.err(
      `ctool: ${tool ?? argv[0]} did not end within ${Math.round(result.durationMs / 100) / 10} s, and was stopped\n`,
    );
  if (result.outcome === "exited" && result.exitCode !== 0 && !context.globals.switches.has("json"))
    await explain(said(), { tool, argv, command, ...(target && facts ? { target, facts } : {}) }, context);
  return result;
};

/** The exit code of a run: the tool's failure is 1, whatever code it has for it. */
export const exitCodeOfRun = ({ outcome, exitCode }: StreamResult): number => {
  if (outcome === "cancelled") return exitCodes.interrupted;
  if (outcome === "timeout") return exitCodes.timeout;
  if (outcome === "not-found" || outcome === "not-executable") return exitCodes.environment;
  return exitCode === 0 ? exitCodes.done : exitCodes.failed;
};

/** What the tool's form loses, and what was run: notes, on stderr. */
export const sayNotes = ({ argv, notes }: Pick<Source, "argv" | "notes">, context: Context): void => {
  if (context.dockerMode) return;
  if (context.globals.switches.has("verbose")) context.io.err(`ctool: ${cleanText(quote(argv))}\n`);
  for (const { kind, flag, text } of notes) {
    if (kind !== "lost" && kind !== "changed") continue;
    context.io.err(`ctool: ${flag === null || text.includes(flag) ? "" : `${flag}: `}${cleanText(text)}\n`);
  }
};

/** Why a tool says nothing, in one line. */
export const whyNot = ({ tool, why, instead }: NoSource): string =>
  cleanText(
    `${tool}: ${why.startsWith(`${tool} `) ? why.slice(tool.length + 1) : why}${instead ? ` (instead: ${instead})` : ""}`,
  );

/** The error where no tool has a form of a line: why each has none. */
export const noSource = ({ row, without }: Sources, verb: string): CtoolError => {
  const reasons = without.map((each) => `    ${whyNot(each)}`);
  return new CtoolError(
    "no-form",
    exitCodes.noTool,
    `no tool here can show ${verb} of ${row.name ?? row.id.slice(0, 12)}`,
    { hint: `Why:\n${reasons.join("\n")}` },
  );
};
