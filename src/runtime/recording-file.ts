import { readFileSync } from "node:fs";
import { writeOwnFile } from "./own-file.ts";
import { parseRecording, printRecording, type Recording, RecordingError } from "./recording.ts";

/** Most that a packed recording may unpack to, in bytes: V8's longest text. */
const MOST_BYTES = 512 * 1024 * 1024;

/** The text of a file as it is or packed with gzip, which its first two bytes tell (RFC 1952). */
const readText = (path: string): string => {
  const bytes = readFileSync(path);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString("utf8");
  return process.getBuiltinModule("node:zlib").gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString("utf8");
};

/**
 * Reads a recording from a file, which may be packed with gzip.
 * @throws {RecordingError} with what is wrong and the file's name, also when it cannot be read
 */
export const readRecording = (path: string): Recording => {
  try {
    return parseRecording(readText(path));
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
