import type { Joined } from "../model/index.ts";
import { fullReference } from "../translate/index.ts";

type Row = Joined<"image">;

/** What a word turned out to mean: the image, and whether by an id (then all its names are meant) or by one name. */
export type ResolvedImage =
  | {
      found: Row;
      by: "name" | "id" /** The full reference that was named; null for an id. */;
      reference: string | null;
    }
  | { candidates: Row[] }
  | { unknown: true; near: string[] };

const ID = /^(?:sha256:)?([0-9a-f]{2,64})$/;

const startsWithId = (digest: string | null, id: string): boolean =>
  digest?.replace(/^sha256:/, "").startsWith(id) === true;

/** Rows that hold a reference, by tag or by digest. */
const named = (rows: readonly Row[], reference: string): Row[] =>
  rows.filter(({ references, digests }) => references.includes(reference) || digests.includes(reference));

/** One image per content: the same content in one place under several rows is one image. */
const distinct = (rows: readonly Row[]): Row[] => {
  const seen = new Map(
    rows.map((row) => [`${row.at} ${row.namespace} ${row.configDigest ?? row.manifestDigest}`, row] as const),
  );
  return [...seen.values()];
};

/**
 * Finds the image that a word means, as docker does: a name first (`nginx` is `docker.io/library/nginx:latest`), then the start
 * of an id, which may be docker's and crictl's (config digest) or nerdctl's and ctr's (manifest digest).
 * @param rows the images of the places to look in; one that lies in the first place wins over those that lie elsewhere
 * @param at id of the engine that is looked in first
 */
export const resolveImage = (word: string, rows: readonly Row[], at: string): ResolvedImage => {
  const reference = fullReference(word);
  const pick = (found: readonly Row[]): Row[] => {
    const here = found.filter((row) => row.at === at);
    return distinct(here.length > 0 ? here : found);
  };
  const byName = pick(named(rows, reference));
  if (byName[0] && byName.length === 1) return { found: byName[0], by: "name", reference };
  if (byName.length > 1) return { candidates: byName };
  const id = ID.exec(word)?.[1];
  const byId =
    id === undefined
      ? []
      : pick(
          rows.filter(
            ({ configDigest, manifestDigest }) => startsWithId(configDigest, id) || startsWithId(manifestDigest, id),
          ),
        );
  if (byId[0] && byId.length === 1) return { found: byId[0], by: "id", reference: null };
  if (byId.length > 1) return { candidates: byId };
  const name =
    word
      .replace(/[:@].*$/, "")
      .split("/")
      .at(-1) ?? "";
  const near = rows.flatMap(({ references }) => references).filter((one) => name.length > 2 && one.includes(name));
  return { unknown: true, near: [...new Set(near)].slice(0, 5) };
};
