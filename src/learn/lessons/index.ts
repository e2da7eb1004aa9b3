import { building } from "./building.ts";
import { clouds } from "./clouds.ts";
import { containersTasksPods } from "./containers-tasks-pods.ts";
import { emptyDockerPs } from "./empty-docker-ps.ts";
import { images } from "./images.ts";
import type { Lesson } from "./lesson.ts";
import { namespaces } from "./namespaces.ts";
import { path } from "./path.ts";
import { whenItChanged } from "./when-it-changed.ts";
import { whoIsWho } from "./who-is-who.ts";

export type { Lesson, LessonPart } from "./lesson.ts";

/** The lessons, in the order in which they build on each other. */
export const lessons: readonly Lesson[] = [
  whoIsWho,
  whenItChanged,
  emptyDockerPs,
  namespaces,
  containersTasksPods,
  images,
  building,
  path,
  clouds,
];

/** The lesson that a word names. */
export const lessonNamed = (name: string): Lesson | undefined => lessons.find((lesson) => lesson.name === name);
