import { cleanLine, type Elsewhere, type Joined, type Target } from "../model/index.ts";
import { type ResolvedImage, resolveImage } from "../resolve/image.ts";
import type { Context } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";
import { listImages } from "./list-all.ts";

/** The image that a word means, under a name that every tool takes. */
export interface FoundImage {
  row: Joined<"image">;
  /** A full reference; the config digest where the image has no name. */
  reference: string;
}

/** What an image is called, in one line. */
const describe = ({ references, configDigest, manifestDigest, at, namespace }: Joined<"image">): string =>
  cleanLine(
    `${(configDigest ?? manifestDigest ?? "").replace(/^sha256:/, "").slice(0, 12)}  ${references[0] ?? "<none>"}  ${at}${namespace ? ` ${namespace}` : ""}`,
  );

/**
 * The image as `resolveImage` found it.
 * @throws {CtoolError} usage with the candidates when several could be meant
 */
const pick = (word: string, resolved: ResolvedImage): FoundImage | null => {
  if ("candidates" in resolved) {
    const { candidates } = resolved;
    throw usageError(
      `${cleanLine(word)} may mean ${candidates.length} images; nothing was run`,
      `Name one of them:\n${candidates.map((row) => `    ${describe(row)}`).join("\n")}`,
    );
  }
  if (!("found" in resolved)) return null;
  const { found, reference } = resolved;
  const name = reference ?? found.references[0] ?? found.digests[0] ?? found.configDigest ?? found.manifestDigest;
  return name === null ? null : { row: found, reference: name };
};

/**
 * The error for an image that nobody has, with names that are alike, and with the engines that could not be asked.
 * @param all the command that lists what was looked through
 */
export const noImage = (
  word: string,
  { near, elsewhere }: { near: readonly string[]; elsewhere: readonly Elsewhere[] },
  all = "ctool images",
): CtoolError => {
  const silent = new Set(elsewhere.flatMap(({ socket, why }) => (why === null ? [] : [`${socket} (${why})`])));
  const unasked = silent.size > 0 ? `Without an answer from ${[...silent].join("; ")}. ` : "";
  return new CtoolError(
    "not-found",
    exitCodes.failed,
    `no image is called ${cleanLine(word)} here`,
    near.length > 0
      ? { hint: `${unasked}Alike: ${near.map(cleanLine).join("  ")}` }
      : { hint: `${unasked}All there are:`, fix: all },
  );
};

/**
 * Finds the image that a word means: by name, by digest, or by the start of an id, in the target first, else in Docker.
 * @returns `found` is null when there is none; `target` is where it was looked for first
 * @throws {CtoolError} usage with the candidates when several could be meant
 */
export const findImage = async (
  word: string,
  context: Context,
): Promise<{ found: FoundImage | null; near: string[]; elsewhere: readonly Elsewhere[]; target: Target }> => {
  const { comparison, target } = await listImages(context);
  const { elsewhere, rows } = comparison;
  const resolved = resolveImage(word, rows, target.id);
  return { found: pick(word, resolved), near: "near" in resolved ? resolved.near : [], elsewhere, target };
};
