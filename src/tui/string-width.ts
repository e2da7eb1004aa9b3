import { paintedWidthOf } from "../render/index.ts";

/**
 * What Ink and its helpers measure text with in dist/, where build/bundle.ts puts it in the place of string-width: the same cells
 * that ctool's own columns are made of, and no tables before a text needs them.
 */
export default (text: string): number => paintedWidthOf(text);
