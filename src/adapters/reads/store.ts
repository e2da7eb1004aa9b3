import { cleanLine } from "../../model/clean.ts";
import type { Blob, DiskUse, Snapshot } from "../../model/index.ts";
import type { Reader } from "../adapter.ts";
import { readDocument, readLines } from "../json.ts";
import { splitLabels } from "../labels.ts";
import { bytesOf } from "../quantities.ts";
import { readTable } from "../table.ts";
import { UnreadableAnswer } from "../unreadable.ts";
import { count, line, list, part, readEach, row } from "../values.ts";

const states: Readonly<Record<string, Snapshot["state"]>> = {
  Active: "active",
  Committed: "committed",
  View: "view",
};

interface Taken {
  size: number | null;
  inodes: number | null;
}

/** What each snapshot takes, by key; empty when that query gave no answer. */
const readTaken = (text: string | null): Map<string, Taken> => {
  if (text === null) return new Map();
  try {
    return new Map(
      readTable(text, ["KEY", "SIZE", "INODES"]).rows.map(({ KEY, SIZE, INODES }): [string, Taken] => [
        KEY,
        { size: bytesOf(SIZE), inodes: /^\d+$/.test(INODES) ? Number(INODES) : null },
      ]),
    );
  } catch (error) {
    if (error instanceof UnreadableAnswer) return new Map();
    throw error;
  }
};

/** `ctr snapshots ls`, with the sizes of `ctr snapshots usage`. */
export const readSnapshots: Reader<"snapshot"> = (answers, main) => {
  const { rows, dropped } = readTable(main, ["KEY", "PARENT", "KIND"]);
  const taken = readTaken(answers("usage"));
  return {
    rows: rows.map(({ KEY, PARENT, KIND }): Snapshot => {
      const { size = null, inodes = null } = taken.get(KEY) ?? {};
      return {
        key: cleanLine(KEY),
        parent: cleanLine(PARENT) || null,
        state: states[KIND] ?? "unknown",
        size,
        inodes,
      };
    }),
    dropped,
  };
};

/** `ctr content ls`. */
export const readBlobs: Reader<"blob"> = (_, main) => {
  const { rows, dropped } = readTable(main, ["DIGEST", "SIZE", "AGE", "LABELS"]);
  return {
    rows: rows.map(
      ({ DIGEST, SIZE, AGE, LABELS }): Blob => ({
        digest: cleanLine(DIGEST),
        size: bytesOf(SIZE),
        age: cleanLine(AGE) || null,
        labels: splitLabels(LABELS),
      }),
    ),
    dropped,
  };
};

const dockerWhat: Readonly<Record<string, DiskUse["what"]>> = {
  Images: "images",
  Containers: "containers",
  "Local Volumes": "volumes",
  "Build Cache": "build-cache",
};
const blank = { path: null, count: null, active: null, size: null, reclaimable: null };
const dockerRow = row({ Type: line, TotalCount: count, Active: count, Size: line, Reclaimable: line });

/** `docker system df`. */
export const readDockerDisk: Reader<"disk"> = (_, main) => {
  const { rows, dropped } = readEach(readLines(main), dockerRow);
  return {
    rows: rows.flatMap(({ Type, TotalCount, Active, Size, Reclaimable }): DiskUse[] => {
      const what = dockerWhat[Type ?? ""];
      if (!what) return [];
      // `1.2GB (50%)`
      const reclaimable = bytesOf(Reclaimable?.replace(/ \(.*\)$/, "") ?? null);
      return [{ ...blank, what, count: TotalCount, active: Active, size: bytesOf(Size), reclaimable }];
    }),
    dropped,
  };
};

const fileSystem = part({ fsId: part({ mountpoint: line }), usedBytes: part({ value: count }) });
/** crictl prints the message whole since 1.29, before that the list of image file systems alone. */
const fileSystems = part({ status: part({ imageFilesystems: list(fileSystem) }), imageFilesystems: list(fileSystem) });

/** `crictl imagefsinfo`. */
export const readCriDisk: Reader<"disk"> = (_, main) => {
  const { status, imageFilesystems } = fileSystems(readDocument(main));
  const all = status.imageFilesystems.length > 0 ? status.imageFilesystems : imageFilesystems;
  return {
    rows: all.map(
      ({ fsId, usedBytes }): DiskUse => ({
        ...blank,
        what: "image-filesystem",
        path: fsId.mountpoint,
        size: usedBytes.value,
      }),
    ),
    dropped: 0,
  };
};

/** `ctr content ls`, added up: what is pulled and stored as it came, compressed. */
export const readContentDisk: Reader<"disk"> = (answers, main, target, answered) => {
  const { rows, dropped } = readBlobs(answers, main, target, answered);
  const size = rows.reduce((sum, blob) => sum + (blob.size ?? 0), 0);
  return { rows: [{ ...blank, what: "content", count: rows.length, size }], dropped };
};
