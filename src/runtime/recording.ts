import type { ConnectState, FileStat, FileSystemRoom } from "../facts/host.ts";
import type { Diagnosis, RunResult } from "../model/index.ts";

/** What the Host door said about one path; a field is absent where it was not asked. `code` is the system's error. */
export interface RecordedPath {
  stat?: FileStat | { code: string };
  read?: string | { code: string };
  list?: string[] | { code: string };
  readlink?: string | { code: string };
  statfs?: FileSystemRoom | { code: string };
  connect?: ConnectState;
}

/** First line of a recording file. */
export interface RecordingHeader {
  recording: 1;
  /** RFC 3339; replay's clock stands still here. */
  time: string;
  ctool: string;
  /** What the recording is of, for a person; null where nobody said. */
  title: string | null;
  facts: {
    hostname: string;
    uid: number | null;
    env: Record<string, string>;
    paths: Record<string, RecordedPath>;
  };
}

/** Every further line: one child process, as in `recordings/` of the real tools. */
export interface RecordedRun {
  argv: readonly string[];
  exit: number | null;
  ms: number;
  stdout: string;
  stderr: string;
  /** Absent when the child simply exited. */
  outcome?: RunResult["outcome"];
  signal?: string;
}

export interface Recording {
  header: RecordingHeader;
  runs: RecordedRun[];
  /** What doctor found, in a report. */
  diagnosis?: Diagnosis;
}

/** A file that is no recording, or only half of one. */
export class RecordingError extends Error {}

const isRun = (value: unknown): value is RecordedRun =>
  typeof value === "object" && value !== null && Array.isArray((value as RecordedRun).argv);

/** Engine sockets that a run names: how a recording without a header still knows where something listened. */
const socketsOf = (run: RecordedRun): string[] =>
  run.argv.flatMap((word) => /^(?:unix:\/\/)?(\/\S+\.sock)$/.exec(word)?.[1] ?? []);

/** A header for bare lists of runs: the sockets that answered are open, nothing else is known of the node. */
const inferHeader = (runs: readonly RecordedRun[]): RecordingHeader => {
  const paths: Record<string, RecordedPath> = {};
  const socket: FileStat = { kind: "socket", mode: 0o660, uid: 0, gid: 0, size: 0, mtimeMs: 0 };
  for (const run of runs) {
    const hosts = run.argv[0] === "docker" && run.exit === 0 ? ["/var/run/docker.sock"] : [];
    if (run.exit !== 0) continue;
    for (const path of [...socketsOf(run), ...hosts]) paths[path] = { stat: socket, connect: "open" };
    const tool = run.argv[0];
    if (tool && !tool.includes("/")) {
      paths[`/usr/bin/${tool}`] = { stat: { ...socket, kind: "file", mode: 0o755 }, readlink: { code: "EINVAL" } };
    }
  }
  return {
    recording: 1,
    time: new Date(0).toISOString(),
    ctool: "unknown",
    title: null,
    facts: { hostname: "recorded", uid: 0, env: { PATH: "/usr/bin" }, paths },
  };
};

/**
 * Reads a recording: JSON lines, a header and then runs; a bare list of runs is taken too.
 * @throws {RecordingError} naming the line that is not JSON or neither header nor run
 */
export const parseRecording = (text: string): Recording => {
  let header: RecordingHeader | null = null;
  let diagnosis: Diagnosis | undefined;
  const runs: RecordedRun[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new RecordingError(`line ${index + 1} is not JSON: is the file whole?`);
    }
    if (isRun(value)) runs.push(value);
    else if (typeof value === "object" && value !== null && "recording" in value) {
      if (value.recording !== 1)
        throw new RecordingError(`it has version ${value.recording}, this ctool reads version 1`);
      header = value as RecordingHeader;
    } else if (typeof value === "object" && value !== null && "findings" in value) diagnosis = value as Diagnosis;
    else throw new RecordingError(`line ${index + 1} is neither a header nor a run`);
  }
  if (!header && runs.length === 0) throw new RecordingError("it holds nothing");
  return { header: header ?? inferHeader(runs), runs, ...(diagnosis ? { diagnosis } : {}) };
};

/** The text of a recording file. */
export const printRecording = ({ header, runs, diagnosis }: Recording): string =>
  `${[header, ...runs, ...(diagnosis ? [diagnosis] : [])].map((line) => JSON.stringify(line)).join("\n")}\n`;

/**
 * One recording out of several of the same node, one after the other: the first one's clock and title, everybody's facts and
 * runs, a repeated command once.
 */
export const mergeRecordings = (recordings: readonly [Recording, ...Recording[]], title: string): Recording => {
  const [{ header }] = recordings;
  const paths: Record<string, RecordedPath> = {};
  for (const { header: each } of recordings) {
    for (const [path, found] of Object.entries(each.facts.paths)) paths[path] = { ...found, ...paths[path] };
  }
  const env = Object.assign({}, ...recordings.map((each) => each.header.facts.env));
  const runs = new Map<string, RecordedRun>();
  for (const run of recordings.flatMap((each) => each.runs)) {
    const key = run.argv.join("\0");
    if (!runs.has(key)) runs.set(key, run);
  }
  return { header: { ...header, title, facts: { ...header.facts, env, paths } }, runs: [...runs.values()] };
};
