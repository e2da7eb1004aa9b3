import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RecordingError } from "../../src/runtime/recording.ts";
import { readRecording } from "../../src/runtime/recording-file.ts";

const demo = new URL("../../demo/k3s-node.jsonl", import.meta.url);

describe("readRecording", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "ctool-recording-test-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const written = (bytes: Uint8Array): string => {
    const path = join(folder, "r.jsonl");
    writeFileSync(path, bytes);
    return path;
  };

  it("reads the same from a file that is packed with gzip", () => {
    const bytes = readFileSync(demo);
    expect(readRecording(written(gzipSync(bytes)))).toEqual(readRecording(written(bytes)));
  });

  it("says what it cannot read", () => {
    expect(() => readRecording(join(folder, "none"))).toThrow(RecordingError);
    expect(() => readRecording(join(folder, "none"))).toThrow(/ENOENT/);
    expect(() => readRecording(written(gzipSync(readFileSync(demo)).subarray(0, 1000)))).toThrow(RecordingError);
    expect(() => readRecording(written(Buffer.from("{}\n")))).toThrow(/no recording/);
  });
});
