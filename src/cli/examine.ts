import type { DoctorFacts, Probe } from "../doctor/facts.ts";
import { childDeadlineOf, planProbes, runProbes } from "../facts/doctor/probes.ts";
import { findTools } from "../facts/index.ts";
import type { Diagnosis, RunResult, Tool } from "../model/index.ts";
import type { Context } from "./context.ts";
import { deadlineOf, lookAtNode } from "./node.ts";

/** What everything together may take, in milliseconds, unless `--timeout` says otherwise. */
const DOCTOR_MS = 3_000;

const MAX_BYTES = 16 * 1024 * 1024;

/** The line that a person asks about, and whether it may be run. */
export interface AskedLine {
  input: string;
  tool: Tool | null;
  argv: string[];
  run: boolean;
}

export interface Examined {
  facts: DoctorFacts;
  diagnosis: Diagnosis;
}

/** A socket that is there answers at once; one that is not, ctr would dial for ten seconds before it says a word. */
const dialBriefly = ({ argv, tool }: AskedLine): string[] =>
  tool !== "ctr" || argv.some((word) => /^--?connect-timeout(?:=|$)/.test(word))
    ? argv
    : argv.toSpliced(argv.indexOf(tool) + 1, 0, "--connect-timeout", "1s");

/** One of a person's own commands, run as it was typed; ctr is told to give up dialling in time. */
const runAsked = (
  asked: AskedLine,
  command: readonly string[] | null,
  context: Context,
  timeoutMs: number,
): Promise<RunResult> => {
  const { argv, tool } = asked;
  const file = argv[0] === tool ? command : null;
  return context.host.exec({ tool, argv: dialBriefly(asked), file, timeoutMs, maxBytes: MAX_BYTES });
};

/**
 * Looks at the whole node, asks the tools what they see, and judges. All calls are started at once, each with what is left of
 * the deadline; rules
 * and readers are loaded while they run.
 * @throws {CtoolError} usage, for a `--timeout` that is none
 */
export const examine = async (context: Context, asked: AskedLine | null): Promise<Examined> => {
  const { host } = context;
  const started = host.now();
  const deadlineMs = deadlineOf(context, DOCTOR_MS);
  const { facts: node, choice } = await lookAtNode(context);
  const target = "target" in choice ? choice.target : null;
  const tools = findTools(host, { launcher: context.launcher });
  const left = childDeadlineOf(deadlineMs, host.now() - started);
  const probes: Promise<Probe[]> = runProbes(host, planProbes(node, target, tools), tools, left);
  const command = tools.find(({ tool }) => tool === asked?.tool)?.command ?? null;
  const answer = asked?.run ? runAsked(asked, command, context, left) : null;
  const [{ gatherDoctorFacts }, { diagnose, rules }] = await Promise.all([
    import("../facts/doctor/gather.ts"),
    import("../doctor/index.ts"),
  ]);
  const facts = await gatherDoctorFacts(host, {
    node,
    target,
    tools,
    probes,
    asked: (async () => asked && { input: asked.input, tool: asked.tool, argv: asked.argv, run: await answer })(),
    deadlineMs,
    childMs: left,
  });
  return { facts, diagnosis: diagnose(facts, rules) };
};
