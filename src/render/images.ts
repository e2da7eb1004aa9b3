import type { Comparison, Image, Joined } from "../model/index.ts";
import { familiarReference, parseReference } from "../translate/index.ts";
import type { Drawing, RenderOptions } from "./drawing.ts";
import { renderJoined, type Sheet } from "./joined.ts";
import { shortId } from "./names.ts";
import { agoOf } from "./status.ts";
import type { Cell, Column } from "./table.ts";
import type { Rendered } from "./text-options.ts";
import { humanSize, shortenTimes } from "./units.ts";

/** One line of `docker images`: a name of an image, `<none>` where a part is missing. */
export interface ImageName {
  repository: string;
  tag: string;
  digest: string;
}

const NONE = "<none>";

/** Name without tag and digest, as docker shows it; the whole text where it is no reference. */
const repositoryOf = (reference: string): string => {
  const parsed = parseReference(reference);
  return "problem" in parsed ? reference : familiarReference(`${parsed.domain}/${parsed.path}`);
};

const partsOf = (reference: string): { repository: string; tag: string | null; digest: string | null } => {
  const parsed = parseReference(reference);
  if ("problem" in parsed) return { repository: reference, tag: null, digest: null };
  return { repository: repositoryOf(reference), tag: parsed.tag, digest: parsed.digest };
};

/**
 * The lines that docker makes of an image (docker/cli, formatter/image.go): one for each tag, with the digests of the same
 * repository where digests are shown, one for a repository known by digest alone, `<none>` for an image without a name.
 */
export const imageNames = (
  { references, digests }: Pick<Image, "references" | "digests">,
  showDigests: boolean,
): ImageName[] => {
  const byRepository = Map.groupBy(digests.map(partsOf), ({ repository }) => repository);
  const tagged = references.map(partsOf).flatMap(({ repository, tag }): ImageName[] => {
    const own = (showDigests ? byRepository.get(repository) : undefined) ?? [];
    const line = { repository, tag: tag ?? NONE, digest: NONE };
    return own.length === 0 ? [line] : own.map(({ digest }) => ({ ...line, digest: digest ?? NONE }));
  });
  const named = new Set(tagged.map(({ repository }) => repository));
  const bare = [...byRepository].flatMap(([repository, parts]): ImageName[] => {
    if (named.has(repository)) return [];
    const line = { repository, tag: NONE, digest: NONE };
    return showDigests ? parts.map(({ digest }) => ({ ...line, digest: digest ?? NONE })) : [line];
  });
  const lines = [...tagged, ...bare];
  return lines.length > 0 ? lines : [{ repository: NONE, tag: NONE, digest: NONE }];
};

const columns = (drawing: Drawing): Column[] => {
  if (!drawing.tty)
    return [
      "REPOSITORY",
      "TAG",
      "DIGEST",
      "IMAGE ID",
      "MANIFEST",
      "CREATED",
      "SIZE",
      "CONTENT SIZE",
      "PINNED",
      "ENGINE",
      "NAMESPACE",
    ].map((header) => ({ header }));
  if (drawing.size === "narrow") return [{ header: "IMAGE", min: 10, cut: "middle" }, { header: "SIZE" }];
  return [
    { header: "REPOSITORY", min: 12, fair: 30, cut: "middle" },
    { header: "TAG", min: 6, fair: 16, cut: "middle" },
    ...(drawing.showDigests ? [{ header: "DIGEST", min: 19, fair: 26 }] : []),
    { header: "IMAGE ID" },
    { header: "MANIFEST", priority: 4, optional: true },
    { header: "CREATED", priority: 5, optional: true },
    { header: "SIZE", priority: 1, align: "right", optional: true },
    { header: "CONTENT", priority: 3, align: "right", optional: true },
    { header: "PINNED", priority: 6, optional: true },
  ];
};

const sizeOf = (bytes: number | null): string => (bytes === null ? "" : humanSize(bytes));

const cells = (row: Joined<"image">, drawing: Drawing): Cell[] => {
  const [name = { repository: NONE, tag: NONE, digest: NONE }] = imageNames(row, true);
  const { configDigest, manifestDigest } = row;
  if (!drawing.tty) {
    const digest = name.digest === NONE ? (row.digests[0]?.split("@")[1] ?? NONE) : name.digest;
    const ids = [digest, configDigest ?? "", manifestDigest ?? ""];
    const sizes = [row.unpackedSize, row.contentSize].map((size) => (size === null ? "" : String(size)));
    const pinned = row.pinned === null ? "" : row.pinned ? "yes" : "no";
    return [name.repository, name.tag, ...ids, row.createdAt ?? "", ...sizes, pinned, row.at, row.namespace ?? ""];
  }
  if (drawing.size === "narrow") {
    const whole = name.tag === NONE ? name.repository : `${name.repository}:${name.tag}`;
    const text = whole === NONE ? shortId(configDigest ?? manifestDigest ?? NONE) : whole;
    return [text, sizeOf(row.unpackedSize ?? row.contentSize)];
  }
  const idOf = (digest: string | null): string => (digest === null ? "" : drawing.noTrunc ? digest : shortId(digest));
  const created = agoOf(row.createdAt, drawing.now);
  return [
    name.repository,
    name.tag,
    ...(drawing.showDigests ? [name.digest] : []),
    idOf(configDigest),
    idOf(manifestDigest),
    { text: created, short: shortenTimes(created), style: "plain" },
    sizeOf(row.unpackedSize),
    sizeOf(row.contentSize),
    row.pinned ? "yes" : "",
  ];
};

/** One row for each line that docker would print: the image with just that name. */
const shown = (rows: readonly Joined<"image">[], { showDigests = false }: Drawing): Joined<"image">[] =>
  rows.flatMap((row) => {
    const digestsOf = (repository: string): string[] => row.digests.filter((name) => repositoryOf(name) === repository);
    const tagged = row.references.flatMap((reference) => {
      const own = showDigests ? digestsOf(repositoryOf(reference)) : [];
      const line = { ...row, references: [reference], digests: [] as string[] };
      return own.length === 0 ? [line] : own.map((digest) => ({ ...line, digests: [digest] }));
    });
    const named = new Set(row.references.map(repositoryOf));
    const bare = [...new Set(row.digests.map(repositoryOf))].flatMap((repository) => {
      const own = named.has(repository) ? [] : digestsOf(repository);
      return (showDigests ? own : own.slice(0, 1)).map((digest) => ({ ...row, references: [], digests: [digest] }));
    });
    return tagged.length + bare.length > 0 ? [...tagged, ...bare] : [row];
  });

/** How images become a table, wherever one is drawn. */
export const imageSheet: Sheet<"image"> = { columns, cells, shown };

/** Draws `ctool images`: a line for each name, with the config digest (docker, crictl) and the manifest digest (nerdctl, ctr). */
export const renderImages = (comparison: Comparison<"image">, options: RenderOptions): Rendered =>
  renderJoined(comparison, imageSheet, options);
