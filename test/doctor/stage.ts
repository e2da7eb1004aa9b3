import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Diagnosis, Finding, Fix } from "../../src/model/index.ts";
import type { ExecOptions, ExecResult, RealNode } from "../node/index.ts";

const launcher = fileURLToPath(new URL("../../bin/ctool", import.meta.url));

/** Seconds that the tools are given: a machine that runs other tests beside is slow, and that is no finding. */
const PATIENCE = "20";

/** Runs ctool in a node. */
export const ctoolIn = (node: RealNode, words: readonly string[], options: ExecOptions = {}): Promise<ExecResult> =>
  node.exec([launcher, ...words], options);

/**
 * `ctool doctor --json` in a node.
 * @param symptom the command that somebody asks about; none for the whole node
 */
export const doctorIn = async (
  node: RealNode,
  symptom: string | null = null,
  options: ExecOptions = {},
): Promise<Diagnosis> => {
  const words = ["--timeout", PATIENCE, "--json", "doctor", ...(symptom === null ? [] : [symptom])];
  const { stdout, stderr } = await ctoolIn(node, words, options);
  const printed = stdout.startsWith('{"schemaVersion":1,"node"') ? (JSON.parse(stdout) as Diagnosis) : null;
  if (printed === null) throw new Error(`ctool doctor printed no diagnosis: ${stdout}${stderr}`);
  return printed;
};

const brief = ({ id, severity, title }: Finding): string => `${severity} ${id}: ${title}`;

/** Errors and warnings, in words: what a healthy node has none of. */
export const troubles = ({ findings }: Diagnosis): string[] =>
  findings.filter(({ severity }) => severity === "error" || severity === "warning").map(brief);

/**
 * The staged fault is the first finding, and no other one is an error.
 * @returns that finding
 */
export const expectFirst = ({ findings }: Diagnosis, id: string): Finding => {
  const [first] = findings;
  expect(first?.id, findings.map(brief).join("\n")).toBe(id);
  if (first === undefined) throw new Error("no finding");
  const others = findings.slice(1).filter(({ severity }) => severity === "error");
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

/**
 * Executes a printed fix in a node as a person would paste it. A node has no sudo: there it is root who pastes.
 * @throws when it fails
 */
export const runFix = async (node: RealNode, { argv, shell, edit }: Fix, options: ExecOptions = {}): Promise<void> => {
  if (argv === null && !shell && edit) return node.write(edit.path, edit.content);
  const words = argv ? argv.slice(argv[0] === "sudo" ? 1 : 0) : ["sh", "-c", (shell ?? "").replace(/^sudo /gm, "")];
  const { exitCode, stdout, stderr } = await node.exec(words, options);
  if (exitCode !== 0) throw new Error(`${words.join(" ")}: exit ${exitCode}: ${stderr || stdout}`);
};

/** The finding, or what it says in a cause it was folded into, is not there any more. */
export const expectGone = ({ findings }: Diagnosis, id: string): void => {
  const left = findings.filter((one) => one.id === id || one.explains.some((effect) => effect.id === id));
  expect(left.map(brief)).toEqual([]);
};
