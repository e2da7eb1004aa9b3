import { closeSync, openSync, readSync, statSync } from "node:fs";

const END_BYTES = 1024;

/** A check for tar archives: a whole one ends with two blocks of zeros (POSIX pax). */
export const tarEnd = (): { see: (chunk: Uint8Array) => void; problem: () => string | null } => {
  let tail = new Uint8Array(0);
  return {
    see: (chunk) => {
      const joined = new Uint8Array(Math.min(END_BYTES, tail.length) + Math.min(END_BYTES, chunk.length));
      joined.set(tail.subarray(-END_BYTES));
      joined.set(chunk.subarray(-END_BYTES), Math.min(END_BYTES, tail.length));
      tail = joined.slice(-END_BYTES);
    },
    problem: () => {
      if (tail.length === 0) return "the archive is empty";
      return tail.length === END_BYTES && tail.every((byte) => byte === 0) ? null : "the archive lacks its end";
    },
  };
};

/**
 * What is wrong with the archive that a tool says it has written: ctr was seen to end half-way, without an error.
 * @returns one line; null for a whole one, and for what is no file (a device or a pipe cannot be read again)
 */
export const archiveProblem = (path: string): string | null => {
  try {
    // Never opened unless it is a file: to open a pipe is to wait for its other end.
    const found = statSync(path);
    if (!found.isFile()) return null;
    const { size } = found;
    const bytes = Buffer.alloc(Math.min(END_BYTES, size));
    const file = openSync(path, "r");
    try {
      readSync(file, bytes, 0, bytes.length, size - bytes.length);
    } finally {
      closeSync(file);
    }
    const end = tarEnd();
    end.see(bytes);
    return end.problem();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
