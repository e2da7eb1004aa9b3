import type { PsOptions } from "./containers.ts";

/** How many rows `-n` and `-l` leave; 0: all. */
export const limitOf = ({ last, latest }: PsOptions): number => Math.max(0, last ?? (latest ? 1 : 0));
const isKey = (text: string, key: string): boolean => text.trimStart().toLowerCase().startsWith(key);

/**
 * Whether the tools have to be asked for containers that do not run: dockerd looks at all of them for `-a`, `-n`, `-l`, the
 * `status` filter, and to find what `before` and `since` name.
 */
export const wantsAll = (options: PsOptions): boolean =>
  options.all ||
  limitOf(options) > 0 ||
  options.filters.some((text) => isKey(text, "status") || isKey(text, "before") || isKey(text, "since"));
