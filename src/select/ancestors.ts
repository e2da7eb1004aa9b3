import type { Container, Image } from "../model/index.ts";
import { fullReference } from "../translate/index.ts";

/** Image ids and full references that `ancestor` values stand for. */
export const ancestorsOf = (
  rows: readonly Container[],
  images: readonly Image[],
  values: readonly string[],
): ((row: Container) => boolean) => {
  const names = new Set(values.map(fullReference));
  const ids = new Set<string>();
  const isId = (id: string | null): boolean =>
    id !== null &&
    values.some(
      (value) =>
        /^(sha256:)?[0-9a-f]{4,64}$/.test(value) &&
        id.replace(/^sha256:/, "").startsWith(value.replace(/^sha256:/, "")),
    );
  for (const { configDigest, manifestDigest, references, digests } of images) {
    const own = [configDigest, manifestDigest].filter((digest) => digest !== null);
    if ([...references, ...digests].some((name) => names.has(fullReference(name))) || own.some(isId))
      for (const digest of own) ids.add(digest);
  }
  const isNamed = ({ image }: Container): boolean => image !== null && names.has(fullReference(image));
  // Another tag of the same image is the same ancestor.
  for (const row of rows) if (row.imageId !== null && isNamed(row)) ids.add(row.imageId);
  return (row) =>
    isNamed(row) || isId(row.imageId) || isId(row.image) || (row.imageId !== null && ids.has(row.imageId));
};
