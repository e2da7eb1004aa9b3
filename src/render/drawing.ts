import type { Dropped } from "../select/index.ts";
import { type Glyphs, glyphsFor } from "./glyphs.ts";
import { makePaint, type Paint } from "./paint.ts";
import type { TextOptions } from "./text-options.ts";

/** How and for whom a comparison is drawn. Not on a terminal: tabs, whole ids and names, and all but the table goes to stderr. */
export interface RenderOptions extends TextOptions {
  /** Milliseconds since the epoch. */
  now: number;
  /** Docker's `--no-trunc`: whole ids, names and digests, however wide. */
  noTrunc?: boolean;
  /** Sandboxes as rows, not folded into one line. */
  sandboxes?: boolean;
  /** The commands that were run, at any width. */
  verbose?: boolean;
  allNamespaces?: boolean;
  /** Docker's `--size` and `--digests`. */
  showSize?: boolean;
  showDigests?: boolean;
  /** What the selection left out: what an empty table tells. */
  dropped?: Dropped | undefined;
}

/** From this width on the tools have a column each, and their commands stand beside them. */
const WIDE = 100;
/** Below this only name, status and the tools' initials are shown. */
const MEDIUM = 60;

/** What drawing needs, worked out once. */
export interface Drawing extends RenderOptions {
  paint: Paint;
  glyphs: Glyphs;
  size: "wide" | "medium" | "narrow";
}

export const drawingOf = (options: RenderOptions): Drawing => {
  const colour = options.colour && options.tty;
  return {
    ...options,
    colour,
    paint: makePaint(colour),
    glyphs: glyphsFor(options.ascii),
    size: options.width >= WIDE ? "wide" : options.width >= MEDIUM ? "medium" : "narrow",
  };
};

/** Lines as one text; empty for no lines. */
export const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
