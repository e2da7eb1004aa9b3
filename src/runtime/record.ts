import type { Answer, Host } from "../facts/host.ts";
import type { RunResult, Sink, StreamRequest, StreamResult } from "../model/index.ts";
import type { RecordedPath, RecordedRun, Recording } from "./recording.ts";

const answerOf = <T>(answer: Answer<T>): T | { code: string } => (answer.ok ? answer.value : { code: answer.code });

const recordedRun = (result: RunResult): RecordedRun => ({
  argv: result.argv,
  exit: result.exitCode,
  ms: result.durationMs,
  stdout: result.stdout,
  stderr: result.stderr,
  ...(result.outcome === "exited" ? {} : { outcome: result.outcome }),
  ...(result.signal ? { signal: result.signal } : {}),
});

/** Bytes of a stream that a recording keeps: it shows how it began, an hour of logs does not belong in a file. */
const KEPT_BYTES = 1024 * 1024;

/** Passes a stream on and keeps its beginning. What a child writes straight to the terminal cannot be kept. */
const recordStream: (host: Host, request: StreamRequest, keep: (run: RecordedRun) => void) => Promise<StreamResult> =
  async (host, request, keep) => {
    const kept = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
    const room = { stdout: KEPT_BYTES, stderr: KEPT_BYTES };
    const tee = (name: "stdout" | "stderr", sink: Sink | "inherit"): Sink | "inherit" => {
      if (sink === "inherit") return sink;
      return (chunk) => {
        if (room[name] > 0) kept[name].push(chunk.subarray(0, room[name]));
        room[name] -= chunk.length;
        return sink(chunk);
      };
    };
    const result = await host.stream({
      ...request,
      stdout: tee("stdout", request.stdout),
      stderr: tee("stderr", request.stderr),
    });
    const textOf = (name: "stdout" | "stderr") => Buffer.concat(kept[name]).toString("utf8");
    keep(recordedRun({ ...result, stdout: textOf("stdout"), stderr: textOf("stderr") }));
    return result;
  };

/**
 * A Host that passes everything through and keeps what was answered.
 * @returns the host to use, and `recording()`: all that went through it until then, whole (mask before sharing)
 */
export const recordingHost = (
  host: Host,
  about: { ctool: string; title: string | null },
): { host: Host; recording: () => Recording } => {
  const time = new Date(host.now()).toISOString();
  const paths: Record<string, RecordedPath> = {};
  const env: Record<string, string> = {};
  const runs: RecordedRun[] = [];
  const at = (path: string): RecordedPath => {
    paths[path] ??= {};
    return paths[path];
  };
  return {
    host: {
      now: () => host.now(),
      hostname: () => host.hostname(),
      uid: () => host.uid(),
      env: (name) => {
        const value = host.env(name);
        if (value !== undefined) env[name] = value;
        return value;
      },
      stat: (path) => {
        const answer = host.stat(path);
        at(path).stat = answerOf(answer);
        return answer;
      },
      read: (path, maxBytes) => {
        const answer = host.read(path, maxBytes);
        at(path).read = answerOf(answer);
        return answer;
      },
      list: (path) => {
        const answer = host.list(path);
        at(path).list = answerOf(answer);
        return answer;
      },
      readlink: (path) => {
        const answer = host.readlink(path);
        at(path).readlink = answerOf(answer);
        return answer;
      },
      statfs: (path) => {
        const answer = host.statfs(path);
        at(path).statfs = answerOf(answer);
        return answer;
      },
      connect: async (path, timeoutMs) => {
        const state = await host.connect(path, timeoutMs);
        at(path).connect = state;
        return state;
      },
      exec: async (request) => {
        const result = await host.exec(request);
        runs.push(recordedRun(result));
        return result;
      },
      stream: (request) => recordStream(host, request, (run) => runs.push(run)),
    },
    recording: () => ({
      header: {
        recording: 1,
        time,
        ctool: about.ctool,
        title: about.title,
        facts: { hostname: host.hostname(), uid: host.uid(), env, paths },
      },
      runs,
    }),
  };
};
