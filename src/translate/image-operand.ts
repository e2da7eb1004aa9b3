import type { Draft } from "./draft.ts";
import { piecesOf } from "./pieces.ts";
import { fullReference } from "./references.ts";

/** A registry's host: it has a dot or a colon, or is localhost. */
const REGISTRY = /^(?:[^/]*[.:][^/]*|localhost)\//;

/**
 * An image as containerd names it, and as ctr has to be told. `nginx:$TAG` becomes `docker.io/library/nginx:$TAG`; where the name
 * begins with something to be filled in, it stays, and a note says what has to be in it.
 */
export function referenceFor(draft: Draft, image: string): string {
  const pieces = piecesOf(image);
  if (!pieces.some(({ live }) => live)) return fullReference(image);
  const [first] = pieces;
  const [head = ""] = image.split("/", 1);
  const slash = image.includes("/");
  // `$REGISTRY/app`, `$IMAGE`, `my$HOST/app`: where the registry belongs, anything may be.
  if (first?.live === true || (slash && piecesOf(head).some(({ live }) => live))) {
    const printed = pieces.length === 1 && /^(?:\$\(|`)/.test(image);
    if (draft.column === "ctr" && !printed && !REGISTRY.test(image))
      draft.change(null, `${image} has to be a full reference, such as docker.io/library/nginx:latest`);
    return image;
  }
  if (REGISTRY.test(image)) return image;
  return `docker.io/${slash ? "" : "library/"}${image}`;
}
