import { readFileSync } from "node:fs";
import { furtherQueries, queriesFor } from "../../src/adapters/ask.ts";
import { readers } from "../../src/adapters/index.ts";
import type { Answered, Failure, Query, Question } from "../../src/adapters/types.ts";
import type { Kind, Listing, RowKinds, RunResult, Target, Tool } from "../../src/model/index.ts";

/** A line of test/fixtures/recordings: what a real tool printed. */
interface RecordedRun {
  argv: string[];
  exit: number;
  ms: number;
  stdout: string;
  stderr: string;
}

/** Every run of one recording, by its name without `.jsonl`. */
export const recorded = (name: string): RecordedRun[] =>
  readFileSync(new URL(`../fixtures/recordings/${name}.jsonl`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

const K3S_SOCKET = "/run/k3s/containerd/containerd.sock";

/** The place that the recordings are of, unless told. */
export const target = (changes: Partial<Target> = {}): Target => ({
  id: "k3s",
  flavor: "k3s",
  engine: "containerd",
  socket: K3S_SOCKET,
  namespace: "k8s.io",
  reason: "k3s uses it",
  otherNamespaces: [],
  ...changes,
});

export const dockerTarget = target({
  id: "docker",
  flavor: "docker",
  engine: "docker",
  socket: "/var/run/docker.sock",
  namespace: null,
});

export const question = (kind: Kind, changes: Partial<Question> = {}): Question => ({
  kind,
  all: true,
  size: false,
  ...changes,
});

/** A run as the runner gives it. */
export const run = (changes: Partial<RunResult> = {}): RunResult => ({
  argv: [],
  outcome: "exited",
  exitCode: 0,
  signal: null,
  durationMs: 12,
  stdout: "",
  stderr: "",
  ...changes,
});

const ADDRESS_FLAGS = ["--address", "--host", "--runtime-endpoint", "--image-endpoint"];

/** An argv in the form by which queries find their recording: no address, one spelling of JSON, no `--digests`. */
const key = (argv: readonly string[]): string =>
  argv
    .filter((word, index) => !ADDRESS_FLAGS.includes(word) && !ADDRESS_FLAGS.includes(argv[index - 1] ?? ""))
    .filter((word) => word !== "--digests")
    .map((word) => (word === "{{json .}}" ? "json" : word))
    .join(" ");

/** Answers a query from a recording. Throws when it is not in there: a test that reads nothing proves nothing. */
export const answer = (query: Query, runs: readonly RecordedRun[]): Answered => {
  const found = runs.find(({ argv }) => key(argv) === key(query.argv));
  if (!found) throw new Error(`not recorded: ${query.argv.join(" ")}`);
  const { argv, exit, ms, stdout, stderr } = found;
  return { query, run: run({ argv, exitCode: exit, durationMs: ms, stdout, stderr }) };
};

/** Puts a question as ctool would, further queries included, and reads the answers. */
const readAsked = (tool: Tool, asked: Question, at: Target, answerTo: (query: Query) => Answered) => {
  const queries = queriesFor(tool, asked, at);
  if (!queries) throw new Error(`${tool} cannot be asked for ${asked.kind}`);
  const answered = queries.map(answerTo);
  const read = readers[tool].read(asked, at, answered);
  const further = furtherQueries(tool, asked, at, read);
  return further.length === 0 ? read : readers[tool].read(asked, at, [...answered, ...further.map(answerTo)]);
};

/** Puts a question to a recording, as ctool would ask it, and reads the answer. */
export const readRecorded = (
  name: string,
  tool: Tool,
  asked: Question,
  at: Target,
): { listing: Listing } | { failure: Failure } => {
  const runs = recorded(name);
  return readAsked(tool, asked, at, (query) => answer(query, runs));
};

/** Reads what a tool printed, given as texts by the queries' names; a query without a text failed. */
export const readTexts = (
  tool: Tool,
  kind: Kind,
  texts: Readonly<Record<string, string>>,
  at: Target = tool === "docker" ? dockerTarget : target(),
): { listing: Listing } | { failure: Failure } =>
  readAsked(tool, question(kind), at, (query) => {
    const stdout = texts[query.name];
    return {
      query,
      run:
        stdout === undefined ? run({ argv: query.argv, exitCode: 1, stderr: "no" }) : run({ argv: query.argv, stdout }),
    };
  });

/** The rows of an answer that was read; throws with the failure otherwise. */
export const rowsOf = <K extends Kind>(read: { listing: Listing } | { failure: Failure }, kind: K): RowKinds[K][] => {
  if ("failure" in read) throw new Error(`${read.failure.state}: ${read.failure.error}`);
  if (read.listing.kind !== kind) throw new Error(`a list of ${read.listing.kind}`);
  return read.listing.rows as RowKinds[K][];
};
