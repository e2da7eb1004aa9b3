import type { Image } from "../model/index.ts";

const CONFIG_REFERENCE = /^sha256:[0-9a-f]{64}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** One reference in containerd's image store, as nerdctl and ctr list it. */
export interface ImageReference
  extends Pick<Image, "contentSize" | "unpackedSize" | "createdAt" | "platforms" | "labels" | "pinned"> {
  /** `docker.io/library/nginx:1.27`, `docker.io/library/nginx@sha256:…`, or the bare `sha256:<config>` that CRI adds. Null: untagged. */
  name: string | null;
  manifestDigest: string;
}

/** Whether a text is a whole sha256 digest. */
export const isDigest = (text: string | null): text is string => text !== null && DIGEST.test(text);

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
const largest = (sizes: readonly (number | null)[]): number | null =>
  sizes.reduce((most, size) => (size !== null && (most === null || size > most) ? size : most), null);

const mergeOne = (manifestDigest: string, references: readonly ImageReference[]): Image => {
  const names = references.flatMap(({ name }) => (name === null ? [] : [name]));
  return {
    configDigest: names.find((name) => CONFIG_REFERENCE.test(name)) ?? null,
    manifestDigest,
    references: unique(names.filter((name) => !CONFIG_REFERENCE.test(name) && !name.includes("@"))),
    digests: unique(names.filter((name) => name.includes("@"))),
    contentSize: largest(references.map(({ contentSize }) => contentSize)),
    unpackedSize: largest(references.map(({ unpackedSize }) => unpackedSize)),
    createdAt: references.flatMap(({ createdAt }) => createdAt ?? []).sort()[0] ?? null,
    platforms: unique(references.flatMap(({ platforms }) => platforms)),
    labels: Object.assign({}, ...references.map(({ labels }) => labels)) as Record<string, string>,
    pinned: references.some(({ pinned }) => pinned === true)
      ? true
      : (references.find(({ pinned }) => pinned !== null)?.pinned ?? null),
  };
};

/**
 * Makes one image of all references to the same manifest: the same CRI image is listed by its tag, by its digest and by its
 * bare config digest, and once per platform.
 * @returns images in the order of their first reference
 */
export const mergeReferences = (references: readonly ImageReference[]): Image[] =>
  [...Map.groupBy(references, ({ manifestDigest }) => manifestDigest)].map(([digest, group]) =>
    mergeOne(digest, group),
  );
