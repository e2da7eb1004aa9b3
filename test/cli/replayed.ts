import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import { parseRecording } from "../../src/runtime/recording.ts";
import { replayHost } from "../../src/runtime/replay.ts";
import { fakeIo } from "./fake-io.ts";

const file = fileURLToPath(new URL("../fixtures/reads/node.jsonl", import.meta.url));
const node = parseRecording(readFileSync(file, "utf8"));
/** What is said of every recording. */
const NOTICE = /^recording, not this node: .*\n/m;

export interface Replayed {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs a ctool line against the recording of a real k3s node (demo/record.ts), on a terminal 120 columns wide unless told. */
export const replayed = async (line: string | readonly string[], over: Partial<Io> = {}): Promise<Replayed> => {
  const io = fakeIo(over);
  const words = typeof line === "string" ? line.split(" ") : line;
  const exitCode = await main(["--replay", file, ...words], {
    version: "0.0.0",
    home: "/nowhere",
    interrupt: new AbortController().signal,
    io,
    host: replayHost(node),
  });
  return { exitCode, stdout: io.stdout(), stderr: io.stderr().replace(NOTICE, "") };
};

/** The same in a pipe. */
export const piped = (line: string | readonly string[]): Promise<Replayed> =>
  replayed(line, { stdoutIsTerminal: false, stderrIsTerminal: false, stdinIsTerminal: false });

/** The same with `--json`, parsed. */
export const asJson = async <T>(line: string): Promise<T> => JSON.parse((await piped(`--json ${line}`)).stdout) as T;
