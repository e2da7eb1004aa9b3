import type { DoctorFacts } from "../../src/doctor/facts.ts";
import { diagnose, rules } from "../../src/doctor/index.ts";
import { gatherDoctorFacts, planProbes, runProbes } from "../../src/facts/doctor/index.ts";
import { findTools, gatherFacts } from "../../src/facts/index.ts";
import type { Diagnosis, Finding, RunRequest, RunResult, Tool } from "../../src/model/index.ts";
import { chooseTarget } from "../../src/plan/target.ts";
import { type FakeWorld, fakeHost } from "../fixtures/facts/fake-host.ts";

/** What commands answer, by the beginning of their line: the longest one that fits counts. A text is stdout with exit 0. */
export type Answers = Record<string, string | Partial<RunResult>>;

const DOWN = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";

/** Nothing was said about this command: it fails like a tool without an engine. */
const silent: Partial<RunResult> = { exitCode: 1, stderr: DOWN };

export const answering =
  (answers: Answers) =>
  ({ argv }: RunRequest): RunResult => {
    const line = argv.join(" ");
    const [key] = Object.keys(answers)
      .filter((start) => line.startsWith(start))
      .sort((one, other) => other.length - one.length);
    const answer = key === undefined ? silent : answers[key];
    const over = typeof answer === "string" ? { stdout: answer } : answer;
    return { argv, outcome: "exited", exitCode: 0, signal: null, durationMs: 1, stdout: "", stderr: "", ...over };
  };

export interface Circumstances {
  answers?: Answers;
  /** Tools on PATH; all four unless told. */
  tools?: readonly Tool[];
  /** The command that somebody asks about. */
  asked?: string;
}

/** Puts tools on a fake node's PATH. */
const withTools = (world: FakeWorld, tools: readonly Tool[]): FakeWorld => ({
  ...world,
  env: { PATH: "/usr/bin", HOME: "/root", ...world.env },
  files: {
    ...Object.fromEntries(tools.map((tool) => [`/usr/bin/${tool}`, { text: "\u007fELF", mode: 0o755 }])),
    ...world.files,
  },
});

/** What doctor knows of a fake node: gathered as from a real one, through the Host door. */
export const factsOf = async (world: FakeWorld, circumstances: Circumstances = {}): Promise<DoctorFacts> => {
  const { answers = {}, tools: wanted = ["docker", "nerdctl", "crictl", "ctr"], asked } = circumstances;
  const host = fakeHost({ ...withTools(world, wanted), exec: answering(answers) });
  const node = await gatherFacts(host, { deadlineMs: 100 });
  const choice = chooseTarget(node, { address: null, namespace: null, target: null });
  const target = "target" in choice ? choice.target : null;
  const tools = findTools(host);
  const argv = asked?.split(" ") ?? [];
  return gatherDoctorFacts(host, {
    node,
    target,
    tools,
    probes: runProbes(host, planProbes(node, target, tools), tools, 1000),
    asked: Promise.resolve(
      asked === undefined
        ? null
        : { input: asked, tool: wanted.find((tool) => tool === argv[0]) ?? null, argv, run: null },
    ),
    deadlineMs: 1000,
    childMs: 1000,
  });
};

export const diagnosisOf = async (world: FakeWorld, circumstances: Circumstances = {}): Promise<Diagnosis> =>
  diagnose(await factsOf(world, circumstances), rules);

/** What one rule (with its findings' own ids) found on a fake node. */
export const findingOf = async (
  id: string,
  world: FakeWorld,
  circumstances: Circumstances = {},
): Promise<Finding | undefined> => (await diagnosisOf(world, circumstances)).findings.find((one) => one.id === id);
