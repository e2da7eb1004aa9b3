import type { Comparison } from "../model/index.ts";
import { imageNames } from "./images.ts";
import { shortId } from "./names.ts";

/** What `-q` prints of: the chosen target and namespace, or all of the target with `--all-namespaces`. */
export interface QuietOptions {
  noTrunc: boolean;
  allNamespaces: boolean;
}

/** Whether a row lies in the chosen target and namespace. */
export const isHere = (
  { target }: Pick<Comparison, "target">,
  { at, namespace }: { at: string; namespace: string | null },
  { allNamespaces }: QuietOptions,
): boolean =>
  target === null ||
  (at === target.id && (allNamespaces || target.namespace === null || namespace === target.namespace));

/** Ids alone, one a line: containers of the target, no sandboxes. */
export const renderQuietContainers = (comparison: Comparison<"container">, options: QuietOptions): string =>
  comparison.rows
    .filter((row) => row.kind === "container" && isHere(comparison, row, options))
    .map(({ id }) => `${options.noTrunc ? id : shortId(id)}\n`)
    .join("");

/** Image ids alone, one for each name as docker prints them. `noTrunc` keeps `sha256:`. */
export const renderQuietImages = (comparison: Comparison<"image">, options: QuietOptions): string =>
  comparison.rows
    .filter((row) => isHere(comparison, row, options))
    .flatMap((row) => {
      const id = row.configDigest ?? row.manifestDigest ?? "";
      return imageNames(row, false).map(() => `${options.noTrunc ? id : shortId(id)}\n`);
    })
    .join("");
