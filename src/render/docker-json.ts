import { millisOf } from "../compare/index.ts";
import { goQuote } from "../format/quote.ts";
import type { Container, Image, Namespace, Pod } from "../model/index.ts";
import { dockerStateOf } from "../select/index.ts";
import { imageNames } from "./images.ts";
import { cut } from "./measure.ts";
import { imageNameOf, shortId } from "./names.ts";
import { podStates } from "./pods.ts";
import { displayPorts } from "./ports.ts";
import { agoOf, statusOf } from "./status.ts";
import { humanSize } from "./units.ts";

/** What docker's `--format` may use of a row: field name → value, in docker's own words. */
export type DockerRecord = Record<string, string | null>;

export interface DockerJsonOptions {
  /** Milliseconds since the epoch. */
  now: number;
  noTrunc: boolean;
  /** Images: a line for each digest too (docker's `--digests`). */
  digests?: boolean;
}

/** Go's `time.Time.String()` of whole seconds, in UTC: `2026-11-21 01:12:35 +0000 UTC`. */
const goTime = (time: string | null): string => {
  const ms = millisOf(time);
  return ms === null ? "" : `${new Date(ms).toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
};

/** Labels as docker lists them: `a=1,b=2`. */
const labelText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(",");

/** One row as `docker ps --format json` tells it (docker/cli 28, formatter/container.go). What is not known is empty. */
export const dockerContainerRecord = (row: Container, { now, noTrunc }: DockerJsonOptions): DockerRecord => {
  const command = row.command ?? "";
  const mounts = noTrunc ? row.mounts : row.mounts.map((mount) => cut(mount, 15));
  return {
    Command: goQuote(noTrunc ? command : cut(command, 20)),
    CreatedAt: goTime(row.createdAt),
    ID: noTrunc ? row.id : shortId(row.id),
    Image: noTrunc ? (row.image ?? row.imageId ?? "") : imageNameOf(row),
    Labels: labelText(row.labels),
    LocalVolumes: String(row.mounts.filter((mount) => !mount.startsWith("/")).length),
    Mounts: mounts.join(","),
    Names: row.name ?? "",
    Networks: row.networks.join(","),
    Platform: null,
    Ports: displayPorts(row.ports),
    RunningFor: agoOf(row.createdAt, now),
    Size: humanSize(row.size ?? 0),
    State: dockerStateOf(row) ?? "",
    Status: statusOf(row, now),
  };
};

/** The rows that `docker images --format json` makes of an image (docker/cli 28, formatter/image.go): one for each name. */
export const dockerImageRecords = (
  row: Image,
  { now, noTrunc, digests = false }: DockerJsonOptions,
): DockerRecord[] => {
  const id = row.configDigest ?? row.manifestDigest ?? "";
  const size = row.unpackedSize ?? row.contentSize;
  return imageNames(row, digests).map(({ repository, tag, digest }) => ({
    Containers: "N/A",
    CreatedAt: goTime(row.createdAt),
    CreatedSince: agoOf(row.createdAt, now),
    Digest: digest,
    ID: noTrunc ? id : shortId(id),
    Repository: repository,
    SharedSize: "N/A",
    Size: size === null ? "" : humanSize(size),
    Tag: tag,
    UniqueSize: "N/A",
    VirtualSize: size === null ? "" : humanSize(size, 4),
  }));
};

const countText = (count: number | null): string => (count === null ? "" : String(count));

/** A pod in docker's manner; docker has none. */
export const dockerPodRecord = (row: Pod, { now, noTrunc }: DockerJsonOptions): DockerRecord => ({
  Attempt: countText(row.attempt),
  CreatedAt: goTime(row.createdAt),
  ID: noTrunc ? row.id : shortId(row.id),
  Labels: labelText(row.labels),
  Name: row.name,
  Namespace: row.podNamespace,
  RunningFor: agoOf(row.createdAt, now),
  Runtime: row.runtimeHandler ?? "",
  State: podStates[row.state],
  UID: row.uid ?? "",
});

/** A namespace of containerd's in docker's manner. */
export const dockerNamespaceRecord = (row: Namespace): DockerRecord => ({
  Containers: countText(row.containers),
  Images: countText(row.images),
  Labels: labelText(row.labels),
  Name: row.name,
});

/** A text as Go's encoding/json writes it: `<`, `>`, `&` and two line separators as `\u` escapes. */
const goJson = (value: string | null): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );

/** Records as docker prints them for `--format json`: one object a line, fields in alphabetical order. */
export const renderDockerJson = (records: readonly DockerRecord[]): string =>
  records
    .map((record) => {
      const fields = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
      return `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${goJson(value)}`).join(",")}}\n`;
    })
    .join("");
