import { lessonPages } from "../learn/index.ts";
import { everyCommand, mapVerb } from "../translate/map/index.ts";
import { cheatSheet } from "./cheat-sheet.ts";
import { doctorPages } from "./doctor-pages.ts";
import { manPages } from "./man.ts";
import { pageName } from "./markdown.ts";
import { referencePage } from "./reference.ts";
import { referenceIndex } from "./reference-index.ts";
import type { Release } from "./roff.ts";
import { schemaFiles } from "./schemas.ts";

/** Folders in which every file is generated: what is in them and not in `outputs` is left from before. */
export const GENERATED_FOLDERS: readonly string[] = [
  "docs/schemas",
  "docs/reference",
  "docs/man",
  "docs/doctor",
  "docs/learn",
];

/** The reference: one page per verb, and the index. Path → text. */
const referenceFiles = async (): Promise<Map<string, string>> => {
  const verbs = await Promise.all((await everyCommand()).map((spec) => mapVerb(spec)));
  const pages = await Promise.all(
    verbs.map(async (verb) => [`docs/reference/${pageName(verb.command)}`, await referencePage(verb)] as const),
  );
  return new Map([["docs/reference/README.md", referenceIndex(verbs)], ...pages]);
};

/**
 * Every generated document: path from the top of the project → text.
 */
export const outputs = async (release: Release): Promise<Map<string, string>> =>
  new Map([
    ...schemaFiles(),
    ...(await referenceFiles()),
    ...doctorPages(),
    ...lessonPages().map(({ path, text }) => [path, text] as const),
    ["docs/cheat-sheet.html", await cheatSheet(release.version)],
    ...(await manPages(release)),
  ]);

/** What is wrong with the documents that are there; paths. */
export interface Differences {
  stale: string[];
  missing: string[];
  /** In a generated folder, and generated no more. */
  leftOver: string[];
}

/**
 * Compares the documents that should be with those that are.
 * @param present path → text, of every path of `wanted` and every file in the generated folders; null where there is none
 */
export const compareDocuments = (
  wanted: ReadonlyMap<string, string>,
  present: ReadonlyMap<string, string | null>,
): Differences => {
  const paths = [...wanted.keys()];
  const at = (path: string): string | null => present.get(path) ?? null;
  return {
    stale: paths.filter((path) => at(path) !== null && at(path) !== wanted.get(path)),
    missing: paths.filter((path) => at(path) === null),
    leftOver: [...present.keys()].filter((path) => at(path) !== null && !wanted.has(path)),
  };
};
