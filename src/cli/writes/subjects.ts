import type { NodeFacts } from "../../facts/index.ts";
import type { Joined, Target } from "../../model/index.ts";
import { emptiedSandboxes } from "../../plan/sandboxes.ts";
import { isNerdctls } from "../../plan/write.ts";
import type { WriteVerb } from "../../plan/write-verbs.ts";
import { parseReference, type Understood } from "../../translate/index.ts";
import { sidesOf } from "../../translate/specs/container-cp.ts";
import type { Context } from "../context.ts";
import { usageError } from "../errors.ts";
import { findContainers } from "../find-container.ts";
import type { Listed } from "../list.ts";
import { lookAtNode, requireTarget } from "../node.ts";
import { type FoundImage, findImages, placeOf } from "./look.ts";

/** What one tool is going to be asked to do, in one place. */
export interface Group {
  place: Target;
  facts: NodeFacts;
  /** The operands as typed that this group is about, for what docker prints. */
  typed: string[];
  /** All operands of its line: full ids and references in place of names. */
  operands: string[];
  containers: Joined<"container">[];
  images: Joined<"image">[];
  /** The references of `images` that are meant. */
  references: string[];
  wholeImages: boolean;
  /** Sandboxes that the containers leave without a use when they are removed. */
  emptied: string[];
}

type Row = Joined<"container">;

/** A group about nothing yet, in one place. */
export const groupAt = (place: Target, facts: NodeFacts, more: Partial<Group>): Group => ({
  place,
  facts,
  typed: [],
  operands: [],
  containers: [],
  images: [],
  references: [],
  wholeImages: false,
  emptied: [],
  ...more,
});

const ownerOf = (row: Row): string => (row.cri ? "cri" : isNerdctls(row) ? "nerdctl" : "other");

const containerGroup = (
  rows: readonly Row[],
  typed: readonly string[],
  operands: readonly string[],
  { target, facts, comparison }: Listed<"container">,
): Group => {
  const [first] = rows;
  if (!first) throw new Error("a group of no containers");
  return groupAt(placeOf(first, target, facts), facts, {
    typed: [...typed],
    operands: [...operands],
    containers: [...rows],
    emptied: emptiedSandboxes(rows, comparison.rows),
  });
};

/** Containers by the tool that owns them and the place where they are, in the order in which they were typed. */
const groupContainers = async (words: readonly string[], context: Context): Promise<Group[]> => {
  const found = await findContainers(words, context);
  const groups = Map.groupBy(
    found.map((one, index) => ({ ...one, word: words[index] ?? "" })),
    ({ row }) => `${row.at} ${row.namespace} ${ownerOf(row)}`,
  );
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    // The same container under two names is meant once.
    const rows = [...new Map(members.map(({ row }) => [row.id, row])).values()];
    const typed = members.map(({ word }) => word);
    return first
      ? [
          containerGroup(
            rows,
            typed,
            rows.map(({ id }) => id),
            first.listed,
          ),
        ]
      : [];
  });
};

const oneContainer = async (words: readonly string[], context: Context): Promise<Group[]> => {
  const [word = "", ...rest] = words;
  const [found] = await findContainers([word], context);
  return found ? [containerGroup([found.row], [word], [found.row.id, ...rest], found.listed)] : [];
};

const copySides = async (understood: Understood, context: Context): Promise<Group[]> => {
  const sides = sidesOf(understood.command);
  const named = sides.flatMap(({ container }) => container ?? []);
  if (named.length !== 1) throw usageError("one side of cp is CONTAINER:PATH", null, "ctool help cp");
  const [found] = await findContainers(named, context);
  if (!found) return [];
  const words = understood.command.operands.map(({ word }) => word);
  const operands = sides.map(({ container, path }, index) =>
    container === null ? (words[index] ?? "") : `${found.row.id}:${path}`,
  );
  return [containerGroup([found.row], words, operands, found.listed)];
};

/** `nginx` without a tag or digest: docker saves every tag of it. */
const isBare = (word: string): boolean => {
  const parsed = parseReference(word);
  return !("problem" in parsed) && parsed.tag === null && parsed.digest === null;
};

const repositoryOf = (reference: string): string => reference.replace(/@.*$/, "").replace(/:[^/:]*$/, "");

/** The references that one operand means: of an id all, of a bare name all tags where docker takes it so, else the one. */
const meantBy = ({ row, by, reference }: FoundImage, word: string, path: string, force: boolean): string[] => {
  if (reference !== null && path === "image save" && isBare(word)) {
    return row.references.filter((one) => repositoryOf(one) === repositoryOf(reference));
  }
  if (by === "name" && reference !== null) return [reference];
  if (path !== "image rm") return row.references.slice(0, 1);
  const repositories = new Set(row.references.map(repositoryOf));
  if (repositories.size > 1 && !force) {
    throw usageError(
      `${word} has names in ${repositories.size} repositories: ${row.references.join(", ")}`,
      "Remove them by name, or the image as a whole with -f.",
    );
  }
  return row.references.length > 0 ? row.references : row.digests;
};

const groupImages = async (understood: Understood, verb: WriteVerb, context: Context): Promise<Group[]> => {
  const { command } = understood;
  const words = command.operands.map(({ word }) => word);
  const subjects = verb.subject === "image" ? words.slice(0, 1) : words;
  const rest = verb.subject === "image" ? words.slice(1) : [];
  const { found, listed } = await findImages(subjects, context);
  const force = command.byName.get("force")?.at(-1)?.value === "true";
  const members = found.map((one, index) => {
    const word = subjects[index] ?? "";
    return { ...one, word, references: meantBy(one, word, command.spec.path, force) };
  });
  const groups = Map.groupBy(members, ({ row }) => `${row.at} ${row.namespace}`);
  return [...groups.values()].flatMap((group): Group[] => {
    const [first] = group;
    if (!first) return [];
    const images = [...new Set(group.map(({ row }) => row))];
    const references = [...new Set(group.flatMap((member) => member.references))];
    // docker knows its own ids; the others are told names.
    const asTyped = first.row.at === listed.target.id && listed.target.engine === "docker";
    const operands = asTyped ? group.map(({ word }) => word) : references.length > 0 ? references : subjects;
    return [
      groupAt(placeOf(first.row, listed.target, listed.facts), listed.facts, {
        typed: group.map(({ word }) => word),
        operands: [...operands, ...rest],
        images,
        references,
        wholeImages: images.every((image) => image.references.every((one) => references.includes(one))),
      }),
    ];
  });
};

/**
 * Finds everything that a write names, before anything is run, and puts together what goes to one place.
 * @throws {CtoolError} for a name that is not there or may mean several things
 */
export const findSubjects = async (understood: Understood, verb: WriteVerb, context: Context): Promise<Group[]> => {
  const words = understood.command.operands.map(({ word }) => word);
  switch (verb.subject) {
    case "containers":
      return groupContainers(words, context);
    case "container":
      return oneContainer(words, context);
    case "copy":
      return copySides(understood, context);
    case "images":
    case "image":
      return groupImages(understood, verb, context);
    case "none": {
      const { facts, choice } = await lookAtNode(context);
      return [groupAt(requireTarget(choice), facts, { typed: words, operands: words })];
    }
  }
};
