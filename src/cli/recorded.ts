import { join } from "node:path";
import { recordingHost } from "../runtime/record.ts";
import { type Recording, RecordingError } from "../runtime/recording.ts";
import { readRecording, writeRecording } from "../runtime/recording-file.ts";
import { replayHost } from "../runtime/replay.ts";
import type { Context } from "./context.ts";
import { CtoolError, exitCodes } from "./errors.ts";

const asCtoolError = (error: unknown): unknown =>
  error instanceof RecordingError
    ? new CtoolError("recording", exitCodes.usage, error.message, {
        hint: "A recording is made so:",
        fix: "ctool --record FILE ps -a",
      })
    : error;

/** Where the bundled recording of a real k3s node lies. */
export const demoFile = (home: string): string => join(home, "demo", "k3s-node.jsonl");

/**
 * Opens a recording as the node to answer from.
 * @throws {CtoolError} when the file cannot be read or is no recording
 */
export const openRecording = (path: string): Pick<Context, "host" | "recording"> => {
  let recording: Recording;
  try {
    recording = readRecording(path);
  } catch (error) {
    throw asCtoolError(error);
  }
  const { title, time, facts } = recording.header;
  return { host: replayHost(recording), recording: { title: title ?? facts.hostname, time } };
};

/**
 * Writes a recording (mode 0600).
 * @throws {CtoolError} when the file cannot be written
 */
export const saveRecording = (path: string, recording: Recording): void => {
  try {
    writeRecording(path, recording);
  } catch (error) {
    throw asCtoolError(error);
  }
};

/**
 * Runs a verb and keeps everything it looked at and ran in `path`, whole even when the verb fails.
 * @throws {CtoolError} when the file cannot be written, or what the verb throws
 */
export const recordVerb = async (
  path: string,
  context: Context,
  verb: (context: Context) => Promise<number>,
): Promise<number> => {
  const { host, recording } = recordingHost(context.host, {
    ctool: context.version,
    title: `${context.host.hostname()}: ${context.input}`,
  });
  const save = () => {
    saveRecording(path, recording());
    context.io.err(`recorded to ${path}: whole, with whatever secrets the tools printed\n`);
  };
  let exitCode: number;
  try {
    exitCode = await verb({ ...context, host });
  } catch (error) {
    save();
    throw error;
  }
  save();
  return exitCode;
};
