import { explainText } from "../../doctor/messages/index.ts";
import type { NodeFacts } from "../../facts/index.ts";
import { cleanLine, cleanText, type Target, type Tool } from "../../model/index.ts";
import { maskArgv } from "../../model/mask.ts";
import type { Guard } from "../../plan/guards.ts";
import type { PlannedStep } from "../../plan/steps.ts";
import { type Candidate, NO_DOCKER, type WriteChoice } from "../../plan/write.ts";
import { loadWidths } from "../../render/cells.ts";
import { renderExplanations } from "../../render/explanation.ts";
import type { Leftover } from "../../runtime/pending.ts";
import type { StepFailure, StepsResult } from "../../runtime/steps.ts";
import { quote } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes } from "../errors.ts";
import { around } from "./shell.ts";

const shown = (argv: readonly string[]): string => cleanLine(quote(maskArgv(argv)));

/** What a tool that was not chosen would do, in one line. */
const asideOf = ({ tool, line, why }: Candidate): string => {
  const text = line.shell.split("\n").at(-1) ?? "";
  if (line.fit === "none") return `${tool.padEnd(8)} none     ${line.notes[0]?.text ?? ""}`;
  return `${tool.padEnd(8)} ${line.fit.padEnd(8)} ${cleanLine(text)}${why === null ? "" : `  (${why})`}`;
};

/** Whether a person watches what is run. */
const isWatched = ({ io, globals }: Context): boolean => io.stderrIsTerminal || globals.switches.has("verbose");

/**
 * Shows on stderr what is about to be run, and on a terminal (or with --verbose) what it is in the other tools. Off a terminal a
 * program that is talked to keeps its stderr to itself.
 */
export const announce = (
  steps: readonly PlannedStep[],
  { candidates, chosen }: WriteChoice,
  session: boolean,
  context: Context,
): void => {
  const { io, globals } = context;
  if (globals.switches.has("json") || (session && !isWatched(context))) return;
  for (const [index, step] of steps.entries()) {
    const { before, after } = around(step);
    io.err(`${steps.length > 1 ? `${index + 1}/${steps.length} ` : ""}${before}${shown(step.argv)}${after}\n`);
  }
  if (!isWatched(context)) return;
  const cut = (text: string) =>
    io.stderrIsTerminal && text.length > io.columns ? `${text.slice(0, io.columns - 1)}…` : text;
  for (const candidate of candidates)
    if (candidate.tool !== chosen?.tool) io.err(`${cut(`  ${asideOf(candidate)}`)}\n`);
  for (const { kind, text } of chosen?.line.notes ?? []) if (kind === "info") io.err(`${cut(`  note: ${text}`)}\n`);
};

/** No tool can carry it out: what each says to that, and what to do instead. */
export const noTool = (
  { candidates }: WriteChoice,
  via: Tool | null,
  instead: string | null,
  context: Context,
): CtoolError => {
  const asked = via === null ? candidates : candidates.filter(({ tool }) => tool === via);
  const lines = asked
    .filter(({ tool, why }) => tool === via || why !== NO_DOCKER)
    .map(({ tool, line, why }) => {
      const hint = line.instead === null || line.fit !== "none" ? "" : `; instead: ${line.instead}`;
      return `    ${tool}: ${why ?? ""}${hint}`;
    });
  const missing = asked.length > 0 && asked.every(({ why }) => /is not (?:on this node|executable)$/.test(why ?? ""));
  return new CtoolError(
    "no-tool",
    missing ? exitCodes.environment : exitCodes.noTool,
    via === null ? `no tool here can do this: ${context.input}` : `${via} cannot do this here: ${context.input}`,
    {
      hint: `What each says to it:\n${[...lines, ...(instead === null ? [] : [`    instead: ${instead}`])].join("\n")}`,
    },
  );
};

const leftoverLine = ({ kind, name, id }: Leftover): string => `${kind} ${cleanLine(name)} ${id.slice(0, 12)}`;

