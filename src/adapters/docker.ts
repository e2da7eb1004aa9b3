import { cleanLine } from "../model/clean.ts";
import type { Container, Image, Version } from "../model/index.ts";
import { fullReference } from "../translate/references.ts";
import { makeAdapter, type Reader } from "./adapter.ts";
import { blankContainer, identify, readPorts, readSize, readStatus } from "./container.ts";
import { unquoteGo } from "./go-text.ts";
import { isDigest } from "./image.ts";
import { readDocument, readLines } from "./json.ts";
import { bytesOf, timeOf } from "./quantities.ts";
import { identity, labels, line, type ReadBy, raw, readEach, row } from "./values.ts";
import { readVersion } from "./version.ts";

/** Fields of `docker ps --format '{{json .}}'` (cli/command/formatter/container.go). */
const containerRow = row({
  ID: identity,
  Names: raw,
  Image: line,
  Command: raw,
  CreatedAt: line,
  State: line,
  Status: line,
  Ports: raw,
  Labels: labels,
  Size: line,
  Networks: raw,
  Mounts: raw,
});

const words = (text: string): string[] =>
  cleanLine(text)
    .split(",")
    .filter((word) => word !== "");

/** A container that is linked to others has their aliases as names too (`db,web/db`): its own has no slash. */
const ownName = (names: string): string | null => {
  const all = words(names);
  return all.find((name) => !name.includes("/")) ?? all[0] ?? null;
};

/** Docker's own states (moby, container/state.go) where its status words do not say. */
const states: Readonly<Record<string, Container["state"]>> = {
  running: "running",
  restarting: "running",
  paused: "paused",
  created: "created",
  exited: "exited",
  removing: "exited",
  dead: "exited",
};

const toContainer = (row: ReadBy<typeof containerRow>): Container => {
  const status = readStatus(row.Status);
  const state = states[row.State ?? ""] ?? status.state;
  return {
    ...blankContainer(row.ID),
    ...identify(row.ID, ownName(row.Names), row.Labels),
    podId: row.Labels["io.kubernetes.sandbox.id"] ?? null,
    image: row.Image,
    command: cleanLine(unquoteGo(row.Command)) || null,
    state,
    exitCode: state === "exited" ? status.exitCode : null,
    createdAt: timeOf(row.CreatedAt),
    ports: readPorts(cleanLine(row.Ports)),
    labels: row.Labels,
    size: readSize(row.Size),
    status: row.Status,
    networks: words(row.Networks),
    mounts: words(row.Mounts),
  };
};

const readContainers: Reader<"container"> = (_, main) => {
  const read = readEach(readLines(main), containerRow);
  return { ...read, rows: read.rows.map(toContainer) };
};

const imageRow = row({
  ID: identity,
  Repository: line,
  Tag: line,
  Digest: line,
  CreatedAt: line,
  Size: line,
  /** As `Size`, one digit more exact; gone from newer dockers. */
  VirtualSize: line,
});

type ImageRow = ReadBy<typeof imageRow>;

const given = (word: string | null): string | null => (word === "<none>" ? null : word);

/** Rows of one id: one per tag and digest. With the containerd image store, docker's id is the manifest's digest. */
const toImage = (id: string, rows: readonly ImageRow[]): Image => {
  const digests = [...new Set(rows.map(({ Digest }) => Digest).filter(isDigest))];
  const ofManifest = digests.includes(id);
  const named = rows.flatMap((row) =>
    given(row.Repository) === null ? [] : [{ ...row, Repository: row.Repository ?? "" }],
  );
  const [first] = rows;
  return {
    configDigest: ofManifest ? null : id,
    manifestDigest: ofManifest ? id : digests.length === 1 ? (digests[0] ?? null) : null,
    references: [
      ...new Set(named.flatMap(({ Repository, Tag }) => (given(Tag) ? [fullReference(`${Repository}:${Tag}`)] : []))),
    ],
    digests: [
      ...new Set(
        named.flatMap(({ Repository, Digest }) => (isDigest(Digest) ? [fullReference(`${Repository}@${Digest}`)] : [])),
      ),
    ],
    contentSize: null,
    unpackedSize: bytesOf(first?.VirtualSize ?? null) ?? bytesOf(first?.Size ?? null),
    createdAt: timeOf(first?.CreatedAt ?? null),
    platforms: [],
    labels: {},
    pinned: null,
  };
};

const readImages: Reader<"image"> = (_, main) => {
  const { rows, dropped } = readEach(readLines(main), imageRow);
  return { rows: [...Map.groupBy(rows, ({ ID }) => ID)].map(([id, group]) => toImage(id, group)), dropped };
};

const readVersions: Reader<"version"> = (_, main): { rows: Version[]; dropped: number } => ({
  rows: [readVersion(readDocument(main), "Engine")],
  dropped: 0,
});

/** Reads the docker command line, 20.10 and newer. */
export const docker = makeAdapter("docker", { container: readContainers, image: readImages, version: readVersions });
