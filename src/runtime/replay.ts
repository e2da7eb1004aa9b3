import type { Answer, Host } from "../facts/host.ts";
import type { RunResult } from "../model/index.ts";
import type { RecordedRun, Recording } from "./recording.ts";

/** Flags that only say where a tool is to connect; each takes a value. */
const addressFlags = new Set(["--address", "--runtime-endpoint", "--image-endpoint", "--host"]);

/** `json` and `{{json .}}` print the same lines. */
const sameFormat = (word: string): string => (word === "{{json .}}" ? "json" : word);

/** An argv without its address flags: what a run is found by when it was recorded on another path. */
const withoutAddress = (argv: readonly string[]): string => {
  const kept: string[] = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    if (addressFlags.has(word)) index++;
    else kept.push(sameFormat(word));
  }
  return kept.join("\0");
};

/** The socket an argv names, in its canonical form; null when it leaves that to the tool. */
const socketOf = (argv: readonly string[]): string | null => {
  for (const word of argv) {
    const path = /^(?:unix:\/\/)?(\/\S+\.sock)$/.exec(word)?.[1];
    if (path) return path.replace(/^\/var\/run\//, "/run/");
  }
  return null;
};

/** Two argv with the same words are the same command unless they name different sockets. */
const sameSocket = (one: readonly string[], other: readonly string[]): boolean => {
  const [a, b] = [socketOf(one), socketOf(other)];
  return a === null || b === null || a === b;
};

const exactly = (argv: readonly string[]): string => argv.map(sameFormat).join("\0");

const resultOf = (argv: readonly string[], run: RecordedRun): RunResult => ({
  argv,
  outcome: run.outcome ?? "exited",
  exitCode: run.exit,
  signal: run.signal ?? null,
  durationMs: run.ms,
  stdout: run.stdout,
  stderr: run.stderr,
});

const answerFrom = <T>(found: T | { code: string } | undefined): Answer<T> => {
  if (found === undefined) return { ok: false, code: "ENOENT" };
  if (typeof found === "object" && found !== null && "code" in found) return { ok: false, code: found.code };
  return { ok: true, value: found };
};

/**
 * A Host that answers from a recording: the clock stands still, unknown paths are not there, and a command that was not
 * recorded fails saying so. Runs match on the whole argv first (of several, each is used in turn, the last one again and
 * again), then without address flags.
 */
export const replayHost = ({ header, runs }: Recording): Host => {
  const { facts } = header;
  const byExact = Map.groupBy(runs, (run) => exactly(run.argv));
  const byWords = Map.groupBy(runs, (run) => withoutAddress(run.argv));
  const alike = (argv: readonly string[]) =>
    byWords.get(withoutAddress(argv))?.filter((run) => sameSocket(argv, run.argv));
  const next = (queue: RecordedRun[] | undefined): RecordedRun | undefined =>
    queue && queue.length > 1 ? queue.shift() : queue?.[0];
  const answer = (argv: readonly string[]): RunResult => {
    const run = next(byExact.get(exactly(argv))) ?? alike(argv)?.[0];
    if (run) return resultOf(argv, run);
    const nothing = { exitCode: null, signal: null, durationMs: 0, stdout: "" };
    return { argv, outcome: "failed", ...nothing, stderr: "not in this recording" };
  };
  const time = Date.parse(header.time);
  return {
    now: () => time,
    hostname: () => facts.hostname,
    uid: () => facts.uid,
    env: (name) => facts.env[name],
    stat: (path) => answerFrom(facts.paths[path]?.stat),
    read: (path) => answerFrom(facts.paths[path]?.read),
    list: (path) => answerFrom(facts.paths[path]?.list),
    readlink: (path) => answerFrom(facts.paths[path]?.readlink),
    statfs: (path) => answerFrom(facts.paths[path]?.statfs),
    connect: async (path) => facts.paths[path]?.connect ?? "missing",
    exec: async ({ argv }) => answer(argv),
    stream: async ({ argv, stdout, stderr }) => {
      const { outcome, exitCode, signal, durationMs, ...said } = answer(argv);
      if (outcome === "failed") return { argv, outcome, exitCode, signal, durationMs, error: said.stderr };
      // What goes to ctool's own streams as it is cannot be played: a recording has no terminal in it.
      if (stdout !== "inherit") await stdout(Buffer.from(said.stdout));
      if (stderr !== "inherit") await stderr(Buffer.from(said.stderr));
      return { argv, outcome: outcome === "too-big" ? "exited" : outcome, exitCode, signal, durationMs, error: null };
    },
  };
};