/** What a failed step means, beside the tool's own words. */
const explain = async (
  failure: StepFailure,
  place: Target,
  facts: NodeFacts,
  context: Context,
  raw: string | null,
): Promise<string> => {
  const { tool, argv, said } = failure;
  const explanations = explainText(said, { tool, argv, target: place, facts });
  if (explanations.length === 0) return "";
  const { io } = context;
  if (io.stderrIsTerminal) await loadWidths(JSON.stringify(explanations));
  return renderExplanations(explanations, raw, {
    width: io.columns,
    tty: io.stderrIsTerminal,
    colour: io.colour && io.stderrIsTerminal,
    ascii: !io.unicode,
  });
};

/** A line that a tool itself, and not the program in the container, prints. */
const TOOLS_OWN =
  /^(?:time="[^"]*" level=(?:fatal|error)|(?:FATA|ERRO)\[|(?:docker|nerdctl|ctr|crictl): |Error response from daemon)/m;

/**
 * Says on stderr that a step failed: the tool's own words, what they mean where ctool knows them, what was done until then, and
 * what was undone.
 * @param steps all commands of the group, for those that were not run
 */
export const tellFailure = async (
  failure: StepFailure,
  result: StepsResult,
  steps: readonly PlannedStep[],
  place: Target,
  facts: NodeFacts,
  context: Context,
): Promise<void> => {
  const { io } = context;
  const inherited = steps[failure.at]?.stderr !== "keep";
  if (inherited) {
    // The program's own exit code is no failure of the tool's.
    if (TOOLS_OWN.test(failure.said)) io.err(await explain(failure, place, facts, context, null));
    return;
  }
  const raw = cleanText(failure.said).trim();
  io.err(
    `ctool: ${failure.tool} failed${failure.exitCode ? ` (exit ${failure.exitCode})` : ""}: ${cleanLine(failure.error)}\n`,
  );
  const explained = await explain(failure, place, facts, context, null);
  if (raw !== "" && raw.replace(/^(?:docker|nerdctl|ctr|crictl): /, "") !== failure.error) io.err(`${raw}\n`);
  io.err(explained);
  if (failure.state === "denied") io.err(`  it needs more rights: sudo ${shown(failure.argv)}\n`);
  const done = result.done.slice(0, -1);
  if (done.length > 0) io.err(`done before that: ${done.map(({ argv }) => shown(argv)).join("; ")}\n`);
  const open = steps.slice(failure.at + 1);
  if (open.length > 0) io.err(`not run: ${open.map(({ argv }) => shown(argv)).join("; ")}\n`);
  for (const one of result.undone) io.err(`undone: ${leftoverLine(one)}\n`);
  for (const one of result.left)
    io.err(
      `left behind: ${leftoverLine(one)}; remove it with\n${one.remove.map((argv) => `    ${shown(argv)}\n`).join("")}`,
    );
};

/** What `--json` prints of a write. */
export interface WriteReport {
  command: string;
  tools: readonly Tool[];
  dryRun: boolean;
  steps: {
    tool: Tool;
    argv: string[];
    exitCode: number | null;
    durationMs: number | null;
    files?: { path: string; content: string }[];
  }[];
  output: string;
  undone: readonly Leftover[];
  losses: readonly string[];
  guards: readonly Guard[];
  failure: StepFailure | null;
}

export const writeJson = (report: WriteReport, { io, input }: Context): void => {
  const { command, tools, dryRun, steps, output, undone, losses, guards, failure } = report;
  const [tool, ...others] = new Set(tools);
  const json = {
    schemaVersion: 1,
    input,
    command,
    tool: tool !== undefined && others.length === 0 ? tool : null,
    dryRun,
    steps: steps.map((step) => (dryRun ? step : { ...step, argv: maskArgv(step.argv) })),
    output,
    undone: undone.map(({ kind, name, id }) => ({ kind, name, id })),
    losses,
    guards: guards.map(({ code, subject, why }) => ({ code, subject, why })),
    error: failure === null ? null : { tool: failure.tool, message: failure.error, said: failure.said },
  };
  io.out(`${JSON.stringify(json)}\n`);
};

/** The exit code for a failure: 4 where rights or the tool are missing, 124 out of time, else 1. */
export const exitCodeOfFailure = ({ state }: StepFailure): number => {
  if (state === "denied" || state === "missing") return exitCodes.environment;
  return state === "timeout" ? exitCodes.timeout : exitCodes.failed;
};
