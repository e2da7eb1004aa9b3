import { readNamedFile, writeOwnFile } from "./own-file.ts";
import { parseRecording, printRecording, type Recording, RecordingError } from "./recording.ts";

/**
 * Reads a recording from a file.
 * @throws {RecordingError} with what is wrong and the file's name, also when it cannot be read
 */
export const readRecording = (path: string): Recording => {
  try {
    return parseRecording(readNamedFile(path));
  } catch (error) {
    if (error instanceof RecordingError)
      throw new RecordingError(`${path} is no recording that ctool can read: ${error.message}`);
    throw new RecordingError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
};

/**
 * Writes a recording (mode 0600) in one piece: the file is either the whole new one or what it was before.
 * @throws {RecordingError} when it cannot be written
 */
export const writeRecording = (path: string, recording: Recording): void => {
  try {
    writeOwnFile(path, printRecording(recording));
  } catch (error) {
    throw new RecordingError(`cannot write ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
};
