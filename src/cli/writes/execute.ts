import { tmpdir } from "node:os";
import type { Risk, Sink } from "../../model/index.ts";
import type { Guard } from "../../plan/guards.ts";
import type { PlannedStep } from "../../plan/steps.ts";
import type { WriteVerb } from "../../plan/write-verbs.ts";
import { runSteps, type StepsResult } from "../../runtime/steps.ts";
import { fullReference } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes } from "../errors.ts";
import { deadlineOf } from "../node.ts";
import { seekConsent } from "./consent.ts";
import type { PlannedGroup } from "./plan-group.ts";
import { announce, exitCodeOfFailure, tellFailure, type WriteReport, writeJson } from "./report.ts";
import { shellOf } from "./shell.ts";
import { startTicker } from "./ticker.ts";

/** A write, planned whole. */
export interface Execution {
  /** Canonical command. */
  path: string;
  risk: Risk;
  planned: readonly PlannedGroup[];
  guards: readonly Guard[];
}

const isSession = ({ stderr }: PlannedStep): boolean => stderr === "tee";

/** With --json nothing but the JSON goes to stdout: what would go there is kept. */
const keepOutput = (step: PlannedStep): PlannedStep => ({
  ...step,
  stdout: step.stdout === "inherit" ? "keep" : step.stdout,
});

const wordFor = (argv: readonly string[]): string =>
  argv.find((word, index) => index > 0 && /^[a-z]+$/.test(word) && !argv[index - 1]?.startsWith("--")) ?? "";

const runGroup = async ({ group, steps, tool }: PlannedGroup, context: Context): Promise<StepsResult> => {
  const { host, io, globals } = context;
  const json = globals.switches.has("json");
  const decoder = new TextDecoder();
  const progress: Sink = (chunk) => {
    if (io.stderrIsTerminal && !json) io.err(decoder.decode(chunk, { stream: true }));
  };
  const ran = runSteps(host, json ? steps.map(keepOutput) : steps, {
    input: context.input,
    timeoutMs: globals.values.has("timeout") ? deadlineOf(context, 0) : null,
    pids: group.containers.flatMap(({ pid }) => pid ?? []),
    watch: (argv, at, count) => {
      const step = steps[at];
      const drawsItself = step?.stderr !== "keep" || step.stdout === "inherit" || step.stdout === "progress";
      if (drawsItself || json) return () => {};
      return startTicker(io, `${count > 1 ? `${at + 1}/${count} ` : ""}${tool} ${wordFor(argv)} …`);
    },
    progress,
    passed: io.inheritable ? null : { out: (chunk) => io.pass(chunk, "out"), err: (chunk) => io.pass(chunk, "err") },
    warn: io.err,
  });
  return ran.catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined) throw error;
    throw new CtoolError(
      "own-files",
      exitCodes.failed,
      `the files that ${tool} is given cannot be written: ${error.message}`,
      {
        hint: `They go into ${tmpdir()}: make room there, or name another folder with TMPDIR.`,
      },
    );
  });
};

