import type { Words } from "../types.ts";

/**
 * One piece of a lesson: paragraphs, or a command that the reader runs. Texts are Markdown of the plainest kind: paragraphs between
 * blank lines, items that begin with `- `, words in backquotes.
 */
export type LessonPart = { text: Words } | { run: string };

/** A lesson. `run` lines begin with `ctool`; they answer from the bundled node, so that they are the same everywhere. */
export interface Lesson {
  /** As one types it: `ctool learn namespaces`. */
  name: string;
  title: Words;
  parts: readonly LessonPart[];
}
