import { maskRecording } from "../runtime/mask-recording.ts";
import { recordingHost } from "../runtime/record.ts";
import { replayHost } from "../runtime/replay.ts";
import type { Context } from "./context.ts";
import { showDiagnosis } from "./doctor.ts";
import { type AskedLine, examine } from "./examine.ts";
import { saveRecording } from "./recorded.ts";

/**
 * `ctool doctor --report FILE`: everything that was looked at and run, masked, and what doctor finds in it, in one file to attach to a
 * ticket (mode 0600). `ctool --replay FILE doctor` finds the same: the findings in the file are those of the masked recording.
 * @returns doctor's exit code
 * @throws {CtoolError} when the file cannot be written
 */
export const reportDoctor = async (path: string, symptom: AskedLine | null, context: Context): Promise<number> => {
  const { host, recording } = recordingHost(context.host, {
    ctool: context.version,
    title: `${context.host.hostname()}: report`,
  });
  const examined = await examine({ ...context, host }, symptom);
  const masked = maskRecording(recording());
  const { diagnosis } = await examine({ ...context, host: replayHost(masked) }, symptom);
  saveRecording(path, { ...masked, diagnosis });
  const exitCode = await showDiagnosis(examined, symptom, context);
  context.io.err(`report in ${path}: secrets are masked; look through it before you pass it on\n`);
  return exitCode;
};
