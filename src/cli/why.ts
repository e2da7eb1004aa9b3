import { explainText } from "../doctor/messages/index.ts";
import { isAbout } from "../doctor/order.ts";
import { cleanText } from "../model/clean.ts";
import type { Diagnosis, Finding, RunResult } from "../model/index.ts";
import { loadWidths } from "../render/cells.ts";
import { renderFindings } from "../render/findings.ts";
import { quote } from "../translate/index.ts";
import { type ReadLine, readAskedLine } from "./asked-line.ts";
import type { Context } from "./context.ts";
import { exitCodes, usageError } from "./errors.ts";
import { type Examined, examine } from "./examine.ts";
import { renderOptionsOf, sayRecording } from "./show.ts";
import type { VerbInput } from "./verbs.ts";

/** Longest pasted text that is read. */
const MAX_TEXT = 1024 * 1024;

/** What a message means, as a finding. */
const asFindings = (text: string, about: Parameters<typeof explainText>[1]): Finding[] =>
  explainText(text, about).map(({ id, title, cause, fix, notThis, match, docs }) => ({
    id,
    severity: "error",
    title,
    because: [cause],
    evidence: [{ text: match, source: null, line: null }],
    see: [],
    fix,
    notThis,
    after: null,
    about: about.tool === null ? [] : [about.tool],
    explains: [],
    docs,
  }));

/** What is wrong with the line itself, as findings. */
const lineFindings = ({ problems, tool }: ReadLine): Finding[] =>
  problems.map(({ code, message, suggestion }) => ({
    id: `line-${code}`,
    severity: "error",
    title: message,
    because: [],
    evidence: [],
    see: [],
    fix: suggestion === null ? [] : [{ text: "as it was probably meant:", argv: null, shell: suggestion }],
    notThis: [],
    after: null,
    about: tool === null ? [] : [tool],
    explains: [],
    docs: null,
  }));

const readText = async (chunks: AsyncIterable<string>): Promise<string> => {
  let text = "";
  for await (const chunk of chunks) {
    text += chunk;
    if (text.length > MAX_TEXT) break;
  }
  return text.slice(0, MAX_TEXT);
};

/** A text that somebody pasted: no node is looked at. */
const explainPasted = async (text: string, context: Context): Promise<number> => {
  const { io, globals } = context;
  const findings = asFindings(text, { tool: null, facts: null });
  const explained = findings.length > 0;
  const diagnosis: Diagnosis = {
    schemaVersion: 1,
    node: { hostname: "" },
    input: null,
    findings,
    checked: [],
    unseen: [],
  };
  if (globals.switches.has("json")) {
    io.out(`${JSON.stringify({ ...diagnosis, node: null, asked: null, explained })}\n`);
  } else if (explained) {
    await loadWidths(text);
    io.out(renderFindings(diagnosis, { ...renderOptionsOf(context), verbose: true, whole: new Set(findings) }));
  } else {
    io.err("ctool: there is no message in this text that ctool knows\n");
    io.err("  On the node itself, this looks at everything:\n    ctool doctor\n");
  }
  return explained ? exitCodes.done : exitCodes.failed;
};

/** The end of what a command said, as far as a person wants to see it again. */
const lastLines = (text: string, count: number): string[] => {
  const lines = cleanText(text)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.length > count ? ["…", ...lines.slice(-count)] : lines;
};

const runText = ({ argv, stdout, stderr, outcome, exitCode }: RunResult): string => {
  const how = outcome === "exited" ? `exit ${exitCode}` : outcome;
  const said = [...lastLines(stdout, 6), ...lastLines(stderr, 4)];
  return `$ ${quote(argv)}\n${said.map((line) => `  ${line}\n`).join("")}  (${how})\n\n`;
};

/** Whether two findings say the same: the message and the rule that found its cause on this node. */
const known = (findings: readonly Finding[]) => {
  const titles = new Set(findings.flatMap(({ title, explains }) => [title, ...explains.map((one) => one.title)]));
  const ids = new Set(findings.flatMap(({ id, explains }) => [id, ...explains.map((one) => one.id)]));
  return ({ id, title }: Finding): boolean => titles.has(title) || ids.has(id);
};

/** Doctor's findings about the command first, then what its own message means, then what is wrong with the line. */
const explain = ({ facts, diagnosis }: Examined, line: ReadLine): { diagnosis: Diagnosis; whole: Set<Finding> } => {
  const run = facts.asked?.run ?? null;
  const about = diagnosis.findings.filter((finding) => isAbout(finding, line.tool));
  const others = diagnosis.findings.filter((finding) => !isAbout(finding, line.tool));
  const failed = run !== null && (run.outcome !== "exited" || run.exitCode !== 0 || run.stderr.trim() !== "");
  const said = failed
    ? asFindings(`${run.stderr}\n${run.stdout}`, {
        tool: line.tool,
        argv: line.argv,
        target: facts.target,
        facts: facts.node,
        doctor: facts,
      })
    : [];
  const isKnown = known(about);
  const whole = [...about, ...said.filter((one) => !isKnown(one)), ...lineFindings(line)];
  return { diagnosis: { ...diagnosis, findings: [...whole, ...others] }, whole: new Set(whole) };
};

/**
 * `ctool why LINE`: runs a reading command as it was typed and explains what came of it; anything else is explained without being
 * run. `ctool why -` explains a pasted text.
 * @returns 0 when it could explain, else 1
 */
export const runWhy = async ({ operands }: VerbInput, context: Context): Promise<number> => {
  const { io, globals } = context;
  const piped = operands.length === 0 ? !io.stdinIsTerminal : operands.length === 1 && operands[0] === "-";
  if (piped) return explainPasted(await readText(io.stdinText()), context);
  if (operands.length === 0)
    throw usageError("there is no command or message to explain", null, "ctool why 'docker ps'");
  const line = await readAskedLine(operands);
  if (line === null) return explainPasted(operands.join(" "), context);
  sayRecording(context);
  const examined = await examine(context, { ...line, run: line.reason === null });
  const { diagnosis, whole } = explain(examined, line);
  const run = examined.facts.asked?.run ?? null;
  // A command that did what it says needs no cause.
  const fine = run !== null && run.outcome === "exited" && run.exitCode === 0 && run.stderr.trim() === "";
  const explained = whole.size > 0 || fine;
  if (globals.switches.has("json")) {
    const asked = {
      argv: line.argv,
      ran: run !== null,
      reason: line.reason,
      exitCode: run?.exitCode ?? null,
      stdout: run?.stdout ?? "",
      stderr: run?.stderr ?? "",
    };
    io.out(`${JSON.stringify({ ...diagnosis, asked, explained })}\n`);
    return explained ? exitCodes.done : exitCodes.failed;
  }
  await loadWidths(JSON.stringify(diagnosis));
  if (line.reason !== null) io.err(`${line.input}: ${line.reason}\n  ctool translate ${line.input}\n\n`);
  if (run !== null) io.err(runText(run));
  if (whole.size === 0)
    io.err(
      fine
        ? `${line.input} answered, and nothing on this node speaks against its answer\n\n`
        : `ctool: nothing was found on this node that would explain ${line.input}\n\n`,
    );
  const verbose = globals.switches.has("verbose");
  // Only what the command is about; the rest of the node is doctor's.
  const shown = verbose ? diagnosis : { ...diagnosis, findings: [...whole] };
  io.out(renderFindings(shown, { ...renderOptionsOf(context), verbose, whole }));
  return explained ? exitCodes.done : exitCodes.failed;
};
