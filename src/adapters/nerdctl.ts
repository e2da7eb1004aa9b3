import { cleanLine } from "../model/clean.ts";
import type { Container, Namespace, Pod } from "../model/index.ts";
import { makeAdapter, type Reader } from "./adapter.ts";
import { blankContainer, identify, readPorts, readSize, readStatus } from "./container.ts";
import { unquoteGo } from "./go-text.ts";
import { type ImageReference, isDigest, mergeReferences } from "./image.ts";
import { readDocument, readLines } from "./json.ts";
import { splitLabels } from "./labels.ts";
import { bytesOf, timeOf } from "./quantities.ts";
import { readTable } from "./table.ts";
import type { ReadRows } from "./unreadable.ts";
import { identity, labels, line, lines, part, type ReadBy, raw, readEach, row } from "./values.ts";
import { readVersion } from "./version.ts";

/** Fields of `nerdctl ps --format '{{json .}}'`. Labels are text, and an object in 1.x. */
const containerRow = row({
  ID: identity,
  Names: line,
  Image: line,
  Command: raw,
  CreatedAt: line,
  Status: line,
  Ports: raw,
  Labels: labels,
  Size: line,
});

const parseJson = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
};

const mount = part({ Name: line, Source: line });

/** Mounts, as nerdctl keeps them in labels: `nerdctl/mounts` (a list) or `nerdctl/mounts.0`, `.1`, …; a volume by its name. */
const mountsOf = (labels: Readonly<Record<string, string>>): string[] => {
  const keys = Object.keys(labels).filter((key) => /^nerdctl\/mounts(?:\.\d+)?$/.test(key));
  return keys
    .sort()
    .flatMap((key) => parseJson(labels[key]) ?? [])
    .map(mount)
    .flatMap(({ Name, Source }) => Name ?? Source ?? []);
};

const toContainer = (row: ReadBy<typeof containerRow>): Container => ({
  ...blankContainer(row.ID),
  ...identify(row.ID, row.Names, row.Labels),
  image: row.Image,
  command: cleanLine(unquoteGo(row.Command)) || null,
  ...readStatus(row.Status),
  createdAt: timeOf(row.CreatedAt),
  ports: readPorts(cleanLine(row.Ports)),
  labels: row.Labels,
  size: readSize(row.Size),
  status: row.Status,
  networks: lines(parseJson(row.Labels["nerdctl/networks"])),
  mounts: mountsOf(row.Labels),
});

const readContainers = (text: string): ReadRows<Container> => {
  const { rows, dropped } = readEach(readLines(text), containerRow);
  return { rows: rows.map(toContainer), dropped };
};

/** Sandboxes, of which nerdctl knows what their labels and their task say. */
const toPod = ({ id, pod, podNamespace, state, createdAt, labels }: Container): Pod => ({
  id,
  name: pod ?? "",
  podNamespace: podNamespace ?? "",
  uid: labels["io.kubernetes.pod.uid"] ?? null,
  attempt: null,
  state: state === "running" ? "ready" : state === "unknown" ? "unknown" : "notready",
  createdAt,
  runtimeHandler: null,
  labels,
});

const readPods: Reader<"pod"> = (_, main) => {
  const { rows, dropped } = readContainers(main);
  return { rows: rows.filter(({ kind }) => kind === "sandbox").map(toPod), dropped };
};

/** `Size` is unpacked, `BlobSize` what was pulled; the digest is the manifest's (or index's). */
const imageRow = row({
  Digest: identity,
  Name: line,
  CreatedAt: line,
  Size: line,
  BlobSize: line,
  Platform: line,
});

const toReference = (row: ReadBy<typeof imageRow>): ImageReference => ({
  name: row.Name,
  manifestDigest: row.Digest,
  contentSize: bytesOf(row.BlobSize),
  unpackedSize: bytesOf(row.Size),
  createdAt: timeOf(row.CreatedAt),
  platforms: row.Platform === null ? [] : [row.Platform],
  labels: {},
  pinned: null,
});

const readImages: Reader<"image"> = (_, main) => {
  const { rows, dropped } = readEach(readLines(main), imageRow);
  const whole = rows.filter(({ Digest }) => isDigest(Digest));
  return { rows: mergeReferences(whole.map(toReference)), dropped: dropped + rows.length - whole.length };
};

const digits = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : null);

const readNamespaces: Reader<"namespace"> = (_, main) => {
  const { rows, dropped } = readTable(main, ["NAME", "CONTAINERS", "IMAGES", "VOLUMES", "LABELS"]);
  const namespaces = rows.map(
    (row): Namespace => ({
      name: cleanLine(row.NAME),
      containers: digits(row.CONTAINERS),
      images: digits(row.IMAGES),
      labels: splitLabels(row.LABELS),
    }),
  );
  const named = namespaces.filter(({ name }) => name !== "");
  return { rows: named, dropped: dropped + namespaces.length - named.length };
};

/** Reads nerdctl, 1.7 and newer. */
export const nerdctl = makeAdapter("nerdctl", {
  container: (_, main) => readContainers(main),
  image: readImages,
  pod: readPods,
  namespace: readNamespaces,
  version: (_, main) => ({ rows: [readVersion(readDocument(main), "containerd")], dropped: 0 }),
});
