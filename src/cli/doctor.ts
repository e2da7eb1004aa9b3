import { isAbout } from "../doctor/order.ts";
import { loadWidths } from "../render/cells.ts";
import { renderFindings } from "../render/findings.ts";
import { readAskedLine } from "./asked-line.ts";
import type { Context } from "./context.ts";
import { exitCodes, usageError } from "./errors.ts";
import { type AskedLine, type Examined, examine } from "./examine.ts";
import { renderOptionsOf, sayRecording } from "./show.ts";
import type { VerbInput } from "./verbs.ts";

/** The command whose trouble is looked for; null for the whole node. It is not run: `ctool why` does that. */
const symptomOf = async (operands: readonly string[]): Promise<AskedLine | null> => {
  if (operands.length === 0) return null;
  const line = await readAskedLine(operands);
  if (line === null)
    throw usageError(
      `${operands.join(" ")} is no command of docker, nerdctl, crictl or ctr`,
      "A message or an output is explained by:",
      "ctool why -",
    );
  return { ...line, run: false };
};

/** Prints a diagnosis. @returns 1 when something does not work, else 0 */
export const showDiagnosis = async (
  { diagnosis }: Examined,
  symptom: AskedLine | null,
  context: Context,
): Promise<number> => {
  const { io, globals } = context;
  const exitCode = diagnosis.findings.some(({ severity }) => severity === "error") ? exitCodes.failed : exitCodes.done;
  if (globals.switches.has("json")) {
    io.out(`${JSON.stringify(diagnosis)}\n`);
    return exitCode;
  }
  await loadWidths(JSON.stringify(diagnosis));
  const whole = new Set(diagnosis.findings.filter((finding) => isAbout(finding, symptom?.tool ?? null)));
  io.out(renderFindings(diagnosis, { ...renderOptionsOf(context), verbose: globals.switches.has("verbose"), whole }));
  return exitCode;
};

/** `ctool doctor`: what is wrong with this node, with evidence and what mends it. */
export const runDoctor = async ({ operands, flags }: VerbInput, context: Context): Promise<number> => {
  const symptom = await symptomOf(operands);
  sayRecording(context);
  if (typeof flags.report === "string") {
    const { reportDoctor } = await import("./report.ts");
    return reportDoctor(flags.report, symptom, context);
  }
  const examined = await examine(context, symptom);
  const exitCode = await showDiagnosis(examined, symptom, context);
  if (flags.fix !== true) return exitCode;
  const { applyFixes } = await import("./fix.ts");
  return applyFixes(examined, symptom, flags.yes === true, context);
};
