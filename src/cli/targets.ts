import { findTools } from "../facts/index.ts";
import { loadWidths } from "../render/cells.ts";
import { renderTargets } from "../render/targets.ts";
import type { Context } from "./context.ts";
import { exitCodes } from "./errors.ts";
import { deadlineOf, lookAtNode } from "./node.ts";
import { sayRecording } from "./show.ts";
import { survey } from "./survey.ts";
import type { VerbInput } from "./verbs.ts";

const SURVEY_MS = 5_000;

/** `ctool targets`: every engine of this node, how it was found, whether it answers, what is in it, and which one is used. */
export const runTargets = async (_: VerbInput, context: Context): Promise<number> => {
  const { host, io, globals } = context;
  sayRecording(context);
  const { facts, choice } = await lookAtNode(context);
  const engines = await survey(
    host,
    facts.engines,
    findTools(host, { launcher: context.launcher }),
    deadlineOf(context, SURVEY_MS),
  );
  const target = "target" in choice ? choice.target : null;
  const problem = "error" in choice ? choice.error : null;
  const { hostname, looked, problems } = facts;
  if (globals.switches.has("json")) {
    const report = { schemaVersion: 1, node: { hostname }, target, problem, engines, problems, looked };
    io.out(`${JSON.stringify(report)}\n`);
  } else {
    await loadWidths(JSON.stringify(facts));
    const { stdout, stderr } = renderTargets(
      { engines, target, problem, problems, looked },
      { width: io.columns, tty: io.stdoutIsTerminal, colour: io.colour, ascii: !io.unicode },
    );
    io.out(stdout);
    io.err(stderr);
  }
  return problem ? (problem.code === "usage" ? exitCodes.usage : exitCodes.environment) : exitCodes.done;
};
