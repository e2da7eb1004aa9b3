import type { Draft } from "../draft.ts";

/**
 * Whether a word is an image's id (12 or more hexadecimal digits, with or without `sha256:`) and no name. Docker and crictl show
 * the digest of the image's configuration, nerdctl and ctr the one of its manifest.
 */
export function isImageId(word: string): boolean {
  return /^(?:sha256:)?[0-9a-f]{12,64}$/.test(word);
}

/** For nerdctl and crictl: says whose ids it knows, where an id was typed. */
export function tellImageIds(draft: Draft): void {
  if (!draft.command.operands.some(({ word }) => isImageId(word))) return;
  if (draft.column === "nerdctl")
    draft.tell(null, "nerdctl's image ids are manifest digests: it finds no id that docker or crictl shows");
  else draft.tell(null, "crictl's image ids are config digests: it finds no id that nerdctl or ctr shows");
}

/** A containerd filter for the images with a manifest digest that begins like this id. */
export function idFilter(id: string): string {
  return `target.digest~=sha256:${id.replace(/^sha256:/, "")}`;
}

/** For ctr, which knows references only: ids become one look-up before the command. */
export function lookUpImages(draft: Draft): void {
  const ids = draft.command.operands.filter(({ word }) => isImageId(word));
  const first = ids[0];
  if (first === undefined) return;
  const filters = ids.map(({ word }) => idFilter(word));
  draft.before.push({ argv: ["ctr", "images", "ls", "-q", ...filters], captures: "<image-reference>" });
  draft.change(
    null,
    "ctr knows references only: ids are looked up among manifest digests (docker's and crictl's are others)",
  );
  draft.operands = draft.operands.flatMap((operand) => {
    if (operand.at === first.at) return [{ at: operand.at, word: "<image-reference>" }];
    return ids.some(({ at }) => at === operand.at) ? [] : [operand];
  });
}