/** What nerdctl (after its progress) and ctr say of a load, in docker's words; unknown text as it is. */
const loadedLines = (output: string): string => {
  const names = output
    .split("\n")
    .flatMap((line) => /^Loaded image(?: ID)?: (\S+)/.exec(line)?.[1] ?? /^unpacking (\S+) \(/.exec(line)?.[1] ?? []);
  return names.length > 0 ? names.map((name) => `Loaded image: ${name}\n`).join("") : output;
};

/** What docker would print of a group that went well. */
const outputOf = (
  { prints }: WriteVerb,
  { group, command, name, steps }: PlannedGroup,
  { output }: StepsResult,
): string => {
  const last = steps.at(-1);
  if (last && (isSession(last) || last.stdout === "inherit")) return "";
  switch (prints) {
    case "names":
      return group.typed.map((word) => `${word}\n`).join("");
    case "nothing":
      return "";
    case "loaded":
      return loadedLines(output);
    case "reference":
      return `${fullReference(command.operands[0]?.word ?? "")}\n`;
    case "output":
      // ctr says nothing; docker would print the id.
      return output.trim() === "" && name !== null ? `${name}\n` : output;
  }
};

/** Names whose containers were dealt with although the command failed as a whole: tools print the id of each. */
const namesDone = ({ group }: PlannedGroup, { output, failure }: StepsResult): string => {
  const said = `${output}\n${failure?.said ?? ""}`.split("\n").map((line) => line.trim());
  if (group.containers.length !== group.typed.length) return "";
  const done = group.typed.filter((_, index) => said.includes(group.containers[index]?.id ?? ""));
  return done.map((word) => `${word}\n`).join("");
};

const emptyReport = ({ path, planned, guards }: Execution, dryRun: boolean): WriteReport => ({
  command: path,
  tools: planned.map(({ tool }) => tool),
  dryRun,
  steps: [],
  output: "",
  undone: [],
  losses: planned.flatMap(({ losses }) => losses),
  guards,
  failure: null,
});

/** `--dry-run`: the commands, whole, and what stands in the way. */
const showOnly = (execution: Execution, context: Context): number => {
  const { io, globals } = context;
  const report = emptyReport(execution, true);
  if (globals.switches.has("json")) {
    report.steps = execution.planned.flatMap(({ steps }) =>
      steps.map(({ tool, argv, files }) => {
        const shown = { tool, argv: [...argv], exitCode: null, durationMs: null };
        return files.length > 0 ? { ...shown, files: [...files] } : shown;
      }),
    );
    writeJson(report, context);
    return exitCodes.done;
  }
  io.out(execution.planned.map(({ steps }) => `${shellOf(steps)}\n`).join(""));
  for (const text of report.losses) io.err(`loses: ${text}\n`);
  for (const { subject, why } of report.guards) io.err(`guarded: ${subject}: ${why}\n`);
  return exitCodes.done;
};

/**
 * Carries out what was planned: shown only with --dry-run, else asked about, then run group by group until one fails.
 * @returns the exit code: 0, a session's own, else see `ctool help exit-codes`
 * @throws {CtoolError} when it is not wanted
 */
export const carryOut = async (execution: Execution, context: Context): Promise<number> => {
  const { risk, planned, guards } = execution;
  const { io, globals } = context;
  const json = globals.switches.has("json");
  if (globals.switches.has("dry-run")) return showOnly(execution, context);
  const report = emptyReport(execution, false);
  const shell = planned.map(({ steps }) => shellOf(steps)).join("\n");
  await seekConsent({ risk, shell, losses: report.losses, guards }, context);
  let exitCode: number = exitCodes.done;
  for (const [index, one] of planned.entries()) {
    const session = one.steps.some(isSession);
    if (!json) announce(one.steps, one.choice, session, context);
    const result = await runGroup(one, context);
    const { failure } = result;
    report.steps.push(...result.done);
    report.undone = [...report.undone, ...result.undone];
    const failed = failure !== null || result.exitCode !== 0;
    const output = failed
      ? one.verb.prints === "names"
        ? namesDone(one, result)
        : ""
      : outputOf(one.verb, one, result);
    report.output += session ? result.output : output;
    if (!json) io.out(output);
    if (!failed) continue;
    report.failure = failure;
    const own = failure === null || one.steps[failure.at]?.stderr === "tee";
    exitCode = own && result.exitCode !== 0 ? result.exitCode : failure ? exitCodeOfFailure(failure) : exitCodes.failed;
    if (failure && !json) await tellFailure(failure, result, one.steps, one.group.place, one.group.facts, context);
    for (const rest of planned.slice(index + 1)) io.err(`not run: ${shellOf(rest.steps)}\n`);
    break;
  }
  if (json) writeJson(report, context);
  return exitCode;
};
