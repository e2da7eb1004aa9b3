import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Diagnosis, Finding, Fix, Severity } from "../../src/model/index.ts";
import type { ExecOptions, ExecResult, RealNode } from "../node/index.ts";
import { type Fault, take } from "./faults/fault.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What bin/ctool starts once everything is set up: nothing is installed from inside a node. */
const CTOOL = [at("node_modules/.bin/node"), at("dist/ctool.cjs")];

/** Seconds that the tools are given: a machine that runs other tests beside is slow, and that is no finding. */
const PATIENCE = "20";

/** Runs ctool in a node. */
export const ctoolIn = (node: RealNode, words: readonly string[], options: ExecOptions = {}): Promise<ExecResult> =>
  node.exec([...CTOOL, ...words], options);

const doctorWords = (symptom: string | null, timeout: string = PATIENCE): string[] => [
  "--timeout",
  timeout,
  "--json",
  "doctor",
  ...(symptom === null ? [] : [symptom]),
];

const readDiagnosis = ({ stdout, stderr }: ExecResult): Diagnosis => {
  const printed = stdout.startsWith('{"schemaVersion":1,"node"') ? (JSON.parse(stdout) as Diagnosis) : null;
  if (printed === null) throw new Error(`ctool doctor printed no diagnosis: ${stdout}${stderr}`);
  return printed;
};

/**
 * `ctool doctor --json` in a node.
 * @param symptom the command that somebody asks about; none for the whole node
 */
export const doctorIn = async (
  node: RealNode,
  symptom: string | null = null,
  options: ExecOptions = {},
  timeout?: number,
): Promise<Diagnosis> => readDiagnosis(await ctoolIn(node, doctorWords(symptom, timeout?.toString()), options));

const brief = ({ id, severity, title }: Finding): string => `${severity} ${id}: ${title}`;

/** Errors and warnings, in words: what a healthy node has none of. */
export const troubles = ({ findings }: Diagnosis): string[] =>
  findings.filter(({ severity }) => severity === "error" || severity === "warning").map(brief);

/**
 * The staged fault is the first finding, and no other one is an error.
 * @returns that finding
 */
export const expectFirst = (
  { findings }: Pick<Diagnosis, "findings">,
  id: string,
  severity: Severity = "error",
): Finding => {
  const [first] = findings;
  expect(first?.id, findings.map(brief).join("\n")).toBe(id);
  if (first === undefined) throw new Error("no finding");
  expect(first.severity).toBe(severity);
  const others = findings.slice(1).filter((one) => one.severity === "error");
  expect(others.map(brief)).toEqual([]);
  expect(first.evidence.length).toBeGreaterThan(0);
  return first;
};

/** A finding's first fix that can be executed: a command, a pasted text, or a file to write. */
export const executable = ({ fix, id }: Finding): Fix => {
  const found = fix.find(({ argv, shell, edit }) => argv !== null || shell || edit);
  if (!found) throw new Error(`${id} has no fix that can be executed`);
  return found;
};

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** A printed fix as the text that a person pastes. A node has no sudo: there it is root who pastes. */
const pasted = ({ argv, shell, edit }: Fix): string => {
  if (argv !== null)
    return argv
      .slice(argv[0] === "sudo" ? 1 : 0)
      .map(quoted)
      .join(" ");
  if (shell) return shell.replace(/^sudo /gm, "");
  if (edit) return `mkdir -p ${quoted(dirname(edit.path))}; printf %s ${quoted(edit.content)} >${quoted(edit.path)}`;
  throw new Error("this fix has nothing to execute");
};

/**
 * Executes a printed fix in a node.
 * @throws when it fails
 */
export const runFix = async (node: RealNode, fix: Fix, options: ExecOptions = {}): Promise<void> => {
  const { exitCode, stdout, stderr } = await node.exec(["sh", "-ec", pasted(fix)], options);
  if (exitCode !== 0) throw new Error(`${pasted(fix)}: exit ${exitCode}: ${stderr || stdout}`);
};

/** The finding, or what it says in a cause it was folded into, is not there any more. */
export const expectGone = ({ findings }: Diagnosis, id: string): void => {
  const left = findings.filter((one) => one.id === id || one.explains.some((effect) => effect.id === id));
  expect(left.map(brief)).toEqual([]);
};

/** Pastes printed fixes into a shell and asks doctor from the same one: what they set for the shell holds. */
const askAfter = async (node: RealNode, fixes: readonly Fix[], fault: Fault): Promise<Diagnosis> => {
  const script = `{ :\n${fixes.map(pasted).join("\n")}\n} >&2\nexec "$@"`;
  const words = ["sh", "-ec", script, "sh", ...CTOOL, ...doctorWords(fault.asked ?? null)];
  const answer = await node.exec(words, fault.as);
  if (fault.after === undefined) return readDiagnosis(answer);
  await take(node, fault.after);
  return doctorIn(node, fault.asked ?? null, fault.as);
};

/**
 * Stages one fault: breaks, asks, mends as doctor printed, asks again, puts back.
 * @throws (as expectations) when the fault is not the first finding, or not the only error, or the printed fix does not make it go
 */
export const stageFault = async (node: RealNode, fault: Fault): Promise<void> => {
  const { asked = null, as, finding: id, severity, title, timeout, mends = "printed" } = fault;
  try {
    await take(node, fault.stage);
    const finding = expectFirst(await doctorIn(node, asked, as, timeout), id, severity);
    if (title !== undefined) expect(finding.title).toMatch(title);
    expect(existsSync(at(finding.docs ?? "")), `${finding.docs} is there`).toBe(true);
    if (mends === "undo") return;
    const all = finding.fix.filter(({ argv, shell, edit }) => argv !== null || shell || edit);
    const fixes = mends === "printed" ? [executable(finding)] : all;
    expectGone(await askAfter(node, fixes, fault), id);
  } finally {
    await take(node, fault.undo);
  }
};
